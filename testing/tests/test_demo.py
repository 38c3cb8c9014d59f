from __future__ import annotations

import pytest

from monorepo_testing.demo import __main__ as demo
from monorepo_testing.demo.page import Chapter, whole_page
from monorepo_testing.demo.timing import Pair, in_turn

CHAPTER = """
TITLE = "A <title>"

def work():
    return 1 < 2

def show(chapter):
    chapter.heading("A heading")
    chapter.text("say `x < 1` so")
    chapter.code(work)
    chapter.html("<b>bold</b>")
    chapter.table(["a"], [["1 < 2"]])
"""


class Figure:
    def savefig(self, file, **options):
        file.write(b"png")


def test_every_chapter_that_is_there_is_on_the_page(tmp_path, capsys):
    for name in ("one", "two"):
        folder = tmp_path / "packages" / name / "demo"
        folder.mkdir(parents=True)
        (folder / "chapter.py").write_text(CHAPTER)
    assert demo.main(tmp_path) == 0
    page = (tmp_path / "demo" / "index.html").read_text()
    assert page.count("<h2>A &lt;title&gt;</h2>") == 2
    assert "<code>x &lt; 1</code>" in page
    assert "return 1 &lt; 2" in page
    assert "<b>bold</b>" in page
    assert "demo: two done in" in capsys.readouterr().out


def test_a_checkout_without_chapters_fails(tmp_path, capsys):
    assert demo.main(tmp_path) == 1
    assert "no packages/*/demo/chapter.py" in capsys.readouterr().err


def test_a_chapter_that_is_no_python_file_is_refused(tmp_path):
    with pytest.raises(ImportError, match="a chapter is a Python file"):
        demo.load(tmp_path / "packages" / "x" / "demo" / "chapter.txt")


def test_a_figure_is_on_the_page_itself_with_its_caption():
    chapter = Chapter("t", "a")
    chapter.figure(Figure(), 'a "caption"')
    page = whole_page([chapter], "footer")
    assert "data:image/png;base64,cG5n" in page
    assert "a &quot;caption&quot;" in page


def test_both_contenders_run_in_turn_and_warm_up_first():
    order = []
    pair = in_turn(lambda: order.append("a"), lambda: order.append("b"), rounds=3)
    assert order == ["a", "b"] * 4
    assert len(pair.first) == len(pair.second) == 3
    with pytest.raises(ValueError, match="at least one round is needed, got 0"):
        in_turn(list, list, rounds=0)


def test_the_ratio_is_the_median_of_the_rounds():
    assert Pair((2.0, 9.0, 4.0), (1.0, 1.0, 1.0)).ratio == 4.0
