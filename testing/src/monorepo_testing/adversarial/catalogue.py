"""The fixed catalogue: every dtype, kind of value, shape and layout that has broken somebody's function."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from monorepo_testing.adversarial.dtypes import select_dtypes
from monorepo_testing.adversarial.layouts import LAYOUTS, STRETCHES, altering
from monorepo_testing.adversarial.values import KINDS, values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from numpy.typing import DTypeLike, NDArray

SHAPES: tuple[tuple[int, ...], ...] = (
    (),
    (0,),
    (1,),
    (37,),
    (0, 3),
    (3, 0),
    (1, 1),
    (1, 5),
    (5, 1),
    (5, 7),
    (2, 0, 3),
    (2, 3, 7),
    (2, 1, 3, 4),
)
"""The shapes of the catalogue's arrays of mixed values."""

MIXED = "mixed"


@dataclass(frozen=True)
class Case:
    """One named array of the catalogue.

    Parameters
    ----------
    name : str
        `dtype-kind-shape-layout`, such as `float64-mixed-5x7-fortran`: unique, and the id of the test.
    build : callable
        Makes the array; called without arguments.
    """

    name: str
    build: Callable[[], NDArray[Any]]

    def array(self) -> NDArray[Any]:
        """Return a fresh array; the same bits, strides and flags at every call."""
        return self.build()

    def __str__(self) -> str:
        return self.name


def _spread(pool: NDArray[Any], shape: tuple[int, ...]) -> NDArray[Any]:
    """Fill a shape from a pool, cycled, in an order that puts values of different kinds side by side."""
    size = int(np.prod(shape, dtype=np.intp))
    step = next(n for n in range(max(2, pool.size // 3), 2 * pool.size + 3) if np.gcd(n, pool.size) == 1)
    return pool[(np.arange(size) * step) % pool.size].reshape(shape)


def _build(dtype: np.dtype[Any], kind: str, shape: tuple[int, ...], layout: str) -> NDArray[Any]:
    pool = values(dtype, kind=None if kind == MIXED else kind)
    plain = pool.copy() if shape == pool.shape else _spread(pool, shape)
    return (LAYOUTS[layout] if layout in LAYOUTS else STRETCHES[layout])(plain)


def _case(name: str, dtype: np.dtype[Any], kind: str, shape: tuple[int, ...], layout: str) -> Case:
    sides = "x".join(map(str, shape)) or "0d"
    return Case(f"{name}-{kind}-{sides}-{layout}", partial(_build, dtype, kind, shape, layout))


def _layouts_for(dtype: np.dtype[Any], shape: tuple[int, ...]) -> list[str]:
    shown = altering(np.zeros(shape, dtype))
    # A broadcast of a single element is that element: strides of zero show from two elements on.
    return [*shown, *STRETCHES] if int(np.prod(shape, dtype=np.intp)) > 1 else shown


def _mixed_cases(name: str, dtype: np.dtype[Any]) -> Iterator[tuple[str, str, tuple[int, ...], Case]]:
    for shape in SHAPES:
        for layout in _layouts_for(dtype, shape):
            yield MIXED, layout, shape, _case(name, dtype, MIXED, shape, layout)


def _kind_cases(name: str, dtype: np.dtype[Any]) -> Iterator[tuple[str, str, tuple[int, ...], Case]]:
    for kind in KINDS:
        size = values(dtype, kind=kind).size
        shapes: list[tuple[int, ...]] = [(), (size,)] if size else []
        for shape in shapes:
            yield kind, "c", shape, _case(name, dtype, kind, shape, "c")


def _checked(wanted: Iterable[str] | str | None, known: Collection[str], what: str) -> set[str]:
    chosen = set(known) if wanted is None else {wanted} if isinstance(wanted, str) else set(wanted)
    if not chosen <= set(known):
        raise ValueError(f"{what} holds {sorted(chosen - set(known))}: want some of {list(known)}")
    return chosen


def catalogue(
    *,
    dtypes: str | Iterable[DTypeLike] | None = None,
    kinds: str | Iterable[str] | None = None,
    layouts: str | Iterable[str] | None = None,
    ndim: int | Iterable[int] | None = None,
) -> list[Case]:
    """Return the adversarial arrays that a selection names, always the same and in the same order.

    Parameters
    ----------
    dtypes : str or iterable of str or dtype-like, optional
        As for `select_dtypes`. Every dtype by default.
    kinds : str or iterable of str, optional
        `mixed` (all ordinary and special values in every shape and layout) and `KINDS` (one kind of value alone, as
        a scalar array and as a vector). All by default.
    layouts : str or iterable of str, optional
        Names of `LAYOUTS` and `STRETCHES`; a layout that does not show in a shape is left out of it. All by default.
    ndim : int or iterable of int, optional
        Numbers of dimensions, 0 to 4. All by default.

    Returns
    -------
    list of Case

    Raises
    ------
    ValueError
        If a name is unknown, or nothing is left: a test over no cases would pass without having looked.

    Examples
    --------
    >>> [case.name for case in catalogue(dtypes="float64", layouts="fortran", ndim=3)]
    ['float64-mixed-2x3x7-fortran']
    >>> catalogue(dtypes="f8", kinds="zeros", ndim=1)[0].array()
    array([ 0., -0.])
    """
    kind_set = _checked(kinds, (MIXED, *KINDS), "kinds")
    layout_set = _checked(layouts, (*LAYOUTS, *STRETCHES), "layouts")
    dims = set(range(5)) if ndim is None else {ndim} if isinstance(ndim, int) else set(ndim)
    chosen = [
        case
        for name, dtype in select_dtypes(dtypes).items()
        for cases in (_mixed_cases, _kind_cases)
        for kind, layout, shape, case in cases(name, dtype)
        if kind in kind_set and layout in layout_set and len(shape) in dims
    ]
    if not chosen:
        raise ValueError(f"no case has {dtypes=}, {kinds=}, {layouts=} and {ndim=}: select more")
    return chosen
