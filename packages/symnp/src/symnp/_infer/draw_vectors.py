"""The shapes of drawn vectors, of what is picked and of what is put into another order."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from symnp._infer.draw_rules import (
    Asked,
    Given,
    asked_and_given,
    asked_shape,
    call_numpy,
    call_with_emptied,
    emptied,
    filled,
    is_node,
    literal_shape,
    refuse_shapes,
    result_of,
    shape_of,
    small_lengths,
    without_size,
)
from symnp._infer.inferred import Inferred
from symnp._infer.probing import placed
from symnp._infer.shadow import scaled
from symnp._layout.layout import Layout, root_layout

if TYPE_CHECKING:
    from symnp._graph.node import Node

MOST_LITERAL = 64
"""Lists of up to so many numbers stand in the call and are looked at; longer ones are arrays."""


def dirichlet(method: str, given: Given) -> Inferred:
    """Infer ``dirichlet``."""
    alpha, small = given["alpha"], without_size(given)
    if is_node(alpha):
        small["alpha"] = np.ones([min(n, 1) for n in alpha.layout.shape], alpha.layout.dtype)
    asked = asked_shape(method, given, small)
    result = call_numpy(method, small)
    return result_of((*(asked or ()), *shape_of(alpha)), result)


def multinomial(method: str, given: Given) -> Inferred:
    """Infer ``multinomial``: the last axis of the probabilities is that of a result, the others are broadcast."""
    n, pvals = given["n"], given["pvals"]
    literal = literal_shape([n, 0.0 if is_node(pvals) else np.zeros(np.shape(pvals)[:-1])])
    if literal is None:
        return result_of(*refuse_shapes(method, given))
    lazy, small = is_node(n) or is_node(pvals), without_size(given)
    if is_node(n):
        small["n"] = emptied(n, len(literal))
    if is_node(pvals):
        last = [min(n, 1) for n in pvals.layout.shape[-1:]]
        small["pvals"] = np.zeros((0, *[1] * len(literal), *last) if last else (), pvals.layout.dtype)
    asked = asked_shape(method, given, small)
    if lazy or asked is not None:
        small["size"] = (0 if lazy or 0 in (asked or ()) else 1, *literal)
    result = call_with_emptied(method, small, given)
    shape = asked_and_given(asked, [shape_of(n), shape_of(pvals)[:-1]])
    if shape is None:
        return result_of(*refuse_shapes(method, given))
    return result_of((*shape, shape_of(pvals)[-1]), result)


def multivariate_hypergeometric(method: str, given: Given) -> Inferred:
    """Infer ``multivariate_hypergeometric``."""
    colors, small = given["colors"], without_size(given)
    if is_node(colors):
        # As many of each as are drawn: so they suffice, if there is a colour at all.
        enough = max(0, operator.index(given["nsample"])) if hasattr(given["nsample"], "__index__") else 0
        small["colors"] = np.full([min(n, 1) for n in colors.layout.shape], enough, colors.layout.dtype)
    asked = asked_shape(method, given, small)
    # Where nothing is asked for NumPy checks all the same, and does not take memory for each of the coloured things.
    result = call_numpy(method, {**small, "size": 0})
    return result_of((*(asked or ()), *shape_of(colors)), result)


def multivariate_normal(method: str, given: Given) -> Inferred:
    """Infer ``multivariate_normal``."""
    mean, cov = given["mean"], given["cov"]
    literal = [n for one in (mean, cov) if not is_node(one) for n in np.shape(one)]
    mapped = small_lengths([*shape_of(mean), *shape_of(cov)], literal)
    small = without_size(given)
    for name in ("mean", "cov"):
        if is_node(given[name]):
            small[name] = filled(given[name], mapped, 0)
    if is_node(cov) and len(cov.layout.shape) == 2:
        np.fill_diagonal(small["cov"], 1)
    asked = asked_shape(method, given, small)
    result = call_numpy(method, small)
    return result_of((*(asked or ()), *shape_of(mean)), result)


def choice(method: str, given: Given) -> Inferred:
    """Infer ``choice``: as many picks of as much as NumPy takes or refuses as it does the true ones."""
    a, p, axis = given["a"], given.get("p"), given.get("axis", 0)
    small = {**without_size(given), "a": _zeros(a.layout, _cut(a.layout.shape)) if is_node(a) else a}
    if p is not None and is_node(p):
        small["p"] = np.ones(_cut(p.layout.shape))
    asked = asked_shape(method, given, small)
    fits = -len(a.layout.shape) <= axis < len(a.layout.shape) if is_node(a) else hasattr(a, "__index__")
    if not fits:
        call_numpy(method, small)  # NumPy refuses.
    population = a.layout.shape[axis] if is_node(a) else operator.index(a)
    picks = 1 if asked is None else math.prod(asked)
    few, fewer = _few(population, picks, replace=bool(given.get("replace", True)))
    if is_node(a):
        lengths = list(_cut(a.layout.shape))
        lengths[axis] = few
        small["a"] = _zeros(a.layout, lengths)
    elif fewer != picks or is_node(p):
        small["a"] = few
    if p is not None and is_node(p):
        small["p"] = _equal_chances(p, population, few)
    if asked is not None:
        small["size"] = fewer if picks and asked else asked
    result = call_numpy(method, small)
    shape = a.layout.shape if is_node(a) else (population,)
    at = axis % len(shape) if is_node(a) else 0
    found = (*shape[:at], *(asked or ()), *shape[at + 1 :])
    return result_of(found, result, scalar=asked is None and not found)


def _few(population: int, picks: int, *, replace: bool) -> tuple[int, int]:
    if picks <= MOST_LITERAL:
        return min(population, MOST_LITERAL + 2), picks
    many = MOST_LITERAL + 1
    return min(population, many + 1), many if replace or picks <= population else many + 2


def _equal_chances(p: Node, population: int, few: int) -> np.ndarray:
    shape = p.layout.shape
    length = few if shape[:1] == (population,) else few + 1
    return np.full([length, *_cut(shape[1:])][: len(shape)], 1 / max(length, 1), p.layout.dtype)


def _cut(shape: Sequence[int]) -> tuple[int, ...]:
    return tuple([min(n, 2) for n in shape])


def _zeros(layout: Layout, shape: Sequence[int]) -> np.ndarray:
    """Return zeros of another shape that lie in memory, and can be written, as a layout says."""
    return placed(layout, tuple(shape), lambda _, dtype: np.zeros((), dtype))


def _stand_in(node: Node, shape: Sequence[int]) -> Any:
    array = _zeros(node.layout, shape)
    return array[()] if node.scalar else array


def permutation(method: str, given: Given) -> Inferred:
    """Infer ``permutation``."""
    x = given["x"]
    if is_node(x):
        return scaled(call_numpy(method, {**given, "x": _stand_in(x, _cut(x.layout.shape))}), x.layout.shape)
    n = operator.index(x) if hasattr(x, "__index__") else 0
    result = call_numpy(method, {**given, "x": min(n, 2)} if n > 0 else given)
    return result_of((max(n, 0),), result)


def permuted(method: str, given: Given) -> Inferred:
    """Infer ``permuted``."""
    x = given["x"]
    if not is_node(x):
        call_numpy(method, given)  # NumPy refuses.
    return scaled(call_numpy(method, {**given, "x": _stand_in(x, _cut(x.layout.shape))}), x.layout.shape)


def shuffled(method: str, given: Given) -> Inferred:
    """Infer what ``shuffle`` leaves: a copy that lies in memory as the original does, without gaps."""
    x = given["x"]
    small = _stand_in(x, _cut(x.layout.shape))
    call_numpy("shuffle", {**given, "x": small})
    return scaled(np.array(small, order="K"), x.layout.shape)


def check_permuted_into(given: Given, out: Layout) -> None:
    """Let NumPy refuse an array that ``permuted`` cannot write into."""
    x = given["x"]
    mapped = small_lengths([*x.layout.shape, *out.shape])
    small = _stand_in(x, [mapped[n] for n in x.layout.shape])
    call_numpy("permuted", {**given, "x": small, "out": _zeros(out, [mapped[n] for n in out.shape])})


def check_filled(method: str, given: Given, out: Layout) -> None:
    """Let NumPy refuse an array that a method cannot fill, and a size that is not its shape."""
    small = without_size(given)
    if "shape" in given:  # Its values and its shape are looked at later.
        small["shape"] = 1.0
    output = _zeros(out, _cut(out.shape))
    asked = given.get("size")
    if isinstance(asked, Asked) and all(n >= 0 for n in asked):
        asked = output.shape if asked == out.shape else (*output.shape, 3)
    if asked is not None:
        small["size"] = asked
    call_numpy(method, {**small, "out": output})


def filled_layout(out: Layout) -> Layout:
    """Return the layout of a new array that NumPy fills in the order in which it would fill one of the layout `out`."""
    flags = out.dummy.flags
    return root_layout(out.shape, out.dtype, out.strides if flags.c_contiguous or flags.f_contiguous else None)
