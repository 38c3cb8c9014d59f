"""Matrix equations: small residuals in any chunks and dtypes, mixed ones too, and errors where there is no solution."""

from __future__ import annotations

import dask
import dask.array as da
import general_matrices
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES, PASSED
from ratio_suite import norm1, wide
from scipy_signatures import arguments_of_both

import dask_linalg as la
from dask_linalg.schedule.tasks import Step
from dask_linalg.tiles.general_drivers import solve_triangular_sylvester

M, N = 17, 11
CHUNKINGS = {"whole": -1, "tiles": 4, "uneven": (10, 3), "columns": (17, 1)}
NAMES = [
    "solve_sylvester", "solve_lyapunov", "solve_continuous_lyapunov", "solve_discrete_lyapunov", "solve_continuous_are",
    "solve_discrete_are",
]  # fmt: skip


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def random(m, n, dtype, seed=0):
    return (general_matrices._normal(m, n, dtype, seed) / max(n, 1) ** 0.5).astype(dtype)


def stable(n, dtype, seed=0):
    """Return a matrix whose eigenvalues are in the left half of the plane."""
    return random(n, n, dtype, seed) - 2 * np.eye(n, dtype=dtype)


def hermitian(n, dtype, seed=0):
    a = random(n, n, dtype, seed)
    return ((a + a.conj().T) / 2).astype(dtype)


def positive(n, dtype, seed=0):
    a = random(n, n, dtype, seed)
    return (a @ a.conj().T + np.eye(n)).astype(dtype)


def ratio(error, x, *coefficients):
    size = norm1(x) * sum(norm1(one) for one in coefficients)
    return ratio_suite.ratio(norm1(error), over=size, eps=np.finfo(x.dtype).eps, times=len(x))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("chunks", CHUNKINGS)
def test_sylvesters_equation_is_solved(dtype, chunks):
    a, b, q = stable(M, dtype), stable(N, dtype, 1), random(M, N, dtype, 2)
    lazy = la.solve_sylvester(*(da.from_array(one, chunks=CHUNKINGS[chunks]) for one in (a, b, q)))
    assert lazy.chunks == (
        da.from_array(a, chunks=CHUNKINGS[chunks]).chunks[0],
        da.from_array(b, chunks=CHUNKINGS[chunks]).chunks[1],
    )
    x = lazy.compute()
    assert (lazy.dtype, lazy.shape) == (x.dtype, x.shape) == (np.dtype(dtype), (M, N))
    assert ratio(wide(a) @ wide(x) + wide(x) @ wide(b) - wide(q), x, a, b) < PASSED
    np.testing.assert_allclose(x, scipy.linalg.solve_sylvester(a, b, q), atol=1e4 * np.finfo(dtype).eps)


@pytest.mark.parametrize(
    "dtypes", [("f8", "f8", "c16"), ("f8", "c16", "f8"), ("c16", "f8", "f8"), ("f4", "f8", "c8"), ("i4", "f4", "f8")]
)
def test_real_and_complex_matrices_may_be_mixed(dtypes):
    a, b, q = random(M, M, "f8") * 4 + 10 * np.eye(M), random(N, N, "f8", 1) * 4, random(M, N, "c16", 2)
    a, b, q = (
        one.real.astype(t) if np.dtype(t).kind != "c" else one.astype(t)
        for one, t in zip((a, b, q), dtypes, strict=True)
    )
    lazy = la.solve_sylvester(a, b, q)
    x = lazy.compute()
    assert lazy.dtype == x.dtype == np.result_type(*("f8" if t == "i4" else t for t in dtypes))
    assert norm1(a @ x + x @ b - q) < 1e-12 * norm1(x) * (norm1(a) + norm1(b))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["solve_lyapunov", "solve_continuous_lyapunov"])
