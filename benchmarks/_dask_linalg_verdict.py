"""`python benchmarks/_dask_linalg_verdict.py`: hold the stored run of dask-linalg against its targets under threads.

Prints every target and which hold. The exit status is 1 where a floor is missed or something that a floor asks for was not
measured; goals are told and nothing more.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from _dask_linalg.verdict import report

from monorepo_testing.paired import read

RESULT = Path(__file__).parent / "results" / "dask_linalg.json"


def main(argv: list[str] | None = None) -> int:
    """Print the verdict; return 1 unless all was measured and every floor is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", nargs="?", type=Path, default=RESULT, help="a stored run")
    given = parser.parse_args(argv)
    text, good = report(read(given.run) if given.run.exists() else None)
    print(text)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
