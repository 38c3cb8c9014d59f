"""Settings that hold for a while, and only in the thread or task that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Any, Literal, get_args

from symnp._rewrite.rule import Level

Evaluation = Literal["auto", "lazy"]
OnImplicit = Literal["allow", "warn", "raise"]
Capture = Literal["reference", "copy", "check"]
Engine = Literal["numpy", "numexpr"]
Telling = Callable[[Any], object]
"""Takes a `Progress`."""

_capture: ContextVar[Capture] = ContextVar("symnp_capture", default="reference")
_engine: ContextVar[Engine] = ContextVar("symnp_engine", default="numpy")
_evaluation: ContextVar[Evaluation] = ContextVar("symnp_evaluation", default="auto")
_level: ContextVar[Level] = ContextVar("symnp_level", default="exact")
_on_implicit: ContextVar[OnImplicit] = ContextVar("symnp_on_implicit", default="allow")
_progress: ContextVar[Literal["off", "bar"] | Telling] = ContextVar("symnp_progress", default="off")

_SETTINGS: dict[str, tuple[ContextVar[Any], tuple[Any, ...]]] = {
    "capture": (_capture, get_args(Capture)),
    "engine": (_engine, get_args(Engine)),
    "evaluation": (_evaluation, get_args(Evaluation)),
    "level": (_level, get_args(Level)),
    "on_implicit": (_on_implicit, get_args(OnImplicit)),
    "progress": (_progress, ("off", "bar")),
}
"""From the name of a setting to where it is kept, and to the values that it can have."""


def options(
    *,
    evaluation: Evaluation | None = None,
    on_implicit: OnImplicit | None = None,
    capture: Capture | None = None,
    level: Level | None = None,
    progress: Literal["off", "bar"] | Telling | None = None,
    engine: Engine | None = None,
) -> AbstractContextManager[None]:
    """Change settings within a ``with`` block.

    Parameters
    ----------
    evaluation : {"auto", "lazy"}, optional
        "auto" computes what is pending whenever some thousands of operations have come together, so that loops keep
        within memory. "lazy" never does, so that a whole program can be explained.
    on_implicit : {"allow", "warn", "raise"}, optional
        What happens when Python or NumPy asks for a value that is not there yet, as ``bool(x)`` does: it is computed,
        computed with a `MaterialisationWarning` at the line that asks, or refused with a `MaterialisationError`.
    capture : {"reference", "copy", "check"}, optional
        What becomes of NumPy arrays that are handed in. "reference" copies nothing: who changes an array before a result
        is computed changes the result. "copy" copies each, strides and all. "check" takes a digest, which means to read
        all bytes then and before every computation: `ChangedInputError` is raised if an array has changed between.
        Python's numbers and lists are always copied, and an array of symnp's never.
    level : {"none", "exact", "reassociate", "algebraic"}, optional
        How far a computation may be rewritten; `compute` and the other verbs have a parameter for it, which counts before.
    progress : {"off", "bar"} or callable, optional
        Whether computations tell how far they have come: with a bar on the standard error where they take more than half a
        second, or by calling a function with a `Progress`, ten times a second at most. The first time, the speed of the
        machine is measured for it.
    engine : {"numpy", "numexpr"}, optional
        What computes chains of elementwise operations on large arrays: NumPy, piece by piece and with NumPy's bits, or
        numexpr, compiled and in several threads, which can differ in the last bits and gives no warnings of floating-point
        errors. All else is NumPy's in any case. numexpr is an extra: ``pip install numexpr``.

    Returns
    -------
    context manager
        The settings hold within its block.

    Raises
    ------
    ValueError
        If a setting has no such value.
    ImportError
        If numexpr is asked for and not installed.

    Examples
    --------
    >>> import symnp
    >>> with symnp.options(on_implicit="raise"):
    ...     bool(symnp.asarray([1.0]).any())
    Traceback (most recent call last):
    symnp.errors.MaterialisationError: the value of any is asked for, which options(on_implicit="raise") forbids ...
    """
    given = _checked(
        evaluation=evaluation, on_implicit=on_implicit, capture=capture, level=level, progress=progress, engine=engine
    )
    return _set(given)  # Checked here and not in the block, so that who forgets the ``with`` is told as well.


def _checked(**asked: Any) -> dict[str, Any]:
    """Return the settings that are given; refuse those that cannot be."""
    given = {name: value for name, value in asked.items() if value is not None}
    for name, value in given.items():
        _check(name, value, _SETTINGS[name][1])
    if given.get("engine") == "numexpr" and find_spec("numexpr") is None:
        raise ImportError('engine="numexpr" needs numexpr, which is not installed: pip install numexpr')
    return given


@contextmanager
def _set(given: dict[str, Any]) -> Iterator[None]:
    before = [(_SETTINGS[name][0], _SETTINGS[name][0].set(value)) for name, value in given.items()]
    try:
        yield
    finally:
        for setting, token in before:
            setting.reset(token)


def _check(name: str, value: Any, allowed: tuple[str, ...]) -> None:
    if value not in allowed and not (name == "progress" and callable(value)):
        raise ValueError(f"{name} cannot be {value!r}: choose one of {', '.join(map(repr, allowed))}")


def capture() -> Capture:
    """Return what becomes of NumPy arrays that are handed in."""
    return _capture.get()


def lazy() -> bool:
    """Whether nothing is to be computed before it is asked for."""
    return _evaluation.get() == "lazy"


def level() -> Level:
    """Return how far a computation may be rewritten when Python or NumPy asks for a value."""
    return _level.get()


def on_implicit() -> OnImplicit:
    """Return what happens when Python or NumPy asks for a value that is not there yet."""
    return _on_implicit.get()


def progress() -> Literal["off", "bar"] | Telling:
    """Return what is told how far a computation has come."""
    return _progress.get()


def engine() -> Engine:
    """Return what computes chains of elementwise operations."""
    return _engine.get()
