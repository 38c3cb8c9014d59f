"""Every name of NumPy's API held against NumPy: present, passing with each keyword, and lazy.

What is known to fail stands in ``known_coverage_failures.json``, and the tests ask that it be exactly that: what is fixed
must leave the table. Write it anew in the package's folder with

    python -m symnp coverage --known tests/known_coverage_failures.json
"""

from __future__ import annotations

import json
import sys
import tracemalloc
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import symnp
from symnp.__main__ import main
from symnp._coverage.calls import table
from symnp._coverage.calls.ufuncs import generated
from symnp._coverage.check import check, doors
from symnp._coverage.compare import Rules, difference
from symnp._coverage.huge import HUGE
from symnp._coverage.inputs import LETTERS, make
from symnp._coverage.keywords import missing, offered, used
from symnp._coverage.lazy import check_lazy, lazy_call, rehearse
from symnp._coverage.materialising import MATERIALISING
from symnp._coverage.names import LEFT_OUT, LEFT_OUT_OF_NDARRAY, MISSING, SECTIONS, Name, names
from symnp._coverage.report import COLUMNS, as_markdown, examine
from symnp._coverage.running import parsed

KNOWN = json.loads((Path(__file__).parent / "known_coverage_failures.json").read_text(encoding="utf-8"))
NAMES = {name.qualified: name for name in names()}
SAME_NUMPY = KNOWN["numpy"].split(".")[:2] == np.__version__.split(".")[:2]
"""Tables of calls, keywords and known failures are those of one NumPy series."""


def asked(qualified: str, failures: dict[str, str]) -> dict[str, str]:
    """Leave out, on another NumPy, what that NumPy has not got, and names that the tables do not know."""
    # What measures the coverage of tests holds references that ndarray.resize takes for views.
    traced = "NumPy itself refuses: ValueError: cannot resize an array that references"
    failures = {what: why for what, why in failures.items() if not (sys.gettrace() and why.startswith(traced))}
    if SAME_NUMPY:
        return failures
    if qualified not in table():
        return {}
    theirs = ("NumPy itself refuses", "no call uses it", "no table has calls", "none of its calls suits")
    return {what: why for what, why in failures.items() if not why.startswith(theirs)}


@pytest.mark.parametrize("qualified", NAMES)
def test_name_fails_in_nothing_but_what_is_known(qualified: str) -> None:
    failures = asked(qualified, examine(NAMES[qualified]).failures)
    known = set(KNOWN["failures"].get(qualified, ()))
    assert {what: why for what, why in failures.items() if what not in known} == {}
    if SAME_NUMPY:
        assert known - failures.keys() == set(), "passes now: write the table of known failures anew"


def test_known_failures_and_tables_speak_of_names_that_there_are() -> None:
    if SAME_NUMPY:
        for spoken_of in (KNOWN["failures"], table(), HUGE, MATERIALISING):
            assert spoken_of.keys() - NAMES.keys() == set()


def test_sections_are_complete_and_disjoint() -> None:
    counts = Counter(name.section for name in names())
    assert tuple(counts) == SECTIONS
    assert len(NAMES) == counts.total()
    if SAME_NUMPY:
        assert counts.total() == 863


def test_names_left_out_are_numpys() -> None:
    assert all(hasattr(np, name) for name in LEFT_OUT)
    assert all(hasattr(np.ndarray, name) for name in LEFT_OUT_OF_NDARRAY)
    assert not {*LEFT_OUT} & NAMES.keys()


@pytest.mark.parametrize(
    ("qualified", "counts"),
    [
        ("add.reduce", True),
        ("absolute.at", True),
        ("abs.at", False),  # Another name of absolute.
        ("matmul.outer", False),  # It has a core signature.
        ("divmod.outer", True),
        ("divmod.reduce", False),  # It has two results.
        ("ndarray.__dir__", False),  # Every object has it.
        ("linalg.LinAlgError", False),  # It is a class.
        ("random.Generator.normal", True),
    ],
)
def test_rule_of_counting(qualified: str, counts: bool) -> None:
    assert (qualified in NAMES) is counts


def test_name_that_symnp_lacks_is_missing_and_nothing_else_is_asked() -> None:
    lacking = Name("functions", "no_such_function", None)
    assert lacking.ours is MISSING
    assert repr(lacking.ours) == "MISSING"
    assert examine(lacking).failures == {"present": "symnp has no such name"}


def test_name_whose_look_up_goes_wrong_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = type("Broken", (), {"name": property(lambda self: 1 / 0)})()
    monkeypatch.setattr(symnp, "broken", broken, raising=False)
    assert not Name("functions", "broken.name", None).present


def test_inherited_from_object_is_no_name_of_the_array() -> None:
    assert not Name("ndarray", "__setattr__", np.ndarray.__setattr__).present
    assert Name("ndarray", "shape", np.ndarray.shape).present


