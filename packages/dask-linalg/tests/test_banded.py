"""What is given by diagonals, or by a row and a column, as SciPy treats it."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
import scipy.linalg
from matrices import DTYPES

import dask_linalg as la

N = 11


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def numbers(*shape, dtype="f8", seed=0):
    rng = np.random.default_rng(seed)
    a = rng.standard_normal(shape) + (1j * rng.standard_normal(shape) if np.dtype(dtype).kind == "c" else 0)
    return a.astype(dtype)


def half_band(dtype, lower, diagonals=3):
    """Return half a band of a positive definite matrix."""
    ab = numbers(diagonals, N, dtype=dtype)
    ab[0 if lower else -1] = 4 * diagonals
    return ab


def same(ours, theirs):
    theirs = theirs if isinstance(theirs, tuple) else (theirs,)
    ours = ours if isinstance(ours, tuple) else (ours,)
    for one, other, computed in zip(ours, theirs, dask.compute(*ours), strict=True):
        assert one.dtype == computed.dtype == other.dtype
        assert len(one.shape) == other.ndim
        assert computed.shape == other.shape
        assert all(known == size or np.isnan(known) for known, size in zip(one.shape, other.shape, strict=True))
        tolerance = 2000 * np.finfo(other.dtype).eps
        np.testing.assert_allclose(computed, other, rtol=tolerance, atol=tolerance)


def one_by_one(solve, b):
    """Return what a solver of SciPy's gives for each right-hand side of a stack: before 1.16 it took no stacks."""
    return np.stack([solve(one) for one in b]) if b.ndim > 2 else solve(b)


def lazy(a, chunks=3):
    return da.from_array(a, chunks=chunks)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("width", [(0, 0), (1, 1), (2, 1), (0, 2), (1, 0)])
@pytest.mark.parametrize("shape", [(N,), (N, 4), (2, N, 4)])
def test_a_banded_system_is_solved(dtype, width, shape):
    ab = numbers(sum(width) + 1, N, dtype=dtype)
    ab[width[1]] += 5
    b = numbers(*shape, dtype=dtype, seed=1)
    x = la.solve_banded(width, lazy(ab), lazy(b))
    same(x, one_by_one(lambda one: scipy.linalg.solve_banded(width, ab, one), b))
    assert x.chunks[-1 if len(shape) == 1 else -2] == (3, 3, 3, 2)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("diagonals", [1, 2, 3])
def test_a_positive_definite_banded_system_is_solved_with_and_without_the_factor(dtype, lower, diagonals):
    ab, b = half_band(dtype, lower, diagonals), numbers(N, 2, dtype=dtype, seed=1)
    same(la.solveh_banded(lazy(ab), lazy(b), lower=lower), scipy.linalg.solveh_banded(ab, b, lower=lower))
    factor = la.cholesky_banded(lazy(ab), lower=lower)
    assert factor.chunks == lazy(ab).chunks
    mine, theirs = factor.compute(), scipy.linalg.cholesky_banded(ab, lower=lower)
    for row in range(diagonals):  # Beyond the ends of the diagonals anything may be.
        far = row if lower else diagonals - 1 - row
        kept = slice(0, N - far) if lower else slice(far, None)
        np.testing.assert_allclose(mine[row, kept], theirs[row, kept], rtol=1e-5)
    same(la.cho_solve_banded((factor, lower), b), scipy.linalg.cho_solve_banded((theirs, lower), b))
    same(la.cho_solve_banded((factor, lower), b[:, 0]), scipy.linalg.cho_solve_banded((theirs, lower), b[:, 0]))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("select", [("a", None), ("i", (2, 5)), ("v", (10.0, 14.0)), (2, [0, 0])])
def test_eigenvalues_of_a_band_are_found(dtype, lower, select):
    ab = half_band(dtype, lower)
    how = {"lower": lower, "select": select[0], "select_range": select[1]}
    same(la.eigvals_banded(lazy(ab), **how), scipy.linalg.eigvals_banded(ab, **how))
    same(la.eig_banded(lazy(ab), eigvals_only=True, **how), scipy.linalg.eig_banded(ab, eigvals_only=True, **how))
    w, v = dask.compute(*la.eig_banded(lazy(ab), **how))
    theirs = scipy.linalg.eig_banded(ab, **how)
    same(tuple(abs(one) for one in la.eig_banded(lazy(ab), **how)), tuple(abs(one) for one in theirs))
    assert v.dtype == theirs[1].dtype
    assert v.shape == (N, len(w))


