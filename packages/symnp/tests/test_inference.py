from __future__ import annotations

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import LAYOUTS, values

UFUNCS = {
    ufunc.__name__: ufunc
    for ufunc in vars(np).values()
    if isinstance(ufunc, np.ufunc) and ufunc.nout == 1 and ufunc.signature is None
}
DTYPES = ["?", "i1", "u1", "i8", "u8", "f2", "f4", "f8", "g", "c8", "c16", "M8[s]", "m8[s]", "U3"]


def attempt(function, *args):
    with np.errstate(all="ignore"):
        try:
            return function(*args)
        except Exception as error:  # noqa: BLE001
            return error


def assert_same_outcome(ours, theirs):
    assert isinstance(ours, Exception) == isinstance(theirs, Exception), (ours, theirs)
    if isinstance(theirs, Exception):
        assert (type(ours), str(ours)) == (type(theirs), str(theirs))
    else:
        assert (ours.shape, ours.dtype, ours.strides) == (theirs.shape, theirs.dtype, theirs.strides)


@pytest.mark.parametrize("name", sorted(UFUNCS))
def test_every_ufunc_has_numpys_form_and_errors_for_every_pair_of_dtypes(name):
    ufunc = UFUNCS[name]
    arrays = [np.resize(values(dtype, kind="ordinary"), (2, 3)).astype(dtype) for dtype in DTYPES]
    for x in arrays:
        for y in arrays if ufunc.nin > 1 else [x]:
            operands = [x, y, y][: ufunc.nin]
            theirs = attempt(ufunc, *operands)
            if "negative integer powers" in str(theirs):
                continue  # That error depends on the data, which only the run sees.
            assert_same_outcome(attempt(ufunc, *map(symnp.asarray, operands)), theirs)


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
@pytest.mark.parametrize("shape", [(3, 4), (1, 4, 2), (2, 1, 3), (4, 1), (5,)])
def test_layouts_of_results_are_numpys_for_every_layout_of_the_operand(layout, shape):
    x = LAYOUTS[layout](np.zeros(shape))
    ours = symnp.asarray(x)
    for function in (
        np.negative,
        lambda a: a + a[..., :1],
        lambda a: a.T * 2,
        lambda a: a.sum(0),
        lambda a: a.mean(-1, keepdims=True),
    ):
        assert_same_outcome(attempt(function, ours), attempt(function, x))


@pytest.mark.parametrize(
    ("dtype", "scalar"),
    [
        ("u1", 255),
        ("u1", 256),
        ("i1", -128),
        ("i1", -129),
        ("i1", 127),
        ("i1", 128),
        ("u1", -1),
        ("f4", 1e300),
        ("i4", 1j),
        ("?", 2),
    ],
)
def test_python_scalars_are_weak_and_too_large_ones_are_numpys_errors(dtype, scalar):
    x = np.ones(3, dtype)
    assert_same_outcome(attempt(np.add, symnp.asarray(x), scalar), attempt(np.add, x, scalar))


@pytest.mark.parametrize(
    "build",
    [
        lambda np_, a, b: np_.add(a, b), lambda np_, a, b: np_.matmul(a, b), lambda np_, a, b: np_.matmul(a, 2),
        lambda np_, a, b: np_.concatenate([a, b]), lambda np_, a, b: np_.concatenate([a, b.T], axis=2),
        lambda np_, a, b: np_.concatenate([]), lambda np_, a, b: np_.concatenate([a, b[0]]),
        lambda np_, a, b: np_.concatenate([np_.asarray(1), np_.asarray(2)]), lambda np_, a, b: np_.stack([a, b]),
        lambda np_, a, b: np_.stack([a, a], axis=4), lambda np_, a, b: np_.where(a, b, 1), lambda np_, a, b: np_.sum(a, axis=2),
        lambda np_, a, b: np_.sum(a, axis=(0, 0)), lambda np_, a, b: np_.max(a[:0]), lambda np_, a, b: a[4], lambda np_, a, b: a[0, 0, 0],
        lambda np_, a, b: a["x"], lambda np_, a, b: a[1.0], lambda np_, a, b: np_.reshape(a, (5, 5)), lambda np_, a, b: np_.transpose(a, (0, 0)),
        lambda np_, a, b: np_.broadcast_to(a, (2, 2)), lambda np_, a, b: np_.squeeze(a, 0), lambda np_, a, b: np_.expand_dims(a, 5),
        lambda np_, a, b: np_.swapaxes(a, 0, 3), lambda np_, a, b: np_.add(a), lambda np_, a, b: a @ b[:1], lambda np_, a, b: np_.clip(a, b, 1),
        lambda np_, a, b: np_.transpose(a, [[0], [1]]), lambda np_, a, b: np_.stack([]),
    ],
)  # fmt: skip
def test_errors_are_numpys_in_class_and_text_when_the_expression_is_built(build):
    a, b = np.zeros((3, 4)), np.zeros((2, 5))
    theirs = attempt(build, np, a, b)
    ours = attempt(build, symnp, symnp.asarray(a), symnp.asarray(b))
    assert isinstance(theirs, Exception)
    assert (type(ours), str(ours)) == (type(theirs), str(theirs))


def test_building_on_a_terabyte_evaluates_nothing():
    x = symnp.spec((10**6, 10**6))
    y = ((x - x.mean(0)) / x.std(0)).T @ x
    assert y.shape == (10**6, 10**6)
    assert symnp.where(x > 0, x, 0.0).sum(axis=1, keepdims=True).shape == (10**6, 1)
    assert symnp.concatenate([x, x])[5:].nbytes == 8 * (2 * 10**6 - 5) * 10**6


def test_the_memory_of_inferences_is_bounded(monkeypatch):
    from symnp._infer import inferred

    monkeypatch.setattr(inferred, "_CACHE_LIMIT", 4)
    cache = inferred.InferenceCache()
    for i in range(20):
        cache.get(i, lambda: inferred.Inferred(None, scalar=False))
    assert len(cache.known) <= 4


def test_an_empty_array_keeps_the_strides_that_numpy_lays_out_results_by():
    empty = np.zeros((0, 0, 2), bool).transpose(0, 2, 1)
    theirs = empty.sum(axis=(0, -1), keepdims=True)
    assert symnp.asarray(empty).sum(axis=(0, -1), keepdims=True).strides == theirs.strides
