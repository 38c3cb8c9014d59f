"""Start a command from a small process, wait for it, and report its exact peak memory and CPU time.

A new process inherits the peak memory of the one that made it, and the runner, which has NumPy in it, is large. This
script is run as `python -I -S launch.py REPORT LIMIT COMMAND...`; it imports next to nothing, so that only peaks below
its own few MiB stay hidden. LIMIT is bytes of address space for the command, or `-`.
"""

from __future__ import annotations

import os
import resource
import sys


def _own_peak_kib() -> int:
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:  # noqa: PTH123 - pathlib is large.
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def main(argv: list[str]) -> int:
    """Run the command; write `status cpu_seconds peak_kib own_peak_kib`, or `error` and why it did not start."""
    report, limit, *command = argv
    if limit != "-":
        resource.setrlimit(resource.RLIMIT_AS, (int(limit), int(limit)))
    try:
        pid = os.posix_spawnp(command[0], command, os.environ)
    except OSError as error:
        text = f"error {error}"
    else:
        _, status, usage = os.wait4(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        text = f"{code} {usage.ru_utime + usage.ru_stime!r} {usage.ru_maxrss} {_own_peak_kib()}"
    with open(report, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib is large.
        file.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
