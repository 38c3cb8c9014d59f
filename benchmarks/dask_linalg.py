"""Dense linear algebra on Dask arrays under threads, held against SciPy, ScaLAPACK and Dask's own functions.

Each contender is a process that stays alive and is asked in turn; every result is checked by LAPACK's own ratio, which passes
below 30. Before the rounds each contender tries its ways, and the quickest takes part: SciPy and NumPy their drivers and orders of
memory, ScaLAPACK its block sizes and grids of two processes, Dask's own functions their chunks and threads of BLAS, dask-linalg its
chunks. SciPy has two threads of BLAS, Dask two threads, ScaLAPACK two processes.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from monorepo_testing.paired import BenchmarkError, table, write
from monorepo_testing.paired.target import open_folder

HERE = Path(__file__).resolve().parent


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dask_linalg.py", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small matrices: that it runs, not how fast")
    parser.add_argument("--case", action="append", default=[], help="only this case; may be given more than once")
    parser.add_argument("--out", type=Path, help="where the run is stored; results/dask_linalg.json beside the file")
    return parser.parse_args(argv)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark; return 1, and leave a stored run as it was, if anything in it failed."""
    # This file's name is that of the package: its folder must not come first on the path.
    sys.path[:] = [place for place in sys.path if Path(place).resolve() != HERE]
    open_folder(HERE)
    from _dask_linalg.cases import FULL, QUICK
    from _dask_linalg.run import only, run

    given = _arguments(argv)
    is_part = given.quick or bool(given.case)
    out: Path = given.out or HERE / "results" / "dask_linalg.json"
    again = ["python", "-P", "benchmarks/dask_linalg.py", *(["--quick"] if given.quick else [])]
    again += [word for name in given.case for word in ("--case", name)]
    try:
        programme = only(QUICK if given.quick else FULL, given.case)
        result = run(programme, command=shlex.join(again), report=_say)
    except BenchmarkError as error:
        _say(f"{type(error).__name__}: {error}")
        return 1
    if given.out or not is_part:
        write(result, out)
    end = f"stored in {out}" if given.out or not is_part else "a part of the benchmark: not stored"
    sys.stdout.write(f"{table(result)}\n\n{end}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
