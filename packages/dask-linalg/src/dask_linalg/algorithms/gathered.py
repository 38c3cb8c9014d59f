"""What is computed whole: a matrix gathered into one task, and stacks of matrices block by block.

Small matrices are not worth more, some factorisations have no good algorithm on tiles, and chunks of another library than NumPy are
left to that library. It happens on a worker, never on the client; the plan names it; and there is a limit to what is gathered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from itertools import product
from math import isnan, prod
from operator import itemgetter
from typing import Any

import dask
import dask.array as da
import numpy as np
from dask.utils import format_bytes, parse_bytes
from numpy.linalg import LinAlgError

from dask_linalg.errors import GatherLimitError
from dask_linalg.schedule.blas_threads import one_blas_thread
from dask_linalg.schedule.tasks import Tasks, Work
from dask_linalg.tiles.collection import meta_like
from dask_linalg.tiles.cutting import Range, ranges
from dask_linalg.tiles.namespace import is_numpys, namespace

LIMIT = "dask-linalg.gather-limit"
"""The key of Dask's configuration: how many bytes of matrices one task may gather from several chunks."""
_DEFAULT_LIMIT = "2 GiB"

Letters = tuple[str, ...]
Sizes = tuple[int, ...]


def gathered(
    function: str,
    run: Callable[..., Any],
    signature: str,
    *arrays: da.Array,
    dtypes: Sequence[Any],
    device: str | Callable[..., Any] = "",
    stacks: bool = False,
    chunks: Mapping[str, Sizes] | None = None,
    by: Any = (),
    flops: float = 0.0,
    **options: Any,
) -> tuple[da.Array, ...]:
    """Return what a function makes of whole matrices, for each matrix of a stack.

    Parameters
    ----------
    function : str
        The name that plans and errors say.
    run : callable
        What takes NumPy's matrices and `options`, and returns a matrix, or a tuple of them if there are several results.
    signature : str
        The dimensions of matrices and results, as of a generalised ufunc, ``"(m,n),(m,k)->(n,k)"``; those before them are
        dimensions of the stack, and broadcast.
    *arrays : dask.array.Array
        The matrices.
    dtypes : sequence of dtype
        Of the results.
    device : str or callable
        What chunks of another library are handed to: the name of a function in its ``linalg``, or a function that takes the library
        first; nothing if it has none.
    stacks : bool
        Whether `run` takes stacks of matrices itself.
    chunks : mapping of str to tuple of int
        The chunks of dimensions of results that no argument has.
    by : object
        What else distinguishes this call from others with the same arrays.
    flops : float, default 0.0
        Operations on real numbers that one matrix takes.
    **options : object
        Arguments of `run`.

    Returns
    -------
    tuple of dask.array.Array
        The results. A dimension has the chunks of the first argument that has it.

    Raises
    ------
    GatherLimitError
        If one task would gather more than the limit of the configuration from several chunks.
    TypeError
        If the chunks are of a library that cannot do this.
    """
    inputs, outputs = (_letters(side) for side in signature.split("->"))
    chunked = _chunks_by_letter(inputs, arrays, chunks or {})
    call = _on_library(function, run, device, arrays[0]._meta)
    whole = _unified(function, inputs, arrays)
    batch = whole[0].chunks[: whole[0].ndim - len(inputs[0])]
    tasks = Tasks(function, *whole, by=(by, tuple(sorted(options.items(), key=itemgetter(0)))))
    name = function if any(_is_cut(a, letters) for a, letters in zip(arrays, inputs, strict=True)) else ""
    shapes = [tuple(sum(chunked[letter]) for letter in letters) for letters in outputs]
    results = [(shape, np.dtype(dtype)) for shape, dtype in zip(shapes, dtypes, strict=True)]
    places = list(product(*[range(len(sizes)) for sizes in batch]))
    for place in places:
        stack = tuple(sizes[i] for sizes, i in zip(batch, place, strict=True))
        blocks = [tasks.chunk(i, *place, *[0] * len(letters)) for i, letters in enumerate(inputs)]
        work = Work(prod(stack) * flops, sum(prod(stack) * _nbytes(*result) for result in results), False, name)
        computed = tasks.add(
            "whole", place, _on_block, call, results, place, stacks, len(places) == 1, *blocks, work=work, **options
        )
        for i, letters in enumerate(outputs):
            for where, part in _parts([chunked[letter] for letter in letters]):
                shape = (*stack, *[last - first for first, last in part])
                work = Work(nbytes=_nbytes(shape, results[i][1]))
                tasks.add(str(i), (*place, *where), _part_of, computed, i, part, work=work)
    return tuple(
        tasks.array(
            str(i),
            (*batch, *[chunked[letter] for letter in letters]),
            meta_like(arrays[0], dtype, len(batch) + len(letters)),
        )
        for i, ((_, dtype), letters) in enumerate(zip(results, outputs, strict=True))
    )


def _parts(chunks: Sequence[Sizes]) -> list[tuple[Sizes, tuple[Range, ...]]]:
    """Return the places of the chunks of a result, and what of it each is."""
    places = product(*[range(len(sizes)) for sizes in chunks])
    return list(zip(places, product(*[ranges(sizes) for sizes in chunks]), strict=True))


