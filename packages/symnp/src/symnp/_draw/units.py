"""Numbers as people read them."""

from __future__ import annotations

_LONG = 1000


def bytes_text(count: float) -> str:
    """Return a number of bytes with a binary unit.

    Examples
    --------
    >>> bytes_text(3 * 2**20)
    '3.0 MiB'
    """
    for unit in ("B", "KiB", "MiB", "GiB", "TiB"):
        if abs(count) < 1024 or unit == "TiB":
            break
        count /= 1024
    return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"


def seconds_text(seconds: float) -> str:
    """Return a time with the unit that makes it short.

    Examples
    --------
    >>> seconds_text(0.0123), seconds_text(5400)
    ('12.3 ms', '1.5 h')
    """
    if seconds >= _LONG:
        return f"{seconds / 3600:,.1f} h"
    units = ((1.0, "s"), (1e3, "ms"), (1e6, "µs"))
    factor, unit = next((pair for pair in units if seconds * pair[0] >= 1), units[-1])
    return f"{seconds * factor:.3g} {unit}"


def times_text(count: int) -> str:
    """Return how often something happens.

    Examples
    --------
    >>> times_text(1), times_text(3)
    ('once', '3 times')
    """
    return "once" if count == 1 else f"{count} times"


def share_text(part: float, whole: float) -> str:
    """Return a share in per cent.

    Examples
    --------
    >>> share_text(1, 3)
    '33 %'
    """
    share = 100 * part / whole if whole else 0.0
    return "<1 %" if 0 < share < 0.5 else f"{share:.0f} %"
