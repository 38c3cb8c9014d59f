"""With Dask's query planning, which is chosen once a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from workloads import WORKLOADS

PROGRAM = """
import dask
dask.config.set({"array.query-planning": True, "scheduler": "threads"})
import dask.array as da
import numpy as np
from small import make_small
from workloads import POSITIVE, WORKLOADS

import dask_linalg as la

make_small(setattr)
for name, workload in WORKLOADS.items():
    for lazy, expected in zip(workload.lazy(), workload.expected(), strict=True):
        assert type(lazy).__module__.startswith("dask.array._array_expr"), type(lazy)
        np.testing.assert_allclose(lazy.compute(), expected, atol=1e-10)
    print(name)
for chunks in (8, 60, (3, 17), (40, 1)):
    lazy = la.cholesky(da.from_array(POSITIVE, chunks=chunks))
    np.testing.assert_allclose((2 * lazy[::3].T).compute(), 2 * np.linalg.cholesky(POSITIVE)[::3].T)
assert 0.9 < la.plan(lazy, threads=2).flops / (60**3 / 3) < 1.2
print("all")
"""


@pytest.fixture(scope="module")
def run():
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=50, check=False, env=environment
    )
    return done.stdout.splitlines(), done.stderr


@pytest.mark.parametrize("name", [*WORKLOADS, "all"])
def test_arrays_that_are_planned_are_computed_too(run, name):
    lines, errors = run
    assert name in lines, errors
