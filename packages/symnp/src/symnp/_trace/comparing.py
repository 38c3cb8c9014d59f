"""A script under NumPy and under symnp, each in a process of its own, from start to end."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from symnp._draw.units import bytes_text, seconds_text
from symnp._rewrite.rule import Level
from symnp._trace.peak import KIB

# A process inherits the peak of the one that starts it: a small one stands between.
_BETWEEN = """
import json, os, sys, time
null = os.open(os.devnull, os.O_RDWR)
start = time.perf_counter()
actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in range(3)]
pid = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=actions)
_, _, usage = os.wait4(pid, 0)
print(json.dumps([time.perf_counter() - start, usage.ru_maxrss]))
"""


@dataclass(frozen=True, slots=True)
class Whole:
    """What a process took: seconds, and bytes of memory at its peak."""

    seconds: float
    peak: int

    def __str__(self) -> str:
        return f"{seconds_text(self.seconds)}, peak {bytes_text(self.peak)}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the script took under NumPy and under symnp, starting Python and importing included."""

    numpy: Whole
    symnp: Whole

    def __str__(self) -> str:
        ratio = self.numpy.seconds / self.symnp.seconds
        return f"whole processes: NumPy {self.numpy}; symnp {self.symnp}, not followed; NumPy takes {ratio:.2f} times as long"


def compare(script: str, arguments: Sequence[str], level: Level) -> Comparison:
    """Run a script twice more, once under each; what they print is dropped, what they write is written again."""
    plain = [sys.executable, script, *arguments]
    ours = [sys.executable, "-m", "symnp", "run", "--level", level, script, *arguments]
    return Comparison(_whole(plain), _whole(ours))


def _whole(command: Sequence[str]) -> Whole:
    between = [sys.executable, "-I", "-S", "-c", _BETWEEN, *command]
    seconds, peak = json.loads(subprocess.run(between, capture_output=True, check=True).stdout)  # noqa: S603
    return Whole(seconds, peak * KIB)
