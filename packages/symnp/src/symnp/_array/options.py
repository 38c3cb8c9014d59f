"""Settings that hold for a while, and only in the thread or task that makes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

from symnp.errors import MaterialisationError

Evaluation = Literal["auto", "lazy"]
Materialise = Literal["allow", "raise"]
Capture = Literal["reference", "copy", "check"]

_capture: ContextVar[Capture] = ContextVar("symnp_capture", default="reference")
_evaluation: ContextVar[Evaluation] = ContextVar("symnp_evaluation", default="auto")
_materialise: ContextVar[Materialise] = ContextVar("symnp_materialise", default="allow")


@contextmanager
def options(
    *, evaluation: Evaluation | None = None, materialise: Materialise | None = None, capture: Capture | None = None
) -> Iterator[None]:
    """Change settings within a ``with`` block.

    Parameters
    ----------
    evaluation : {"auto", "lazy"}, optional
        "auto" computes what is pending whenever some thousands of operations have come together, so that loops of any
        length keep within memory. "lazy" never does, so that a whole program can be explained.
    materialise : {"allow", "raise"}, optional
        What happens when Python or NumPy asks for a value, as ``bool(x)`` and ``numpy.asarray(x)`` do: it is computed,
        or `MaterialisationError` is raised.
    capture : {"reference", "copy", "check"}, optional
        What becomes of NumPy arrays that are handed in. "reference" copies nothing: who changes an array before a result
        is computed changes the result. "copy" copies each, strides and all, when it is handed in, at the price of its
        bytes. "check" copies nothing but takes a digest, at the price of reading its bytes then and before every
        computation: `ChangedInputError` is raised if an array has changed between. It is Python's numbers and lists that
        are always copied, and an array of symnp's never.

    Raises
    ------
    ValueError
        If a setting has no such value.

    Examples
    --------
    >>> import symnp
    >>> with symnp.options(materialise="raise"):
    ...     bool(symnp.asarray([1.0]).any())
    Traceback (most recent call last):
    symnp.errors.MaterialisationError: the value of an array is asked for, which options(materialise="raise") forbids ...
    """
    _check("evaluation", evaluation, get_args(Evaluation))
    _check("materialise", materialise, get_args(Materialise))
    _check("capture", capture, get_args(Capture))
    evaluation_before = _evaluation.set(evaluation or _evaluation.get())
    materialise_before = _materialise.set(materialise or _materialise.get())
    capture_before = _capture.set(capture or _capture.get())
    try:
        yield
    finally:
        _evaluation.reset(evaluation_before)
        _materialise.reset(materialise_before)
        _capture.reset(capture_before)


def _check(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise ValueError(f"{name} cannot be {value!r}: choose one of {', '.join(map(repr, allowed))}")


def capture() -> Capture:
    """Return what becomes of NumPy arrays that are handed in."""
    return _capture.get()


def lazy() -> bool:
    """Whether nothing is to be computed before it is asked for."""
    return _evaluation.get() == "lazy"


def forbid_materialisation() -> None:
    """Refuse where computing a value behind the scenes is forbidden.

    Raises
    ------
    MaterialisationError
        If it is.
    """
    if _materialise.get() == "raise":
        raise MaterialisationError(
            'the value of an array is asked for, which options(materialise="raise") forbids here: bool, int, float, '
            "iteration over values, printing with NumPy and numpy.asarray do that; use symnp.compute(x) where it is meant"
        )
