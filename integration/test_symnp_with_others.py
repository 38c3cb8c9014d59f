"""symnp's traced functions and explained scripts beside Dask and SciPy, all installed from wheels."""

from __future__ import annotations

import subprocess
import sys

import numpy
from dask import array as da
from scipy import optimize, sparse

import symnp


@symnp.jit
def smoothed(x):
    padded = numpy.concatenate([x[:1], x, x[-1:]])
    return (padded[:-2] + 2 * padded[1:-1] + padded[2:]) / 4


def test_dask_maps_a_traced_function_over_blocks_in_threads():
    x = numpy.random.default_rng(0).normal(size=(40, 1000))
    ours = da.from_array(x, chunks=(10, 1000)).map_blocks(smoothed, dtype=x.dtype).compute(scheduler="threads")
    theirs = numpy.concatenate([smoothed.__wrapped__(x[i : i + 10]) for i in range(0, 40, 10)])
    numpy.testing.assert_array_equal(ours, theirs)
    assert smoothed.traces >= 1


def test_a_traced_objective_is_minimised_by_scipy():
    target = numpy.arange(5.0)

    @symnp.jit
    def distance(x, target):
        return ((x - target) ** 2).sum()

    found = optimize.minimize(distance, numpy.zeros(5), args=(target,))
    numpy.testing.assert_allclose(found.x, target, atol=1e-4)
    assert distance.traces == 1


def test_computed_arrays_fill_a_sparse_matrix_and_come_back():
    x = symnp.asarray(numpy.eye(4)) * 2
    product = sparse.csr_array(symnp.compute(x)) @ numpy.ones(4)
    numpy.testing.assert_array_equal(symnp.compute(symnp.asarray(product) + 1), numpy.full(4, 3.0))


def test_a_script_is_explained_from_an_installed_package(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "import numpy as np\n"
        "from numpy.linalg import inv\n"
        "a = np.eye(800) * 2 + 1\n"
        "x = inv(a) @ np.ones(800)\n"
        "print(isinstance(x, np.ndarray), round(float(x.sum()), 6))\n"
    )
    command = [sys.executable, "-m", "symnp", "explain", str(script)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    plain = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout == plain.stdout
    assert "script.py" in done.stderr
    assert "solve" in done.stderr
