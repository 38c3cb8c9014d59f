"""Chunks of CuPy's go through CuPy's functions and come back as CuPy's: on the stand-in here, on a device in the gpu session."""

from __future__ import annotations

import dask
import dask.array as da
import numpy as np
import pytest
from matrices import KINDS

import dask_linalg as la
from monorepo_testing.standin import activated

A = KINDS["random"](24, "f8")
TALL = np.random.default_rng(0).standard_normal((40, 6))
S = np.random.default_rng(2).standard_normal((24, 24))
B = np.random.default_rng(1).standard_normal((24, 3))


@pytest.fixture(scope="module", params=["stand-in", pytest.param("device", marks=pytest.mark.gpu)])
def cupy(request):
    """Yield the library whose arrays the chunks are."""
    with dask.config.set(scheduler="synchronous"):
        if request.param == "device":
            yield pytest.importorskip("cupy")
        else:
            with activated() as module:
                yield module


def on_device(cupy, a, chunks):
    return da.from_array(cupy.asarray(a), chunks=chunks, asarray=False)


def as_numpy(cupy, results):
    """Compute results, and see that each is what was declared, and on the device."""
    results = results if isinstance(results, tuple) else (results,)
    computed = dask.compute(*results)
    for lazy, value in zip(results, computed, strict=True):
        assert type(lazy._meta).__module__.split(".")[0] == "cupy"
        assert isinstance(value, cupy.ndarray)
        assert (value.shape, value.dtype) == (lazy.shape, lazy.dtype)
    return [cupy.asnumpy(value) for value in computed]


def same(ours, theirs):
    theirs = theirs if isinstance(theirs, tuple) else (theirs,)
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-12)


@pytest.mark.parametrize("chunks", [24, 7, (24, 5)])
def test_cholesky(cupy, chunks):
    same(as_numpy(cupy, la.cholesky(on_device(cupy, A, chunks))), np.linalg.cholesky(A))
    same(as_numpy(cupy, la.cholesky(on_device(cupy, A, chunks), upper=True)), np.linalg.cholesky(A).T)


def test_an_array_of_the_library_itself_is_taken(cupy):
    same(as_numpy(cupy, la.cholesky(cupy.asarray(A))), np.linalg.cholesky(A))


FUNCTIONS = {
    "solve": (lambda linalg, a, tall, b: linalg.solve(a, b)),
    "inv": (lambda linalg, a, tall, b: linalg.inv(a)),
    "det": (lambda linalg, a, tall, b: linalg.det(a)),
    "slogdet": (lambda linalg, a, tall, b: tuple(linalg.slogdet(a))),
    "the triangle of qr": (lambda linalg, a, tall, b: abs(linalg.qr(tall, mode="r"))),
    "svdvals": (lambda linalg, a, tall, b: linalg.svdvals(tall)),
    "svd": (lambda linalg, a, tall, b: linalg.svd(tall, full_matrices=False)[1]),
    "lstsq": (lambda linalg, a, tall, b: linalg.lstsq(tall, tall[:, :2])[0]),
    "pinv": (lambda linalg, a, tall, b: linalg.pinv(tall)),
    "matrix_rank": (lambda linalg, a, tall, b: linalg.matrix_rank(tall)),
    "eigvalsh": (lambda linalg, a, tall, b: linalg.eigvalsh(a)),
    "eigh": (lambda linalg, a, tall, b: linalg.eigh(a)[0]),
    "norm": (lambda linalg, a, tall, b: linalg.norm(tall)),
    "norm by singular values": (lambda linalg, a, tall, b: linalg.norm(tall, 2)),
    "matmul": (lambda linalg, a, tall, b: linalg.matmul(a, b)),
    "matrix_power": (lambda linalg, a, tall, b: linalg.matrix_power(a, 3)),
    "multi_dot": (lambda linalg, a, tall, b: linalg.multi_dot([a, b, b.T])),
    "cond": (lambda linalg, a, tall, b: linalg.cond(a)),
    "trace": (lambda linalg, a, tall, b: linalg.trace(a)),
}


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("chunks", [100, 7])
def test_results_are_numpys_and_stay_on_the_device(cupy, name, chunks):
    call = FUNCTIONS[name]
    lazy = call(la, *[on_device(cupy, one, chunks) for one in (A, TALL, B)])
    theirs = call(np.linalg, A, TALL, B)
    ours = as_numpy(cupy, lazy)
    for one, other in zip(ours, theirs if isinstance(theirs, tuple) else (theirs,), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-11)


def test_what_the_library_lacks_is_refused_with_what_to_do(cupy):
    with pytest.raises(TypeError, match=r"schur: chunks are of type cupy.*move them to NumPy first"):
        la.schur(on_device(cupy, S, 7))
