"""Products and norms of arrays that Dask plans, and of chunks that are not NumPy's."""

from __future__ import annotations

import subprocess
import sys

import dask
import dask.array as da
import numpy as np
import pytest
from general_matrices import KINDS
from numpy.linalg import matrix_power

import dask_linalg as la
from monorepo_testing.standin import activated

A, B = KINDS["random"](12, 10, "f8"), KINDS["random"](10, 12, "f8")
SQUARE = KINDS["random"](9, 9, "c16")

PROGRAM = """
import dask
dask.config.set({"array.query-planning": True, "scheduler": "synchronous"})
import dask.array as da, numpy as np
import dask_linalg as la

a = np.random.default_rng(0).random((4, 6, 6))
x, v = da.from_array(a, chunks=(3, 4, 5)), np.arange(6.0)
for ours, theirs in (
    (la.matmul(x, x), a @ a),
    (la.matmul(x[0], v), a[0] @ v),
    (la.multi_dot([v, x[0], x[1], v]), v @ a[0] @ a[1] @ v),
    (la.matrix_power(x, 3), a @ a @ a),
    (la.matrix_power(x[0], 0), np.eye(6)),
    (la.tensordot(x, x, axes=((0, 1), (0, 2))), np.tensordot(a, a, ((0, 1), (0, 2)))),
    (la.outer(x[0, 0], v), np.outer(a[0, 0], v)),
    (la.vecdot(x, v), np.vecdot(a, v)),
    (la.cross(x[..., :3], x[..., 3:]), np.cross(a[..., :3], a[..., 3:])),
    (la.diagonal(x), np.linalg.diagonal(a)),
    (la.trace(x), np.linalg.trace(a)),
    (la.matrix_transpose(x), np.linalg.matrix_transpose(a)),
    (la.matrix_norm(x, ord="nuc"), np.linalg.matrix_norm(a, ord="nuc")),
    (la.norm(x, 1, axis=(0, 1)), np.linalg.norm(a, 1, axis=(0, 1))),
    (la.norm(x[0], 3, axis=0, keepdims=True), np.linalg.norm(a[0], 3, axis=0, keepdims=True)),
    (la.vector_norm(x), np.linalg.vector_norm(a)),
    (la.scipy.norm(x[0, 0]), np.linalg.norm(a[0, 0])),
    (la.issymmetric(x[0]), False),
    (la.bandwidth(x)[0], [5] * 4),
):
    np.testing.assert_allclose(ours.compute(), theirs)
    assert ours.shape == np.shape(theirs)
print("right")
"""


def test_arrays_that_are_planned_are_multiplied_too():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=50, check=False)
    assert done.stdout == "right\n", done.stderr


@pytest.fixture(scope="module", params=["stand-in", pytest.param("device", marks=pytest.mark.gpu)])
def cupy(request):
    """Yield the library whose arrays the chunks are."""
    with dask.config.set(scheduler="synchronous"):
        if request.param == "device":
            yield pytest.importorskip("cupy")
        else:
            with activated() as module:
                yield module


CASES = {
    "matmul": (lambda a, b, s: la.matmul(a, b), A @ B),
    "vector": (lambda a, b, s: la.matmul(a, b[:, 0]), A @ B[:, 0]),
    "multi_dot": (lambda a, b, s: la.multi_dot([a, b, a]), A @ B @ A),
    "power": (lambda a, b, s: la.matrix_power(s, 3), matrix_power(SQUARE, 3)),
    "identity": (lambda a, b, s: la.matrix_power(s, 0), np.eye(9)),
    "tensordot": (lambda a, b, s: la.tensordot(a, b, axes=((0, 1), (1, 0))), np.tensordot(A, B, ((0, 1), (1, 0)))),
    "outer": (lambda a, b, s: la.outer(a[0], b[0]), np.outer(A[0], B[0])),
    "vecdot": (lambda a, b, s: la.vecdot(s, s), np.vecdot(SQUARE, SQUARE)),
    "cross": (lambda a, b, s: la.cross(a[:, :3], a[:, 3:6]), np.cross(A[:, :3], A[:, 3:6])),
    "diagonal": (lambda a, b, s: la.diagonal(a, offset=1), A.diagonal(1)),
    "trace": (lambda a, b, s: la.trace(s), np.trace(SQUARE)),
    "norm": (lambda a, b, s: la.norm(s), np.linalg.norm(SQUARE)),
    "norm of columns": (lambda a, b, s: la.norm(a, 3, axis=0), np.linalg.norm(A, 3, axis=0)),
    "largest sum": (lambda a, b, s: la.norm(a, np.inf), np.linalg.norm(A, np.inf)),
    "scaled": (lambda a, b, s: la.scipy.norm(a[0] * 1e200, check_finite=False), np.linalg.norm(A[0]) * 1e200),
    "symmetry": (lambda a, b, s: la.ishermitian(s, atol=1e-9), False),
    "bandwidth": (lambda a, b, s: la.bandwidth(a)[0], 11),
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("chunks", [4, -1])
def test_chunks_of_another_library_stay_there(cupy, case, chunks):
    call, theirs = CASES[case]
    given = [da.from_array(cupy.asarray(one), chunks=chunks, asarray=False) for one in (A, B, SQUARE)]
    found = call(*given)
    computed = found.compute()
    assert type(found._meta).__module__.split(".")[0] == "cupy"
    assert isinstance(computed, cupy.ndarray)
    assert (computed.shape, computed.dtype) == (found.shape, found.dtype)
    np.testing.assert_allclose(cupy.asnumpy(computed), theirs)
