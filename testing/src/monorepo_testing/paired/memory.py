"""Peak memory as the kernel counts it, which sees what LAPACK allocates and Python does not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_KIB = 1024


def status_bytes(field: str, pid: int | str = "self") -> int | None:
    """Return a field of `/proc/<pid>/status` such as `VmHWM` in bytes, or None where the system does not tell."""
    try:
        text = Path(f"/proc/{pid}/status").read_text("ascii", "replace")
    except OSError:
        return None
    found = [line.split()[1] for line in text.splitlines() if line.startswith(f"{field}:")]
    return int(found[0]) * _KIB if found else None


def start_peak() -> int | None:
    """Forget this process's peak so far, and return the bytes that the next peak is counted from.

    Where the kernel does not let the peak be reset, the peak so far is returned: what comes after it is then seen
    only as far as it is higher.
    """
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    return status_bytes("VmHWM")