def test_lyapunovs_equation_in_continuous_time_is_solved(dtype, name):
    a, q = stable(M, dtype), random(M, M, dtype, 1)
    x = getattr(la, name)(da.from_array(a, chunks=5), da.from_array(q, chunks=6)).compute()
    assert x.dtype == np.dtype(dtype)
    assert ratio(wide(a) @ wide(x) + wide(x) @ wide(a).conj().T - wide(q), x, a) < PASSED


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("method", [None, "direct", "bilinear"])
def test_lyapunovs_equation_in_discrete_time_is_solved(dtype, method):
    a, q = random(M, M, dtype) / 4, random(M, M, dtype, 1)
    x = la.solve_discrete_lyapunov(da.from_array(a, chunks=5), da.from_array(q, chunks=6), method).compute()
    assert x.dtype == np.dtype(dtype)
    assert ratio(wide(a) @ wide(x) @ wide(a).conj().T - wide(x) + wide(q), x, np.eye(M)) < PASSED


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("has_e", "has_s"), [(False, False), (True, False), (False, True), (True, True)])
def test_riccatis_equations_are_solved(dtype, has_e, has_s):
    a, b, q, r = random(M, M, dtype) / 2, random(M, N, dtype, 1), positive(M, dtype, 2), positive(N, dtype, 3)
    e = np.eye(M, dtype=dtype) + random(M, M, dtype, 4) / 8 if has_e else None
    s = random(M, N, dtype, 5) / 8 if has_s else None
    lazy = [da.from_array(one, chunks=4) if one is not None else None for one in (a, b, q, r, e, s)]
    ee, ss = np.eye(M) if e is None else e, np.zeros((M, N)) if s is None else s
    tolerance = 1e5 * np.finfo(dtype).eps

    def adjoint(one):
        return one.conj().T

    x = la.solve_continuous_are(*lazy).compute()
    assert x.dtype == np.dtype(dtype)
    gain = adjoint(ee) @ x @ b + ss
    left = adjoint(a) @ x @ ee + adjoint(ee) @ x @ a - gain @ np.linalg.solve(r, adjoint(gain)) + q
    assert norm1(left) < tolerance * norm1(x)
    x = la.solve_discrete_are(*lazy, balanced=False).compute()
    gain = adjoint(a) @ x @ b + ss
    left = adjoint(a) @ x @ a - adjoint(ee) @ x @ ee - gain @ np.linalg.solve(r + adjoint(b) @ x @ b, adjoint(gain)) + q
    assert norm1(left) < tolerance * norm1(x)


@given(st.integers(0, 7), st.integers(0, 7), st.integers(1, 7), st.sampled_from(DTYPES))
def test_any_shape_in_any_chunks_is_solved(m, n, chunks, dtype):
    a, b, q = stable(m, dtype), stable(n, dtype, 1), random(m, n, dtype, 2)
    x = la.solve_sylvester(*(da.from_array(one, chunks=chunks) for one in (a, b, q))).compute(scheduler="synchronous")
    assert x.shape == (m, n)
    assert ratio(wide(a) @ wide(x) + wide(x) @ wide(b) - wide(q), x, a, b) < PASSED


def test_equations_without_a_solution_are_errors_and_not_large_numbers():
    a = np.diag([1.0, 2.0, 3.0])
    assert np.abs(scipy.linalg.solve_sylvester(a, -a, np.ones((3, 3)))).max() > 1e14
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix: Sylvester's equation has no unique solution"):
        la.solve_sylvester(da.from_array(a, chunks=2), -a, np.ones((3, 3))).compute()
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix: Lyapunov's equation has no unique solution"):
        la.solve_lyapunov(np.diag([1.0, -1.0]), np.eye(2)).compute()
    with pytest.raises(np.linalg.LinAlgError, match=r"ingular"):
        la.solve_discrete_lyapunov(np.eye(3), np.eye(3)).compute()
    with pytest.raises(np.linalg.LinAlgError, match=r"Singular matrix.*matrix \(1,\) of block \(0,\)"):
        la.solve_sylvester(np.stack([a, -np.eye(3)]), np.eye(3), np.eye(3)).compute()


