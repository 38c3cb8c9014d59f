"""Operations that run together piece by piece give NumPy's bits, warnings and errors."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import symnp
from monorepo_testing.adversarial import assert_same_bits, values
from symnp._plan import pieces
from symnp._plan.plan import make_plan
from symnp._run.numpy_executor import run

DTYPES = ["bool", "int8", "int64", "float16", "float32", "float64", "longdouble", "complex64", "complex128"]
SHAPES = [(2000,), (40, 50), (500, 4), (4, 500), (3, 700), (30, 8, 9), (2, 30, 40), (1, 900), (900, 1)]


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch):
    """NumPy's pairwise summation does not halve what is shorter than 128: so short a piece can be."""
    monkeypatch.setattr(pieces, "elements", lambda itemsize: 256)
    monkeypatch.setattr(pieces, "FEWEST", 2)


def blocks_of(*arrays):
    plan = make_plan([array._read() for array in arrays])
    return list(dict.fromkeys(step.block for step in plan.steps if step.block is not None))


def adversarial(rng, shape, dtype):
    pool = values(dtype)
    ordinary = (rng.normal(size=shape) * 10).astype(dtype)
    x = np.where(rng.random(shape) < rng.choice([0, 0.02, 0.5]), rng.choice(pool, shape), ordinary)
    return np.asarray(x, dtype, order=rng.choice(["C", "F"]))


BINARY = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "maximum",
    "minimum",
    "fmax",
    "power",
    "arctan2",
    "less",
    "logical_and",
]
UNARY = ["negative", "square", "exp", "sqrt", "abs", "floor", "isnan", "log1p", "sin", "sign", "conj", "reciprocal"]
REDUCTIONS = ["sum", "mean", "max", "min", "prod", "any", "all", "std"]


class Expression:
    """A random program of operations on arrays of one shape, on both sides at once."""

    def __init__(self, draw):
        self.draw = draw
        rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
        self.shape, dtype = draw(st.sampled_from(SHAPES)), draw(st.sampled_from(DTYPES))
        x = adversarial(rng, self.shape, dtype)
        row, column = (
            adversarial(rng, self.shape[-1:], dtype),
            adversarial(rng, (*self.shape[:1], *[1] * (x.ndim - 1)), dtype),
        )
        self.theirs = [x, adversarial(rng, self.shape, dtype), row, column]
        self.ours = [symnp.asarray(one) for one in self.theirs]

    def add(self, operation, *operands):
        theirs = operation(np, *[self.theirs[i] for i in operands])
        self.ours.append(operation(symnp, *[self.ours[i] for i in operands]))
        self.theirs.append(theirs)

    def step(self):
        kind = self.draw(
            st.sampled_from(["binary", "binary", "unary", "number", "cast", "where", "reduce", "axis", "part"])
        )
        i, j, k = [self.draw(st.integers(0, len(self.ours) - 1)) for _ in range(3)]
        ndim = self.theirs[i].ndim
        if kind in ("binary", "unary", "reduce"):
            name = self.draw(st.sampled_from({"binary": BINARY, "unary": UNARY, "reduce": REDUCTIONS}[kind]))
        if kind == "binary":
            self.add(lambda np, x, y: getattr(np, name)(x, y), i, j)
        elif kind == "unary":
            self.add(lambda np, x: getattr(np, name)(x), i)
        elif kind == "number":
            self.add(lambda np, x: 2 * x + 1, i)
        elif kind == "cast":
            dtype = self.draw(st.sampled_from(["f4", "f8", "i4"]))
            self.add(lambda np, x: x.astype(dtype), i)
        elif kind == "where":
            self.add(lambda np, x, y, z: np.where(x == y, y, z), i, j, k)
        elif kind == "reduce":
            axis = self.draw(st.none() | st.integers(-ndim, ndim - 1)) if ndim else None
            keep = self.draw(st.booleans())
            self.add(lambda np, x: getattr(np, name)(x, axis=axis, keepdims=keep), i)
        elif kind == "axis":
            self.add(lambda np, x: x[..., None], i)
        elif ndim:
            self.add(lambda np, x: x[:, ..., ::2] if ndim > 1 else x[:7], i)


def attempt(act):
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            act()
    except (TypeError, ValueError):
        return False
    return True


@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.data())
def test_random_expressions_have_numpys_bits(data):
    expression = Expression(data.draw)
    for _ in range(data.draw(st.integers(2, 8))):
        before = len(expression.ours)
        if not attempt(expression.step):
            del expression.ours[before:]
    asked = sorted({len(expression.ours) - 1, data.draw(st.integers(0, len(expression.ours) - 1))})
    results, wanted = [expression.ours[i] for i in asked], [expression.theirs[i] for i in asked]
    if data.draw(st.booleans()):
        expression.ours.clear()  # Nobody holds what lies between: it need not be kept.

    def compare():
        values = symnp.compute(*results)
        for value, theirs in zip(values if len(results) > 1 else [values], wanted, strict=True):
            assert_same_bits(np.asarray(value), np.asarray(theirs))

    attempt(compare)


def test_a_chain_runs_as_one_block_whose_temporaries_exist_in_pieces_only():
    x = np.linspace(-1, 1, 3000)
    ours = symnp.asarray(x)
    result = np.exp(ours * 2) + np.sqrt(np.abs(ours))
    (block,) = blocks_of(result)
    assert block.order == "flat"
    assert len(block.inner) == len(block.members) - 1 == 4
    assert_same_bits(symnp.compute(result), np.exp(x * 2) + np.sqrt(np.abs(x)))


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["f4", "f8", "c16"])
def test_a_softmax_runs_by_rows(order, dtype):
    x = np.asarray(np.random.default_rng(0).normal(size=(60, 50)).astype(dtype), order=order)
    axis = 1 if order == "C" else 0

    def softmax(np, x):
        e = np.exp(x - x.max(axis=axis, keepdims=True))
        return e / e.sum(axis=axis, keepdims=True)

    ours = softmax(symnp, symnp.asarray(x))
    assert [block.order for block in blocks_of(ours)] == [order]
    assert_same_bits(symnp.compute(ours), softmax(np, x))


