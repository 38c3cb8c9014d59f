"""Hypothesis strategies for the arrays of real users: any layout, and adversarial values among ordinary ones.

For indices `hypothesis.extra.numpy.basic_indices` and its neighbours do; nothing is added to them here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from monorepo_testing.adversarial.dtypes import select_dtypes
from monorepo_testing.adversarial.layouts import LAYOUTS, STRETCHES
from monorepo_testing.adversarial.values import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import DTypeLike, NDArray


def shapes(max_dims: int = 3, max_side: int = 6, *, min_side: int = 0) -> st.SearchStrategy[tuple[int, ...]]:
    """Draw shapes from 0-d on, with empty sides unless `min_side` forbids them.

    Parameters
    ----------
    max_dims : int, default 3
        Most dimensions.
    max_side, min_side : int
        Bounds of each side, inclusive.

    Returns
    -------
    SearchStrategy of tuple of int
    """
    return npst.array_shapes(min_dims=0, max_dims=max_dims, min_side=min_side, max_side=max_side)


@st.composite
def _mixed_values(draw: st.DrawFn, dtype: np.dtype[Any], shape: tuple[int, ...], kinds: list[str]) -> NDArray[Any]:
    """Draw each element from the adversarial pool or, where Hypothesis can make the dtype, from all its values."""
    pool = np.concatenate([values(dtype), *(values(dtype, kind=kind) for kind in kinds)]).astype(dtype, copy=False)
    picks = draw(npst.arrays(np.int64, shape, elements=st.integers(0, 2 * pool.size - 1), fill=st.nothing()))
    # Positions instead of scalars: a NaN keeps its payload when it is copied from array to array.
    result: NDArray[Any] = pool[np.atleast_1d(picks % pool.size)].reshape(shape)
    free = picks >= pool.size
    if free.any() and not dtype.hasobject:
        result[free] = draw(npst.arrays(dtype, int(free.sum()), elements=npst.from_dtype(dtype)))
    return result


@st.composite
def _arrays(
    draw: st.DrawFn,
    dtypes: list[np.dtype[Any]],
    shape_strategy: st.SearchStrategy[tuple[int, ...]],
    layouts: list[Callable[[NDArray[Any]], NDArray[Any]]],
    kinds: list[str],
) -> NDArray[Any]:
    dtype = draw(st.sampled_from(dtypes))
    x = draw(_mixed_values(dtype, draw(shape_strategy), kinds))
    result: NDArray[Any] = draw(st.sampled_from(layouts))(np.asarray(x, dtype))
    return result


def arrays_like_users_make(
    dtypes: str | Iterable[DTypeLike] | None = None,
    max_dims: int = 3,
    max_side: int = 6,
    *,
    min_side: int = 0,
    shape: st.SearchStrategy[tuple[int, ...]] | None = None,
    layouts: Iterable[str] | None = None,
    extra_kinds: Iterable[str] = (),
) -> st.SearchStrategy[NDArray[Any]]:
    """Draw arrays with adversarial values among ordinary ones, in a random layout.

    They shrink to a small array of ones in C order.

    Parameters
    ----------
    dtypes : str or iterable of str or dtype-like, optional
        As for `select_dtypes`. Every dtype of the catalogue by default.
    max_dims, max_side : int
        Bounds of the shape, inclusive.
    min_side : int, default 0
        Smallest side; 1 leaves empty arrays out.
    shape : SearchStrategy of tuple of int, optional
        Draws the shape in place of the bounds above: `st.just((3, 4))` for a fixed one.
    layouts : iterable of str, optional
        Names of `LAYOUTS` and `STRETCHES`. All by default.
    extra_kinds : iterable of str, optional
        Kinds of values that do not come by themselves: `signalling_nans`, `foreign`.

    Returns
    -------
    SearchStrategy of ndarray

    Raises
    ------
    ValueError
        If a dtype or a kind is unknown.
    KeyError
        If a layout is unknown.
    """
    chosen = list(select_dtypes(dtypes).values())
    known = {**LAYOUTS, **STRETCHES}
    wanted = list(known.values()) if layouts is None else [known[name] for name in layouts]
    kinds = list(extra_kinds)
    for kind in kinds:
        values(chosen[0], kind=kind)
    drawn_shape = shapes(max_dims, max_side, min_side=min_side) if shape is None else shape
    return _arrays(chosen, drawn_shape, wanted, kinds)
