"""What symnp does from the command line: ``python -m symnp explain``, ``run``, ``coverage`` and ``stubs``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from symnp._coverage.names import SECTIONS
from symnp._coverage.report import (
    as_json,
    as_markdown,
    as_table,
    examine_all,
    failure_lines,
    known_failures,
    write_json,
)
from symnp._coverage.stubs import stubs
from symnp._trace import command
from symnp._version import __version__

FOLDER = Path(__file__).parent
"""Where the stubs are."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m symnp", description="NumPy that thinks before it works.")
    parser.add_argument("--version", action="version", version=f"symnp {__version__}, NumPy {np.__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    command.add_commands(commands)
    coverage = commands.add_parser(
        "coverage",
        help="count how much of NumPy's API is there",
        description="Call every name of the installed NumPy with every keyword, and hold symnp's result against NumPy's.",
    )
    coverage.add_argument("--section", choices=SECTIONS, help="only this section")
    coverage.add_argument("--json", metavar="FILE", help="write versions, figures and failures")
    coverage.add_argument("--known", metavar="FILE", help="write the table of known failures that the tests read")
    coverage.add_argument("--markdown", action="store_true", help="print the figures as the README has them")
    coverage.add_argument("--failures", action="store_true", help="list what fails, and why")
    written = commands.add_parser(
        "stubs",
        help="write what type checkers and editors read",
        description="Write the stubs of the modules that find NumPy's names at run time, from the installed NumPy.",
    )
    written.add_argument("--check", action="store_true", help="write nothing, and fail if a stub would change")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command that is asked for, and return the exit status.

    Parameters
    ----------
    arguments : sequence of str, optional
        Those of the command line by default.

    Returns
    -------
    int
        Zero; what fails in the count is a figure, not an error. One if stubs are checked and would change. The script's
        own, where one is run.
    """
    asked = _parser().parse_args(arguments)
    if asked.command in ("explain", "run"):
        return command.explain(asked) if asked.command == "explain" else command.run(asked)
    if asked.command == "stubs":
        return _stubs(check=asked.check)
    _coverage(asked)
    return 0


def _coverage(asked: argparse.Namespace) -> None:
    findings = examine_all(asked.section)
    if asked.failures:
        print(*failure_lines(findings), "", sep="\n")  # noqa: T201
    stored = as_json(findings)
    print(as_markdown(stored) if asked.markdown else as_table(findings))  # noqa: T201
    if asked.json:
        write_json(asked.json, stored)
    if asked.known:
        write_json(asked.known, known_failures(findings))


def _stubs(*, check: bool) -> int:
    """Write the stubs that change, and remove those of modules that need none any more, or only name them."""
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.pyi")}
    due = stubs()
    changing = sorted(name for name in {*there, *due} if there.get(name) != due.get(name))
    for name in changing:
        print(f"{name} {'would change' if check else 'written' if name in due else 'removed'}")  # noqa: T201
        if check:
            continue
        if name in due:
            (FOLDER / name).write_text(due[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    return int(check and bool(changing))


if __name__ == "__main__":
    sys.exit(main())
