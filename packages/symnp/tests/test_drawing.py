from __future__ import annotations

import gc
import re
import shutil
import subprocess
import weakref
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import read_html

import symnp
from symnp._draw.array_html import array_html
from symnp._draw.box import CHARACTER, SMALL
from symnp._draw.drawing import FORMS
from symnp._draw.fold import fold
from symnp._draw.frames import arrange_framed
from symnp._draw.html import html
from symnp._draw.labels import Expression, cut
from symnp._draw.layers import Edge
from symnp._draw.outline import outline
from symnp._draw.places import arrange
from symnp._draw.scene import Mark, Panel, Scene
from symnp._draw.svg import svg
from symnp._draw.terminal import tree
from symnp._namespace.drawing import draw


@pytest.fixture
def detail():
    x = symnp.spec((2000, 500))
    return ((x - x.mean(0)) * 2)[:10]


def long_loop(rounds):
    x = symnp.spec((30, 30))
    for _ in range(rounds):
        x = np.sin(x) * 0.5 + x
    return x.sum()


def marks_of(array, **options):
    return draw(array, **options).scene.panels[0].marks


def chain_of_marks(labels, *, block=None):
    marks = [Mark("%1", Expression("", "array", ""), (), "(3,)", "float64", 24, is_input=True)]
    for i, label in enumerate(labels, 2):
        expression = Expression("", label, f"(%{i - 1})")
        marks.append(Mark(f"%{i}", expression, (f"%{i - 1}",), "(3,)", "float64", 24, 1e-6, 24, block=block))
    return tuple(marks)


# What is shown.


def test_what_is_rewritten_away_and_what_is_new_are_marked_on_their_sides(detail):
    before, after = draw(detail).scene.panels
    assert {mark.expression.label for mark in before.marks if mark.fate == "gone"} >= {"subtract", "multiply"}
    assert not [mark for mark in before.marks if mark.fate == "new"]
    assert {mark.expression.label for mark in after.marks if mark.fate == "new"} >= {"subtract", "multiply"}
    assert not [mark for mark in after.marks if mark.fate == "gone"]


def test_what_is_on_both_sides_has_one_name_and_is_left_as_it_is(detail):
    before, after = draw(detail).scene.panels
    names = {mark.name: str(mark.expression) for mark in before.marks}
    shared = [mark for mark in after.marks if mark.name in names]
    assert [mark.expression.label for mark in shared] == ["spec", "mean"]
    assert all(names[mark.name] == str(mark.expression) and mark.fate == "same" for mark in shared)


def test_where_nothing_changes_there_is_one_panel_that_says_so():
    x = symnp.spec(5)
    (panel,) = draw(x + 1).scene.panels
    assert panel.title == "as written (rewritten, level exact: the same)"
    assert [mark.fate for mark in panel.marks] == ["same", "same"]


def test_a_mark_says_operation_shape_dtype_bytes_time_memory_and_line(detail):
    mark = next(mark for mark in marks_of(detail) if mark.expression.label == "mean")
    assert str(mark.expression) == "mean(%1, axis=0)"
    assert (mark.shape, mark.dtype, mark.nbytes) == ("(500,)", "float64", 4000)
    assert mark.seconds > 0
    assert mark.held >= 4000
    assert mark.line.startswith("test_drawing.py:")


def test_an_input_has_its_shape_and_no_time():
    x = symnp.asarray(np.ones((3, 4), "f4"))
    mark = marks_of(x + 1)[0]
    assert (mark.is_input, mark.shape, mark.dtype, mark.nbytes) == (True, "(3, 4)", "float32", 48)
    assert mark.seconds is None
    assert mark.held is None


