"""`python benchmarks/_symnp_peaks.py`: hold predicted peaks of memory against those of the stored run of the programs.

Each contender of that run has a process of its own, whose VmHWM is read before and after it computes. Prints every program,
and exits with 1 where a prediction is off by more than 10 % and 8 MiB.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from _symnp_programs import PROGRAMS

import symnp
from monorepo_testing.paired import read

RESULT = Path(__file__).parent / "results" / "symnp_programs.json"
MIB = 2**20
SHARE, ROOM = 0.1, 8 * MIB


def predicted(name: str, level: str) -> int:
    """Return the predicted peak of a program in bytes, inputs left out."""
    program = PROGRAMS[name]
    result = program.written(symnp, *map(symnp.asarray, program.data()))
    arrays = result if isinstance(result, tuple) else (result,)
    report: Any = symnp.explain(*arrays, level=level)
    return int(report.rewritten.estimate.peak)


def main() -> int:
    """Print the comparison; return 1 where a prediction is too far off."""
    off = []
    run = read(RESULT)
    for name, figures in run["sizes"].items():
        for level in ("none", "exact"):
            measured = figures["contenders"][f"symnp-{level}"]["extra_bytes"]["median"]
            expected = predicted(name, level)
            far = abs(expected - measured) > max(SHARE * measured, ROOM)
            off += [name] * far
            print(f"{name:26} {level:6} {expected / MIB:8.1f} {measured / MIB:8.1f} MiB{'  off' if far else ''}")
    print(f"{len(off)} of {2 * len(run['sizes'])} are off by more than 10 % and 8 MiB")
    return int(bool(off))


if __name__ == "__main__":
    sys.exit(main())
