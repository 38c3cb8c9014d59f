"""What analyze finds, where it says that it is, and what it keeps to itself."""

from __future__ import annotations

import inspect
from html.parser import HTMLParser

import numpy as np
import pytest

import symnp
from symnp._cost.machine import Machine
from symnp._explain import analysis, explanation, memory_checks
from symnp._explain.finding import Finding
from symnp._namespace.analyzing import analyze


@pytest.fixture(autouse=True)
def steady(monkeypatch):
    """Let one machine be the one that is asked about: what is worth a word depends on its rates."""
    for module in (analysis, explanation):
        monkeypatch.setattr(module, "this_machine", lambda: STEADY)


STEADY = Machine(
    near=(1 << 16, 4e10), far=(1 << 28, 1e10), fresh=2e-10, vector_flops=2e9, matmul_flops=5e10, plain_flops=1e9, overhead=1e-6,
    loop=1e-8, fold=3e-8, rates={"lu": 2e10},
)  # fmt: skip


def here():
    """Return the line that calls this."""
    return __file__, inspect.currentframe().f_back.f_lineno


def only(*arrays, **options):
    """Return the only finding."""
    (finding,) = analyze(*arrays, **options).findings
    return finding


def kinds(*arrays, **options):
    return [finding.kind for finding in analyze(*arrays, **options).findings]


A, B = symnp.spec((2000, 2000)), symnp.spec((2000, 2000))
V = symnp.spec(2000)
X = symnp.spec(20_000_000)


# Products, inverses and other levels.


def test_a_costly_order_of_products_is_written_in_the_better_one():
    found, line = A @ B @ V, here()
    finding = only(found)
    assert (finding.kind, finding.line, finding.proposal) == ("matmul-order", line, "A @ (B @ V)")
    assert finding.seconds > 0.9 * (symnp.explain(found).rewritten.estimate.seconds)


def test_brackets_are_put_around_factors_that_need_them():
    assert only((A + 1) @ B.T @ A @ (2 * V)).proposal == "(A + 1) @ (B.T @ (A @ (2 * V)))"


def test_a_product_over_several_lines_is_told_by_shapes():
    first = A @ B
    finding = only(first @ V)
    assert finding.kind == "matmul-order"
    assert 'level="reassociate"' in finding.proposal or "by shapes" in finding.proposal


def test_a_level_that_orders_products_by_itself_leaves_nothing_to_say():
    assert kinds(A @ B @ V, level="reassociate") == []


def test_a_good_order_is_no_finding():
    assert kinds(A @ (B @ V)) == []


@pytest.mark.parametrize(
    "written", ["np.linalg.inv(A) @ V", "linalg.inv(A) @ (V + 1)", "np.dot(np.linalg.inv(A + 2), V)"]
)
def test_an_inverse_that_is_only_multiplied_becomes_a_solution(tmp_path, written):
    module = tmp_path / "inverse.py"
    module.write_text(f"def build(np, linalg, A, V):\n    return {written}\n")
    names = {}
    exec(compile(module.read_text(), str(module), "exec"), names)  # noqa: S102
    finding = next(one for one in analyze(names["build"](symnp, symnp.linalg, A, V)).findings if "inverse" in one.kind)
    assert finding.line == (str(module), 2)
    expected = {
        "np.linalg.inv(A) @ V": "np.linalg.solve(A, V)",
        "linalg.inv(A) @ (V + 1)": "linalg.solve(A, V + 1)",
        "np.dot(np.linalg.inv(A + 2), V)": "np.linalg.solve(A + 2, V)",
    }
    assert finding.proposal == expected[written]
    solved = eval(finding.proposal, {"np": np, "linalg": np.linalg, "A": 3 * np.eye(4), "V": np.arange(4.0)})  # noqa: S307
    inverted = eval(written, {"np": np, "linalg": np.linalg, "A": 3 * np.eye(4), "V": np.arange(4.0)})  # noqa: S307
    np.testing.assert_allclose(solved, inverted)


def test_what_else_a_higher_level_makes_cheaper_is_told_with_its_rule():
    finding = only(symnp.trace(A @ B))
    assert finding.kind == "higher-level"
    assert "trace-of-product" in finding.text
    assert 'level="reassociate"' in finding.proposal


def test_an_inverse_that_is_wanted_itself_is_no_finding():
    assert kinds(symnp.linalg.inv(A)) == []


# Memory.


def test_an_intermediate_much_larger_than_the_ends_is_found_at_its_line():
    p, q = symnp.spec((3000, 40)), symnp.spec((4000, 40))
    difference, line = p[:, None] - q, here()
    findings = analyze((difference**3).sum(-1)).findings
    finding = next(one for one in findings if one.kind == "large-intermediate")
    assert finding.line == line
    assert finding.bytes >= 3000 * 4000 * 40 * 8
    assert "(3000, 4000, 40)" in finding.text
    assert "the inputs take 2.1 MiB, the results 91.6 MiB" in finding.text
    assert "for i in range" in finding.proposal