def test_inputs_are_fresh_and_wrapped_with_the_same_layout() -> None:
    letters = set(LETTERS) - {"g"}
    theirs, ours = make(np, letters), make(symnp, letters, wrapped=True)
    assert {letter: (x.shape, x.dtype, x.strides) for letter, x in ours.items()} == {
        letter: (x.shape, x.dtype, x.strides) for letter, x in theirs.items()
    }
    assert not np.shares_memory(theirs["x"], make(np, "x")["x"])


@pytest.mark.parametrize(
    ("qualified", "call", "expected"),
    [
        ("sum", "np.sum(x, 0, keepdims=True)", {"a", "axis", "keepdims"}),
        ("sum", "np.sum(x, None, axis=None)", {"a"}),  # The defaults say nothing.
        ("sum", "np.linalg.norm(x, axis=0)", set()),
        ("linalg.norm", "np.linalg.norm(x, 2)", {"x", "ord"}),
        ("einsum", "np.einsum('ij->i', x, optimize=True)", {"operands", "optimize"}),
        ("stack", "np.stack([x, y], axis=1, **{'dtype': 'f4'}, casting='unsafe')", {"arrays", "axis", "casting"}),
        ("ix_", "np.ix_(*[k, k])", {"args"}),
        ("ndarray.sum", "x.T.sum(axis=0, initial=2.0)", {"axis", "initial"}),
        ("ndarray.sum", "np.sum(x, axis=0)", set()),
        ("ndarray.view", "x.view('i8')", {"dtype"}),
        ("array", "np.array(x, subok=False)", {"object", "subok"}),  # It has one value that makes sense.
        ("random.Generator.normal", "g.normal(1.0, size=3)", {"loc", "size"}),
        ("add.reduce", "np.add.reduce(x, axis=1, where=b)", {"axis", "where"}),
    ],
)
def test_keywords_that_a_call_uses(qualified: str, call: str, expected: set[str]) -> None:
    if SAME_NUMPY:
        assert used(NAMES[qualified], call) & (offered(NAMES[qualified]) | expected) == expected


def test_keywords_come_from_docstrings_where_signatures_are_silent() -> None:
    assert {"keepdims", "initial", "where"} <= offered(NAMES["ndarray.max"])
    assert {"sep", "count"} <= offered(NAMES["fromstring"])
    assert "like" not in offered(NAMES["array"])
    assert offered(NAMES["ndarray.__add__"]) == frozenset()
    assert missing(NAMES["ndarray.max"], ["x.max(0, keepdims=True)"]) == ("initial", "out", "where")


def test_keyword_that_numpy_refuses_of_a_ufunc_is_refused() -> None:
    with pytest.raises(TypeError):
        np.frexp([1.0], dtype="f8")
    assert "dtype" not in offered(NAMES["frexp"])


def test_generated_calls_leave_no_keyword_out() -> None:
    unused = {name: missing(NAMES[name], calls) for name, calls in generated().items()}
    assert {name: keywords for name, keywords in unused.items() if keywords} == {}


def test_doors() -> None:
    assert doors(NAMES["sum"], "np.sum(x)") == ("symnp", "numpy")
    assert doors(NAMES["zeros"], "np.zeros(3)") == ("symnp",)
    assert doors(NAMES["ndarray.sum"], "x.sum()") == ("symnp",)
    assert doors(NAMES["random.Generator.normal"], "g.normal(x, np.pi)") == ("symnp",)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        ("np.sum(x, axis=5)", "NumPy itself refuses: AxisError"),
        ("np.sum(x) + (0 if 'symnp' in np.__name__ else 1)", "1 of 1 values differ"),
        ("np.no_such_function(x) if 'symnp' in np.__name__ else 1", "AttributeError"),
        ("x.__setitem__(0, 1.0 if 'symnp' in np.__name__ else 2.0)", "afterwards, x: 4 of 12 values differ"),
        ("__import__('numpy').ones(3)", "a NumPy array, where an array of symnp is due"),
    ],
)
def test_check_says_why_a_call_fails(call: str, reason: str) -> None:
    outcome = check(call, "symnp", NAMES["sum"])
    assert outcome.reason is not None
    assert outcome.reason.startswith(reason)


def test_check_says_whether_a_value_was_computed() -> None:
    assert check("float(np.sum(x))", "symnp", NAMES["sum"]).materialised
    assert not check("np.sum(x)", "symnp", NAMES["sum"]).materialised


def test_check_lets_numpys_own_arrays_pass_where_numpy_makes_them() -> None:
    assert check("np.array(x)", "numpy", NAMES["array"]).reason is None
    assert check("np.sum(x, axis=0, out=np.zeros(4))", "numpy", NAMES["sum"]).reason is None