@pytest.mark.parametrize("name", ["sum", "mean", "max", "min", "any", "all"])
@pytest.mark.parametrize("axis", [0, 1, None])
@pytest.mark.parametrize("dtype", DTYPES)
def test_reductions_that_close_a_block_have_numpys_bits(name, axis, dtype):
    rng, reached = np.random.default_rng(0), 0
    for shape in SHAPES:
        for _ in range(6):
            x = adversarial(rng, shape, dtype)
            if axis is not None and axis >= x.ndim:
                continue
            with np.errstate(all="ignore"):
                ours = getattr(np, name)(np.abs(symnp.asarray(x) * 2), axis=axis)
                reached += len(blocks_of(ours))
                assert_same_bits(
                    np.asarray(symnp.compute(ours)), np.asarray(getattr(np, name)(np.abs(x * 2), axis=axis))
                )
    if dtype in ("float32", "float64") and name in ("sum", "mean"):
        assert reached


def test_pairwise_distances_are_computed_by_rows():
    a, b = np.random.default_rng(0).normal(size=(2, 40, 3))

    def distances(np, a, b):
        return np.sqrt(((a[:, None] - b) ** 2).sum(-1))

    ours = distances(symnp, symnp.asarray(a), symnp.asarray(b))
    (block,) = blocks_of(ours)
    assert block.order == "C"
    assert_same_bits(symnp.compute(ours), distances(np, a, b))


def test_warnings_come_once_an_operation_in_the_order_of_the_program_and_from_its_line():
    x = np.concatenate([np.full(1000, 1e300), np.zeros(1000)])
    with warnings.catch_warnings(record=True) as theirs:
        warnings.simplefilter("always")
        np.divide(1.0, x * x) + np.log(x)
    ours = np.divide(1.0, symnp.asarray(x) * symnp.asarray(x)) + np.log(symnp.asarray(x))
    assert blocks_of(ours)
    line = ours._read().line
    with warnings.catch_warnings(record=True) as mine:
        warnings.simplefilter("always")
        symnp.compute(ours)
    assert [str(one.message) for one in mine] == [str(one.message) for one in theirs]
    assert len(mine) == 4
    assert {(one.filename, one.lineno) for one in mine} == {line}


def test_a_warning_turned_into_an_error_is_an_error():
    ours = np.log(symnp.asarray(np.zeros(2000))) + 1
    assert blocks_of(ours)
    with pytest.raises(RuntimeWarning, match="divide by zero encountered in log"):
        symnp.compute(ours)


def test_what_numpy_is_told_where_an_operation_is_built_holds_for_it():
    with np.errstate(divide="raise"):
        ours = np.log(symnp.asarray(np.zeros(2000))) + 1
    with pytest.raises(FloatingPointError, match="divide by zero encountered in log"):
        symnp.compute(ours)


def test_what_a_user_holds_stays():
    x = np.linspace(0, 1, 3000)
    held = symnp.asarray(x) * 2
    result = np.exp(held) + 1
    assert_same_bits(symnp.compute(result), np.exp(x * 2) + 1)
    assert_same_bits(held._read().value, x * 2)


def test_a_dying_operand_from_before_the_block_lends_its_buffer():
    x = np.linspace(0, 1, 3000)
    whole = np.cumsum(symnp.asarray(x))
    result = np.exp(whole * 2 / 1e4) + 1
    del whole
    plan = make_plan([result._read()])
    assert [step.reuses is not None for step in plan.steps if step.block and not step.inside] == [True]
    assert_same_bits(run(plan)[0], np.exp(np.cumsum(x) * 2 / 1e4) + 1)
    result = np.tanh(np.cumsum(symnp.asarray(x))) * np.cumsum(symnp.asarray(x))
    plan = make_plan([result._read()])
    assert [step.reuses is not None for step in plan.steps if step.block and not step.inside] == [True]
    assert_same_bits(run(plan)[0], np.tanh(np.cumsum(x)) * np.cumsum(x))


def test_an_operand_that_a_view_in_the_block_shows_is_not_overwritten():
    x = np.linspace(0, 1, 3001)

    def shifted(np, x):
        whole = np.cumsum(x)
        return np.tanh(whole[1:] * whole[:-1]) - whole[1:]

    assert_same_bits(symnp.compute(shifted(symnp, symnp.asarray(x))), shifted(np, x))


def test_writes_stay_where_they_are():
    x = np.linspace(0, 1, 3000)

    def program(np, x):
        y = np.exp(x) * 2
        z = y + 1
        y[:5] = 7
        return z * y + np.sqrt(y)

    assert_same_bits(symnp.compute(program(symnp, symnp.array(x))), program(np, x.copy()))


def test_operations_in_between_go_before_or_after():
    x = np.random.default_rng(0).normal(size=(50, 60))

    def program(np, x):
        d = x - 3
        order = np.argsort(x, axis=0)
        s = d * d
        top = np.sort(s, axis=1)
        return np.sqrt(s) + 1, order, top

    for ours, theirs in zip(symnp.compute(*program(symnp, symnp.asarray(x))), program(np, x), strict=True):
        assert_same_bits(ours, theirs)


def test_few_elements_run_step_by_step():
    assert not blocks_of(np.exp(symnp.asarray(np.ones(400)) * 2) + 1)
