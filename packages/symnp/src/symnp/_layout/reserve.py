"""One reserved range of addresses on which every layout's dummy array lies.

The range is mapped without being backed by memory: it costs nothing, and what is read from it is zero. Dummy arrays on
it have NumPy's true strides, so NumPy itself can be asked what a view of them looks like.
"""

from __future__ import annotations

import mmap
from functools import cache

import numpy as np

_SIZES = tuple(1 << bits for bits in (46, 44, 40, 36, 34, 32, 30))  # 64 TiB, or what the system grants.
_MAP_NORESERVE = getattr(mmap, "MAP_NORESERVE", 0x4000)


def _map(size: int) -> mmap.mmap | None:
    """Map `size` bytes that no memory backs, or return None where the system refuses."""
    try:
        return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | _MAP_NORESERVE)
    except (OSError, OverflowError):
        return None


@cache
def reserve() -> np.ndarray:
    """Return the reserved range as a one-dimensional array of bytes."""
    for size in _SIZES:
        mapped = _map(size)
        if mapped is not None:
            return np.frombuffer(mapped, dtype=np.uint8)
    raise MemoryError(
        f"symnp reserves a range of addresses without memory, but the system refused even {_SIZES[-1]} bytes; "
        "raise the limit on virtual memory (ulimit -v)"
    )
