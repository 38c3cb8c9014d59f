"""Running a script as Python would, with symnp in the place of NumPy."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

from symnp._array.options import options
from symnp._rewrite.rule import Level
from symnp._trace.importing import numpy_replaced
from symnp._trace.showing import shown_as_numpys
from symnp._trace.tracebacks import without_ours
from symnp._trace.user_code import UserCode

INTERRUPTED = 130
"""The exit status of a program that was interrupted from the keyboard, as shells give it."""


def run_script(script: Path, arguments: Sequence[str], user: UserCode, level: Level = "exact") -> tuple[int, float]:
    """Run a script, and return its exit status and the seconds that it took.

    What its output would be is written where it would be; its errors are reported as Python reports them.

    Raises
    ------
    OSError
        If the script cannot be read.
    """
    source = script.read_bytes()
    with ExitStack() as stack:
        # What other libraries hand over may be changed by them later, so it is copied.
        stack.enter_context(options(capture="copy", level=level))
        stack.enter_context(shown_as_numpys())
        stack.enter_context(numpy_replaced(user))
        main = stack.enter_context(_as_main(script, arguments))
        start = time.perf_counter()
        status = _status_of(lambda: exec(compile(source, main.__dict__["__file__"], "exec"), main.__dict__))  # noqa: S102
        _wait_for_threads()
        seconds = time.perf_counter() - start
    return status, seconds


@contextmanager
def _as_main(script: Path, arguments: Sequence[str]) -> Iterator[ModuleType]:
    """Stand in the place of the program that Python was started with."""
    path = str(script.absolute())
    main = ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=sys.modules["builtins"], __cached__=None, __spec__=None)
    main.__loader__ = SourceFileLoader("__main__", path)
    before = sys.argv, sys.path[:], sys.modules["__main__"]
    sys.argv = [str(script), *arguments]
    sys.path[0] = str(script.resolve().parent)
    sys.modules["__main__"] = main
    try:
        yield main
    finally:
        sys.argv, sys.path[:], sys.modules["__main__"] = before


def _status_of(work: Callable[[], object]) -> int:
    """Do what a script does, and return the status with which Python would exit."""
    try:
        work()
    except SystemExit as leaving:
        return _status_of_leaving(leaving.code)
    except KeyboardInterrupt as error:
        _report(error)
        return INTERRUPTED
    except BaseException as error:  # noqa: BLE001  Python reports whatever a script lets through.
        _report(error)
        return 1
    return 0


def _wait_for_threads() -> None:
    """Wait for the threads that Python would wait for."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()


def _status_of_leaving(code: object) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)  # noqa: T201
    return 1


def _report(error: BaseException) -> None:
    sys.stdout.flush()
    clean = without_ours(error)
    sys.excepthook(type(clean), clean, clean.__traceback__)