@pytest.mark.parametrize(
    ("build", "text"),
    [
        (lambda x: x[1:, ::2], "%1[1:, ::2]"),
        (lambda x: x[..., None, 2], "%1[..., None, 2]"),
        (lambda x: x.T[0], "%1.T[0]"),
        (lambda x: x.reshape(-1), "%1.reshape(-1)"),
        (lambda x: np.broadcast_to(x, (2, 6, 8)), "%1.broadcast_to(2, 6, 8)"),
        (lambda x: np.concatenate([x, x], 1), "concatenate(%1, %1, axis=1)"),
        (lambda x: np.concatenate([x] * 9), "concatenate(%1, %1, %1, … 5 more, %1, axis=0)"),
        (lambda x: x - 2.5, "subtract(%1, 2.5)"),
    ],
)
def test_an_operation_is_written_as_python_writes_it(build, text):
    written = [str(mark.expression) for mark in marks_of(build(symnp.spec((6, 8))), level="none")]
    assert text in written


def test_a_write_names_the_region_that_it_writes():
    x = symnp.zeros((5, 5))
    x[1:3] = symnp.spec(5)
    assert any(re.fullmatch(r"assign\(%\d\[1:3\], %\d\)", str(mark.expression)) for mark in marks_of(x))


def test_lengths_that_only_data_will_say_are_shown_as_the_most_that_they_can_be():
    found = symnp.nonzero(symnp.spec((4, 5)))[0]
    assert marks_of(found)[-1].shape == "(≤20,)"


def test_what_is_computed_already_is_an_input():
    x = symnp.asarray(np.arange(4.0)) + 1
    x.tolist()
    first = marks_of(np.sqrt(x))[0]
    assert first.is_input
    assert str(first.expression) == "add, known"


def test_drawing_computes_nothing_and_keeps_no_array_alive():
    x = np.exp(symnp.asarray(np.ones(1000)))
    node = weakref.ref(x._peek())
    drawing = draw(x)
    assert node().value is None
    del x
    gc.collect()
    assert node() is None
    assert "exp" in str(drawing)


def test_of_equal_operations_the_one_in_the_place_of_the_change_is_marked():
    x = symnp.spec((6, 6))
    first = np.maximum(np.exp(x)[1:3], 2.0)
    picture = draw(np.maximum(np.maximum(x + 1, 2.0)[1:3] * first, 2.0))
    before, after = picture.scene.panels
    gone = [(mark.expression.label, mark.shape) for mark in before.marks if mark.fate == "gone"]
    assert ("maximum", "(6, 6)") in gone
    assert ("maximum", "(2, 6)") not in gone
    assert sum(mark.fate == "new" for mark in after.marks if mark.is_result) == 0


def test_a_rule_that_was_applied_often_is_one_line_with_a_count():
    x = symnp.spec(100)
    for _ in range(30):
        x = x + 1
    # The first time it is the slice that the test has written, and after that what the rule has put in.
    assert re.search(
        r"slice-through-elementwise \[exact\] on getitem \(test_drawing.py:\d+\), 29 times", str(draw(x[:3]))
    )


# Long ones.


@given(st.integers(1, 30), st.lists(st.sampled_from("abc"), min_size=1, max_size=4), st.integers(5, 60))
def test_folding_keeps_the_count_the_order_and_every_operand(repeats, period, most):
    marks = chain_of_marks(["start", *period * repeats, "end"])
    short = fold(marks, most)
    assert len(short) <= most + 1
    assert sum(mark.folded or 1 for mark in short if not mark.is_input) == len(marks) - 1
    seen = set()
    for mark in short:
        assert set(mark.operands) <= seen
        seen.add(mark.name)
    assert short[-1].expression.label == "end"


def test_a_loop_of_thousands_of_rounds_is_drawn_in_a_few_lines():
    text = str(draw(long_loop(1000)))
    assert len(text.splitlines()) < 30
    counted = sum(int(n) for n in re.findall(r"… (\d+) more", text))
    written = len(re.findall(r"%\d+ = (?:sin|multiply|add|sum)\(", text))
    assert counted + written == 3 * 1000 + 1


