"""The stored run: how samples become figures, and how the JSON is written and read.

A run is one JSON object: `schema`, `claim`, `text`, `date` (UTC), `command` (does it again), `revision`, `machine`,
`settings`, `contenders` (by name: function or command line, versions, BLAS, threads; of native programs build command,
flags, compiler and `ldd`), `oracle` (what checked, how often, the worst error), and `sizes`. Each size holds

- `contenders.<name>`: `seconds` and `cpu_seconds` of one call, `extra_bytes` (peak memory above what the process held
  before computing; all of it for a native program), `compile_seconds` and `held_bytes` (memory that compiling left
  taken) of a contender that compiles, each with `min`, `median`, `max`, and the raw `samples`;
- `ratios.<a>_vs_<b>`: seconds of `a` over seconds of `b`, taken within each round, for every ordered pair; so
  `ratios.numpy_vs_symnp.median` says how many times as long NumPy takes. `memory_ratios` likewise of `extra_bytes`;
- `rounds`: the load averages before and after each;
- `absent`, where a contender takes no part: its name, and why not.

The `ratios` at the top are those of the headline, the last size.
"""

from __future__ import annotations

import json
import os
from itertools import permutations
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from monorepo_testing.paired.errors import ClaimError

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA = 1
_NEEDED = ("claim", "date", "machine", "settings", "contenders", "ratios", "oracle", "sizes")
# What is the same in every sample of a contender is kept once, with the contender.
_FACTS = ("versions", "blas")


def summary(numbers: Sequence[float]) -> dict[str, float]:
    """Return minimum, median and maximum of at least one number."""
    return {"min": min(numbers), "median": median(numbers), "max": max(numbers)}


def paired_ratios(samples: dict[str, list[dict[str, Any]]], key: str) -> dict[str, Any]:
    """Return for each ordered pair of contenders the ratios of one measure within each round.

    Rounds in which only one of the two took part count for nothing. A pair is left out where a round has no positive
    number to divide by or none at all, as memory may.
    """
    ratios: dict[str, Any] = {}
    for a, b in permutations(samples, 2):
        pairs = [(x[key], y[key]) for x, y in zip(samples[a], samples[b], strict=False)]
        if all(x is not None and y is not None and y > 0 for x, y in pairs):
            raw = [x / y for x, y in pairs]
            ratios[f"{a}_vs_{b}"] = {**summary(raw), "samples": raw}
    return ratios


def _measures(samples: list[dict[str, Any]]) -> dict[str, Any]:
    measured = {}
    for key in ("seconds", "cpu_seconds", "extra_bytes"):
        numbers = [sample[key] for sample in samples if sample[key] is not None]
        measured[key] = summary(numbers) if numbers else None
    for key in ("compile_seconds", "held_bytes"):
        numbers = [sample[key] for sample in samples if sample.get(key) is not None]
        if numbers:
            measured[key] = summary(numbers)
    return {**measured, "samples": samples}


def assemble_size(
    facts: dict[str, dict[str, Any]], samples: dict[str, list[dict[str, Any]]], loads: list[dict[str, Any]]
) -> dict[str, Any]:
    """Make the stored figures of one size; the versions that the workers saw move into `facts`."""
    for name, taken in samples.items():
        for sample in taken:
            facts[name].update({key: sample.pop(key) for key in _FACTS if key in sample})
    return {
        "contenders": {name: _measures(taken) for name, taken in samples.items()},
        "ratios": paired_ratios(samples, "seconds"),
        "memory_ratios": paired_ratios(samples, "extra_bytes"),
        "rounds": loads,
    }


def write(result: dict[str, Any], path: str | Path) -> None:
    """Store a run, all or nothing: whoever reads meanwhile sees the old one or the new one.

    Raises
    ------
    ValueError
        If a figure is NaN or infinite.
    """
    target = Path(path)
    text = json.dumps(result, indent=1, allow_nan=False) + "\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    temporary.write_text(text, "utf-8")
    temporary.replace(target)


def _refuse(constant: str) -> float:
    raise ValueError(f"holds {constant}")


def read(path: str | Path) -> dict[str, Any]:
    """Read a stored run.

    Parameters
    ----------
    path : str or Path
        A file that `write` wrote.

    Returns
    -------
    dict

    Raises
    ------
    ClaimError
        If there is no such file, or it is no stored run of this schema whose oracle passed.
    """
    try:
        result = json.loads(Path(path).read_text("utf-8"), parse_constant=_refuse)
    except (OSError, ValueError) as error:
        raise ClaimError(f"{str(path)!r} is no stored run: {error}") from error
    if not isinstance(result, dict) or result.get("schema") != SCHEMA:
        raise ClaimError(f"{str(path)!r} is no stored run of schema {SCHEMA}: run its claim again")
    missing = [key for key in _NEEDED if key not in result]
    if missing:
        raise ClaimError(f"{str(path)!r} lacks {missing}: run its claim again")
    oracle = result["oracle"]
    if not oracle.get("checked") or oracle["checked"] != oracle.get("passed"):
        raise ClaimError(f"{str(path)!r} holds results that no oracle passed: {oracle!r}")
    return result
