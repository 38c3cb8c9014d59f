"""One child at a time, in a process group of its own that is always ended, with its time, memory and last words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TAIL_BYTES = 65536
_LONGEST_PAUSE = 0.02
_LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True)
class Ended:
    """How a child ended.

    Parameters
    ----------
    status : int
        Its exit status; a negative one is the signal that ended it.
    timed_out : bool
        Whether it was killed because its time was over.
    stdout, stderr : str
        The last 64 KiB of what it printed.
    cpu_seconds : float
        User and system time of the child and of the children it waited for; 0 if it was killed.
    peak_bytes : int or None
        Its peak resident memory, or that of the largest child it waited for; None if it was killed.
    memory_how : str
        `rusage` for an exact peak; `at most` for a child smaller than the few MiB of the script that started it.
    """

    status: int
    timed_out: bool
    stdout: str
    stderr: str
    cpu_seconds: float = 0.0
    peak_bytes: int | None = None
    memory_how: str = "rusage"

    def last_words(self) -> str:
        """Return the end of what it printed, standard error and standard output apart."""
        parts = []
        for name, text in (("stderr", self.stderr), ("stdout", self.stdout)):
            lines = text.strip().splitlines()[-12:]
            if lines:
                parts.append("\n".join([f"last on {name}:", *(f"  {line}" for line in lines)]))
        return "\n".join(parts) or "it printed nothing"


def _wait(pid: int, deadline: float) -> bool:
    """Wait for the end of a child without reaping it; return whether it came in time."""
    pause = 0.001
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if time.monotonic() >= deadline:
            return False
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return True


def _run_to_the_end(child: subprocess.Popen[bytes], timeout: float) -> bool:
    """Wait for a child, then kill whatever is left of its group; return whether it ended in time."""
    in_time = False
    try:
        in_time = _wait(child.pid, time.monotonic() + timeout)
    finally:
        # The child is not reaped yet, so its number cannot belong to another group.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return in_time


def _tail(path: Path) -> str:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return file.read().decode("utf-8", "replace")


def _ended(report: str, status: int, in_time: bool, stdout: str, stderr: str) -> Ended:
    """Put together what the launcher reported; without a report it was killed with its child."""
    if not in_time or not report:
        return Ended(status, not in_time, stdout, stderr)
    if report.startswith("error "):
        raise OSError(report.removeprefix("error "))
    code, cpu, peak, floor = report.split()
    how = "rusage" if int(peak) > int(floor) else "at most"
    return Ended(int(code), False, stdout, stderr, float(cpu), int(peak) * 1024, how)


def run_in_group(
    argv: Sequence[str],
    *,
    env: Mapping[str, str],
    cwd: Path,
    scratch: Path,
    timeout: float,
    memory_limit: int | None = None,
) -> Ended:
    """Run a command to its end, and end every process that it has left in its group.

    Parameters
    ----------
    argv : sequence of str
        The command; no shell reads it.
    env : mapping of str to str
        Its whole environment.
    cwd, scratch : Path
        Where it runs; where its output is kept meanwhile (files, so that no pipe can fill up).
    timeout : float
        Seconds until the group is killed.
    memory_limit : int, optional
        Bytes of address space.

    Returns
    -------
    Ended

    Raises
    ------
    OSError
        If the command cannot be started.
    """
    out, err, report = scratch / "stdout", scratch / "stderr", scratch / "report"
    report.unlink(missing_ok=True)
    limit = "-" if memory_limit is None else str(memory_limit)
    with out.open("wb") as stdout, err.open("wb") as stderr:
        child = subprocess.Popen(  # noqa: S603 - the claim's author wrote the command, and no shell reads it.
            [sys.executable, "-I", "-S", str(_LAUNCH), str(report), limit, *argv],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            cwd=cwd,
            env=dict(env),
            start_new_session=True,
        )
    in_time = _run_to_the_end(child, timeout)
    text = report.read_text("utf-8") if report.is_file() else ""
    return _ended(text, child.returncode, in_time, _tail(out), _tail(err))