def test_temporaries_as_large_as_the_result_are_no_finding():
    assert kinds((X - 1) * 2 + symnp.sqrt(X)) == []


def test_a_peak_beyond_the_free_memory_is_found(monkeypatch):
    monkeypatch.setattr(memory_checks, "available_memory", lambda: 100_000_000)
    assert "peak-memory" in kinds(X + 1)
    assert "95.4 MiB are free" in next(one.text for one in analyze(X + 1).findings if one.kind == "peak-memory")
    monkeypatch.setattr(memory_checks, "available_memory", lambda: 10**12)
    assert kinds(X + 1) == []


def test_an_intermediate_that_is_drawn_is_told_with_the_shape_that_is_drawn():
    finding = only(symnp.random.default_rng(0).normal(size=(3000, 2000)).sum())
    assert finding.kind == "large-intermediate"
    assert "normal makes an array of shape (3000, 2000), 45.8 MiB" in finding.text
    assert "total += ..." in finding.proposal


def test_what_is_drawn_and_kept_is_data_and_no_intermediate():
    drawn = symnp.random.default_rng(0).normal(size=(3000, 2000))
    assert kinds(drawn.sum()) == []


def test_several_intermediates_of_one_call_are_told_with_all_their_shapes():
    down, along = symnp.gradient(symnp.spec(10)[:, None] + symnp.spec(1_000_000))
    # How much a higher level would save depends on the machine.
    (finding,) = [one for one in analyze((down * along).sum()).findings if one.kind == "large-intermediate"]
    assert "gradient makes arrays of shapes (10, 1000000) and (10, 1000000), 152.6 MiB" in finding.text


# Repetition.


def test_an_expression_that_is_written_twice_is_found_where_it_is_written_again():
    x = symnp.spec(20_000_000)
    first = symnp.exp(x) + 1
    second, line = symnp.exp(x) * 2, here()
    finding = only(first, second)
    assert (finding.kind, finding.line) == ("repeated-expression", line)
    assert "first = symnp.exp(x) + 1" in finding.text


def test_an_expression_that_is_written_twice_on_one_line_is_found():
    x = symnp.spec(20_000_000)
    y = (symnp.exp(x) + 1) * (symnp.exp(x) + 1)
    assert kinds(y) == ["repeated-expression"]


def test_an_expression_in_a_loop_that_does_not_depend_on_it_is_found():
    x, total = symnp.spec(20_000_000), 0
    for i in range(4):
        total = total + symnp.exp(x) * (i + 2)
    finding = only(total)
    assert finding.kind == "repeated-expression"
    assert "built 3 times more" in finding.text


def test_views_and_elements_may_be_written_as_often_as_one_likes():
    x = symnp.spec((2000, 2000))
    assert kinds(x[1:] + x[1:] * x[0, 0] - x[0, 0]) == []


def test_a_function_of_numpys_that_repeats_itself_is_not_the_users_affair():
    x = symnp.spec((3000, 3000))
    assert "repeated-expression" not in kinds(
        symnp.cov(x), symnp.corrcoef(x), symnp.nanvar(x, axis=0), symnp.isclose(x, x.T)
    )


def test_a_line_that_asks_hundreds_of_times_is_found_for_the_function_that_it_stands_in():
    x, total = symnp.asarray(np.arange(300.0)), 0.0
    for i in range(250):
        total += float((x + i).sum())
    findings = analyze(x + total).findings
    assert [finding.kind for finding in findings] == ["many-materialisations"]
    assert "250 times: `total += float((x + i).sum())`" in findings[0].text
    assert _elsewhere() == []


def _elsewhere():
    return kinds(symnp.asarray(np.arange(300.0)) + 1)


# Numbers.


def array(dtype, low=0, high=100, shape=(50, 50)):
    return symnp.asarray(np.random.default_rng(0).integers(low, high, shape).astype(dtype))


OVERFLOWS = {
    "bytes added": lambda: array("u1", high=200) + array("u1", high=199),
    "bytes multiplied": lambda: array("i2", high=1000) * array("i2", high=999),
    "bytes of no known values": lambda: symnp.spec(10, "u1") * 2 + symnp.spec(10, "u1"),
    "a product of bytes": lambda: array("u1") @ array("u1"),
    "a narrow sum": lambda: array("i4", high=2**30).sum(dtype="i4"),
    "a difference below zero": lambda: array("u1", high=50) - array("u1", high=60),
    "converted and squared": lambda: symnp.square((symnp.spec(10) * 255).astype("u1")),
}


@pytest.mark.parametrize("name", OVERFLOWS)
def test_integers_that_can_wrap_around_are_found(name):
    finding = only(OVERFLOWS[name]())
    assert (finding.kind, finding.severity) == ("integer-overflow", "high")
    assert "wrap around" in finding.text


def test_an_overflow_is_told_with_what_the_dtype_holds_and_what_the_numbers_are():
    bright = symnp.asarray(np.full((9, 9), 200, "u1"))
    assert "uint8, which holds 0 to 255, but its numbers are 400" in only(bright * np.uint8(2)).text
    assert "but its numbers can go from 0 to 398" in only(symnp.asarray(np.arange(200, dtype="u1")) * np.uint8(2)).text


