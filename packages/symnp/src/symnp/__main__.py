"""What symnp does from the command line: ``python -m symnp coverage``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from symnp._coverage.names import SECTIONS
from symnp._coverage.report import as_json, as_table, examine_all, failure_lines, known_failures, write_json


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m symnp", description="NumPy that thinks before it works.")
    commands = parser.add_subparsers(dest="command", required=True)
    coverage = commands.add_parser(
        "coverage",
        help="count how much of NumPy's API is there",
        description="Call every name of the installed NumPy with every keyword, and hold symnp's result against NumPy's.",
    )
    coverage.add_argument("--section", choices=SECTIONS, help="only this section")
    coverage.add_argument("--json", metavar="FILE", help="write versions, figures and failures")
    coverage.add_argument("--known", metavar="FILE", help="write the table of known failures that the tests read")
    coverage.add_argument("--failures", action="store_true", help="list what fails, and why")
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
        Zero: what fails is a figure, not an error.
    """
    asked = _parser().parse_args(arguments)
    findings = examine_all(asked.section)
    if asked.failures:
        print(*failure_lines(findings), "", sep="\n")  # noqa: T201
    print(as_table(findings))  # noqa: T201
    if asked.json:
        write_json(asked.json, as_json(findings))
    if asked.known:
        write_json(asked.known, known_failures(findings))
    return 0


if __name__ == "__main__":
    sys.exit(main())
