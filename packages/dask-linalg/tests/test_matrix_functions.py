"""Functions of matrices: as SciPy computes them, with the dtype that was promised before."""

from __future__ import annotations

import contextlib
import pickle
import warnings

import dask
import dask.array as da
import numpy as np
import pytest
import scipy.linalg
from dask._task_spec import Task
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES
from scipy_signatures import arguments_of_both

import dask_linalg as la
from dask_linalg.algorithms import functions
from dask_linalg.schedule.tasks import Step

SIDE = 17
CHUNKINGS = {
    "whole": (SIDE, SIDE),
    "tiles": (5, 5),
    "uneven": ((3, 13, 1), (10, 7)),
    "columns": (SIDE, 1),
    "one row": (1, 9),
}
KEEPING = ["expm", "signm", "cosm", "sinm", "tanm", "coshm", "sinhm", "tanhm"]
"""Those that are real for real matrices."""
COMPLEX = ["logm", "sqrtm"]
OTHERS = ["funm", "fractional_matrix_power", "expm_frechet", "expm_cond"]


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def matrix(dtype, n=SIDE, seed=0):
    """Return a matrix whose eigenvalues are simple and far from the negative half of the axis."""
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((n, n)) / (4 * max(n, 1) ** 0.5) + np.diag(1 + np.arange(n) / max(n, 1))
    if np.dtype(dtype).kind == "c":
        a = a + 1j * rng.standard_normal((n, n)) / (4 * max(n, 1) ** 0.5)
    return a.astype(dtype)


def precise(a):
    return a.astype("c16" if a.dtype.kind == "c" else "f8")


def close(ours, theirs, dtype, times=1000):
    size = float(abs(np.asarray(theirs)).max(initial=1))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=times * np.finfo(dtype).eps * size)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", KEEPING + COMPLEX)
@pytest.mark.parametrize("chunks", CHUNKINGS)
def test_functions_of_a_matrix_are_scipys(name, dtype, chunks):
    a = matrix(dtype)
    x = da.from_array(a, chunks=CHUNKINGS[chunks])
    lazy = getattr(la.scipy, name)(x)
    found = lazy.compute()
    assert lazy.dtype == found.dtype == (np.result_type(dtype, "c8") if name in COMPLEX else np.dtype(dtype))
    assert lazy.chunks == x.chunks
    close(found, getattr(scipy.linalg, name)(precise(a)), dtype)


@pytest.mark.parametrize("name", COMPLEX)
def test_what_may_be_complex_is_complex_whatever_the_matrix(name):
    a = np.diag([4.0, 1.0])
    assert getattr(scipy.linalg, name)(a).dtype == np.float64
    assert getattr(la.scipy, name)(a).compute().dtype == np.complex128
    found = la.scipy.sqrtm(np.diag([-4.0, 1.0])).compute()
    np.testing.assert_allclose(found, np.diag([2j, 1]), atol=1e-15)


@pytest.mark.parametrize("dtype", DTYPES)
def test_powers_are_real_only_where_the_exponent_says_so(dtype):
    a = matrix(dtype)
    for t in (3, -2, 2.0, 0):
        lazy = la.scipy.fractional_matrix_power(da.from_array(a, chunks=5), t)
        assert lazy.dtype == lazy.compute().dtype == np.dtype(dtype)
        close(lazy.compute(), np.linalg.matrix_power(precise(a), int(t)), dtype)
    for t in (0.5, -1 / 3, 2.25):
        lazy = la.scipy.fractional_matrix_power(da.from_array(a, chunks=5), t)
        assert lazy.dtype == lazy.compute().dtype == np.result_type(dtype, "c8")
        close(lazy.compute(), scipy.linalg.fractional_matrix_power(precise(a), t), dtype)


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_matrix_function_of_a_function_of_numbers_is_scipys(dtype):
    a = matrix(dtype)
    lazy = la.scipy.funm(da.from_array(a, chunks=5), np.exp)
    assert lazy.dtype == lazy.compute().dtype == np.result_type(dtype, "c8")
    close(lazy.compute(), scipy.linalg.expm(precise(a)), dtype, 1e6)
    value, error = la.scipy.funm(da.from_array(a, chunks=5), np.exp, disp=False)
    assert (error.shape, error.dtype) == ((), a.real.dtype)
    close(value.compute(), lazy.compute(), dtype)


def test_two_functions_of_the_same_matrix_are_two_computations():
    a = da.from_array(matrix("f8"))
    square, double = la.funm(a, lambda x: x * x), la.funm(a, lambda x: 2 * x)
    np.testing.assert_allclose(square.compute(), matrix("f8") @ matrix("f8"), atol=1e-8)
    np.testing.assert_allclose(double.compute(), 2 * matrix("f8"), atol=1e-8)


