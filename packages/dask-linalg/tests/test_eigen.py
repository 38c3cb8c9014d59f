"""Eigenvalues and eigenvectors by each face: right by LAPACK's own measure, in any chunks, and as NumPy and SciPy treat bad input."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys

import dask
import dask.array as da
import general_matrices
import hermitian_matrices
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from dask._task_spec import Task
from hypothesis import given
from hypothesis import strategies as st
from matrices import DTYPES, PASSED
from ratio_suite import norm1, wide

import dask_linalg as la
from dask_linalg.algorithms import eigen
from dask_linalg.schedule.tasks import Step
from dask_linalg.tiles import tridiagonal
from dask_linalg.tiles.eigen_drivers import GENERALISED, STANDARD, hermitian_eigen
from dask_linalg.tiles.general_drivers import general_eigen
from dask_linalg.tiles.workspace import _whole

SIDE = 37
CHUNKINGS = {
    "whole": (SIDE, SIDE),
    "tiles": (8, 8),
    "uneven": ((3, 20, 1, 13), (30, 7)),
    "columns": (SIDE, 1),
    "one row": (1, 9),
}


@pytest.fixture(autouse=True)
def narrow_panels(monkeypatch):
    """Let a matrix of SIDE rows have several panels of reflectors."""
    monkeypatch.setattr(tridiagonal, "WIDTH", 8)


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def eps_of(dtype):
    return np.finfo(dtype).eps


def residual(a, w, v, b=None):
    """Return ``norm1(a v - b v w) / (n norm1(a) eps)`` of vectors of length 1."""
    v, w = wide(v), wide(w)
    error = norm1(wide(a) @ v - (v if b is None else wide(b) @ v) * w)
    size = norm1(wide(a)) + (0 if b is None else norm1(wide(b)) * float(abs(w[np.isfinite(w)]).max(initial=0)))
    return ratio_suite.ratio(error, over=size, eps=eps_of(a.dtype), times=len(a))


def departure(v):
    """Return ``norm1(I - v^H v) / (n eps)``."""
    error = norm1(np.eye(v.shape[1]) - wide(v).conj().T @ wide(v))
    return ratio_suite.ratio(error, over=1, eps=eps_of(v.dtype), times=len(v))


def precise_values(a):
    """Return eigenvalues by NumPy, in double precision where that is more, of a matrix scaled to 1."""
    scale = float(abs(a).max(initial=0)) or 1.0
    return np.linalg.eigvalsh(a.astype("c16" if a.dtype.kind == "c" else "f8") / scale) * scale


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(hermitian_matrices.KINDS, CHUNKINGS))
def test_hermitian_eigenpairs_pass_lapacks_own_test(kind, chunks, dtype):
    a = hermitian_matrices.KINDS[kind](SIDE, dtype)
    x = da.from_array(a, chunks=CHUNKINGS[chunks])
    lazy = la.eigh(x)
    w, v = dask.compute(*lazy)
    assert (lazy.eigenvalues.dtype, lazy.eigenvectors.dtype) == (w.dtype, v.dtype) == (a.real.dtype, a.dtype)
    assert (lazy.eigenvalues.chunks, lazy.eigenvectors.chunks) == (x.chunks[1:], x.chunks)
    assert (np.diff(w) >= 0).all()
    assert residual(a, w, v) < PASSED
    assert departure(v) < PASSED
    size = float(abs(precise_values(a)).max(initial=0))
    for values in (w, la.eigvalsh(x).compute()):
        error = float(abs(wide(values) - precise_values(a)).max(initial=0))
        assert ratio_suite.ratio(error, over=size, eps=eps_of(dtype), times=SIDE) < PASSED


@pytest.mark.parametrize(("kind", "chunks", "dtype"), ratio_suite.over(general_matrices.KINDS, CHUNKINGS))
def test_general_eigenpairs_pass_lapacks_own_test(kind, chunks, dtype):
    a = general_matrices.KINDS[kind](SIDE, SIDE, dtype)
    x = da.from_array(a, chunks=CHUNKINGS[chunks])
    lazy = la.eig(x)
    w, v = dask.compute(*lazy)
    assert lazy.eigenvalues.dtype == lazy.eigenvectors.dtype == w.dtype == v.dtype == np.result_type(dtype, "c8")
    assert (lazy.eigenvalues.chunks, lazy.eigenvectors.chunks) == (x.chunks[1:], x.chunks)
    assert residual(a, w, v) < PASSED
    np.testing.assert_allclose(np.linalg.norm(v, axis=0), 1, rtol=100 * eps_of(dtype))


@given(st.integers(0, 40), st.integers(1, 40), st.integers(1, 40), st.sampled_from(DTYPES))
def test_any_side_in_any_chunks_has_its_eigenvalues(n, rows, columns, dtype):
    a = hermitian_matrices.indefinite(n, dtype)
    x = da.from_array(a, chunks=(rows, columns))
    w, v = dask.compute(*la.eigh(x), scheduler="synchronous")
    assert residual(a, w, v) < PASSED
    assert np.isfinite(la.eigvals(x).compute(scheduler="synchronous")).all()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("lower", [True, False])
@pytest.mark.parametrize("stack", [(), (2,)])
def test_only_the_triangle_that_is_asked_for_is_read(dtype, lower, stack):
    a = hermitian_matrices.indefinite(SIDE, dtype)
    half = (np.tril if lower else np.triu)(a)
    half[np.triu_indices(SIDE, 1) if lower else np.tril_indices(SIDE, -1)] = np.nan
    x = da.from_array(np.broadcast_to(half, (*stack, SIDE, SIDE)), chunks=9)
    w, v = dask.compute(*la.eigh(x, UPLO="L" if lower else "U"))
    assert all(residual(a, w[i], v[i]) < PASSED for i in np.ndindex(stack))
    other = la.scipy.eigh(x, lower=lower, eigvals_only=True, check_finite=False).compute()
    np.testing.assert_allclose(other, w, atol=1000 * eps_of(dtype))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", [2, 9, 129, 300])
def test_small_and_large_matrices_take_ways_that_agree(monkeypatch, dtype, n):
    monkeypatch.undo()
    a = hermitian_matrices.indefinite(n, dtype)
    w, v = dask.compute(*la.eigh(da.from_array(a, chunks=100)), scheduler="threads")
    assert max(residual(a, w, v), departure(v)) < PASSED
    np.testing.assert_allclose(w, np.linalg.eigvalsh(a), atol=1e4 * eps_of(dtype))


def test_eigenvalues_that_do_not_converge_are_an_error(monkeypatch):
    monkeypatch.setattr(tridiagonal, "call_with_workspace", lambda name, *_, **__: int(name.endswith("stedc")))
    with pytest.raises(np.linalg.LinAlgError, match="Eigenvalues did not converge: LAPACK's stedc says 1"):
        la.eigh(np.eye(20)).eigenvalues.compute()


def test_the_letter_of_the_triangle_may_be_small_but_is_one_of_two():
    a = np.array([[1.0, 5.0], [0.0, 1.0]])
    np.testing.assert_allclose(la.eigvalsh(da.from_array(a), UPLO="u").compute(), [-4, 6])
    np.testing.assert_allclose(la.eigvalsh(da.from_array(a), "l").compute(), [1, 1])
    with pytest.raises(ValueError, match="UPLO argument must be 'L' or 'U', not 'X'"):
        la.eigh(a, UPLO="X")


def test_the_diagonal_of_a_hermitian_matrix_counts_as_real():
    a = hermitian_matrices.indefinite(20, "c16") + 1j * np.diag(np.arange(20.0))
    np.testing.assert_allclose(la.eigvalsh(da.from_array(a)).compute(), np.linalg.eigvalsh(a))


@pytest.mark.parametrize("name", ["eig", "eigvals", "eigh", "eigvalsh"])
@pytest.mark.parametrize("shape", [(0, 0), (3, 0, 0), (0, 4, 4), (2, 3, 5, 5)])
def test_stacks_and_empty_matrices_are_those_of_numpy(name, shape):
    a = np.random.default_rng(0).standard_normal(shape)
    ours = getattr(la, name)(da.from_array(a, chunks=2 if a.size else -1))
    theirs = getattr(np.linalg, name)(a)
    pairs = zip(ours, theirs, strict=True) if isinstance(ours, tuple) else [(ours, theirs)]
    for one, other in pairs:
        assert one.shape == one.compute().shape == other.shape
    values = ours[0] if isinstance(ours, tuple) else ours
    np.testing.assert_allclose(values.compute(), theirs[0] if isinstance(theirs, tuple) else theirs, atol=1e-13)


def test_a_general_eigenproblem_is_complex_whatever_its_eigenvalues():
    a = np.diag([1.0, 2.0])
    assert np.linalg.eigvals(a).dtype == np.float64
    for lazy in (*la.eig(a), la.eigvals(a), *la.scipy.eig(a, left=True), *la.scipy.eig(a, a)):
        assert lazy.dtype == lazy.compute().dtype == np.complex128


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", ">f8", ">c8"])
def test_dtypes_become_what_numpy_makes_of_them(dtype):
    a = np.array([[1, 0], [0, 1]], dtype)
    for ours, theirs in zip(la.eigh(da.from_array(a, chunks=1)), np.linalg.eigh(a), strict=True):
        assert (ours.dtype, ours.compute().dtype) == (theirs.dtype, theirs.dtype)


def test_results_have_the_names_that_numpy_gives_them():
    assert la.EigResult._fields == np.linalg.eig(np.eye(1))._fields
    assert la.EighResult._fields == np.linalg.eigh(np.eye(1))._fields
    assert isinstance(la.eig(np.eye(2)), la.EigResult)
    assert isinstance(la.eigh([[1, 0], [0, 2]]), la.EighResult)


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("name", ["eig", "eigvals", "eigh", "eigvalsh"])
@pytest.mark.parametrize("n", [8, 300])
def test_what_is_not_finite_is_an_error_and_not_a_hang(value, name, n):
    a = hermitian_matrices.indefinite(n, "f8")
    a[n // 2, 1] = a[1, n // 2] = value
    lazy = getattr(la, name)(da.from_array(a, chunks=n // 2))
    with pytest.raises(np.linalg.LinAlgError, match="must not contain infs or NaNs"):
        dask.compute(lazy)
    with pytest.raises(np.linalg.LinAlgError, match=r"block \(1,\)"):
        dask.compute(getattr(la, name)(da.from_array(np.stack([np.eye(n), a]), chunks=(1, -1, -1))))
    with pytest.raises(ValueError, match=rf"{name}: array must not contain infs or NaNs, but block \(0, 1\)|\(1, 0\)"):
        dask.compute(getattr(la.scipy, name)(da.from_array(a, chunks=n // 2)))
    with pytest.raises(np.linalg.LinAlgError, match="must not contain infs or NaNs"):
        dask.compute(getattr(la.scipy, name)(da.from_array(a, chunks=n // 2), check_finite=False))


@pytest.mark.parametrize("name", ["eig", "eigvals", "eigh", "eigvalsh"])
@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        (np.ones(3), np.linalg.LinAlgError, "1-dimensional array given"),
        (np.ones((3, 4)), np.linalg.LinAlgError, r"must be square, but the shape is \(3, 4\)"),
        (np.ones((3, 3), "f2"), TypeError, "array type float16 is unsupported"),
    ],
)
def test_what_has_no_eigenvalues_is_refused_at_the_call(name, given, error, words):
    for face in (la, la.scipy):
        with pytest.raises(error, match=words):
            getattr(face, name)(given)


def gathered_names(*lazy):
    return {task.work.gathered for a in lazy for task in dict(a.__dask_graph__()).values() if isinstance(task, Step)}


@pytest.mark.parametrize("name", ["eig", "eigvals", "eigh", "eigvalsh"])
def test_the_plan_names_what_is_gathered_and_what_it_costs(name):
    lazy = getattr(la, name)(da.ones((8, 8), chunks=4))
    lazy = lazy[0] if isinstance(lazy, tuple) else lazy
    assert name in gathered_names(lazy)
    assert max(task.work.flops for task in dict(lazy.__dask_graph__()).values() if isinstance(task, Step)) > 8**3
    whole = getattr(la, name)(da.ones((8, 8)))
    assert gathered_names(whole[0] if isinstance(whole, tuple) else whole) == {""}


@pytest.mark.parametrize("name", ["eig", "eigvals", "eigh", "eigvalsh"])
def test_what_is_larger_than_the_limit_is_not_gathered(name):
    with dask.config.set({"dask-linalg.gather-limit": "1 kiB"}):
        with pytest.raises(la.GatherLimitError, match=rf"{name}: a block of shape \(16, 16\).*2.00 kiB"):
            getattr(la, name)(da.ones((16, 16), chunks=8))
        dask.compute(getattr(la, name)(da.ones((16, 16))))


def test_the_input_is_left_alone_and_the_tasks_pickle():
    a = np.asfortranarray(hermitian_matrices.indefinite(20, "f8"))
    before = a.copy()
    for lazy in (*la.eigh(a), *la.scipy.eig(a, a + 50 * np.eye(20), left=True), *la.scipy.eigh(a, driver="evr")):
        graph = pickle.loads(pickle.dumps(dict(lazy.__dask_graph__())))  # noqa: S301  What was dumped just now.
        assert any(isinstance(task, Task) for task in graph.values())
        lazy.compute()
    np.testing.assert_array_equal(a, before)


def test_chunks_of_another_library_are_left_to_its_own_functions():
    a = hermitian_matrices.indefinite(9, "f4")
    w, v = eigen._hermitian_on_device(np, a, lower=False, vectors=True, driver=None)
    assert residual(a, w, v) < PASSED
    np.testing.assert_array_equal(eigen._hermitian_on_device(np, a, lower=True, vectors=False), np.linalg.eigvalsh(a))
    for found in (
        *eigen._general_on_device(np, np.diag([1.0, 2.0]), right=True),
        eigen._general_on_device(np, a, right=False),
    ):
        assert found.dtype.kind == "c"


PROGRAM = """
import dask
dask.config.set({"array.query-planning": True, "scheduler": "synchronous"})
import dask.array as da, numpy as np
import dask_linalg as la

