"""SciPy's `solve` with each structure, in any chunks: right, read no further than the structure says, and warned of as SciPy warns."""

from __future__ import annotations

from itertools import product

import dask
import dask.array as da
import general_matrices
import numpy as np
import pytest
import ratio_suite
import scipy.linalg
from matrices import DTYPES, PASSED
from scipy.linalg import LinAlgWarning
from test_triangular import CHUNKINGS, SIDE, WIDE, backward_ratio, triangle

import dask_linalg as la
from dask_linalg.algorithms import ill_conditioned
from dask_linalg.errors import GatherLimitError


def _general(dtype):
    return general_matrices.random(SIDE, SIDE, dtype)


def _within(far):
    return np.abs(np.subtract.outer(np.arange(SIDE), np.arange(SIDE))) <= far


def _near_diagonal(dtype, far):
    return np.where(_within(far), _general(dtype) + 2 * far, 0).astype(dtype)


def _banded(dtype):
    a = np.where(_within(5), _general(dtype), 0)
    return np.triu(a, -2).astype(dtype)


def _indefinite(dtype):
    """Return a matrix of which elimination without pivoting would divide by zero."""
    a = _general(dtype)
    np.fill_diagonal(a[:20, :20], 0)
    return a


STRUCTURES = {
    "general": _general,
    "diagonal": lambda dtype: np.diag(_general(dtype)[0]),
    "tridiagonal": lambda dtype: _near_diagonal(dtype, 1),
    "banded": _banded,
    "upper triangular": lambda dtype: triangle("random", dtype, False),
    "lower triangular": lambda dtype: triangle("random", dtype, True),
    "symmetric": lambda dtype: _indefinite(dtype) + _indefinite(dtype).T,
    "hermitian": lambda dtype: _indefinite(dtype) + _indefinite(dtype).conj().T,
    "positive definite": lambda dtype: (_general(dtype) @ _general(dtype).conj().T + SIDE * np.eye(SIDE)).astype(dtype),
}
SHORTER = {"gen": "general", "sym": "symmetric", "her": "hermitian", "pos": "positive definite", None: "general"}
READ_BY_HALF = ("symmetric", "hermitian", "positive definite")


@pytest.fixture(autouse=True)
def threads():
    with dask.config.set(scheduler="threads"):
        yield


def what_is_read(a, structure, lower):
    """Return a matrix with NaN where a structure forbids to look."""
    a = a.copy()
    if structure in READ_BY_HALF or str(structure).endswith("triangular"):
        below = lower if structure in READ_BY_HALF else structure.startswith("lower")
        a[np.triu_indices(SIDE, 1) if below else np.tril_indices(SIDE, -1)] = np.nan
    if structure in ("diagonal", "tridiagonal"):
        a[~_within(int(structure == "tridiagonal"))] = np.nan
    return a


@pytest.mark.parametrize(("structure", "chunks", "dtype"), ratio_suite.over(STRUCTURES, CHUNKINGS))
def test_the_solution_passes_lapacks_own_test(small_tiles, structure, chunks, dtype):
    halves = (True, False) if structure in READ_BY_HALF else (False,)
    for lower, transposed in product(halves, (False,) if np.dtype(dtype).kind == "c" else (True, False)):
        _passes_lapacks_own_test(structure, chunks, dtype, lower, transposed)


def _passes_lapacks_own_test(structure, chunks, dtype, lower, transposed):
    a, b = STRUCTURES[structure](dtype), general_matrices.random(SIDE, WIDE, dtype)
    lazy = da.from_array(what_is_read(a, structure, lower), chunks=CHUNKINGS[chunks])
    x = la.scipy.solve(
        lazy,
        da.from_array(b, chunks=(9, 4)),
        lower=lower,
        assume_a=structure,
        transposed=transposed,
        check_finite=False,
    )
    computed = x.compute()
    assert (x.dtype, x.shape) == (computed.dtype, computed.shape) == (np.dtype(dtype), b.shape)
    assert x.chunks == (lazy.chunks[0 if transposed else 1], (4, 4, 2))
    assert backward_ratio(a.T if transposed else a, computed, b) < PASSED