def test_times_of_what_is_folded_are_added_and_memory_is_the_most():
    marks = chain_of_marks(["a"] * 300)
    folded_mark = next(mark for mark in fold(marks) if mark.folded)
    assert folded_mark.seconds == pytest.approx(folded_mark.folded * 1e-6)
    assert folded_mark.held == 24


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_long_picture_stays_small(form):
    assert len(str(draw(long_loop(2000), form=form))) < 40_000


# The outline.


def test_every_operation_stands_in_full_once_and_is_referred_to_after_that():
    x = symnp.spec((4, 4))
    y = np.exp(x)
    entries = outline(marks_of((y + 1) * y, level="none"))
    full = [entry.mark.name for entry in entries if not entry.again and not entry.is_group]
    assert len(full) == len(set(full)) == 3
    text = tree(Scene((Panel("t", tuple(replace(mark, block=None) for mark in marks_of((y + 1) * y)), 0.0, 0),)))
    assert "(above)" in text
    assert "read 2 times" in text


def test_a_long_chain_does_not_walk_off_to_the_right():
    entries = outline(chain_of_marks([f"step{i}" for i in range(150)]))
    assert len(entries) == 150
    assert max(entry.depth for entry in entries) == 0


def test_what_runs_together_is_one_group_in_every_form():
    marks = chain_of_marks(["outer"])
    inner = [replace(mark, block=0) for mark in chain_of_marks(["a", "b", "c"])[1:]]
    last = Mark("%9", Expression("", "end", "(%4)"), ("%4",), "(3,)", "float64", 24, 1e-6, 24)
    scene = Scene((Panel("together", (marks[0], *inner, last), 4e-6, 24),))
    entries = outline(scene.panels[0].marks)
    assert [entry.mark.name for entry in entries] == ["%9", "block 1", "%4", "%3", "%2"]
    assert [entry.inside is not None for entry in entries] == [False, False, True, True, True]
    assert "block 1: 3 operations piece by piece" in tree(scene)
    assert html(scene).count('class="row same chained block"') == 1
    assert svg(scene).count('class="block"') == 1


# Trees for terminals.


def test_the_tree_is_aligned_and_has_bars_for_the_share_of_the_peak(detail):
    before = str(draw(detail)).split("\n\n")[0].splitlines()
    rows = [line for line in before if "float64" in line]
    starts = {re.search(r"  \(", line).end() for line in rows}
    assert len(starts) == 1
    assert any("████████" in line and "100 %" in line for line in rows)
    assert before[0].startswith("as written: predicted")


def test_the_tree_names_the_rules_that_were_applied(detail):
    assert "slice-through-elementwise [exact]" in str(draw(detail))


# HTML.


def test_html_is_whole_nested_and_without_script(detail):
    page = read_html(str(draw(detail, form="html")))
    assert "script" not in page.seen
    assert page.seen.count("section") == 2
    assert page.seen.count("details") > 2
    assert "rewritten away" in page.text


def test_bars_are_as_long_as_what_they_show_and_never_longer_than_their_track():
    for kind in ("html", "svg"):
        text = str(draw(long_loop(3), form=kind))
        if kind == "html":
            widths = [float(w) for w in re.findall(r"width:([\d.]+)%", text.split("</style>")[1])]
            assert max(widths) == 100.0
            assert min(widths) >= 0
        else:
            bars = [float(w) for w in re.findall(r'class="(?:time|held)" x="[\d.]+" y="[\d.]+" width="([\d.]+)"', text)]
            tracks = [float(w) for w in re.findall(r'class="track"[^>]* width="([\d.]+)"', text)]
            assert max(bars) <= max(tracks)


# SVG.


def test_svg_is_well_formed_and_has_a_background(detail):
    root = ElementTree.fromstring(str(draw(detail, form="svg")))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    paper = root.find("{*}rect[@class='paper']")
    assert paper.get("width") == root.get("width")
    assert paper.get("height") == root.get("height")


