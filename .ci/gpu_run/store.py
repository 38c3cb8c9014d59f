"""Put the results of a GPU machine where the docs read them."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def store(file: Path, root: Path) -> int:
    """Split a results file: one file a benchmark beside the others, the rest for the page on GPUs."""
    results = json.loads(file.read_text("utf-8"))
    if results["dry_run"] or not results["device"]:
        sys.exit(f"{file} was made without a GPU: it holds nothing that may be stored as measured")
    if results["faults"]:
        sys.exit(f"{file} is of a run that failed: {'; '.join(results['faults'])}")
    for stem, figures in results.pop("benchmarks").items():
        save(root / "benchmarks" / "results" / f"{stem}.json", figures)
    save(root / "docs" / "gpu-results.json", results)
    return 0


def save(path: Path, content: object) -> None:
    """Write JSON and say where."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    print(f"stored {path}")