def _part_of(found: tuple[Any, ...], which: int, part: Sequence[Range]) -> Any:
    """Return a chunk of one of the results; a size that is unknown (NaN) is that of the whole."""
    return found[which][(..., *[slice(None) if isnan(last) else slice(first, last) for first, last in part])]


def _nbytes(shape: Sizes, dtype: np.dtype[Any]) -> int:
    """Return how large a result is; a dimension that only the data tell (NaN) counts as one."""
    return prod(1 if isnan(n) else n for n in shape) * dtype.itemsize


def _letters(side: str) -> list[Letters]:
    return [tuple(re.findall(r"\w+", one)) for one in re.findall(r"\(([^)]*)\)", side)]


def _chunks_by_letter(
    inputs: Sequence[Letters], arrays: Sequence[da.Array], others: Mapping[str, Sizes]
) -> dict[str, Sizes]:
    found = dict(others)
    for letters, a in zip(inputs, arrays, strict=True):
        for letter, sizes in zip(letters, a.chunks[a.ndim - len(letters) :], strict=True):
            found.setdefault(letter, sizes)
    return found


def _is_cut(a: da.Array, letters: Letters) -> bool:
    return any(len(sizes) > 1 for sizes in a.chunks[a.ndim - len(letters) :])


def _on_library(function: str, run: Callable[..., Any], device: str | Callable[..., Any], meta: Any) -> Any:
    """Return the function, or what stands for it in the library of other chunks."""
    if is_numpys(meta):
        return run
    if not device:
        raise TypeError(
            f"{function}: chunks are of type {type(meta).__module__}.{type(meta).__name__}, for which there is no such function; "
            "move them to NumPy first"
        )
    return _Device(device)


class _Device:
    """A function of the library whose arrays it is handed."""

    def __init__(self, call: str | Callable[..., Any]) -> None:
        self._call = call

    def __call__(self, *matrices: Any, **options: Any) -> Any:
        library = namespace(matrices[0])
        if callable(self._call):
            return self._call(library, *matrices, **options)
        return getattr(library.linalg, self._call)(*matrices, **options)


def _unified(function: str, inputs: Sequence[Letters], arrays: Sequence[da.Array]) -> list[da.Array]:
    """Return the arrays with whole matrices in each chunk, and the same stack in the same chunks."""
    stack = np.broadcast_shapes(*[a.shape[: a.ndim - len(letters)] for a, letters in zip(arrays, inputs, strict=True)])
    wide = [
        da.broadcast_to(a, (*stack, *a.shape[a.ndim - len(letters) :])) if a.ndim < len(stack) + len(letters)
        or a.shape[: len(stack)] != stack else a
        for a, letters in zip(arrays, inputs, strict=True)
    ]  # fmt: skip
    finest = [max((a.chunks[axis] for a in wide), key=len) for axis in range(len(stack))]
    for a, letters in zip(wide, inputs, strict=True):
        _check_limit(function, a, finest, letters)
    return [
        a.rechunk({**dict(enumerate(finest)), **dict.fromkeys(range(len(stack), a.ndim), -1)})
        for a in wide
    ]  # fmt: skip


def gather_limit() -> int:
    """Return how many bytes one task may gather."""
    return int(parse_bytes(dask.config.get(LIMIT, _DEFAULT_LIMIT)))


def _check_limit(function: str, a: da.Array, stack: Sequence[Sizes], letters: Letters) -> None:
    limit = gather_limit()
    shape = (*[max(sizes, default=0) for sizes in stack], *a.shape[len(stack) :])
    size = prod(shape) * a.dtype.itemsize
    if _is_cut(a, letters) and size > limit:
        raise GatherLimitError(
            f"{function}: a block of shape {shape} and dtype {a.dtype}, {format_bytes(size)}, would have to be gathered into one "
            f"task, more than the limit of {format_bytes(limit)}; where workers have several times as much memory, raise it by "
            f"dask.config.set({{{LIMIT!r}: {format_bytes(2 * size)!r}}})"
        )


def _on_block(
    call: Callable[..., Any],
    results: Sequence[tuple[Sizes, np.dtype[Any]]],
    place: Sizes,
    stacks: bool,
    alone: bool,
    *blocks: Any,
    **options: Any,
) -> tuple[Any, ...]:
    """Return all results for a block of matrices; a task that is not alone leaves the other cores to others."""
    with nullcontext() if alone else one_blas_thread():
        if stacks or not place:
            return _called(call, results, blocks, options, f"block {place} of the stack" if place else "")
        stack = blocks[0].shape[: len(place)]
        made = tuple(namespace(blocks[0]).empty((*stack, *shape), dtype) for shape, dtype in results)
        for which in np.ndindex(stack):
            matrices = [block[which] for block in blocks]
            found = _called(call, results, matrices, options, f"matrix {which} of block {place}")
            for one, value in zip(made, found, strict=True):
                one[which] = value
        return made


def _called(call: Any, results: Any, matrices: Any, options: Any, where: str) -> tuple[Any, ...]:
    try:
        found = call(*matrices, **options)
    except LinAlgError as error:
        raise LinAlgError(f"{error} ({where})" if where else str(error)) from None
    return tuple(found) if len(results) > 1 else (found,)