def test_text_stays_within_its_box():
    x = symnp.spec((123456, 7, 8, 9, 10, 11), "f8")
    y = np.concatenate([x[10:-10:3, ..., ::-1]] * 5, axis=3).astype("f4", casting="unsafe") + np.float32(1.2345678)
    root = ElementTree.fromstring(str(draw(y, form="svg")))
    boxes = [group for group in root.findall(".//{*}g") if group.find("{*}title") is not None]
    assert len(boxes) > 3
    for group in boxes:
        width = float(group.find("{*}rect").get("width"))
        for text in group.findall("{*}text"):
            letters = len("".join(text.itertext())) * CHARACTER * (1.0 if text.get("class") == "code" else SMALL)
            room = float(text.get("x")) if "end" in text.get("class") else width - float(text.get("x"))
            assert letters <= room


def test_a_long_name_is_cut_in_the_middle():
    assert cut("abcdefghij", 10) == "abcdefghij"
    assert cut("abcdefghijk", 10) == "abcde…hijk"


@st.composite
def graphs(draw_from, frames=False):
    count = draw_from(st.integers(1, 14))
    sizes = [(draw_from(st.integers(20, 200)), draw_from(st.integers(10, 90))) for _ in range(count)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))
    edges = sorted({(min(pair), max(pair)) for pair in draw_from(st.lists(pairs, max_size=30)) if pair[0] != pair[1]})
    numbers = [None] * count
    if frames:  # What runs together follows on each other.
        for number in range(draw_from(st.integers(0, 2))):
            start, stop = sorted(draw_from(pairs))
            if all(one is None for one in numbers[start : stop + 1]):
                numbers[start : stop + 1] = [number] * (stop + 1 - start)
    return sizes, edges, numbers


def rectangle(place, size):
    return place[0], place[1], place[0] + size[0], place[1] + size[1]


def overlap(a, b):
    return a[0] < b[2] - 1e-6 and b[0] < a[2] - 1e-6 and a[1] < b[3] - 1e-6 and b[1] < a[3] - 1e-6


def along(points):
    """Return points on the way of an edge, between its corners on curves as they are drawn."""
    for (x0, y0), (x1, y1) in pairwise(points):
        for t in np.linspace(0, 1, 7):
            yield x0 + (x1 - x0) * (3 * t**2 - 2 * t**3), y0 + (y1 - y0) * (1.5 * t - 1.5 * t**2 + t**3)


@given(graphs())
def test_boxes_do_not_touch_and_edges_lead_down_round_them(graph):
    sizes, edges, _ = graph
    drawn = arrange(sizes, [Edge(*edge) for edge in edges])
    boxes = [rectangle(*pair) for pair in zip(drawn.places, sizes, strict=True)]
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert all(box[0] >= -1e-6 and box[2] <= drawn.width + 1e-6 and box[3] <= drawn.height + 1e-6 for box in boxes)
    for (source, target), path in zip(edges, drawn.paths, strict=True):
        assert path[0] == pytest.approx(((boxes[source][0] + boxes[source][2]) / 2, boxes[source][3]))
        assert path[-1][1] == pytest.approx(boxes[target][1])
        assert boxes[target][0] <= path[-1][0] <= boxes[target][2]
        for x, y in along(path):
            assert not any(overlap((x, y, x, y), box) for box in boxes)