a = np.random.default_rng(0).standard_normal((30, 30))
for chunks in (8, 30, (3, 17), (30, 1)):
    x, y = da.from_array(a, chunks=chunks), da.from_array(a + a.T, chunks=chunks)
    w, v = la.eigh(y)
    assert type(w).__module__.startswith("dask.array._array_expr"), type(w)
    np.testing.assert_allclose(v.compute() * w.compute() @ v.compute().T, a + a.T, atol=1e-12)
    t, z, count = la.schur(x, sort="lhp")
    np.testing.assert_allclose(z.compute() @ t.compute() @ z.compute().T, a, atol=1e-12)
    assert la.scipy.eigh(y, subset_by_index=[1, 9])[1].compute().shape == (30, 9)
    assert la.eigvals(x).compute().dtype == la.logm(da.from_array(np.eye(30), chunks=chunks)).dtype == np.complex128
    assert la.solve_sylvester(x, x, y).compute().shape == la.expm_frechet(x, y)[1].compute().shape == (30, 30)
print("right")
"""


def test_arrays_that_are_planned_have_eigenvalues_too():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout == "right\n", done.stderr


def positive(n, dtype):
    return hermitian_matrices.KINDS["random"](n, dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("driver", [None, *STANDARD])
@pytest.mark.parametrize("lower", [True, False])
def test_each_driver_finds_the_eigenpairs(dtype, driver, lower):
    a = hermitian_matrices.indefinite(SIDE, dtype)
    x = da.from_array(np.tril(a) if lower else np.triu(a), chunks=10)
    w, v = dask.compute(*la.scipy.eigh(x, lower=lower, driver=driver))
    assert max(residual(a, w, v), departure(v)) < PASSED
    np.testing.assert_allclose(la.scipy.eigvalsh(x, lower=lower, driver=driver).compute(), w, atol=1000 * eps_of(dtype))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("driver", [None, *GENERALISED])
@pytest.mark.parametrize("problem", [1, 2, 3])
def test_each_problem_of_a_pair_is_solved(dtype, driver, problem):
    a, b = hermitian_matrices.indefinite(SIDE, dtype), positive(SIDE, dtype)
    lazy = la.scipy.eigh(da.from_array(a, chunks=9), da.from_array(b, chunks=11), type=problem, driver=driver)
    w, v = dask.compute(*lazy)
    left, right = {1: (a @ v, b @ v), 2: (a @ (b @ v), v), 3: (b @ (a @ v), v)}[problem]
    size = norm1(a) * norm1(b) * norm1(v)
    assert ratio_suite.ratio(norm1(left - right * w), over=size, eps=eps_of(dtype), times=SIDE) < PASSED
    np.testing.assert_allclose(w, scipy.linalg.eigh(a, b, eigvals_only=True, type=problem), atol=1e4 * eps_of(dtype))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("of_pair", [False, True])
def test_subsets_have_known_sizes_by_index_and_unknown_ones_by_value(dtype, of_pair):
    a, b = hermitian_matrices.indefinite(SIDE, dtype), positive(SIDE, dtype) if of_pair else None
    every = scipy.linalg.eigh(a, b, eigvals_only=True)
    tolerance = {"atol": 1e4 * eps_of(dtype)}
    w, v = la.scipy.eigh(da.from_array(a, chunks=8), b, subset_by_index=[3, 20])
    assert (w.chunks, v.chunks) == (((8, 8, 2),), ((8, 8, 8, 8, 5), (8, 8, 2)))
    w, v = dask.compute(w, v)
    np.testing.assert_allclose(w, every[3:21], **tolerance)
    assert residual(a, w, v / np.linalg.norm(v, axis=0), b) < PASSED
    for low, high in ([-1.0, 2.5], [-np.inf, 0.0], [0, np.inf], [1e6, 1e7]):
        w, v = la.scipy.eigh(da.from_array(a, chunks=8), b, subset_by_value=[low, high])
        assert np.isnan(w.shape[0])
        assert np.isnan(v.shape[1])
        np.testing.assert_allclose(w.compute(), every[(every > low) & (every <= high)], **tolerance)
        assert v.compute().shape == (SIDE, len(w.compute()))


def test_infinite_bounds_reach_the_largest_eigenvalues():
    a = hermitian_matrices.huge_indefinite(SIDE, "f8")
    w = la.scipy.eigvalsh(a, subset_by_value=[-np.inf, np.inf]).compute()
    np.testing.assert_allclose(w, np.linalg.eigvalsh(a), rtol=1e-12)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"subset_by_index": [0, 1], "subset_by_value": [0, 1]}, "by index or by value, not by both"),
        ({"subset_by_index": [2, 1]}, r"pair of numbers from 0 to 3 in ascending order, not \[2, 1\]"),
        ({"subset_by_index": [0, 4]}, "pair of numbers from 0 to 3"),
        ({"subset_by_value": [1, 1]}, "pair of numbers in ascending order"),
        ({"subset_by_value": [np.nan, 1]}, "pair of numbers in ascending order"),
        ({"driver": "gvd"}, "without b the driver is one of"),
        ({"driver": "evd", "b": np.eye(4)}, "with b the driver is one of"),
        ({"driver": "evd", "subset_by_index": [0, 1]}, "computes all eigenvalues, no subset"),
        ({"type": 4}, "type is 1, 2 or 3, not 4"),
        ({"b": np.eye(3)}, r"b has the shape of a, \(4, 4\), but it is \(3, 3\)"),
    ],
)
def test_options_that_do_not_fit_together_are_refused(options, words):
    for name in ("eigh", "eigvalsh"):
        with pytest.raises(ValueError, match=f"{name}: .*{words}|{name}: {words}"):
            getattr(la.scipy, name)(np.eye(4), **options)


def test_an_interval_has_another_number_of_eigenvalues_in_each_matrix_of_a_stack():
    with pytest.raises(ValueError, match="another number of eigenvalues may lie in an interval"):
        la.scipy.eigh(np.zeros((2, 3, 3)), subset_by_value=[0, 1])
    a = np.stack([hermitian_matrices.indefinite(9, "f8") * i for i in (1, 2)])
    w, v = dask.compute(*la.scipy.eigh(da.from_array(a, chunks=(1, 4, 4)), subset_by_index=(2, 4)))
    assert (w.shape, v.shape) == ((2, 3), (2, 9, 3))
    np.testing.assert_allclose(w, np.linalg.eigvalsh(a)[:, 2:5])


def test_the_right_matrix_of_a_pair_has_to_be_positive_definite():
    b = np.diag([1.0, 2.0, -1.0])
    with pytest.raises(np.linalg.LinAlgError, match="leading minor of order 3 of b is not positive definite"):
        la.scipy.eigh(np.eye(3), b, eigvals_only=True).compute()
    with pytest.raises(np.linalg.LinAlgError, match=r"order 3 of b.*matrix \(1,\)"):
        la.scipy.eigvalsh(np.eye(3), np.stack([np.eye(3), b])).compute()


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("of_pair", [False, True])
@pytest.mark.parametrize(("left", "right"), [(False, False), (False, True), (True, False), (True, True)])
def test_left_and_right_eigenvectors_come_in_scipys_order(dtype, of_pair, left, right):
    a = general_matrices.random(SIDE, SIDE, dtype)
    b = general_matrices.graded_rows(SIDE, SIDE, dtype) + 3 * np.eye(SIDE, dtype=dtype) if of_pair else None
    found = la.scipy.eig(da.from_array(a, chunks=9), b, left, right)
    found = dask.compute(*found) if left or right else (found.compute(),)
    assert len(found) == 1 + left + right
    assert all(one.dtype == np.result_type(dtype, "c8") for one in found)
    w = found[0]
    if right:
        assert residual(a, w, found[-1], b) < PASSED
    if left:
        adjoint = None if b is None else b.conj().T
        assert residual(a.conj().T, w.conj(), found[1], adjoint) < PASSED
    values = la.scipy.eigvals(da.from_array(a, chunks=9), b).compute()
    np.testing.assert_allclose(np.sort_complex(values.round(2)), np.sort_complex(w.round(2)), atol=0.02)


def test_a_singular_pair_has_infinite_eigenvalues_and_such_as_are_no_numbers():
    a, b = np.diag([1.0, 2.0, 0.0]), np.diag([2.0, 0.0, 0.0])
    w = la.scipy.eigvals(a, b).compute()
    theirs = scipy.linalg.eigvals(a, b)
    np.testing.assert_array_equal(w, theirs)
    ours = la.scipy.eigvals(da.from_array(a, chunks=2), b, homogeneous_eigvals=True)
    assert ours.shape == (2, 3)
    np.testing.assert_allclose(ours.compute(), scipy.linalg.eigvals(a, b, homogeneous_eigvals=True))
    single = la.scipy.eigvals(np.diag([1.0, 2.0]), homogeneous_eigvals=True).compute()
    np.testing.assert_allclose(single, [[1, 2], [1, 1]])


def test_kernels_refuse_shapes_that_do_not_fit():
    for kernel in (lambda a, b: hermitian_eigen("gvd", a, b, lower=True, vectors=True), general_eigen):
        with pytest.raises(ValueError, match="square and of one shape"):
            kernel(np.eye(3, order="F"), np.eye(2, order="F"))
        with pytest.raises(ValueError, match="square and of one shape"):
            kernel(np.ones((3, 2), order="F"), None)


def test_a_workspace_is_never_smaller_than_a_rounded_size_says():
    exactly = 2**24 + 3
    assert _whole(np.float32(exactly)) >= exactly
    assert _whole(np.complex64(5)) == 6
    assert _whole(np.int32(7)) == 7


@pytest.mark.parametrize("name", ["eig", "eigvals", "eigh", "eigvalsh"])
def test_signatures_are_those_of_numpy_and_scipy(name):
    for ours, theirs in ((la, np.linalg), (la.scipy, scipy.linalg)):
        assert shape_of(getattr(ours, name)) == shape_of(getattr(theirs, name))


def shape_of(function):
    return [(p.name, p.kind, p.default) for p in inspect.signature(function).parameters.values()]
