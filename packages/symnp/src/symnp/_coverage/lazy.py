"""Whether a name is lazy: one call of it on arrays of 1e12 elements without data evaluates and allocates nothing.

The call is the one that `HUGE` gives, or else the first of the name's calls that suits arrays of any size. What suits
is found out on NumPy, with arrays of the same shapes but with sides of 64 in the place of 1,000,000.
"""

from __future__ import annotations

import signal
import tracemalloc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np

import symnp
from symnp._coverage.calls import table
from symnp._coverage.huge import HUGE
from symnp._coverage.leaves import ARRAYS, LARGE, REHEARSAL, rehearsed, without_data
from symnp._coverage.materialising import MATERIALISING
from symnp._coverage.names import Name
from symnp._coverage.running import letters, run, undisturbed

MOST_BYTES = 10**6
_MOST_SECONDS = 2.0
_MOST_RESULTS = 16 * REHEARSAL**2  # A result that grows faster than its operands would not fit any address space.


class TooSlowError(RuntimeError):
    """Raised when building a call takes seconds: something goes through all elements."""


@cache
def rehearse(call: str) -> str | None:
    """Say why a call does not suit arrays of any size, trying it on NumPy.

    Parameters
    ----------
    call : str
        Python source, in which ``10**6`` and ``10**12`` stand for the length of a side and for a square's size.

    Returns
    -------
    str or None
        None if it suits.
    """
    small = call.replace("10**12", str(REHEARSAL**2)).replace("10**6", str(REHEARSAL))
    with undisturbed():
        try:
            result = run(small, np, rehearsed(letters(small)))
        except Exception as error:  # noqa: BLE001
            return f"{type(error).__name__}: {error}"
    return "the result is larger than its operands" if _elements(result) > _MOST_RESULTS else None


def _elements(result: Any) -> int:
    if isinstance(result, (tuple, list)):
        return max(map(_elements, result), default=0)
    return int(getattr(result, "size", 0)) if isinstance(result, np.ndarray) else 0


def lazy_call(name: Name, calls: Iterable[str] | None = None) -> str | None:
    """Return the call that a name's laziness is checked with, or None where there is none."""
    if name.qualified in HUGE:
        return HUGE[name.qualified]
    known = tuple(table().get(name.qualified, ()) if calls is None else calls)
    fitting = [call for call in known if rehearse(call) is None]
    # A large array rather than a small one, and a small one rather than none at all.
    return min(fitting, key=_arrays, default=None)


def _arrays(call: str) -> int:
    found = letters(call)
    return 0 if found & {*LARGE} else 1 if found & {*ARRAYS} else 2


def check_lazy(name: Name) -> str | None:
    """Say in one line why a name is not as lazy as it is promised to be.

    A name of `MATERIALISING` keeps its promise by refusing, with `symnp.MissingDataError` or
    `symnp.MaterialisationError`.

    Parameters
    ----------
    name : Name
        A name that symnp has.

    Returns
    -------
    str or None
        None if it keeps its promise.
    """
    call = lazy_call(name)
    if call is None:
        return "none of its calls suits arrays of any size: give one in HUGE"
    with undisturbed():
        try:
            return _refused(call) if name.qualified in MATERIALISING else _built(call)
        except Exception as error:  # noqa: BLE001
            return f"{call}: {type(error).__name__}: {' '.join(str(error).split())}"[:300]


def _run(call: str) -> Any:
    with _time_limit():
        return run(call, symnp, without_data(letters(call)))


def _refused(call: str) -> str | None:
    if not letters(call) & {*ARRAYS}:
        return None  # It takes no array that could be without data.
    try:
        _run(call)
    except (symnp.MissingDataError, symnp.MaterialisationError):
        return None
    return f"{call}: materialises, but gives a result for an array without data"


def _built(call: str) -> str | None:
    _run(call)  # The first call fills caches, which are not what building costs.
    before = symnp.materialisations()
    tracing = tracemalloc.is_tracing()
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        start = tracemalloc.get_traced_memory()[0]
        _run(call)
        peak = tracemalloc.get_traced_memory()[1] - start
    finally:
        if not tracing:
            tracemalloc.stop()
    if symnp.materialisations() != before:
        return f"{call}: computes a value"
    return f"{call}: takes {peak / 1e6:.1f} MB" if peak >= MOST_BYTES else None


def _stop(number: int, frame: Any) -> None:
    raise TooSlowError(f"building it took more than {_MOST_SECONDS} s of the processor: it goes through all elements")


@contextmanager
def _time_limit() -> Iterator[None]:
    # The timer of processor time, because pytest's own limit takes the one of real time.
    try:
        before = signal.signal(signal.SIGPROF, _stop)
    except (AttributeError, ValueError):  # There is no such signal, or this is not the main thread.
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)
