"""Install and prove the tools that are no Python package: compilers, Open MPI, ScaLAPACK, OpenBLAS, R and Julia.

    python3 .ci/toolchains.py             install what is missing (root, Debian or Ubuntu), then prove every tool
    python3 .ci/toolchains.py --check     only look
    python3 .ci/toolchains.py --json F    also write what was found to F, for a session that has to skip visibly

It ends with 0 when every tool works. When one is missing it ends with 1 under REQUIRE_TOOLCHAINS=1, otherwise with 3, or
with 0 where --json hands the finding to a caller that says so itself. It needs nothing beyond the standard library.
"""

# This is a command: printing is what it is for.

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from toolchain.apt import apt_get, install, line_to_type, obstacle
from toolchain.tools import TOOLS, Tool, ToolMissingError

MISSING = 3


@dataclass(frozen=True)
class Found:
    """What a look at one tool gave: a version, or what is wrong and the line that mends it."""

    tool: str
    version: str
    problem: str
    fix: str

    def __str__(self) -> str:
        """Return the one line about this tool."""
        return f"  ok       {self.tool:<10} {self.version}" if self.version else self._complaint()

    def _complaint(self) -> str:
        return f"  MISSING  {self.tool:<10} {self.problem}\n           {'':<10} to type: {self.fix}"


def look_at(tools: list[Tool]) -> list[Found]:
    """Prove each tool by running it; two at a time, so that waiting for one is no idle time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        looks = list(pool.map(Tool.look, tools))
    return [Found(tool.name, *look, line_to_type(tool)) for tool, look in zip(tools, looks, strict=True)]


def install_missing(tools: list[Tool], found: list[Found]) -> list[Found]:
    """Install what a first look did not find, and look again at those tools."""
    missing = [tool for tool, look in zip(tools, found, strict=True) if look.problem]
    if not missing:
        return found
    refused = _attempt("reading the package lists", partial(apt_get, "update"))
    problems = {tool.name: _attempt(f"installing {tool.name}", partial(install, tool)) for tool in missing}
    again = {look.tool: look for look in look_at(missing)}
    if refused and any(look.problem for look in again.values()):
        print(f"  the package lists could not be read: {refused}")
    return [_with_reason(again.get(look.tool, look), problems.get(look.tool, "")) for look in found]


def _attempt(what: str, action: Callable[[], None]) -> str:
    """Do one step, say how long it took, and return what went wrong."""
    start = time.monotonic()
    print(f"  {what}", flush=True)
    try:
        action()
    except ToolMissingError as problem:
        return str(problem)
    print(f"    done in {time.monotonic() - start:.1f} s", flush=True)
    return ""


def _with_reason(look: Found, reason: str) -> Found:
    """Put the installer's own complaint before the look's: it is the cause, the look saw the effect."""
    return Found(look.tool, look.version, f"{reason}; {look.problem}", look.fix) if look.problem and reason else look


def verdict(found: list[Found], *, required: bool, told: bool) -> int:
    """Return the exit status; `told` is whether a caller reads what is missing from the JSON."""
    if not any(look.problem for look in found):
        return 0
    if required:
        return 1
    return 0 if told else MISSING


def report(found: list[Found], path: str | None) -> None:
    """Print one line a tool, and write the same as JSON where asked."""
    print(*found, sep="\n", flush=True)
    if path:
        Path(path).write_text(json.dumps({look.tool: record(look) for look in found}, indent=2) + "\n", "utf-8")


def record(look: Found) -> dict[str, str | bool]:
    """Return one tool's entry of the JSON."""
    return {"present": not look.problem, "version": look.version, "reason": look.problem, "fix": look.fix}


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only look, install nothing")
    parser.add_argument("--only", nargs="+", choices=[tool.name for tool in TOOLS], help="look at these tools alone")
    parser.add_argument("--json", metavar="FILE", help="write what was found to this file")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Look, install what is missing where that is possible, report, and return the exit status."""
    options, start = parse(arguments), time.monotonic()
    tools = [tool for tool in TOOLS if not options.only or tool.name in options.only]
    found = look_at(tools)
    if any(look.problem for look in found) and not options.check:
        if reason := obstacle():
            print(f"  nothing was installed: {reason}")
        else:
            found = install_missing(tools, found)
    report(found, options.json)
    missing = [look.tool for look in found if look.problem]
    print(f"toolchains: {len(found) - len(missing)} of {len(found)} work", end="")
    print(f", missing: {', '.join(missing)}" if missing else "", f"({time.monotonic() - start:.1f} s)")
    return verdict(found, required=os.environ.get("REQUIRE_TOOLCHAINS") == "1", told=bool(options.json))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