@pytest.mark.parametrize(("a", "e"), [("f8", "f8"), ("f4", "c8"), ("c16", "f4")])
@pytest.mark.parametrize("method", [None, "SPS", "blockEnlarge"])
def test_derivatives_of_the_exponential_are_scipys(a, e, method):
    at, direction = matrix(a), matrix(e, seed=1)
    dtype = np.result_type(a, e)
    theirs = scipy.linalg.expm_frechet(precise(at), precise(direction))
    lazy = la.scipy.expm_frechet(da.from_array(at, chunks=5), da.from_array(direction, chunks=7), method)
    for ours, other in zip(lazy, theirs, strict=True):
        assert ours.dtype == ours.compute().dtype == dtype
        close(ours.compute(), other, dtype if np.dtype(a).itemsize > 4 else "f4")
    single = la.scipy.expm_frechet(at, direction, compute_expm=False)
    close(single.compute(), theirs[1], "f4")


def test_the_condition_of_the_exponential_is_a_number_for_each_matrix():
    a = np.stack([matrix("f8", 4, seed) for seed in range(3)])
    lazy = la.scipy.expm_cond(da.from_array(a, chunks=(2, 3, 3)))
    assert (lazy.shape, lazy.dtype) == ((3,), np.float64)
    np.testing.assert_allclose(lazy.compute(), [scipy.linalg.expm_cond(one) for one in a])
    single = la.scipy.expm_cond(da.from_array(a[0].astype("f4"), chunks=2))
    assert (single.shape, single.compute().dtype) == ((), np.float32)


@pytest.mark.parametrize("name", ["logm", "sqrtm", "signm"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_without_warnings_an_estimate_of_the_error_is_returned(name, dtype):
    value, error = getattr(la.scipy, name)(da.from_array(matrix(dtype), chunks=6), disp=False)
    assert (error.shape, error.dtype, error.compute().dtype) == ((), np.dtype(dtype).type(0).real.dtype, error.dtype)
    assert 0 <= error.compute() < 1e4 * np.finfo(dtype).eps
    close(value.compute(), getattr(la.scipy, name)(matrix(dtype)).compute(), dtype)  # SciPy draws vectors for norms.


def test_a_result_that_may_be_wrong_is_warned_of():
    defective = da.from_array(np.eye(4) + np.eye(4, k=1), chunks=2)
    with pytest.warns(RuntimeWarning, match="funm: the result may be wrong, its error is about"):
        la.scipy.funm(defective, np.sqrt).compute()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert la.scipy.funm(defective, np.sqrt, disp=False)[1].compute() > 1e-3


@pytest.mark.parametrize("name", ["logm", "sqrtm", "signm"])
def test_scipys_before_1_16_return_their_estimate_when_asked(name, monkeypatch):
    def old(a, disp=True):
        assert not disp
        return 2 * a, 0.5

    monkeypatch.setattr(scipy.linalg, name, old)
    with pytest.warns(RuntimeWarning, match=f"{name}: the result may be wrong"):
        getattr(la.scipy, name)(np.array([[1.0, 0.0], [0.0, 5.0]])).compute()


@given(
    st.integers(0, 8), st.integers(1, 8), st.integers(1, 8), st.sampled_from(DTYPES), st.sampled_from(KEEPING + COMPLEX)
)
def test_any_side_in_any_chunks_has_its_functions(n, rows, columns, dtype, name):
    a = matrix(dtype, n)
    found = getattr(la.scipy, name)(da.from_array(a, chunks=(rows, columns))).compute(scheduler="synchronous")
    assert found.shape == a.shape
    if n:
        close(found, getattr(scipy.linalg, name)(precise(a)), dtype)


@pytest.mark.parametrize("name", KEEPING + COMPLEX)
@pytest.mark.parametrize("shape", [(0, 0), (3, 0, 0), (0, 4, 4), (2, 3, 4, 4)])
def test_stacks_and_empty_matrices_keep_their_shape(name, shape):
    a = np.zeros(shape)
    a[...] = (
        matrix("f8", shape[-1]) * (1 + np.arange(max(shape[0], 1)).reshape(-1, *[1] * (len(shape) - 1)))[: shape[0]]
    )
    lazy = getattr(la.scipy, name)(da.from_array(a, chunks=2 if a.size else -1))
    assert lazy.shape == lazy.compute().shape == shape
    for which in np.ndindex(shape[:-2] if a.size else (0,)):
        close(lazy.compute()[which], getattr(scipy.linalg, name)(a[which]), "f8")


@pytest.mark.parametrize("name", KEEPING + COMPLEX)
def test_integers_are_real_numbers(name):
    a = np.array([[2, 1], [0, 3]], "i2")
    np.testing.assert_allclose(
        getattr(la.scipy, name)(a).compute(), getattr(scipy.linalg, name)(a.astype(float)), atol=1e-12
    )


@pytest.mark.parametrize("name", [*KEEPING, *COMPLEX, "funm", "fractional_matrix_power", "expm_cond"])
@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (np.ones(3), np.linalg.LinAlgError, "1-dimensional array given"),
        (np.ones((3, 4)), np.linalg.LinAlgError, r"must be square, but the shape is \(3, 4\)"),
        (np.ones((3, 3), "f2"), TypeError, "array type float16 is unsupported"),
    ],
)
def test_what_has_no_functions_is_refused_at_the_call(name, given, error, words):
    arguments = {"funm": [np.exp], "fractional_matrix_power": [0.5]}.get(name, [])
    with pytest.raises(error, match=words):
        getattr(la.scipy, name)(given, *arguments)


