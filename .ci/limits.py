"""The house's own limits: length of files and functions, and names that say what is inside."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FILE_LINES = 400
FUNCTION_LINES = 60
CODE_LINES = 45
EMPTY_NAMES = {"utils.py", "util.py", "helpers.py", "helper.py", "common.py", "misc.py"}


def tracked(pattern: str) -> list[Path]:
    """Return the files that git knows or would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", pattern]
    return [
        Path(line)
        for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
        if line
    ]


def is_test(path: Path) -> bool:
    """Whether a file holds tests, which may be long."""
    return "tests" in path.parts or path.name.startswith("test_")


def faults(path: Path) -> Iterator[str]:
    """Yield what is wrong with a file."""
    text = path.read_text()
    lines = text.count("\n")
    if path.name in EMPTY_NAMES:
        yield f"{path}: the name does not say what is inside; name the file after its idea"
    if is_test(path):
        return
    if lines > FILE_LINES:
        yield f"{path}: {lines} lines, at most {FILE_LINES}; split it by ideas"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            # A docstring says all about each argument, and may be as long as it takes where the code itself is short.
            length = lines_of(node)
            code = length - (lines_of(node.body[0]) if ast.get_docstring(node) else 0)
            if length > FUNCTION_LINES and code > CODE_LINES:
                yield f"{path}:{node.lineno}: {node.name} has {length} lines, at most {FUNCTION_LINES}"


def lines_of(node: ast.stmt) -> int:
    """Return how many lines a statement takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def main() -> int:
    """Print every fault and return 1 if there is one."""
    found = [fault for path in tracked("*.py") if path.exists() for fault in faults(path)]
    print("\n".join(found) or "files, functions and names are within the limits")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