def test_riccatis_equations_have_conditions_on_their_data():
    one, zero = np.eye(2), np.zeros((2, 2))
    with pytest.raises(ValueError, match="r is numerically singular"):
        la.solve_continuous_are(one, one, one, zero).compute()
    with pytest.raises(ValueError, match="should be symmetric/hermitian"):
        la.solve_discrete_are(one, one, np.array([[1.0, 1.0], [0.0, 1.0]]), one).compute()
    with pytest.raises(np.linalg.LinAlgError):
        la.solve_continuous_are(one, zero, one, one).compute()


def test_stacks_are_solved_one_by_one():
    a = np.stack([stable(5, "f8", seed) for seed in range(3)])
    b, q = stable(4, "f8", 7), random(5, 4, "f8", 8)
    x = la.solve_sylvester(da.from_array(a, chunks=(2, 3, 3)), b, q)
    assert x.chunks == ((2, 1), (3, 2), (4,))
    for one, found in zip(a, x.compute(), strict=True):
        np.testing.assert_allclose(one @ found + found @ b, q, atol=1e-13)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (
            lambda: la.solve_sylvester(np.eye(2), np.eye(3), np.ones((3, 2))),
            r"solve_sylvester: q has the shape \(2, 3\).*it is \(3, 2\)",
        ),
        (
            lambda: la.solve_sylvester(np.ones((2, 3)), np.eye(3), np.ones((2, 3))),
            r"solve_sylvester\(a\): Last 2 dimensions",
        ),
        (lambda: la.solve_lyapunov(np.eye(2), np.eye(3)), r"solve_lyapunov: q has the shape \(2, 2\)"),
        (lambda: la.solve_discrete_lyapunov(np.eye(2), np.eye(3)), r"solve_discrete_lyapunov: q has the shape"),
        (
            lambda: la.solve_discrete_lyapunov(np.eye(2), np.eye(2), "x"),
            "the method is 'direct' or 'bilinear', not 'x'",
        ),
        (
            lambda: la.solve_continuous_are(np.eye(2), np.ones((3, 1)), np.eye(2), np.eye(1)),
            r"b has the shape \(2, 1\)",
        ),
        (
            lambda: la.solve_continuous_are(np.eye(2), np.ones((2, 1)), np.eye(3), np.eye(1)),
            r"q has the shape \(2, 2\)",
        ),
        (lambda: la.solve_discrete_are(*[np.eye(2)] * 4, e=np.eye(3)), r"e has the shape \(2, 2\)"),
        (lambda: la.solve_discrete_are(*[np.eye(2)] * 4, s=np.ones((2, 1))), r"s has the shape \(2, 2\)"),
    ],
)
def test_shapes_that_do_not_fit_are_refused_at_the_call(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def arguments_of(name, n=16):
    x = da.from_array(stable(n, "f8"), chunks=8)
    one = da.eye(n, chunks=8)
    return {
        "solve_sylvester": [x, x, one],
        "solve_continuous_are": [x, one, one, one],
        "solve_discrete_are": [x, one, one, one],
    }.get(name, [x, one])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_finite_or_too_large_is_an_error(name):
    arguments = arguments_of(name)
    lazy = getattr(la, name)(*arguments)
    assert name in {task.work.gathered for task in dict(lazy.__dask_graph__()).values() if isinstance(task, Step)}
    with (
        dask.config.set({"dask-linalg.gather-limit": "1 kiB"}),
        pytest.raises(la.GatherLimitError, match=f"{name}: a block"),
    ):
        getattr(la, name)(*arguments)
    with pytest.raises(ValueError, match=f"{name}: array must not contain infs or NaNs"):
        getattr(la, name)(arguments[0] * np.nan, *arguments[1:]).compute()


def test_the_kernel_refuses_shapes_that_do_not_fit():
    with pytest.raises(ValueError, match="does not fit to"):
        solve_triangular_sylvester(np.eye(3, order="F"), np.eye(2, order="F"), np.ones((2, 3), order="F"))


@pytest.mark.parametrize("name", NAMES)
def test_signatures_are_scipys(name):
    ours, theirs = arguments_of_both(name)
    assert ours == theirs
    assert getattr(la, name) is getattr(la.scipy, name)