FITS = {
    "small bytes": lambda: array("u1") + array("u1"),
    "truth": lambda: sum((array("i4") > i).astype("i1") for i in range(8)),
    "converted first": lambda: array("u1", high=250).astype("i4") * array("u1", high=250),
    "a sum": lambda: array("u1", high=250).sum(),
    "padded": lambda: symnp.pad((array("i4") > 3).astype("i1"), 1)[1:-1, 1:-1] + 3,
    "wide integers of no known values": lambda: symnp.spec(10, "i8") * symnp.spec(10, "i8"),
    "hashes": lambda: array("u4", high=2**32) * np.uint32(2654435761) + array("u4", high=2**32),
    "floats": lambda: symnp.spec(10, "f4") * symnp.spec(10, "f4"),
    "a mask as a picture": lambda: (array("i4") > 3).astype("u1") * np.uint8(255),
}


@pytest.mark.parametrize("name", FITS)
def test_integers_that_fit_or_are_meant_to_wrap_are_no_finding(name):
    assert kinds(FITS[name]()) == []


F = symnp.spec(2_000_000, "f4")
WIDENED = {
    "a scalar of NumPy's": (lambda: F * np.float64(0.5), "write it as a Python number, 0.5, or as np.float32(0.5)"),
    "another array": (lambda: F + symnp.spec(2_000_000), ".astype(np.float32) on the float64 operand"),
    "whole numbers": (lambda: F + symnp.spec(2_000_000, "i4"), ".astype(np.float32) on the int32 operand"),
    "one row": (lambda: F.reshape(1000, -1) - symnp.spec(2000), ".astype(np.float32) on the float64 operand"),
    "a wide integer": (lambda: symnp.spec(2_000_000, "i4") + np.int64(1), "write it as a Python number, 1"),
}


@pytest.mark.parametrize("name", WIDENED)
def test_a_dtype_that_becomes_wider_is_found_with_what_does_it(name):
    build, proposal = WIDENED[name]
    finding = only(build())
    assert finding.kind == "dtype-promotion"
    assert finding.bytes == 8_000_000
    assert proposal in finding.proposal


def test_whole_numbers_that_become_floats_are_found_whatever_their_size():
    finding = only(symnp.spec(3, "u8") + symnp.spec(3, "i8"))
    assert (finding.kind, finding.wrong) == ("dtype-promotion", True)
    assert "2**53" in finding.text


@pytest.mark.parametrize(
    "build",
    [
        lambda: F * 0.5 + 1,
        lambda: F.astype("f8") + X[:2_000_000],
        lambda: symnp.spec(2_000_000, "i4") / 2,
        lambda: F * np.float32(2),
    ],
)
def test_dtypes_that_stay_or_are_asked_for_are_no_finding(build):
    assert kinds(build()) == []


# The report.


def test_what_could_be_wrong_comes_before_what_costs():
    wrong = symnp.spec(10, "u1") + symnp.spec(10, "u1")
    findings = analyze(A @ B @ V, wrong).findings
    assert [finding.kind for finding in findings] == ["integer-overflow", "matmul-order"]


def test_severity_grows_with_what_is_saved():
    assert Finding("higher-level", None, "", seconds=0.001).severity == "low"
    assert Finding("higher-level", None, "", seconds=0.1).severity == "medium"
    assert Finding("higher-level", None, "", bytes=2**31).severity == "high"


def test_the_report_prints_what_where_and_what_to_write():
    found, (_, number) = A @ B @ V, here()
    text = str(analyze(found))
    assert text.startswith("at level exact: predicted ")
    assert f"test_analysis.py:{number}: matmul-order (" in text
    assert "-> A @ (B @ V)" in text
    assert str(analyze(A + 1)).endswith("nothing to change was found")


class _Tags(HTMLParser):
    depth = 0

    def handle_starttag(self, tag, attributes):
        self.depth += tag != "br"

    def handle_endtag(self, tag):
        self.depth -= 1


def test_the_report_shows_as_html():
    tags = _Tags()
    tags.feed(analyze(A @ B @ V)._repr_html_())
    assert tags.depth == 0
    assert "A @ (B @ V)" in analyze(A @ B @ V)._repr_html_()
    assert "nothing to change" in analyze(A + 1)._repr_html_()


def test_nothing_is_computed():
    x = symnp.asarray(np.ones((300, 300)))
    y = np.linalg.inv(x @ x) @ x
    before = symnp.materialisations()
    analyze(y)
    assert symnp.materialisations() == before
    assert y._read().value is None


@pytest.mark.parametrize("given", [(), (np.ones(3),), (1.0,)])
def test_only_arrays_of_symnps_are_taken(given):
    with pytest.raises(TypeError, match=r"symnp\.analyze\(\) takes"):
        analyze(*given)


def test_a_level_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="no rewriting level 'fast'"):
        analyze(A @ B, level="fast")
