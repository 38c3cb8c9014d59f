"""Programs whose peak of memory is predicted and measured: those of the benchmark, and one for each kind of work space."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy

SMALL = 20  # Lengths in the warm-up: libraries start, and take no memory to speak of.


class Program(NamedTuple):
    """What is computed, of arrays of which dtype and shape."""

    compute: Callable[..., Any]
    inputs: tuple[tuple[str, tuple[int, ...]], ...]

    def make_inputs(self, most: int | None = None) -> list[numpy.ndarray]:
        """Return the inputs, or small ones of at most so many elements along each axis; nothing else is allocated."""
        rng = numpy.random.default_rng(0)
        return [
            _made(rng, kind, tuple(n if most is None else min(n, most) for n in shape)) for kind, shape in self.inputs
        ]


def _made(rng: numpy.random.Generator, kind: str, shape: tuple[int, ...]) -> numpy.ndarray:
    if kind in ("q", "i"):
        return rng.integers(0, 20, shape, dtype="i8" if kind == "q" else "i4")
    if kind == "?":
        return rng.integers(0, 2, shape, dtype="?")
    if kind == "D":
        made = numpy.empty(shape, complex)
        rng.random(out=made.reshape(-1).view(float))
        return made
    made = rng.random(shape, dtype="f4" if kind == "f" else "f8")
    if kind == "definite":
        made[..., numpy.arange(shape[-1]), numpy.arange(shape[-1])] += shape[-1]
    return made


def of(compute: Callable[..., Any], *inputs: Any) -> Program:
    """Return a program of arrays, each given as its shape, in double precision, or as dtype and shape."""
    return Program(compute, tuple(one if isinstance(one[0], str) else ("d", one) for one in inputs))


# The C library keeps freed arrays of up to 32 MiB for itself, and hands them out again in smaller pieces: larger ones tell
# what NumPy holds.
N = 4_500_000
SIDE = 2100
SQUARE = (SIDE, SIDE)
LAPACK = (1200, 1200)

BENCHMARK = {
    "slice of a sum": of(lambda np, x: (x + 1)[:5], (N,)),
    "slice of a join": of(lambda np, x, y: np.concatenate([x, y])[:100], (N,), (N,)),
    "row of a transposed sum": of(lambda np, m: (m.T + 1).T[3], SQUARE),
    "some row sums": of(lambda np, m: m.sum(1)[:10], SQUARE),
    "exponential of a broadcast": of(lambda np, a: np.exp(np.broadcast_to(a, (a.size, a.size))), (SIDE,)),
    "some standardised rows": of(lambda np, x: ((x - x.mean(0)) / x.std(0))[:10], (8000, 500)),
    "standardised": of(lambda np, x: (x - x.mean(0)) / x.std(0), (8000, 500)),
    "smallest ten": of(lambda np, x: np.sort(x)[:10], (N,)),
    "scatter matrix": of(lambda np, a, m: (a - m).T @ (a - m), (10_000, 400), (400,)),
    "rosenbrock": of(lambda np, x, y: (0.5 - x) ** 2 + 0.8 * (y - x**2) ** 2, (N,), (N,)),
    "softmax": of(
        lambda np, x: np.exp(x - x.max(1, keepdims=True)) / np.exp(x - x.max(1, keepdims=True)).sum(1, keepdims=True),
        SQUARE,
    ),
    "pairwise distances": of(lambda np, x: np.sqrt(((x[:, None] - x[None]) ** 2).sum(-1)), (600, 16)),
    "product of two and a vector": of(lambda np, a, b, v: a @ b @ v, LAPACK, LAPACK, (1200,)),
    "column sums of a product": of(lambda np, a, b: (a @ b).sum(0), LAPACK, LAPACK),
    "trace of a product": of(lambda np, a, b: np.trace(a @ b), LAPACK, LAPACK),
    "sum of squares": of(lambda np, x: np.sum(x**2), (N,)),
    "inverse times vector": of(lambda np, a, b: np.linalg.inv(a) @ b, ("definite", LAPACK), (1200,)),
}
"""The programs of the benchmark."""

TALL, WIDE = (8000, 300), (300, 8000)

LINALG = {
    "solve": of(lambda np, a, b: np.linalg.solve(a, b), ("definite", LAPACK), LAPACK),
    "inverse": of(lambda np, a: np.linalg.inv(a), ("definite", LAPACK)),
    "inverse of integers": of(lambda np, a: np.linalg.inv(a), ("q", LAPACK)),
    "inverse in single precision": of(lambda np, a: np.linalg.inv(a), ("f", (1600, 1600))),
    "inverse of complex": of(lambda np, a: np.linalg.inv(a), ("D", (1000, 1000))),
    "determinant": of(lambda np, a: np.linalg.slogdet(a)[1], ("definite", (1600, 1600))),
    "cholesky": of(lambda np, a: np.linalg.cholesky(a), ("definite", (1600, 1600))),
    "qr": of(lambda np, a: np.linalg.qr(a), TALL),
    "r of qr": of(lambda np, a: np.linalg.qr(a, mode="r"), TALL),
    "complete qr": of(lambda np, a: np.linalg.qr(a, mode="complete"), (1500, 400)),
    "svd": of(lambda np, a: np.linalg.svd(a), (700, 700)),
    "svd of a wide matrix": of(lambda np, a: np.linalg.svd(a, full_matrices=False), WIDE),
    "svd of a tall matrix": of(lambda np, a: np.linalg.svd(a, full_matrices=False), TALL),
    "singular values": of(lambda np, a: np.linalg.svd(a, compute_uv=False), TALL),
    "eigenvectors": of(lambda np, a: np.linalg.eigh(a), (1000, 1000)),
    "eigenvalues": of(lambda np, a: np.linalg.eigvalsh(a), (1200, 1200)),
    "pseudo-inverse": of(lambda np, a: np.linalg.pinv(a), TALL),
    "least squares": of(lambda np, a, b: np.linalg.lstsq(a, b)[0], TALL, (8000,)),
    "rank": of(lambda np, a: np.linalg.matrix_rank(a), TALL),
    "condition": of(lambda np, a: np.linalg.cond(a), TALL),
    "one-norm condition": of(lambda np, a: np.linalg.cond(a, 1), ("definite", LAPACK)),
    "norm": of(lambda np, a: np.linalg.norm(a), SQUARE),
    "norms of rows": of(lambda np, a: np.linalg.norm(a, axis=1), SQUARE),
    "power": of(lambda np, a: np.linalg.matrix_power(a, 10), LAPACK),
    "square": of(lambda np, a: np.linalg.matrix_power(a, 2), LAPACK),
    "chain": of(lambda np, a, b, c: np.linalg.multi_dot([a, b, c]), LAPACK, LAPACK, LAPACK),
    "stack of inverses": of(lambda np, a: np.linalg.inv(a), ("definite", (2000, 30, 30))),
}


def _low_pass(np: Any, x: Any) -> Any:
    waves = np.fft.rfft(x)
    return np.fft.irfft(np.where(np.arange(waves.size) < 10, waves, 0))


def _incremented(np: Any, x: Any) -> Any:
    y = x.copy()
    y[1:] += y[:-1]
    y[::2] = 0
    return y


FFT = {
    "fft of reals": of(lambda np, x: np.fft.fft(x), (N // 2,)),
    "fft of complex": of(lambda np, x: np.fft.fft(x), ("D", (N // 2,))),
    "fft of a prime length": of(lambda np, x: np.fft.fft(x), ("D", (999_983,))),
    "fft of single precision": of(lambda np, x: np.fft.fft(x), ("f", (N // 2,))),
    "real fft": of(lambda np, x: np.fft.rfft(x), (N,)),
    "inverse real fft": of(lambda np, x: np.fft.irfft(x), ("D", (N // 2,))),
    "fft of rows": of(lambda np, x: np.fft.fft(x), SQUARE),
    "fft of columns": of(lambda np, x: np.fft.fft(x, axis=0), SQUARE),
    "fft in two dimensions": of(lambda np, x: np.fft.fft2(x), SQUARE),
    "real fft in two dimensions": of(lambda np, x: np.fft.rfft2(x), SQUARE),
    "inverse in two dimensions": of(lambda np, x: np.fft.ifft2(x), ("D", (1500, 1500))),
    "inverse real in two dimensions": of(lambda np, x: np.fft.irfft2(x), ("D", (2100, 1051))),
    "low pass": of(_low_pass, (N,)),
}

SORTING = {
    "stable sort": of(lambda np, x: np.sort(x, kind="stable"), (N,)),
    "stable order": of(lambda np, x: np.argsort(x, kind="stable"), (N,)),
    "order": of(lambda np, x: np.argsort(x), (N,)),
    "order of columns": of(lambda np, x: np.argsort(x, axis=0), SQUARE),
    "order by two keys": of(lambda np, x, y: np.lexsort((x, y)), (N // 4,), (N // 4,)),
    "partition": of(lambda np, x: np.partition(x, 10), (N,)),
    "median": of(lambda np, x: np.median(x), (N,)),
    "medians of columns": of(lambda np, x: np.median(x, axis=0), SQUARE),
    "percentiles": of(lambda np, x: np.percentile(x, [10, 50, 90]), (N,)),
    "quantile of integers": of(lambda np, x: np.quantile(x, 0.3), ("q", (N,))),
    "median without nan": of(lambda np, x: np.nanmedian(x), (N,)),
    "different values": of(lambda np, x: np.unique(x), (N // 2,)),
    "different values and where": of(lambda np, x: np.unique(x, return_inverse=True), (N // 2,)),
    "is in": of(lambda np, x, y: np.isin(x, y), (N // 4,), (N // 4,)),
    "place among": of(lambda np, x, y: np.searchsorted(x, y), (1000,), (N,)),
    "histogram": of(lambda np, x: np.histogram(x, 50)[0], (N,)),
    "histogram in two dimensions": of(lambda np, x, y: np.histogram2d(x, y, 20)[0], (N // 2,), (N // 2,)),
    "interpolated": of(lambda np, x, y: np.interp(x, np.linspace(0, 1, 20), y[:20]), (N,), (N,)),
}

PRODUCTS = {
    "product": of(lambda np, a, b: a @ b, LAPACK, LAPACK),
    "product of every other column": of(lambda np, a, b: a[:, ::2] @ b[::2], (1600, 3000), (3000, 1000)),
    "product backwards": of(lambda np, a, b: a[::-1] @ b, (1600, 1600), (1600, 1600)),
    "product of two dtypes": of(lambda np, a, b: a @ b, ("f", (1600, 1600)), (1600, 1600)),
    "product of integers": of(lambda np, a, b: a @ b, ("i", (1500, 200)), ("q", (200, 1500))),
    "stack of products": of(lambda np, a, b: a @ b, (50, 200, 200), (50, 200, 200)),
    "dot of every other column": of(lambda np, a, b: np.dot(a[:, ::2], b[::2]), (1600, 3000), (3000, 1000)),
    "dot of a transpose": of(lambda np, a, b: np.dot(a.T, b), LAPACK, LAPACK),
    "tensor product": of(lambda np, a, b: np.tensordot(a, b, ([1], [0])), (170, 170, 170), (170, 200)),
    "einsum": of(lambda np, a, b: np.einsum("ij,ij->i", a, b), SQUARE, SQUARE),
    "einsum of three": of(
        lambda np, a, b, c: np.einsum("ij,jk,kl->il", a, b, c, optimize=True), LAPACK, LAPACK, LAPACK
    ),
    "covariance": of(lambda np, x: np.cov(x), (50, 60_000)),
    "correlation of two": of(lambda np, x, y: np.corrcoef(x, y), (N // 2,), (N // 2,)),
    "convolution": of(lambda np, x, y: np.convolve(x, y), (N,), (11,)),
}

REST = {
    "deviation": of(lambda np, x: x.std(), (N,)),
    "deviation of columns": of(lambda np, x: np.std(x, axis=0), SQUARE),
    "variance of integers": of(lambda np, x: np.var(x), ("q", (N,))),
    "greatest of columns": of(lambda np, x: np.argmax(x, axis=0), SQUARE),
    "sum of integers as they are": of(lambda np, x: x.sum(), ("i", (N,))),
    "running sum": of(lambda np, x: np.cumsum(x), (N,)),
    "running sum of short integers": of(lambda np, x: np.cumsum(x), ("i", (N,))),
    "running sum without nan": of(lambda np, x: np.nancumsum(x), (N,)),
    "mean without nan": of(lambda np, x: np.nanmean(x), (N,)),
    "sum without nan": of(lambda np, x: np.nansum(x), (N,)),
    "weighted average": of(lambda np, x, w: np.average(x, weights=w), (N,), (N,)),
    "taken": of(lambda np, x, i: np.take(x, i), (N,), ("q", (N,))),
    "taken by short indices": of(lambda np, x, i: np.take(x, i), (N,), ("i", (N,))),
    "picked": of(lambda np, x, i: x[i], (N,), ("q", (N,))),
    "masked": of(lambda np, x: x[x > -1], (N,)),
    "padded": of(lambda np, x: np.pad(x, 10), SQUARE),
    "rolled": of(lambda np, x: np.roll(x, 3), (N,)),
    "repeated": of(lambda np, x: np.repeat(x, 2), (N // 2,)),
    "tiled": of(lambda np, x: np.tile(x, 3), (N // 2,)),
    "lower triangle": of(lambda np, x: np.tril(x), SQUARE),
    "gradient": of(lambda np, x: np.gradient(x), (N,)),
    "polynomial": of(lambda np, x: np.polyval([1.0, 2.0, 3.0], x), (N,)),
    "cross product": of(lambda np, x, y: np.cross(x, y), (N // 3, 3), (N // 3, 3)),
    "selected": of(lambda np, x: np.select([x > 0.7, x > 0.3], [x, -x]), (N,)),
    "single precision": of(lambda np, x: x.astype("f4"), (N,)),
    "sum of two dtypes": of(lambda np, x, y: x + y, ("f", (N,)), (N,)),
    "copied in the other order": of(lambda np, x: np.ascontiguousarray(x.T), SQUARE),
    "view handed over": of(lambda np, x: (x + 1)[::-1], (N,)),
    "written in place": of(_incremented, (N,)),
    "normal numbers": of(lambda np, x: x + np.random.default_rng(1).normal(size=x.size), (N,)),
    "mean and fraction": of(lambda np, x: np.modf(x), (N // 2,)),
}


WORK_SPACE = {**LINALG, **FFT, **SORTING, **PRODUCTS, **REST}
"""One program and more for each kind of work space."""

USING_BLAS = {**BENCHMARK, **LINALG, **PRODUCTS}

PROGRAMS = {**BENCHMARK, **WORK_SPACE}