def test_check_does_not_ask_what_numpy_leaves_undefined() -> None:
    assert check("np.median(x, axis=1, overwrite_input=True)", "numpy", NAMES["median"]).reason is None
    assert check("np.empty(3)", "symnp", NAMES["empty"]).reason is None


def test_call_ends_in_an_expression() -> None:
    with pytest.raises(ValueError, match="the last part of a call is the expression"):
        parsed("x = 3")


def wrapped(value: Any) -> Any:
    return symnp.asarray(np.asarray(value))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (1.0, 1.0),
        (float("nan"), -float("nan")),
        ("a", "a"),
        (None, None),
        ((1, [2]), (1, [2])),
        ({"a": 1}, {"a": 1}),
        (np.dtype("f8"), np.dtype("f8")),
        (np.float64, np.float64),
        (iter([1, 2]), iter([1, 2])),
        (memoryview(b"ab"), memoryview(b"ab")),
        (np.random.PCG64(3), np.random.PCG64(3)),
        (slice(1), slice(1)),
        (wrapped([1.0, np.nan]), np.array([1.0, -np.nan])),
        (wrapped([1 + 0j]), np.array([1 + 0j])),
        (wrapped(["a"]), np.array(["a"])),
        (wrapped(["NaT"]).astype("M8[s]"), np.array(["NaT"], "M8[s]")),
        (wrapped(np.zeros(2, "f8,(2,)i4")), np.zeros(2, "f8,(2,)i4")),
        (np.rec.array([(1,)]), np.rec.array([(1,)])),
        (np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 2], mask=[0, 1])),
        (np.float64(3.0), np.float64(3.0)),
        (wrapped([1.0]).sum(), np.float64(1.0)),
    ],
)
def test_comparison_finds_the_same(ours: Any, theirs: Any) -> None:
    assert difference(ours, theirs) is None


def test_objects_are_compared_one_by_one() -> None:
    rules = Rules(numpy_arrays=True)
    values = [1, 1.0, "a", (1, 2.0), None, np.ones(2)]
    a, b = np.empty(6, object), np.empty(6, object)
    a[:] = b[:] = values
    assert difference(a, b, rules) is None
    b[3] = (1, 2)
    assert difference(a, b, rules) == "1 of 6 values differ, at (3,): (1, 2.0), where NumPy gives (1, 2)"


@pytest.mark.parametrize(
    ("ours", "theirs", "text"),
    [
        (1, 1.0, "1, where NumPy gives 1.0"),
        (0.0, 1.0, "0.0, where NumPy gives 1.0"),
        ((1, 2), [1, 2], "tuple, where NumPy gives list"),
        ((1,), (1, 2), "1 items, where NumPy gives 2"),
        ((1, 2), (1, 3), "item 1: 2, where NumPy gives 3"),
        (np.linalg.svd(np.eye(2)), np.linalg.svd(np.eye(2)), "item U: a NumPy array"),
        ((1, 2), np.linalg.slogdet(np.eye(2)), "tuple, where NumPy gives numpy.linalg"),
        ({"a": 1}, {"b": 1}, "{'a': 1}, where NumPy gives {'b': 1}"),
        ({"a": 1}, {"a": 2}, "item 'a': 1, where"),
        (wrapped([1]), [1], "an array, where NumPy gives list"),
        ([1], np.array([1]), "list, where NumPy gives numpy.ndarray"),
        (np.array([1]), np.array([1]), "a NumPy array, where an array of symnp is due"),
        (np.array([1]), np.rec.array([(1,)]), "numpy.ndarray, where NumPy gives numpy.rec"),
        (wrapped([1]), np.array([1.0]), "dtype int64, where NumPy's is float64"),
        (wrapped([1]), np.array([1, 2]), "shape (1,), where NumPy's is (2,)"),
        (wrapped(np.ones((2, 2))), np.ones((2, 2), order="F"), "strides (16, 8), where NumPy's is (8, 16)"),
        (wrapped([1.0]).sum(), np.array(1.0), "a scalar, where NumPy gives an array"),
        (wrapped(1.0), np.float64(1.0), "an array, where NumPy gives a scalar"),
        (wrapped([0.0]), np.array([-0.0]), "1 of 1 values differ, at (0,): np.float64(0.0)"),
        (np.ma.array([1, 2], mask=[0, 1]), np.ma.array([1, 2], mask=[1, 0]), "another mask than NumPy's"),
    ],
)
def test_comparison_says_what_differs(ours: Any, theirs: Any, text: str) -> None:
    found = difference(ours, theirs)
    assert found is not None
    assert found.startswith(text)


