"""NumPy's functions, one by one: through both doors, with NumPy's bits, and without looking at data."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._namespace.composites import COMPOSITES

CALLS = {
    "angle": [lambda np, x: np.angle(x), lambda np, x: np.angle(x + 1j, deg=True)],
    "append": [lambda np, x: np.append(x, x), lambda np, x: np.append(x, x[:1], axis=0)],
    "argmax": [lambda np, x: np.argmax(x), lambda np, x: np.argmax(x, axis=1, keepdims=True)],
    "argmin": [lambda np, x: np.argmin(x, axis=0)],
    "argsort": [
        lambda np, x: np.argsort(x, axis=0, kind="stable"),
        lambda np, x: np.argsort(x, axis=None, stable=True),
    ],
    "apply_over_axes": [lambda np, x: np.apply_over_axes(np.sum, x, [0, 1])],
    "array_split": [lambda np, x: np.array_split(x, 3, axis=1)],
    "atleast_1d": [lambda np, x: np.atleast_1d(x), lambda np, x: np.atleast_1d(x.max(), x)],
    "atleast_2d": [lambda np, x: np.atleast_2d(x[0])],
    "atleast_3d": [lambda np, x: np.atleast_3d(x)],
    "average": [lambda np, x: np.average(x, axis=0)],
    "column_stack": [lambda np, x: np.column_stack([x[0], x[1]])],
    "copyto": [lambda np, x: np.copyto(x, 3), lambda np, x: np.copyto(x, x[::-1], where=x > 0)],
    "count_nonzero": [
        lambda np, x: np.count_nonzero(x > 0, axis=0),
        lambda np, x: np.count_nonzero(x, axis=1, keepdims=True),
    ],
    "cumprod": [lambda np, x: np.cumprod(x, axis=1)],
    "cumsum": [lambda np, x: np.cumsum(x), lambda np, x: np.cumsum(x, axis=0, dtype="f4")],
    "diff": [lambda np, x: np.diff(x), lambda np, x: np.diff(x, n=2, axis=0, prepend=0)],
    "dsplit": [lambda np, x: np.dsplit(x.reshape(1, 3, 4), 2)],
    "dstack": [lambda np, x: np.dstack([x, x])],
    "fix": [lambda np, x: np.fix(x * 3)],
    "flip": [lambda np, x: np.flip(x), lambda np, x: np.flip(x, axis=0)],
    "fliplr": [lambda np, x: np.fliplr(x)],
    "flipud": [lambda np, x: np.flipud(x)],
    "full_like": [lambda np, x: np.full_like(x, 3), lambda np, x: np.full_like(x, 3, dtype="i4", order="F")],
    "gradient": [lambda np, x: np.gradient(x), lambda np, x: np.gradient(x, 0.5, axis=1, edge_order=2)],
    "hsplit": [lambda np, x: np.hsplit(x, 2)],
    "hstack": [lambda np, x: np.hstack([x, x])],
    "iscomplexobj": [lambda np, x: np.iscomplexobj(x)],
    "isclose": [lambda np, x: np.isclose(x, x * (1 + 1e-9)), lambda np, x: np.isclose(x, x[0], equal_nan=True)],
    "iscomplex": [lambda np, x: np.iscomplex(x + 1j)],
    "isreal": [lambda np, x: np.isreal(x + 1j)],
    "isfortran": [lambda np, x: np.isfortran(x.T)],
    "isneginf": [lambda np, x: np.isneginf(x / 0)],
    "isposinf": [lambda np, x: np.isposinf(x / 0)],
    "isrealobj": [lambda np, x: np.isrealobj(x)],
    "ix_": [lambda np, x: np.ix_(np.argsort(x[0]), np.argsort(x[:, 0]))],
    "kron": [lambda np, x: np.kron(x[:2], x)],
    "matrix_transpose": [lambda np, x: np.matrix_transpose(x)],
    "median": [lambda np, x: np.median(x, axis=0), lambda np, x: np.median(x, keepdims=True)],
    "meshgrid": [
        lambda np, x: np.meshgrid(x[0], x[1]),
        lambda np, x: np.meshgrid(x[0], x[1], sparse=True, indexing="ij"),
    ],
    "moveaxis": [lambda np, x: np.moveaxis(x.reshape(2, 3, 2), 0, -1)],
    "nan_to_num": [lambda np, x: np.nan_to_num(np.log(x), nan=7.0), lambda np, x: np.nan_to_num(x, copy=False)],
    "nanmax": [lambda np, x: np.nanmax(np.log(x), axis=0)],
    "nanmean": [lambda np, x: np.nanmean(np.log(x), axis=1)],
    "nanmin": [lambda np, x: np.nanmin(np.log(x))],
    "nanprod": [lambda np, x: np.nanprod(np.log(x), axis=0)],
    "nanstd": [lambda np, x: np.nanstd(np.log(x), axis=1, ddof=1)],
    "nansum": [lambda np, x: np.nansum(np.log(x), axis=0)],
    "nanvar": [lambda np, x: np.nanvar(np.log(x))],
    "ones_like": [lambda np, x: np.ones_like(x), lambda np, x: np.ones_like(x, shape=(2, 2), dtype=bool)],
    "outer": [lambda np, x: np.outer(x[0], x[1])],
    "permute_dims": [lambda np, x: np.permute_dims(x, (1, 0))],
    "polyadd": [lambda np, x: np.polyadd(x[0], x[1, :2])],
    "polyder": [lambda np, x: np.polyder(x[0], 2)],
    "polyint": [lambda np, x: np.polyint(x[0])],
    "polysub": [lambda np, x: np.polysub(x[0, :2], x[1])],
    "repeat": [lambda np, x: np.repeat(x, 3), lambda np, x: np.repeat(x, 2, axis=1)],
    "resize": [lambda np, x: np.resize(x, (5, 5))],
    "roll": [lambda np, x: np.roll(x, 2), lambda np, x: np.roll(x, (1, -1), axis=(0, 1))],
    "rollaxis": [lambda np, x: np.rollaxis(x, 1)],
    "rot90": [lambda np, x: np.rot90(x), lambda np, x: np.rot90(x, 3)],
    "round": [lambda np, x: np.round(x, 1)],
    "searchsorted": [lambda np, x: np.searchsorted(np.sort(x, axis=None), x, side="right")],
    "sinc": [lambda np, x: np.sinc(x)],
    "sort": [
        lambda np, x: np.sort(x),
        lambda np, x: np.sort(x, axis=None),
        lambda np, x: np.sort(x.T, axis=0, kind="heapsort"),
    ],
    "split": [lambda np, x: np.split(x, [1], axis=1)],
    "tile": [lambda np, x: np.tile(x, (2, 1, 2))],
    "trapezoid": [lambda np, x: np.trapezoid(x), lambda np, x: np.trapezoid(x, dx=0.5, axis=0)],
    "unstack": [lambda np, x: np.unstack(x, axis=1)],
    "unwrap": [lambda np, x: np.unwrap(x * 9, axis=0)],
    "vsplit": [lambda np, x: np.vsplit(x, 3)],
    "vstack": [lambda np, x: np.vstack([x, x[0]])],
    "zeros_like": [lambda np, x: np.zeros_like(x), lambda np, x: np.zeros_like(x, order="F")],
}
EACH = [pytest.param(call, id=f"{name}-{i}") for name, calls in CALLS.items() for i, call in enumerate(calls)]
X = np.linspace(-1.0, 2.0, 12).reshape(3, 4)
LAYOUTS = {"C": X, "F": np.asfortranarray(X), "reversed": np.repeat(X, 2, axis=0)[::-2, ::-1], "single": X.astype("f4")}


def parts(result):
    return list(result) if isinstance(result, (list, tuple)) else [result]


@pytest.fixture(autouse=True)
def quiet():
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("call", EACH)
@pytest.mark.parametrize("door", [np, symnp], ids=["numpy", "symnp"])
def test_results_are_numpys_bit_by_bit_and_lie_in_memory_as_numpys(call, layout, door):
    theirs, ours = LAYOUTS[layout].copy(order="K"), symnp.asarray(LAYOUTS[layout].copy(order="K"))
    before = symnp.materialisations()
    expected, built = call(np, theirs), call(door, ours)
    assert symnp.materialisations() == before
    assert len(parts(built)) == len(parts(expected))
    for mine, their in zip([*parts(built), ours], [*parts(expected), theirs], strict=True):
        if isinstance(their, (np.ndarray, np.generic)):
            assert mine.strides == their.strides
            assert mine._is_scalar == isinstance(their, np.generic)
            assert_same_bits(symnp.compute(mine), their)
        else:
            assert mine == their


@pytest.mark.parametrize("call", EACH)
def test_nothing_is_evaluated_on_arrays_without_data(call):
    before = symnp.materialisations()
    for mine, their in zip(parts(call(np, symnp.spec((3, 4)))), parts(call(np, X.copy())), strict=True):
        assert getattr(mine, "shape", None) == getattr(their, "shape", None)
        assert getattr(mine, "dtype", None) == getattr(their, "dtype", None)
    assert symnp.materialisations() == before


def test_every_composite_is_called_here():
    assert set(COMPOSITES) - set(CALLS) == set()


@pytest.mark.parametrize(
    "attempt",
    [
        lambda np, x: np.flip(x, 5),
        lambda np, x: np.sort(x, axis=7),
        lambda np, x: np.cumsum(x, axis=-3),
        lambda np, x: np.argmax(x[:0]),
        lambda np, x: np.hstack([x, x[0]]),
        lambda np, x: np.split(x, 5),
        lambda np, x: np.moveaxis(x, 0, [1, 0]),
        lambda np, x: np.sort(x, kind="nonsense"),
        lambda np, x: np.copyto(x, 1j),
        lambda np, x: np.copyto(x, np.ones(9)),
        lambda np, x: np.repeat(x, -1),
        lambda np, x: np.gradient(x[:1], axis=0),
        lambda np, x: setattr(x, "imag", 1),
    ],
)
def test_what_numpy_refuses_is_refused_with_its_words(attempt):
    with pytest.raises(Exception) as theirs:  # noqa: PT011
        attempt(np, X.copy())
    with pytest.raises(type(theirs.value)) as ours:
        attempt(np, symnp.asarray(X))
    assert str(ours.value) == str(theirs.value)


def test_the_parts_of_complex_numbers_are_views():
    z = symnp.array(X + 1j)
    z.real[0] = 0
    z.imag = 5
    z.real += 1
    expected = X + 0j
    expected[0] = 0
    expected += 1
    expected.imag = 5
    assert_same_bits(symnp.compute(z), expected)
    assert_same_bits(symnp.compute(symnp.asarray(X).imag), X.imag)
    assert not symnp.asarray(X).imag.flags.writeable
    assert symnp.asarray(X).real.strides == X.strides
    flat = symnp.array(X)
    flat.fill(2)
    assert_same_bits(symnp.compute(flat.flatten("F").conj()), np.full(12, 2.0))
