"""What the pages show at Python's prompt is what Python answers."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
OPTIONS = doctest.ELLIPSIS


def dialogue(page):
    """Return what a page shows at the prompt, as one dialogue: later examples use the names of earlier ones."""
    blocks = re.findall(r"^```pycon\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return "\n\n".join(blocks)


PAGES = [page for page in sorted(DOCS.glob("*.md")) if dialogue(page)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_python_answers(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # What a page saves is saved there.
    told = []
    test = doctest.DocTestParser().get_doctest(dialogue(page), {}, page.name, str(page), 0)
    found = doctest.DocTestRunner(optionflags=OPTIONS).run(test, out=told.append)
    assert found.attempted
    assert not found.failed, "".join(told)