@pytest.mark.parametrize("dtype", ["f4", "f8"])
@pytest.mark.parametrize("select", [("a", None), ("i", (2, 5)), ("v", (-1.0, 1.0))])
@pytest.mark.parametrize("driver", ["auto", "stemr", "stebz"])
def test_eigenvalues_of_a_tridiagonal_matrix_are_found(dtype, select, driver):
    d, e = numbers(N, dtype=dtype), numbers(N - 1, dtype=dtype, seed=1)
    how = {"select": select[0], "select_range": select[1], "lapack_driver": driver}
    if driver == "stebz" and select[0] == "a":
        how["tol"] = 1e-14
    same(la.eigvalsh_tridiagonal(lazy(d), lazy(e), **how), scipy.linalg.eigvalsh_tridiagonal(d, e, **how))
    same(
        tuple(abs(one) for one in la.eigh_tridiagonal(lazy(d), lazy(e), **how)),
        tuple(abs(one) for one in scipy.linalg.eigh_tridiagonal(d, e, **how)),
    )


def test_eigenvalues_of_stacks_are_found():
    ab = np.stack([half_band("f8", True), 2 * half_band("f8", True)])
    expected = [scipy.linalg.eigvals_banded(one, lower=True) for one in ab]
    same(la.eigvals_banded(lazy(ab), lower=True), np.stack(expected))
    d, e = numbers(2, N), numbers(N - 1, seed=1)
    expected = [scipy.linalg.eigvalsh_tridiagonal(one, e) for one in d]
    same(la.eigvalsh_tridiagonal(lazy(d), e), np.stack(expected))
    with pytest.raises(ValueError, match="not a stack"):
        la.eigvals_banded(ab, select="v", select_range=(0, 1))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(N,), (N, 3), (2, N, 3)])
@pytest.mark.parametrize("with_row", [True, False])
def test_toeplitz_systems_are_solved_and_toeplitz_matrices_multiplied(dtype, shape, with_row):
    c, b = numbers(N, dtype=dtype), numbers(*shape, dtype=dtype, seed=1)
    c[0] = 9
    given = (c, numbers(N, dtype=dtype, seed=2)) if with_row else c
    mine = tuple(lazy(one) for one in given) if with_row else lazy(given)
    same(la.solve_toeplitz(mine, lazy(b)), one_by_one(lambda one: scipy.linalg.solve_toeplitz(given, one), b))
    same(la.matmul_toeplitz(mine, lazy(b)), one_by_one(lambda one: scipy.linalg.matmul_toeplitz(given, one), b))


def test_a_toeplitz_matrix_that_is_not_square_is_multiplied():
    c, r, x = numbers(7), numbers(4, seed=1), numbers(4, 2, seed=2)
    product = la.matmul_toeplitz((lazy(c), lazy(r)), lazy(x), workers=1)
    same(product, scipy.linalg.matmul_toeplitz((c, r), x))
    assert product.chunks == ((3, 3, 1), (2,))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(
    ("of_c", "of_b", "axes"),
    [
        ((N,), (N,), {}),
        ((N,), (N, 3), {}),
        ((N,), (2, 3, N), {"baxis": 2, "outaxis": 1}),
        ((2, 1, N), (3, N), {"baxis": -1, "outaxis": -1}),
        ((N, 2), (N, 2), {"caxis": 0}),
    ],
)
def test_circulant_systems_are_solved(dtype, of_c, of_b, axes):
    c, b = numbers(*of_c, dtype=dtype) + 3, numbers(*of_b, dtype=dtype, seed=1)
    same(la.solve_circulant(lazy(c), lazy(b), **axes), scipy.linalg.solve_circulant(c, b, **axes))