@pytest.mark.parametrize(("name", "structure"), SHORTER.items())
def test_the_shorter_names_are_those_of_scipy(name, structure):
    a, b = da.from_array(STRUCTURES[structure]("c16"), chunks=9), np.ones(SIDE)
    assert la.scipy.solve(a, b, assume_a=name).name == la.scipy.solve(a, b, assume_a=structure).name


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("side", [5, SIDE])
def test_stacks_broadcast_as_in_scipy(small_tiles, structure, side):
    a = np.stack([STRUCTURES[structure]("f8")[:side, :side] * (i + 1) for i in range(2)])
    b = general_matrices.random(3 * side, 4, "f8").reshape(3, 1, side, 4)
    for left, right in ((a, b), (a[0], b), (a, b[0, 0]), (a, b[0, 0, :, 0]), (a[0], b[0, 0, :, 0])):
        x = la.scipy.solve(da.from_array(left, chunks=7), da.from_array(right, chunks=2), assume_a=structure)
        expected = np.linalg.solve(left, right)
        assert x.shape == expected.shape
        np.testing.assert_allclose(x.compute(), expected, rtol=1e-9, atol=1e-10)


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("shape", [((0, 0), (0,)), ((3, 3), (3, 0)), ((0, 3, 3), (3,)), ((2, 0, 0), (0, 4))])
def test_empty_systems_have_empty_solutions(structure, shape):
    a, b = np.broadcast_to(np.eye(shape[0][-1]), shape[0]), np.ones(shape[1])
    x = la.scipy.solve(a, b, assume_a=structure)
    assert x.shape == x.compute().shape == np.linalg.solve(a, b).shape


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("shape", [(), (5,), (1,), (1, 4), (6, 4)])
def test_one_number_divides_whatever_there_is(structure, shape):
    b = np.ones(shape or 1)
    x = la.scipy.solve(da.asarray([[2.0]]), b, assume_a=structure)
    assert x.shape == b.shape
    np.testing.assert_allclose(x.compute(), b / 2, rtol=1e-15)


@pytest.mark.parametrize("chunks", [8, 40])
@pytest.mark.parametrize("structure", [one for one in STRUCTURES if one != "positive definite"])
def test_a_singular_matrix_is_refused(small_tiles, structure, chunks):
    a = np.eye(40)
    a[29, 29] = 0
    for matrices in (a, np.stack([np.eye(40), a])):
        x = la.scipy.solve(da.from_array(matrices, chunks=chunks), np.ones(40), assume_a=structure)
        with pytest.raises(np.linalg.LinAlgError, match="Singular matrix"):
            x.compute()


@pytest.mark.parametrize("chunks", [8, 40])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_an_ill_conditioned_matrix_is_warned_of_and_no_other(small_tiles, structure, dtype, chunks):
    a, b = np.eye(40, dtype=dtype), da.ones(40, chunks=chunks, dtype=dtype)
    a[20, 20] = np.finfo(dtype).eps / 100
    with pytest.warns(LinAlgWarning, match=r"Ill-conditioned matrix \(rcond="):
        la.scipy.solve(da.from_array(a, chunks=chunks), b, assume_a=structure).compute()
    a[20, 20] *= 1e6
    la.scipy.solve(da.from_array(a, chunks=chunks), b, assume_a=structure).compute()


@pytest.mark.parametrize("scale", [1e-300, 1e300])
def test_very_small_and_very_large_matrices_are_not_ill_conditioned_for_that(small_tiles, scale):
    a = general_matrices.random(40, 40, "f8") * scale
    x = la.scipy.solve(da.from_array(a, chunks=8), np.ones(40) * scale)
    np.testing.assert_allclose(x.compute(), np.linalg.solve(a / scale, np.ones(40)), rtol=1e-9)


def test_the_condition_number_is_estimated_well(monkeypatch):
    """Wherever the small singular value lies: in a row, or in all of them."""
    found = []
    monkeypatch.setattr(
        ill_conditioned, "warn", lambda words, *_, **__: found.append(float(words.split("=")[1].split(")")[0]))
    )
    for seed in range(50):
        rng = np.random.default_rng(seed)
        q, _ = np.linalg.qr(rng.standard_normal((30, 30)))
        a = (q * np.geomspace(1, 1e-18, 30)) @ q.T if seed % 2 else np.diag(np.geomspace(1, 1e-18, 30))
        inverse = (q / np.geomspace(1, 1e-18, 30)) @ q.T if seed % 2 else np.diag(1 / a.diagonal())
        vectors = ill_conditioned.probes(30, seed, "f8")
        ill_conditioned.warn_if_ill_conditioned(np.linalg.norm(a), inverse @ vectors, "f8")
        assert 0.1 < found[-1] * np.linalg.norm(a) * np.linalg.norm(inverse) < 10
    assert len(found) == 50