def test_rehearsal_says_what_does_not_suit_any_size() -> None:
    assert rehearse("np.sum(x)") is None
    assert "cannot reshape" in (rehearse("np.reshape(x, (4, 3))") or "")
    assert rehearse("np.multiply.outer(x, v)") == "the result is larger than its operands"
    assert rehearse("np.zeros((10**6, 10**6))") is None
    assert lazy_call(NAMES["reshape"], ["np.reshape(x, (4, 3))", "np.reshape(v, -1)", "np.reshape(x, -1)"]) == (
        "np.reshape(x, -1)"
    )
    assert lazy_call(NAMES["reshape"], ["np.reshape(x, (4, 3))"]) is None


@pytest.mark.parametrize(
    ("qualified", "call", "reason"),
    [
        ("sum", "np.sum(x)", None),
        ("sum", "float(np.sum(x))", "float(np.sum(x)): MissingDataError"),
        ("sum", "float(np.asarray(2.5) + 1)", "float(np.asarray(2.5) + 1): computes a value"),
        ("sum", "[0] * 10**6", "[0] * 10**6: takes 8.0 MB"),
        ("sum", "[0 for _ in iter(int, 1)]", "[0 for _ in iter(int, 1)]: TooSlowError: "),
        ("ndarray.tolist", "x.tolist()", None),
        ("ndarray.tolist", "x.T", "x.T: materialises, but gives a result"),
        ("ndarray.tolist", "np.pi", None),
    ],
)
def test_laziness_is_checked(qualified: str, call: str, reason: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(HUGE, qualified, call)
    monkeypatch.setattr("symnp._coverage.lazy._MOST_SECONDS", 0.05)
    found = check_lazy(NAMES[qualified])
    assert (found or "").startswith(reason or "")
    assert (found is None) is (reason is None)


def test_laziness_is_checked_in_threads_and_under_tracing_too() -> None:
    tracemalloc.start()
    try:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(check_lazy, NAMES["sum"]).result() is None
        assert tracemalloc.is_tracing()
    finally:
        tracemalloc.stop()


def test_name_without_a_call_that_suits_any_size_is_not_taken_for_lazy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symnp._coverage.lazy.lazy_call", lambda name: None)
    assert "give one in HUGE" in (check_lazy(NAMES["sum"]) or "")


def test_calls_for_huge_arrays_work_on_numpy() -> None:
    if SAME_NUMPY:
        assert {call: rehearse(call) for call in HUGE.values() if rehearse(call)} == {}


def test_command_prints_figures_and_writes_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures, known = tmp_path / "figures.json", tmp_path / "known.json"
    assert main(["coverage", "--section", "fft", "--json", str(figures), "--known", str(known), "--failures"]) == 0
    written = json.loads(figures.read_text(encoding="utf-8"))
    printed = capsys.readouterr().out
    assert written["versions"]["numpy"] == np.__version__
    assert tuple(written["sections"]["fft"]) == COLUMNS
    assert written["sections"]["fft"]["names"] == sum(name.section == "fft" for name in names())
    assert [line.split()[0] for line in printed.strip().splitlines()[-3:]] == ["section", "fft", "total"]
    assert json.loads(known.read_text(encoding="utf-8"))["failures"].keys() == written["failures"].keys()


def test_command_only_prints_where_nothing_else_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--section", "fft"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert main(["coverage", "--section", "fft", "--markdown"]) == 0
    assert capsys.readouterr().out.startswith("| section | names |")


def test_command_says_which_versions_are_at_work(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["--version"])
    assert capsys.readouterr().out == f"symnp {symnp.__version__}, NumPy {np.__version__}\n"


def test_command_refuses_unknown_sections(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["coverage", "--section", "nothing"])
    assert "invalid choice: 'nothing'" in capsys.readouterr().err


def test_readme_quotes_the_stored_count_and_that_is_what_the_tests_find() -> None:
    package = Path(__file__).parents[1]
    stored = json.loads((package / "docs" / "coverage.json").read_text(encoding="utf-8"))
    _, _, rest = (package / "README.md").read_text(encoding="utf-8").partition("<!-- coverage -->\n")
    assert rest.partition("\n<!-- end coverage -->")[0] == as_markdown(stored)
    total = stored["sections"]["total"]
    failing = [what for what in KNOWN["failures"].values() if set(what) - {"lazy"}]
    assert stored["versions"]["numpy"] == KNOWN["numpy"]
    assert total["passing"] == total["names"] - len(failing)
    if SAME_NUMPY:
        assert total["names"] == len(NAMES)


def test_floor_and_goal_of_the_count_are_held() -> None:
    stored = json.loads((Path(__file__).parents[1] / "docs" / "coverage.json").read_text(encoding="utf-8"))
    total = stored["sections"]["total"]
    assert total["present"] == total["lazy"] == total["names"]
    assert total["passing"] >= 0.99 * total["names"]
