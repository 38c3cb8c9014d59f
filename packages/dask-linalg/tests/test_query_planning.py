"""With Dask's query planning, which is chosen once a process."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import dask
dask.config.set({"array.query-planning": True})
import dask.array as da, numpy as np
import dask_linalg as la
from dask_linalg.tiles import tiling

tiling.TILE, tiling._SMALLEST = 8, 4
x = np.random.default_rng(0).random((40, 40))
a = x @ x.T + 40 * np.eye(40)
for chunks in (8, 40, (3, 17), (40, 1)):
    lazy = la.cholesky(da.from_array(a, chunks=chunks))
    assert type(lazy).__module__.startswith("dask.array._array_expr"), type(lazy)
    np.testing.assert_allclose(lazy.compute(), np.linalg.cholesky(a))
    np.testing.assert_allclose((2 * lazy[::3].T).compute(), 2 * np.linalg.cholesky(a)[::3].T)
print("right")
"""


def test_arrays_that_are_planned_are_factored_too():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout == "right\n", done.stderr
