"""Tracing a function once, and running its plan again on other arrays of the same form."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable
from copy import copy
from itertools import repeat
from typing import Any, Generic, ParamSpec, TypeVar, overload

import numpy as np

from symnp._array.array import Array, wrap
from symnp._array.options import level as chosen_level
from symnp._array.options import options
from symnp._graph.errors_state import error_state
from symnp._graph.node import Node
from symnp._graph.walk import ancestors
from symnp._layout.layout import layout_of, root_layout
from symnp._ops.leaf import spec
from symnp._rewrite.rule import Level, check_level
from symnp._run.program import Program
from symnp._run.programs import program_for
from symnp._trace.forms import form_of, with_arrays
from symnp.errors import MissingDataError, TracingError

P = ParamSpec("P")
R = TypeVar("R")
_MOST_PLANS = 128


class Jitted(Generic[P, R]):
    """A function whose plan is made once for each form of its arguments; `jit` makes it.

    Attributes
    ----------
    traces : int
        How many times it has been traced.
    """

    def __init__(self, function: Callable[P, R], level: Level | None) -> None:
        functools.update_wrapper(self, function)
        self._function, self._level = function, level
        self._plans: OrderedDict[Hashable, _Traced] = OrderedDict()
        self.traces: int = 0

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the plan for arguments of this form, tracing the function if there is none yet."""
        arrays: list[Any] = []
        form = form_of((args, kwargs) if kwargs else args, arrays)
        if any(isinstance(one, Array) for one in arrays):
            return self._function(
                *args, **kwargs
            )  # Within another trace, or among lazy arrays, it is a plain function.
        level = self._level or chosen_level()
        key = (form, level, error_state())
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = _Traced(self._function, args, kwargs, arrays, level)
            self.traces += 1
            if len(self._plans) > _MOST_PLANS:
                self._plans.popitem(last=False)
        return found.run(arrays)  # type: ignore[no-any-return]

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else functools.partial(self, instance)


class _Traced:
    """The plan of a function for one form of its arguments."""

    def __init__(self, function: Callable[..., Any], args: Any, kwargs: Any, arrays: list[Any], level: Level) -> None:
        name = getattr(function, "__qualname__", repr(function))
        inputs = [_stand_in(one) for one in arrays]
        handles = [wrap(node) for node in inputs]
        own_args, own_kwargs = with_arrays((tuple(args), dict(kwargs)), iter(handles))
        drawn = _global_state()
        try:
            with options(evaluation="lazy"):
                result = function(*own_args, **own_kwargs)
        except MissingDataError as error:
            raise TracingError(
                f"jit cannot trace {name}: it asks for the value of an array that depends on its arguments, as if, while, "
                "int(), float() and iteration over elements do, and some functions; choose by numpy.where, pass what decides "
                "as a Python number, or call the function without jit"
            ) from error
        for node, handle in zip(inputs, handles, strict=True):
            if handle._peek() is not node:
                raise TracingError(
                    f"jit cannot trace {name}: it writes into an argument of shape {node.layout.shape}, and a plan leaves its "
                    "arguments alone; let the function write into a copy, and return it"
                )
        if not _is_same_state(drawn, _global_state()):
            raise TracingError(_DRAWS.format(name=name))
        found: list[Any] = []
        form_of(result, found)
        self._template = with_arrays(result, repeat(_HOLE))
        self._fixed = [None if isinstance(one, Array) else copy(one) for one in found]
        traced = [one._peek() for one in found if isinstance(one, Array)]
        self._program = _program(name, traced, inputs, level)

    def run(self, arrays: list[Any]) -> Any:
        """Return the function's result for arrays of the traced form."""
        values = iter(self._program.run(arrays))
        results = iter([next(values) if fixed is None else copy(fixed) for fixed in self._fixed])
        return with_arrays(self._template, results)


_HOLE = np.empty(0)
_DRAWS = (
    "jit cannot trace {name}: it draws random numbers, which would be the same at each call; draw them outside and pass them "
    "in"
)


def _global_state() -> Any:
    return np.random.get_state(legacy=False)["state"]  # noqa: NPY002  Whoever still draws from it is to be told.


def _is_same_state(a: Any, b: Any) -> bool:
    """Whether NumPy's global generator has drawn nothing."""
    return bool(a["pos"] == b["pos"] and (a["key"] == b["key"]).all()) if "pos" in a and "pos" in b else True


def _program(name: str, targets: list[Node], inputs: list[Node], level: Level) -> Program:
    """Return what computes the targets for other values of the inputs.

    Raises
    ------
    TracingError
        If random numbers are drawn.
    """
    if any(node.op.kind in ("draw", "drawn") for node in ancestors(targets)):
        raise TracingError(_DRAWS.format(name=name))
    return program_for(targets, inputs, level)


def _stand_in(value: Any) -> Node:
    """Return an array or scalar without data of the same form."""
    if isinstance(value, np.generic):
        return spec(root_layout((), value.dtype), scalar=True)
    return spec(layout_of(value))


@overload
def jit(function: Callable[P, R], *, level: Level | None = None) -> Jitted[P, R]: ...


@overload
def jit(function: None = None, *, level: Level | None = None) -> Callable[[Callable[P, R]], Jitted[P, R]]: ...


def jit(
    function: Callable[P, R] | None = None, *, level: Level | None = None
) -> Jitted[P, R] | Callable[[Callable[P, R]], Jitted[P, R]]:
    """Trace a NumPy function once for each form of its arguments, and run its plan from then on.

    Parameters
    ----------
    function : callable
        A function of arrays, in NumPy's names or symnp's. Without it a decorator is returned, so that ``@jit`` and
        ``@jit(level="reassociate")`` both work.
    level : {"none", "exact", "reassociate", "algebraic"}, optional
        How far its computation may be rewritten; without it as `options` says where the function is called.

    Returns
    -------
    callable
        A function of the same arguments. NumPy arrays, NumPy scalars, and tuples, lists and dictionaries of them are
        traced by shape, strides and dtype; everything else, Python's numbers included, is part of the plan. It returns
        NumPy arrays of the caller's own, shapes and dtypes as the function's, in containers as the function's.

    Raises
    ------
    TracingError
        At a call, if the function decides by the values of an array, writes into an argument or draws random numbers.
    TypeError
        At a call, if an argument is neither an array nor hashable.

    Notes
    -----
    What the function does besides computing arrays, such as printing, happens while it is traced and not again. What it
    reads besides its arguments is taken when it is traced. Given symnp's arrays it is the plain function, so that jitted
    functions may call each other. Plans hold no data but a copy of what the function reads besides; the 128 that were used
    last are kept.

    Examples
    --------
    >>> import numpy, symnp
    >>> @symnp.jit
    ... def normalised(x):
    ...     return x / numpy.sqrt((x * x).sum())
    >>> normalised(numpy.array([3.0, 4.0]))
    array([0.6, 0.8])
    >>> normalised(numpy.array([5.0, 12.0])), normalised.traces
    (array([0.38461538, 0.92307692]), 1)
    """
    if level is not None:
        check_level(level)
    if function is None:
        return lambda given: Jitted(given, level)
    if not callable(function):
        raise TypeError(f"jit takes a function, but got {type(function).__name__}: {function!r}")
    return Jitted(function, level)
