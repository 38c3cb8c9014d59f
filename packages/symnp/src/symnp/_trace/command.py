"""The commands ``python -m symnp explain script.py`` and ``python -m symnp run script.py``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from symnp._rewrite.rule import LEVELS
from symnp._trace.comparing import compare
from symnp._trace.ledger import Ledger, kept
from symnp._trace.page import page
from symnp._trace.peak import growth
from symnp._trace.report import Report
from symnp._trace.running import run_script
from symnp._trace.sampling import sampled
from symnp._trace.user_code import UserCode


def add_commands(commands: Any) -> None:
    """Add the two commands to those of a parser."""
    explained = commands.add_parser(
        "explain",
        help="run a NumPy script, and say by line where memory and time go and what to change",
        description="Run an unchanged NumPy script with symnp in the place of NumPy in the script and in the modules of "
        "its folder. The script's output stays what it is; the report goes to the standard error.",
    )
    explained.add_argument("--output", metavar="FILE", help="write the report to a file")
    explained.add_argument("--html", metavar="FILE", help="write the report as a page of HTML")
    explained.add_argument(
        "--compare", action="store_true", help="run the script twice more, under NumPy and under symnp"
    )
    ran = commands.add_parser(
        "run",
        help="run a NumPy script on symnp",
        description="Run an unchanged NumPy script with symnp in the place of NumPy, and report nothing.",
    )
    for command in (explained, ran):
        command.add_argument("--level", choices=LEVELS, default="exact", help="how far computations may be rewritten")
        command.add_argument("script", help="the script")
        command.add_argument("arguments", nargs=argparse.REMAINDER, help="the script's own arguments")


def run(asked: argparse.Namespace) -> int:
    """Run a script on symnp, and return its exit status."""
    script = _script(asked)
    return 2 if script is None else run_script(script, asked.arguments, UserCode(script), asked.level)[0]


def explain(asked: argparse.Namespace) -> int:
    """Run a script on symnp, report on it, and return its exit status."""
    script = _script(asked)
    if script is None:
        return 2
    user = UserCode(script)
    ledger = Ledger(user)
    with kept(ledger), sampled(user, ledger.clock) as stood, growth() as grown:
        status, seconds = run_script(script, asked.arguments, user, asked.level)
    sys.stdout.flush()
    comparison = compare(asked.script, asked.arguments, asked.level) if asked.compare else None
    report = Report(asked.script, status, seconds - ledger.clock.stood, grown.bytes, ledger, stood, user, comparison)
    _deliver(report, asked)
    return status


def _script(asked: argparse.Namespace) -> Path | None:
    script = Path(asked.script)
    # Before the script runs: afterwards its report would be lost.
    lost = [file for file in (getattr(asked, "output", None), getattr(asked, "html", None)) if file]
    wrong = [f"there is no folder for {file!r}" for file in lost if not Path(file).absolute().parent.is_dir()]
    if not script.is_file():
        wrong.append(f"there is no script {asked.script!r}")
    if not wrong:
        return script
    print(f"symnp: {'; '.join(wrong)}", file=sys.stderr)  # noqa: T201
    return None


def _deliver(report: Report, asked: argparse.Namespace) -> None:
    if asked.html:
        Path(asked.html).write_text(page(report), encoding="utf-8")
    if asked.output:
        Path(asked.output).write_text(f"{report}\n", encoding="utf-8")
    if not asked.html and not asked.output:
        print(report, file=sys.stderr)  # noqa: T201
