"""Show measured results as tables, and say plainly where nothing was measured."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from statistics import median
from typing import Any

from monorepo_testing.paired import read, table
from monorepo_testing.paired.matrix import matrix

NOT_MEASURED = "**Not measured.**"
FEW = 8
MANY = 5  # Contenders, of which each pair would be a row.
GIB = 2**30


def benchmark_sections(folder: Path) -> str:
    """Return a section a claim: its text from the benchmark, its figures from `results/`."""
    claims = {path.stem: path for path in sorted(folder.glob("[!_]*.py"))}
    results = {path.stem: path for path in sorted((folder / "results").glob("*.json"))}
    stems = sorted(claims.keys() | results.keys())
    if not stems:
        return f"There are no benchmarks yet. {NOT_MEASURED}\n"
    return "\n".join(section(stem, claims.get(stem), results.get(stem)) for stem in stems)


def section(stem: str, claim: Path | None, result: Path | None) -> str:
    """Return one claim's section."""
    run = read(result) if result else None
    # A run that no claim in benchmarks/ measures says itself what it is about.
    text = (ast.get_docstring(ast.parse(claim.read_text("utf-8"))) or "") if claim else (run or {}).get("text", "")
    command = f"The command that measures it: `{command_for(stem)}`."
    figures = stored_run(run) if run else f"{NOT_MEASURED} {command}"
    return f"## {stem}\n\n{text}\n\n{figures}\n"


def stored_run(run: dict[str, Any]) -> str:
    """Return a stored run's table, and beneath it what it was measured with."""
    figures = matrix(run) if len(run["contenders"]) > MANY else table(run)
    return f"{figures}\n\n{suite_run(run) if 'suite' in run['settings'] else circumstances(run)}"


def suite_run(run: dict[str, Any]) -> str:
    """Return what each library passed of a public suite of tests, and say how the run came to be."""
    settings, oracle, counts = run["settings"], run["oracle"], {}
    for name, one in run["contenders"].items():
        counts[f"{name} {one['versions'][name]}"] = one["tests"]
    return (
        f"{records(counts, 'tests')}\n\n"
        f"Of the {oracle['checked']} tests that NumPy passes, symnp passes {oracle['passed']}; measured {where(run)}. "
        f"{settings['max_examples']} examples a test, seed {settings['seed']}; the suite is {settings['suite']}"
        f"{' at ' + settings['suite_commit'] if settings['suite_commit'] else ''}. `{run['command']}` runs it again; "
        f"the stored run names the tests: `benchmarks/results/{run['claim']}.json`."
    )


def where(run: dict[str, Any]) -> str:
    """Return date, machine and Python of a run."""
    machine = run["machine"]
    return (
        f"on {run['date'][:10]} on {machine['cpu']}, {machine['usable_cores']} cores, "
        f"{machine['memory_bytes'] / GIB:.0f} GiB, {machine['os']}, Python {machine['python']}"
    )


def circumstances(run: dict[str, Any]) -> str:
    """Say in a paragraph how the figures of a run came to be."""
    oracle = run["oracle"]
    versions = {f"{name} {number}" for one in run["contenders"].values() for name, number in one["versions"].items()}
    return (
        f"Measured {where(run)}; {', '.join(sorted(versions))}. "
        f"{run['settings']['rounds']} rounds in turn, each contender in a process of its own; {oracle['passed']} of "
        f"{oracle['checked']} results passed the oracle, with a largest error of {oracle['worst_error']:.2g}. Memory "
        f"is what a process grew by. The stored run has all samples, libraries and loads: "
        f"`benchmarks/results/{run['claim']}.json`."
    )


def command_for(stem: str) -> str:
    """Return the command that fills a claim's file: GPU claims are measured on a GPU machine."""
    return ".ci/gpu" if stem.startswith("gpu_") else f"python3 dev.py nox -s bench -- benchmarks/{stem}.py"


def gpu_section(path: Path) -> str:
    """Return what a GPU machine measured, or that nothing has been."""
    if not path.is_file():
        return f"{NOT_MEASURED} No GPU machine has run the tests and the benchmarks of this checkout yet.\n"
    return render(json.loads(path.read_text("utf-8"))) + "\n"


def render(value: Any, title: str = "") -> str:
    """Return any JSON as Markdown: a table for records, a table of two columns for plain values."""
    if isinstance(value, list):
        value = {str(index): entry for index, entry in enumerate(value)}
    if not isinstance(value, dict):
        return f"{title}: {cell(value)}"
    if len(value) > 1 and all(isinstance(entry, dict) and is_flat(entry) for entry in value.values()):
        return records(value, title)
    flat = {name: entry for name, entry in value.items() if not isinstance(entry, (dict, list)) or is_short(entry)}
    nested = {name: entry for name, entry in value.items() if name not in flat}
    parts = [f"**{title}**" if title else "", pairs(flat)]
    return "\n\n".join(part for part in [*parts, *(render(entry, name) for name, entry in nested.items())] if part)


def is_flat(record: dict[str, Any]) -> bool:
    """Return whether a record fits into one row."""
    return bool(record) and all(not isinstance(entry, (dict, list)) or is_short(entry) for entry in record.values())


def is_short(value: Any) -> bool:
    """Return whether a value is a list that fits into one cell: plain values, or many numbers told by their median."""
    return (
        isinstance(value, list)
        and not any(isinstance(one, (dict, list)) for one in value)
        and (len(value) <= FEW or all(isinstance(one, (int, float)) for one in value))
    )


def records(rows: dict[str, dict[str, Any]], title: str) -> str:
    """Return a table with a row a record."""
    columns = list(dict.fromkeys(name for record in rows.values() for name in record))
    lines = [table_row([title or "name", *columns]), table_row(["---"] * (len(columns) + 1))]
    return "\n".join([*lines, *(table_row([name, *map(record.get, columns)]) for name, record in rows.items())])


def pairs(values: dict[str, Any]) -> str:
    """Return a table of names and values, or nothing for no values."""
    if not values:
        return ""
    return "\n".join(["| what | value |", "|---|---|", *(table_row([name, entry]) for name, entry in values.items())])


def table_row(cells: list[Any]) -> str:
    """Return one row of a Markdown table."""
    return "| " + " | ".join(map(cell, cells)) + " |"


def cell(value: Any) -> str:
    """Return a value as a table shows it: four digits are what a measurement is worth."""
    if isinstance(value, float):
        return f"{value:.4g}"
    text = listed(value) if isinstance(value, list) else "" if value is None else str(value)
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def listed(values: list[Any]) -> str:
    """Return a list as a cell shows it: few values in full, many numbers by their count and median."""
    if len(values) <= FEW:
        return ", ".join(map(cell, values))
    return f"{len(values)} values, median {cell(float(median(values)))}"