def test_a_singular_circulant_matrix_is_refused_or_solved_by_least_squares():
    c, b = np.array([1.0, 1, 0, 0]), np.arange(4.0)
    with pytest.raises(np.linalg.LinAlgError, match="near singular"):
        la.solve_circulant(c, b).compute()
    same(la.solve_circulant(c, b, singular="lstsq"), scipy.linalg.solve_circulant(c, b, singular="lstsq"))


def test_a_singular_band_is_refused():
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix: its pivot 2"):
        la.solve_banded((0, 0), [[1.0, 0.0, 1.0]], np.ones(3)).compute()
    with pytest.raises(np.linalg.LinAlgError, match="Singular matrix: its pivot 1"):
        la.solve_banded((0, 0), [[0.0]], np.ones(1)).compute()
    for function in (la.cholesky_banded, lambda ab: la.solveh_banded(ab, np.ones(3))):
        with pytest.raises(np.linalg.LinAlgError, match="not positive definite"):
            function(np.array([[0.0, 5.0, 5.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0]])[:2]).compute()


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: la.solve_banded((1, 1), np.ones((2, 3)), np.ones(3)), ValueError, "ab must have 3 rows"),
        (lambda: la.solve_banded((-1, 2), np.ones((2, 3)), np.ones(3)), ValueError, "ab must have 2 rows"),
        (lambda: la.solveh_banded(np.ones((2, 3)), np.ones(4)), ValueError, "b has 4 elements"),
        (lambda: la.cholesky_banded(np.ones(3)), np.linalg.LinAlgError, "1-dimensional"),
        (lambda: la.eig_banded(np.ones((2, 3)), select="x"), ValueError, "invalid argument for select"),
        (lambda: la.eig_banded(np.ones((2, 3)), select="i", select_range=(2, 1)), ValueError, "nondecreasing"),
        (lambda: la.eig_banded(np.ones((2, 3)), select="i", select_range=(1, 3)), ValueError, "from 0 to 2"),
        (lambda: la.eig_banded(np.ones((2, 3)), select="i", select_range=(0.0, 1.0)), ValueError, "two integers"),
        (lambda: la.eigh_tridiagonal(np.ones(3), np.ones(3)), ValueError, "one more element"),
        (lambda: la.eigh_tridiagonal(np.ones(3) * 1j, np.ones(2)), TypeError, "only real arrays"),
        (lambda: la.eigh_tridiagonal(np.ones(3), np.ones(2), lapack_driver="x"), ValueError, "must be one of"),
        (lambda: la.eigh_tridiagonal(np.ones(3), np.ones(2), lapack_driver="sterf"), ValueError, "no eigenvectors"),
        (
            lambda: la.eigvalsh_tridiagonal(np.ones(3), np.ones(2), "i", (0, 1), lapack_driver="stev"),
            ValueError,
            "finds all eigenvalues",
        ),
        (lambda: la.solve_toeplitz(np.ones(3), np.ones(4)), ValueError, "incompatible dimensions"),
        (lambda: la.matmul_toeplitz((np.ones(3), np.ones(4)), np.ones(3)), ValueError, "incompatible dimensions"),
        (lambda: la.solve_circulant(np.ones(3), np.ones(4)), ValueError, "are incompatible"),
        (lambda: la.solve_circulant(np.ones(3), np.ones(3), baxis=1), ValueError, "'baxis' entry is out of bounds"),
    ],
)
def test_what_does_not_fit_is_refused_at_the_call(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_what_is_no_number_is_looked_for():
    bad = np.array([[1.0, np.nan, 1.0]])
    with pytest.raises(ValueError, match="solve_banded: array must not contain infs or NaNs"):
        la.solve_banded((0, 0), bad, np.ones(3)).compute()
    assert np.isnan(la.solve_banded((0, 0), bad, np.ones(3), check_finite=False).compute()).any()


@pytest.mark.parametrize("k", [0, 2])
def test_empty_systems_have_empty_solutions(k):
    assert la.solve_banded((1, 1), np.ones((3, 0)), np.ones((0, k))).compute().shape == (0, k)
    assert la.solve_circulant(np.ones(3), np.ones((3, 0))).compute().shape == (3, 0)
