from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monorepo_testing.figures import FigureError, check, figures, main, refresh
from monorepo_testing.paired import write

RUN = {
    "schema": 1,
    "claim": "slice",
    "date": "2026-01-01T00:00:00+00:00",
    "machine": {"cpu": "Some CPU", "gpus": ["A", "B"]},
    "settings": {},
    "contenders": {},
    "ratios": {"numpy_vs_symnp": {"median": 12.34, "samples": [12.0, 13.0]}},
    "oracle": {"checked": 4, "passed": 4, "tolerance": 0.0, "worst_error": 0.0},
    "sizes": {},
}


@pytest.fixture
def folder(tmp_path):
    write(RUN, tmp_path / "results" / "slice.json")
    return tmp_path


def mark(pointer="ratios.numpy_vs_symnp.median fmt=.1f", shown="12.3", file="results/slice.json"):
    return f"<!-- figure: {file}#{pointer} -->{shown}<!-- /figure -->"


def test_figures_that_are_what_the_run_says_are_counted(folder):
    assert check(f"a {mark()} b {mark('machine.cpu', 'Some CPU')}\n", folder=folder) == 2
    assert check("no figures", folder=folder) == 0


@pytest.mark.parametrize(
    ("pointer", "shown"),
    [
        ("ratios.numpy_vs_symnp.median", "12.34"),
        ("ratios.numpy_vs_symnp.median fmt=.0f", "12"),
        ("ratios.numpy_vs_symnp.median scale=1e3 fmt=.0f", "12340"),
        ("ratios.numpy_vs_symnp.median fmt=+08.2f", " +0012.34\n"),
        ("ratios.numpy_vs_symnp.samples.1", "13.0"),
        ("machine.gpus.0", "A"),
        ("oracle.checked", "4"),
    ],
)
def test_a_pointer_goes_step_by_step_into_the_run(folder, pointer, shown):
    assert check(mark(pointer, shown), folder=folder) == 1
    with pytest.raises(FigureError, match="the text says"):
        check(mark(pointer, shown.strip() + "1"), folder=folder)


def test_a_figure_that_is_not_the_runs_is_named_with_both(folder):
    with pytest.raises(FigureError, match=r"line 2, results/slice.json#ratios.*the text says '12\.4', .* '12\.3'"):
        check("x\n" + mark(shown="12.4"), folder=folder)


def test_all_wrong_figures_are_named_at_once(folder):
    with pytest.raises(FigureError) as caught:
        check(f"{mark(shown='1')}\n{mark()}\n{mark('ratios.nobody', '2')}", folder=folder)
    assert [line.split(",")[0] for line in str(caught.value).splitlines()] == ["line 1", "line 3"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (mark("ratios.nobody.median"), r"there is no 'nobody': want one of \['numpy_vs_symnp'\]"),
        (mark("ratios.numpy_vs_symnp.samples.2"), "there is no '2': want one of list"),
        (mark("oracle.checked.x"), "there is no 'x': want one of int"),
        (mark("ratios.numpy_vs_symnp"), "is no figure but dict"),
        (mark("ratios.numpy_vs_symnp.median fmt=.1q"), "[Ff]ormat"),
        (mark("machine.cpu scale=2.5"), "can't multiply"),
        (mark("machine.cpu fmt=.1f"), "[Ff]ormat"),
        (mark(file="results/other.json"), "no 'results/other.json' in .* or above it"),
        (mark("x scale=many"), "line 1: scale is 'many'"),
        (mark("x unknown=1"), "cannot read"),
        (mark("x fmt"), "cannot read"),
        (mark(""), "cannot read"),
        ("<!-- figure: -->1<!-- /figure -->", "cannot read ''"),
        ("<!-- figure: a.json#b -->1", "1 figures open and 0 close"),
        ("1<!-- /figure -->", "0 figures open and 1 close"),
        ("<!-- figure: a.json#b -->" + mark() + "<!-- /figure -->", "2 figures open"),
        ("<!-- figure: a.json#b -->1 " + mark() + " `<!-- /figure -->`", "2 figures open and 1 close"),
    ],
)
def test_a_figure_that_cannot_be_checked_is_an_error(folder, text, problem):
    with pytest.raises(FigureError, match=problem):
        check(text, folder=folder)


def test_marks_inside_code_are_examples(folder):
    text = f"`{mark(shown='x')}` and\n```html\n{mark(shown='y')}\n```\n{mark()}\n"
    assert check(text, folder=folder) == 1
    assert figures(text)[0].line == 5
    assert refresh(text, folder=folder) == text


def test_a_run_that_no_oracle_passed_gives_no_figures(folder):
    write({**RUN, "oracle": {"checked": 4, "passed": 3}}, folder / "results" / "slice.json")
    with pytest.raises(FigureError, match="no oracle passed"):
        check(mark(), folder=folder)


def test_a_run_is_found_above_the_text(folder):
    deep = folder / "packages" / "symnp"
    deep.mkdir(parents=True)
    assert check(mark(), folder=deep) == 1


def test_refreshing_changes_the_figures_and_nothing_else(folder):
    text = f"# `1`\n{mark(shown='?')} times, {mark('machine.cpu', '')}\r\nend"
    fresh = refresh(text, folder=folder)
    assert fresh == f"# `1`\n{mark()} times, {mark('machine.cpu', 'Some CPU')}\r\nend"
    assert refresh(fresh, folder=folder) == fresh


def test_the_command_checks_writes_and_fails_by_name(folder, capsys):
    readme = folder / "README.md"
    readme.write_text(mark(shown="1"))
    assert main([str(readme)]) == 1
    assert "the text says '1'" in capsys.readouterr().err
    assert main([str(readme), "--write"]) == 0
    assert readme.read_text() == mark()
    assert main([str(readme)]) == 0
    assert "1 figures" in capsys.readouterr().out
    assert main([str(folder / "nowhere.md"), str(readme)]) == 1
    assert "nowhere.md" in capsys.readouterr().err


@given(
    st.lists(st.sampled_from(["text ", "\n", "`code`", mark(shown="1"), mark("machine.cpu", "x"), "<!-- other -->"]))
)
def test_every_text_is_right_once_it_is_refreshed(tmp_path_factory, parts):
    folder = tmp_path_factory.getbasetemp() / "figures"
    write(RUN, folder / "results" / "slice.json")
    text = " ".join(parts)
    assert check(refresh(text, folder=folder), folder=folder) == sum("/figure" in part for part in parts)
