"""symnp, at each level: everything from the capture of the data to the result in NumPy's arrays is within the time.

symnp keeps the plans of computations that come again. At each level they are forgotten before each call, so that rewriting
and planning are within the time, too; `kept` does not forget them, as no loop does.
"""

from __future__ import annotations

from typing import Any

import symnp
from _symnp_programs import PROGRAMS
from symnp._run.programs import forget


def _computed(result: Any, level: str) -> Any:
    return symnp.compute(*result, level=level) if isinstance(result, tuple) else symnp.compute(result, level=level)


def _run(prepared: tuple[str, tuple[Any, ...]], level: str) -> Any:
    forget()
    return _again(prepared, level)


def _again(prepared: tuple[str, tuple[Any, ...]], level: str) -> Any:
    program, data = prepared
    return _computed(PROGRAMS[program].written(symnp, *map(symnp.asarray, data)), level)


def none(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Run the program as it is."""
    return _run(prepared, "none")


def exact(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Rewrite it to the same bits."""
    return _run(prepared, "exact")


def kept(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Do the same with the plan of the calls before."""
    return _again(prepared, "exact")


def reassociate(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Let floating-point operations come in another order."""
    return _run(prepared, "reassociate")


def algebraic(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Allow whatever is mathematically equal."""
    return _run(prepared, "algebraic")


def compiled(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Build, rewrite and plan once; the first call does it."""
    program, data = prepared
    written = PROGRAMS[program].written

    def on(*arrays: Any) -> Any:
        return written(symnp, *arrays)

    jitted: Any = symnp.jit(on, level="exact")
    jitted(*data)
    return jitted, data


def call(prepared: Any) -> Any:
    """Run what is planned."""
    jitted, data = prepared
    return jitted(*data)
