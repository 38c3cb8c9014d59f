"""NumPy's functions that treat the rows of an array alike: what each of them returns for a row depends on that row alone.

Measured, not assumed: sorts, running sums and Fourier transforms along an axis give each row the same bits whatever the
others are, and LAPACK gives them to each matrix of a stack. Sums do not: `average`, `trapezoid` and `trace` add up in the
order in which the array lies.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from symnp._graph.node import Node
from symnp._infer.arguments import Items
from symnp._layout.index import Place


class Along(NamedTuple):
    """Where a function takes the axes along which it works: the position and the name of the argument, and its default.

    `runs` says that the first results are results of the first elements alone.
    """

    position: int
    name: str
    default: Any
    runs: bool = False


_KEYWORD = 1 << 10
"""A position that no argument has."""

AXES: dict[Callable[..., Any], Along] = {
    **dict.fromkeys((np.sort, np.argsort), Along(1, "axis", -1)),
    **dict.fromkeys((np.partition, np.argpartition), Along(2, "axis", -1)),
    **dict.fromkeys((np.cumsum, np.cumprod, np.nancumsum, np.nancumprod), Along(1, "axis", None, runs=True)),
    **dict.fromkeys(
        [
            ufunc.accumulate
            for ufunc in (np.add, np.subtract, np.multiply, np.maximum, np.minimum, np.logical_and, np.logical_or)
        ],
        Along(1, "axis", 0, runs=True),
    ),
    **dict.fromkeys(
        (np.fft.fft, np.fft.ifft, np.fft.rfft, np.fft.irfft, np.fft.hfft, np.fft.ihfft), Along(2, "axis", -1)
    ),
    **dict.fromkeys((np.fft.fft2, np.fft.ifft2, np.fft.rfft2, np.fft.irfft2), Along(2, "axes", (-2, -1))),
    **dict.fromkeys((np.fft.fftn, np.fft.ifftn, np.fft.rfftn, np.fft.irfftn), Along(2, "axes", None)),
    **dict.fromkeys((np.fft.fftshift, np.fft.ifftshift), Along(1, "axes", None)),
    **dict.fromkeys((np.take, np.repeat, np.delete), Along(2, "axis", None)),
    **dict.fromkeys((np.percentile, np.quantile), Along(2, "axis", None)),
    np.ptp: Along(1, "axis", None),
    np.unwrap: Along(2, "axis", -1),
    np.cumulative_sum: Along(_KEYWORD, "axis", None),
    np.cumulative_prod: Along(_KEYWORD, "axis", None),
    np.gradient: Along(_KEYWORD, "axis", None),
    np.round: Along(_KEYWORD, "", ()),
}  # fmt: skip
"""The functions of one array that work along some of its axes."""

MATRICES: dict[Callable[..., Any], int] = {
    **dict.fromkeys(
        [
            np.linalg.inv, np.linalg.det, np.linalg.slogdet, np.linalg.cholesky, np.linalg.eigh, np.linalg.eigvalsh,
            np.linalg.svd, np.linalg.svdvals, np.linalg.qr, np.linalg.pinv, np.linalg.matrix_rank,
            np.linalg.matrix_power,
        ],
        1,
    ),
    np.linalg.solve: 2,
}  # fmt: skip
"""The functions of stacks of matrices, and how many stacks they take."""


class Rows(NamedTuple):
    """What is kept apart in a call: for each operand and each of its axes the axis of the result, or None."""

    kept: tuple[tuple[int | None, ...], ...]
    running: int | None = None


def rows(call: Node, args: Sequence[Node], result: tuple[int, ...]) -> Rows | None:
    """Return which axes of a call's operands it keeps apart, if it treats their rows alike."""
    function, template = call.params[:2]
    if not args or any(arg.layout.unknown is not None for arg in args):
        return None
    if function in MATRICES:
        return _stacks(MATRICES[function], args, result) if _are_first(template, len(args)) else None
    if function not in AXES or not _are_first(template, 1):
        return None
    return _along(AXES[function], template, args, result)


def _are_first(template: Any, count: int) -> bool:
    """Whether the first arguments are the first operands."""
    given = template.items[0].items
    return len(given) >= count and given[:count] == tuple([Place(i) for i in range(count)])


def _stacks(count: int, args: Sequence[Node], result: tuple[int, ...]) -> Rows | None:
    if len(args) != count:
        return None
    outer = [max(0, len(arg.layout.shape) - 2) for arg in args]
    deepest = max(outer)
    kept = []
    for arg, own in zip(args, outer, strict=True):
        first = deepest - own
        axes = [first + i if arg.layout.shape[i] == result[first + i] else None for i in range(own)]
        kept.append((*axes, *[None] * (len(arg.layout.shape) - own)))
    return Rows(tuple(kept))


def _along(entry: Along, template: Any, args: Sequence[Node], result: tuple[int, ...]) -> Rows | None:
    ndim = len(args[0].layout.shape)
    worked = _axes(entry, template, ndim)
    if worked is None:
        return None
    others = [axis for axis in range(ndim) if axis not in worked]
    if len(result) == ndim:
        places: dict[int, int] = {axis: axis for axis in others}
    elif len(result) == len(others):
        places = {axis: i for i, axis in enumerate(others)}
    else:
        return None
    kept = tuple([places.get(axis) for axis in range(ndim)])
    running = min(worked) if entry.runs and len(worked) == 1 else None
    return Rows((kept, *[(None,) * len(arg.layout.shape) for arg in args[1:]]), running)


def _axes(entry: Along, template: Any, ndim: int) -> frozenset[int] | None:
    """Return the axes along which a call works, or None if it looks at the elements in a row."""
    given, named = template.items
    by_name = {key.value: item for key, item in named.items}
    axis = entry.default
    if entry.name in by_name:
        axis = _plain(by_name[entry.name])
    elif len(given.items) > entry.position:
        axis = _plain(given.items[entry.position])
    if axis is None:
        return frozenset(range(ndim)) if ndim == 1 else None
    axes = axis if isinstance(axis, tuple) else (axis,)
    return frozenset(one % ndim for one in axes) if ndim and all(type(one) is int for one in axes) else None


def _plain(item: Any) -> Any:
    if isinstance(item, Items):
        return tuple([_plain(one) for one in item.items])
    return getattr(item, "value", item)
