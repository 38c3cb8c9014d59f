"""`python -m monorepo_testing.paired FILE.py [--rounds N] [--out results/x.json]`: run a claim and store the run.

With `--size` or `--contender` only a part of it runs, for a quick look, and is stored only where `--out` says so.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from monorepo_testing.paired.claim import load_claim
from monorepo_testing.paired.errors import BenchmarkError
from monorepo_testing.paired.result import write
from monorepo_testing.paired.rounds import run
from monorepo_testing.paired.table import table


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m monorepo_testing.paired", description=__doc__)
    parser.add_argument("file", type=Path, help="a Python file that defines CLAIM = Claim(...)")
    parser.add_argument("--rounds", type=_positive, help="in place of the claim's own number")
    parser.add_argument("--size", action="append", default=[], help="only this size; may be given more than once")
    parser.add_argument("--contender", action="append", default=[], help="only this contender and the first one")
    parser.add_argument("--out", type=Path, help="where the run is stored; results/<file>.json beside the file")
    return parser.parse_args(argv)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")


def main(argv: list[str] | None = None) -> int:
    """Run the claim of a file; return 1, and leave a stored run as it was, if anything in it failed."""
    given = _arguments(argv)
    out: Path = given.out or given.file.parent / "results" / f"{given.file.stem}.json"
    again = ["python", "-m", "monorepo_testing.paired", str(given.file), "--out", str(out)]
    again += ["--rounds", str(given.rounds)] if given.rounds else []
    again += [word for size in given.size for word in ("--size", size)]
    again += [word for name in given.contender for word in ("--contender", name)]
    try:
        claim = load_claim(given.file).only(sizes=given.size, contenders=given.contender)
        result = run(claim, rounds=given.rounds, here=given.file.parent, command=shlex.join(again), report=_say)
    except BenchmarkError as error:
        _say(f"{type(error).__name__}: {error}")
        return 1
    is_part = bool(given.size or given.contender)
    if given.out or not is_part:
        write(result, out)
    end = f"stored in {out}" if given.out or not is_part else "a part of the claim: not stored"
    sys.stdout.write(f"{claim.text}\n\n{table(result)}\n\n{end}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
