"""
Pivoting across chunks
======================

A matrix with a small block in its corner is as well conditioned as another, but only if rows are exchanged between chunks.
``dask.array.linalg.solve`` exchanges rows within a chunk alone.
"""

import dask.array as da
import matplotlib.pyplot as plt
import numpy as np

import dask_linalg as la

rng = np.random.default_rng(0)
matrix, right = rng.standard_normal((8, 8)), np.ones(8)


def with_small_corner(size):
    """Return the matrix with its first block multiplied by a size."""
    a = matrix.copy()
    a[:4, :4] *= size
    return a


def error_of(solve, a):
    """Return the backward error of a solution, which rounding alone leaves near 1e-16."""
    lazy, b = da.from_array(a, chunks=4), da.from_array(right, chunks=4)
    return float(la.backward_error(lazy, solve(lazy, b), b))


# %%
# The smaller the corner, the fewer digits of Dask's solution are right, and nothing says so.
sizes = 10.0 ** -np.arange(0, 17, 2)
errors = {
    "dask.array.linalg.solve": [error_of(da.linalg.solve, with_small_corner(size)) for size in sizes],
    "dask_linalg.solve": [error_of(la.solve, with_small_corner(size)) for size in sizes],
}
assert max(errors["dask_linalg.solve"]) < 1e-14

figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
for name, values in errors.items():
    axes.loglog(sizes, values, "o-", label=name)
axes.invert_xaxis()
axes.set_xlabel("size of the corner")
axes.set_ylabel("backward error")
axes.legend(frameon=False)
plt.show()