@given(graphs(frames=True))
def test_frames_hold_what_runs_together_and_nothing_else(graph):
    sizes, edges, numbers = graph
    drawn = arrange_framed(sizes, edges, numbers)
    boxes = [rectangle(*pair) for pair in zip(drawn.places, sizes, strict=True)]
    assert not any(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert {frame.number for frame in drawn.frames} == set(numbers) - {None}
    for frame in drawn.frames:
        x0, y0, x1, y1 = rectangle(frame.place, (frame.width, frame.height))
        for box, number in zip(boxes, numbers, strict=True):
            if number == frame.number:
                assert x0 <= box[0] <= box[2] <= x1
                assert y0 <= box[1] <= box[3] <= y1
            else:
                assert not overlap(box, (x0, y0, x1, y1))
    assert sum(way.arrives for way in drawn.ways) == len(edges)


def test_a_graph_that_can_be_drawn_without_crossings_is():
    edges = [Edge(0, 5), Edge(1, 4), Edge(2, 3), Edge(3, 6), Edge(4, 6), Edge(5, 6)]
    drawn = arrange([(50, 20)] * 7, edges)
    middle = [x for x, _ in drawn.places]
    assert [middle[i] for i in (0, 1, 2)] == pytest.approx([middle[i] for i in (5, 4, 3)])


def test_parts_that_nothing_joins_stand_side_by_side_without_room_between():
    ladder = [(i, i + step) for i in range(6) for step in (1, 2)]
    fan = [(0, 1), (1, 2), (1, 3), (1, 4), (2, 5), (3, 5), (4, 5)]
    sizes = [(100, 20)] * 8, [(100, 20)] * 6
    first, second = arrange(sizes[0], [Edge(*one) for one in ladder]), arrange(sizes[1], [Edge(*one) for one in fan])
    both = arrange([*sizes[0], *sizes[1]], [Edge(*one) for one in ladder + [(a + 8, b + 8) for a, b in fan]])
    assert both.places[:8] == first.places
    left = both.places[8][0] - second.places[0][0]
    assert both.places[8:] == [(pytest.approx(x + left), y) for x, y in second.places]
    assert 0 < left - first.width < 50
    assert (both.width, both.height) == (pytest.approx(left + second.width), max(first.height, second.height))


def test_panels_that_are_too_wide_together_stand_below_each_other():
    xs = [symnp.spec((9, 9)) for _ in range(12)]
    text = str(draw((np.concatenate([np.exp(x) for x in xs]) + 1)[::3], form="svg"))
    corners = re.findall(r'<g transform="translate\(([\d.]+) ([\d.]+)\)"><text class="title"', text)
    assert len(corners) == 2
    assert corners[0][0] == corners[1][0]
    assert float(corners[0][1]) < float(corners[1][1])


# Graphviz and Mermaid.


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
def test_graphviz_reads_the_graph(detail):
    text = str(draw(detail, symnp.spec(3, "M8[s]") < np.datetime64("2020-01-01"), form="dot"))
    done = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True)
    assert not done.stderr
    drawn = sum(line.startswith("node ") for line in done.stdout.splitlines())
    assert drawn == len(re.findall(r"^ +p\d+_\d+ \[", text, re.MULTILINE))


def test_quotes_and_backslashes_cannot_end_a_label():
    mark = Mark("%1", Expression("", 'say "hi" \\', "<b>&"), (), "()", "U3", 12, is_input=True)
    scene = Scene((Panel('a "title"', (mark,), 0.0, 0),))
    dot_text, mermaid_text = (str(replace(draw(symnp.spec(1)), scene=scene, form=form)) for form in ("dot", "mermaid"))
    assert r'label="%1 = say \"hi\" \\<b>&' in dot_text
    label = re.search(r'p0n0\(\["(.*)"\]\)', mermaid_text)[1]
    assert not set('"\\&()[]') & set(label.replace("<br/>", ""))
    read_html(str(replace(draw(symnp.spec(1)), scene=scene, form="html")))
    ElementTree.fromstring(str(replace(draw(symnp.spec(1)), scene=scene, form="svg")))