def test_which_matrix_of_a_stack_is_ill_conditioned_is_said():
    a = np.stack([np.eye(3), np.diag([1.0, 1e-20, 1])])
    with pytest.warns(LinAlgWarning, match=r"matrix \(1,\) of a stack"):
        la.scipy.solve(a, np.ones(3)).compute()


@pytest.mark.parametrize("structure", STRUCTURES)
def test_what_is_no_number_is_looked_for_unless_told_otherwise(small_tiles, structure):
    a = np.eye(40)
    a[20, 20] = np.nan
    with pytest.raises(ValueError, match=r"solve: array must not contain infs or NaNs, but block \(2, 2\)"):
        la.scipy.solve(da.from_array(a, chunks=8), np.ones(40), assume_a=structure).compute()
    try:
        x = la.scipy.solve(da.from_array(a, chunks=8), np.ones(40), assume_a=structure, check_finite=False).compute()
    except np.linalg.LinAlgError:
        assert structure in READ_BY_HALF
    else:
        assert np.isnan(x).any()


@pytest.mark.parametrize(
    ("a", "b", "options", "error", "words"),
    [
        (np.ones((3, 4)), np.ones(3), {}, np.linalg.LinAlgError, r"must be square, but the shape is \(3, 4\)"),
        (np.eye(3), np.ones(4), {}, ValueError, "b has 4 elements"),
        (np.eye(3), np.ones(3), {"assume_a": "lucky"}, ValueError, "'lucky' is not a recognized matrix structure"),
        (
            np.eye(3) * 1j,
            np.ones(3),
            {"transposed": True},
            NotImplementedError,
            "complex matrices cannot be transposed",
        ),
        (np.ones((2, 3, 3)), np.ones((5, 3, 1)), {}, ValueError, "do not broadcast"),
    ],
)
def test_what_does_not_fit_is_refused_at_the_call(a, b, options, error, words):
    with pytest.raises(error, match=words):
        la.scipy.solve(a, b, **options)


def test_a_band_that_is_too_wide_for_one_task_is_refused_when_it_is_found(small_tiles):
    a = da.from_array(general_matrices.random(40, 40, "f8"), chunks=8)
    with dask.config.set({"dask-linalg.gather-limit": "20 kB"}):
        with pytest.raises(GatherLimitError, match="a band of 39 diagonals below the main one and 39 above"):
            la.scipy.solve(a, np.ones(40), assume_a="banded").compute()
        la.scipy.solve(da.eye(40, chunks=8), np.ones(40), assume_a="banded").compute()


def test_of_a_banded_matrix_little_is_gathered(small_tiles):
    """The tasks that read whole chunks return their diagonals and nothing else."""
    x = la.scipy.solve(da.from_array(_near_diagonal("f8", 1), chunks=8), np.ones(SIDE), assume_a="tridiagonal")
    parts = [key for key in x.__dask_graph__() if "-part" in str(key)]
    assert len(parts) == 13


def test_the_factors_of_an_indefinite_matrix_are_scipys(small_tiles):
    for dtype in DTYPES:
        for hermitian in (True, False):
            for lower in (True, False):
                a = STRUCTURES["hermitian" if hermitian else "symmetric"](dtype)
                ours = la.ldl(da.from_array(a, chunks=(9, 5)), lower=lower, hermitian=hermitian)
                theirs = scipy.linalg.ldl(a, lower=lower, hermitian=hermitian)
                for one, other in zip(ours, theirs, strict=True):
                    assert (one.shape, one.dtype) == (other.shape, other.dtype)
                    np.testing.assert_allclose(one.compute(), other, atol=1e-4 if dtype in ("f4", "c8") else 1e-12)
                assert [one.chunks[0] for one in ours] == [(9, 9, 9, 9, 1)] * 3


def test_factors_of_stacks_and_of_nothing():
    a = np.stack([STRUCTURES["symmetric"]("f8")] * 2)
    for one, other in zip(la.ldl(a), scipy.linalg.ldl(a[0]), strict=True):
        np.testing.assert_allclose(one[1].compute(), other)
    assert [one.compute().shape for one in la.ldl(np.ones((0, 0)))] == [(0, 0), (0, 0), (0,)]
    with pytest.raises(np.linalg.LinAlgError, match="must be square"):
        la.ldl(np.ones((2, 3)))
    with pytest.warns(np.exceptions.ComplexWarning):
        la.ldl(np.eye(3) * 1j)[0].compute()
