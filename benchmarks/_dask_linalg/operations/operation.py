"""One operation: its input, its rivals' calls, what tells a right result, and how much arithmetic it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from _dask_linalg.matrices import Array

Call = Callable[[], Any]
Prepare = Callable[..., Call]
Variants = Callable[[int, int], tuple[str, ...]]

TALL = 16  # A matrix with so many times as many rows as columns is cut along its rows alone.


@dataclass(frozen=True)
class Way:
    """How one library does an operation.

    Parameters
    ----------
    prepare : callable
        Takes a variant and the input as NumPy arrays, and returns what is timed: a function without arguments that does all of
        the work and returns NumPy arrays, or Dask arrays whose chunks have been computed.
    variants : callable
        The variants for an m by n matrix, which are tried before the rounds: the quickest takes part.
    """

    prepare: Prepare
    variants: Variants


@dataclass(frozen=True)
class Operation:
    """What is timed.

    Parameters
    ----------
    name : str
        The name by which the requests call it; LAPACK's where it has one.
    text : str
        What it is.
    inputs : callable
        Makes the NumPy arrays of an m by n case, the same at every call.
    ratio : callable
        LAPACK's ratio of a result: the input, then the result as `way.prepare` gives it.
    flops : callable
        Multiplications and additions of an m by n case, by the usual count.
    ways : mapping of str to Way
        By library.
    absent : mapping of str to str
        By library: why it has no way.
    scalapack : callable, optional
        The variants of ScaLAPACK's driver, which has the operation under the same name.
    """

    name: str
    text: str
    inputs: Callable[[int, int], tuple[Array, ...]]
    ratio: Callable[..., float]
    flops: Callable[[int, int], float]
    ways: Mapping[str, Way]
    absent: Mapping[str, str] = field(default_factory=dict)
    scalapack: Variants | None = None

    def variants(self, library: str, m: int, n: int) -> tuple[str, ...]:
        """Return what a library is to try for an m by n matrix; nothing where it is absent."""
        if library == "scalapack":
            return self.scalapack(m, n) if self.scalapack else ()
        return self.ways[library].variants(m, n) if library in self.ways else ()


def is_tall(m: int, n: int) -> bool:
    """Return whether a matrix is cut along its rows alone."""
    return m >= TALL * n


def always(*names: str) -> Variants:
    """Return the same variants for every shape."""
    return lambda m, n: names


def tiles(m: int, n: int) -> tuple[str, ...]:
    """Return the chunk sizes that dask-linalg tries."""
    if is_tall(m, n):
        return tuple(str(-(-m // parts)) for parts in (4, 10, 20))
    return tuple(str(size) for size in (256, 512, 1024, 2048) if size * 2 <= n) or (str(-(-n // 2)),)


def chunks_and_threads(m: int, n: int) -> tuple[str, ...]:
    """Return the chunk sizes, and BLAS threads in each task, that Dask's own functions try."""
    if is_tall(m, n):
        sizes = [-(-m // parts) for parts in (2, 8, 20)]
    else:
        sizes = [size for size in (512, 1024, 2048) if size * 2 <= n] or [-(-n // 2)]
    return tuple(f"{size}/{threads}" for size in sizes for threads in (1, 2))


def blocks_and_grids(m: int, n: int) -> tuple[str, ...]:
    """Return the block sizes and grids of two processes that ScaLAPACK tries."""
    sizes = [size for size in (32, 64, 128, 256) if size * 2 <= n] or [-(-n // 2)]
    grids = ("2x1",) if is_tall(m, n) else ("1x2", "2x1")
    return tuple(f"{size}/{grid}" for size in sizes for grid in grids)


def chunked(variant: str, *arrays: Array) -> list[Any]:
    """Return Dask arrays in the chunks of a variant, without hashing what is in them."""
    import dask.array as da

    size = int(variant.partition("/")[0])
    return [da.from_array(one, chunks=_chunks(one, size, arrays[0]), name=False) for one in arrays]


def _chunks(one: Array, size: int, first: Array) -> tuple[int, ...]:
    """Cut along both sides; along the rows alone where the first matrix is tall, and where there is but a vector beside it."""
    if one.ndim == 1:
        return (size,)
    return size, one.shape[1] if is_tall(*first.shape) else min(size, one.shape[1])


def in_order(variant: str, a: Array) -> Array:
    """Return a matrix in the order of memory that a variant ends with: `/C` or `/F`."""
    return a.copy(order="F") if variant.endswith("/F") else a
