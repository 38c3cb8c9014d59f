"""Singular values and least squares by every scheduler, with Dask's query planning, and on a device."""

from __future__ import annotations

import subprocess
import sys

import dask
import dask.array as da
import numpy as np
import pytest
import scipy.linalg
from distributed import Client, LocalCluster
from general_matrices import KINDS

import dask_linalg as la
from monorepo_testing.standin import activated

A, B = KINDS["random"](64, 5, "f8"), KINDS["random"](64, 7, "f8")[:, 5:]
FUNCTIONS = {
    "svd": lambda a, b: la.svd(a, full_matrices=False)[1],
    "u": lambda a, b: abs(la.svd(a, full_matrices=False)[0]),
    "lstsq": lambda a, b: la.lstsq(a, b)[0],
    "residuals": lambda a, b: la.lstsq(a, b)[1],
    "wide": lambda a, b: la.lstsq(a.T, b[:5])[0],
    "pinv": lambda a, b: la.pinv(a),
    "rank": lambda a, b: la.matrix_rank(a),
    "cond": lambda a, b: la.cond(a[:5], 1),
    "orth": lambda a, b: abs(la.orth(a)),
    "null": lambda a, b: abs(la.null_space(a[:4])),
    "polar": lambda a, b: la.polar(a)[1],
    "compressed": lambda a, b: la.svd_compressed(a, 2, seed=0)[1],
    "full": lambda a, b: abs(la.svd(a)[0][:, :5]),
    "many sides": lambda a, b: la.lstsq(a[:, :1], b)[1],
    "stack": lambda a, b: la.pinv(a[None, :20]),
    "diagonal": lambda a, b: la.diagsvd(a[:5, 0], 5, 7),
    "rotation": lambda a, b: la.orthogonal_procrustes(a, a[::-1])[0],
    "angles": la.subspace_angles,
}
EXPECTED = {
    "svd": np.linalg.svdvals(A),
    "u": abs(np.linalg.svd(A, full_matrices=False)[0]),
    "lstsq": np.linalg.lstsq(A, B)[0],
    "residuals": np.linalg.lstsq(A, B)[1],
    "wide": np.linalg.lstsq(A.T, B[:5])[0],
    "pinv": np.linalg.pinv(A),
    "rank": np.asarray(5),
    "cond": np.linalg.cond(A[:5], 1),
    "orth": abs(scipy.linalg.orth(A)),
    "null": abs(scipy.linalg.null_space(A[:4])),
    "polar": scipy.linalg.polar(A)[1],
    "compressed": np.linalg.svdvals(A)[:2],
    "full": abs(np.linalg.svd(A)[0][:, :5]),
    "many sides": np.linalg.lstsq(A[:, :1], B)[1],
    "stack": np.linalg.pinv(A[None, :20]),
    "diagonal": scipy.linalg.diagsvd(A[:5, 0], 5, 7),
    "rotation": scipy.linalg.orthogonal_procrustes(A, A[::-1])[0],
    "angles": scipy.linalg.subspace_angles(A, B),
}


def lazy(function):
    return FUNCTIONS[function](da.from_array(A, chunks=(9, 3)), da.from_array(B, chunks=20))


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("scheduler", ["synchronous", "threads"])
def test_every_scheduler_computes_the_same(small_tiles, function, scheduler):
    np.testing.assert_allclose(lazy(function).compute(scheduler=scheduler), EXPECTED[function], atol=1e-12)


def test_processes_compute_the_same(small_tiles):
    names = ("u", "lstsq", "pinv", "orth", "cond")
    computed = dask.compute({name: lazy(name) for name in names}, scheduler="processes", num_workers=1)[0]
    for name, value in computed.items():
        np.testing.assert_allclose(value, EXPECTED[name], atol=1e-12)


def test_workers_compute_the_same(small_tiles):
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        computed = client.gather(client.compute({name: lazy(name) for name in FUNCTIONS}))
        for name, value in computed.items():
            np.testing.assert_allclose(value, EXPECTED[name], atol=1e-12)


PROGRAM = """
import dask
dask.config.set({"array.query-planning": True})
import numpy as np
from dask_linalg.tiles import tiling
from test_singular_schedulers import EXPECTED, FUNCTIONS, lazy

for tile in (512, 8):
    tiling.TILE = tile
    # Dask computes no matrix of unknown size that is planned, whoever has made it.
    for name in sorted(set(FUNCTIONS) - {"orth", "null"}):
        array = lazy(name)
        assert type(array).__module__.startswith("dask.array._array_expr"), type(array)
        np.testing.assert_allclose(array.compute(scheduler="threads"), EXPECTED[name], atol=1e-12)
print("right")
"""


def test_arrays_that_are_planned_give_the_same():
    run = [sys.executable, "-c", f"import sys; sys.path.insert(0, {__file__.rpartition('/')[0]!r})\n{PROGRAM}"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout == "right\n", done.stderr


@pytest.mark.parametrize("function", sorted(set(FUNCTIONS) - {"angles"}))
def test_chunks_of_another_library_stay_of_it(function):
    with activated() as cupy, dask.config.set(scheduler="synchronous"):
        a, b = (da.from_array(cupy.asarray(x), chunks=9, asarray=False) for x in (A, B))
        array = FUNCTIONS[function](a, b)
        computed = array.compute()
        assert isinstance(computed, cupy.ndarray)
        assert type(array._meta) is cupy.ndarray
        np.testing.assert_allclose(cupy.asnumpy(computed), EXPECTED[function], atol=1e-12)