@pytest.mark.parametrize("form", ["dot", "mermaid"])
def test_edges_join_what_is_declared(detail, form):
    text = str(draw(detail, form=form))
    edge, declared = {
        "dot": (r"(p\d+_\d+) -> (p\d+_\d+)", r"^ +(p\d+_\d+) \["),
        "mermaid": (r"(p\d+n\d+) --> (p\d+n\d+)", r"^ +(p\d+n\d+)[\[(]"),
    }[form]
    joined = re.findall(edge, text)
    assert len(joined) == sum(len(mark.operands) for panel in draw(detail).scene.panels for mark in panel.marks)
    assert {name for pair in joined for name in pair} <= set(re.findall(declared, text, re.MULTILINE))


# The verb and what it returns.


def test_draw_refuses_what_it_cannot_draw():
    x = symnp.spec(3)
    with pytest.raises(ValueError, match="no form 'png' to draw in: choose one of 'tree', 'html'"):
        draw(x, form="png")
    with pytest.raises(ValueError, match="no rewriting level 'most'"):
        draw(x + 1, level="most")
    with pytest.raises(TypeError, match="at least one array"):
        draw()
    with pytest.raises(TypeError, match="takes symnp arrays, but got list"):
        draw([1.0])


def test_several_arrays_are_one_picture():
    x = symnp.spec((5, 5))
    y = np.exp(x)
    (panel,) = draw(y, y.sum()).scene.panels
    assert [mark.expression.label for mark in panel.marks if mark.is_result] == ["exp", "sum"]
    assert [mark.expression.label for mark in panel.marks].count("exp") == 1


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.txt", "as written"),
        ("a.html", "<!doctype html>"),
        ("a.dot", "digraph"),
        ("a.mmd", "flowchart"),
        ("a.SVG", "<svg"),
    ],
)
def test_the_end_of_a_name_decides_the_form_of_the_file(tmp_path, detail, name, start):
    draw(detail, form="dot").save(tmp_path / name)
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert text.startswith(start)
    assert text.endswith("\n")
    if name == "a.html":
        read_html(text)


def test_a_name_that_says_no_form_is_refused_and_nothing_is_written(tmp_path, detail):
    with pytest.raises(ValueError, match=r"cannot tell a form from the name .*a.png.*: let it end in .txt, .html"):
        draw(detail).save(tmp_path / "a.png")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("tree", None),
        ("dot", None),
        ("html", "text/html"),
        ("svg", "image/svg+xml"),
        ("mermaid", "text/vnd.mermaid"),
    ],
)
def test_a_notebook_is_offered_the_form_that_was_asked_for(detail, form, kind):
    drawing = draw(detail, form=form)
    bundle = drawing._repr_mimebundle_()
    assert set(bundle) == {"text/plain", *([kind] if kind else [])}
    assert kind is None or bundle[kind] == str(drawing)
    assert (drawing._repr_html_() is not None) == (form == "html")
    assert (drawing._repr_svg_() is not None) == (form == "svg")


def test_a_picture_for_a_screen_is_not_printed_as_thousands_of_characters(detail):
    assert len(repr(draw(detail, form="svg"))) < 100
    assert repr(draw(detail)) == str(draw(detail))


# Arrays in notebooks.


def test_an_array_shows_what_is_known_of_it_without_being_computed():
    x = np.exp(symnp.asarray(np.ones((20, 3))))
    page = read_html(array_html(x._peek(), "Array"))
    for word in ("symnp.Array", "(20, 3)", "float64", "480 B", "to be computed", "exp"):
        assert word in page.text
    assert x._peek().value is None


def test_an_array_that_is_known_or_has_no_data_says_so():
    assert "known" in array_html(symnp.asarray(np.ones(3))._peek())
    assert "an input has no data" in array_html((symnp.spec(3) + 1)._peek())
    assert "at most 160 B" in array_html(symnp.nonzero(symnp.spec((4, 5)))[0]._peek())


@pytest.mark.parametrize("rounds", [100, 3000])
def test_the_graph_of_an_array_stays_small_on_the_page(rounds):
    text = array_html(long_loop(rounds)._peek())
    read_html(text)
    assert len(text) < 20_000
    assert f"graph of {3 * rounds + 1} operations" in text
