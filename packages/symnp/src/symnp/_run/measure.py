"""What running a plan really costs: time, and the peak of memory as the system sees it."""

from __future__ import annotations

import ctypes
import gc
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")
_RESET_PEAK = "5"


@dataclass(frozen=True, slots=True)
class Measured:
    """A measurement.

    Attributes
    ----------
    seconds : float
        Wall time.
    peak : int
        Bytes by which memory grew at its highest, inputs left out.
    method : str
        "VmHWM", the system's own account of resident memory, or "tracemalloc", which sees NumPy's arrays but not
        what libraries such as BLAS take for themselves.
    """

    seconds: float
    peak: int
    method: str


def measure(work: Callable[[], Any]) -> Measured:
    """Run `work` once for its memory and once for its time, and drop its results.

    The time is that of a warm second run, so that neither measurement disturbs the other. Memory is that of the first
    one, before the C library has freed arrays that it keeps to hand them out again; what a library takes once and keeps,
    such as the packing buffers of BLAS, counts where this run is the first to need it.
    """
    gc.collect()
    peak, method = _peak_by_system(work) if _system_keeps_peaks() else _peak_by_tracemalloc(work)
    start = time.perf_counter()
    work()
    return Measured(time.perf_counter() - start, peak, method)


def _system_keeps_peaks() -> bool:
    try:
        _CLEAR.write_text(_RESET_PEAK)
    except OSError:
        return False
    return _STATUS.exists()


def _peak_by_system(work: Callable[[], Any]) -> tuple[int, str]:
    _give_back_free_memory()
    _CLEAR.write_text(_RESET_PEAK)
    before = _status_bytes("VmRSS")
    result = work()
    peak = _status_bytes("VmHWM") - before
    del result
    return max(peak, 0), "VmHWM"


def _give_back_free_memory() -> None:
    """Ask the C library to return freed memory, so that using it again counts as growth."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _status_bytes(field: str) -> int:
    for line in _STATUS.read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"{_STATUS} does not name {field}; this system cannot measure the peak of memory")


def _peak_by_tracemalloc(work: Callable[[], Any]) -> tuple[int, str]:
    tracemalloc.start()
    try:
        result = work()
        peak = tracemalloc.get_traced_memory()[1]
        del result
    finally:
        tracemalloc.stop()
    return peak, "tracemalloc"
