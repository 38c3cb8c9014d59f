"""The page about explaining names every kind of finding and every form of a drawing, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from symnp._draw.drawing import FORMS
from symnp._explain.finding import Kind

PAGE = (Path(__file__).parents[1] / "docs" / "explaining.md").read_text("utf-8")


def first_cells(heading):
    """Return what stands in the first column of the table under a heading."""
    table = PAGE.split(heading)[1].split("|---|---|\n")[1].split("\n\n")[0]
    return re.findall(r"^\| `?\"?([\w-]+)\"?`? \|", table, re.MULTILINE)


def test_every_kind_of_finding_is_on_the_page():
    assert sorted(first_cells("## analyze")) == sorted(get_args(Kind))


def test_every_form_of_a_drawing_is_on_the_page():
    assert sorted(first_cells("## draw")) == sorted(FORMS)