def test_arguments_of_the_derivative_are_looked_at_before():
    with pytest.raises(ValueError, match=r"expm_frechet: E has the shape of A, \(2, 2\), but it is \(3, 3\)"):
        la.scipy.expm_frechet(np.eye(2), np.eye(3))
    with pytest.raises(ValueError, match="the method is 'SPS' or 'blockEnlarge', not 'other'"):
        la.scipy.expm_frechet(np.eye(2), np.eye(2), method="other")


@pytest.mark.parametrize("name", [*KEEPING, *COMPLEX, "expm_cond"])
@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.filterwarnings("ignore::RuntimeWarning", "ignore::scipy.linalg.LinAlgWarning")
def test_what_is_not_finite_is_not_returned_as_a_number(name, value):
    a = matrix("f8", 8)
    a[5, 2] = value
    found = np.full(1, np.nan)
    with contextlib.suppress(ValueError):
        found = getattr(la.scipy, name)(da.from_array(a, chunks=4)).compute()
    assert not np.isfinite(found).all()


def test_the_matrix_of_a_stack_that_is_at_fault_is_named():
    a = np.stack([np.eye(3), np.zeros((3, 3))])
    with pytest.raises(np.linalg.LinAlgError, match=r"ingular matrix.*matrix \(1,\) of block \(0,\)"):
        la.scipy.fractional_matrix_power(a, -1).compute()


@pytest.mark.parametrize("name", [*KEEPING, *COMPLEX, *OTHERS])
def test_what_is_larger_than_the_limit_is_not_gathered(name):
    more = {"funm": [np.exp], "fractional_matrix_power": [0.5], "expm_frechet": [np.eye(16)]}.get(name, [])
    x = da.ones((16, 16), chunks=8)
    lazy = getattr(la.scipy, name)(x, *more)
    lazy = lazy[0] if isinstance(lazy, tuple) else lazy
    steps = [task for task in dict(lazy.__dask_graph__()).values() if isinstance(task, Step)]
    assert name in {task.work.gathered for task in steps}
    assert max(task.work.flops for task in steps) > 16**3
    with (
        dask.config.set({"dask-linalg.gather-limit": "1 kiB"}),
        pytest.raises(la.GatherLimitError, match=f"{name}: a block"),
    ):
        getattr(la.scipy, name)(x, *more)


def test_the_input_is_left_alone_and_the_tasks_pickle():
    a = matrix("f8")
    before = a.copy()
    for lazy in (
        la.expm(a),
        la.logm(a),
        la.funm(a, np.exp),
        la.expm_cond(a[:3, :3]),
        la.fractional_matrix_power(a, 0.5),
    ):
        graph = pickle.loads(pickle.dumps(dict(lazy.__dask_graph__())))  # noqa: S301  What was dumped just now.
        assert any(isinstance(task, Task) for task in graph.values())
        lazy.compute()
    np.testing.assert_array_equal(a, before)


def test_results_of_empty_matrices_have_the_shapes_of_the_signature():
    a, b, q = (np.zeros(shape) for shape in ((0, 0), (2, 2), (0, 2)))
    found = functions._nothing("(m,p),(q,n),(m,n)->(m,n),(n),()", [a, b, q], [np.dtype("f4")] * 3)
    assert [one.shape for one in found] == [(0, 2), (2,), ()]


@pytest.mark.parametrize("name", [*KEEPING, *COMPLEX, *OTHERS])
def test_signatures_are_scipys(name):
    ours, theirs = arguments_of_both(name)
    assert ours == theirs
    assert getattr(la, name) is getattr(la.scipy, name)
