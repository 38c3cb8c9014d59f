"""What a stored run says: rates, the share of the limit, memory in matrices, ratios."""

from __future__ import annotations

from typing import Any

Run = dict[str, Any]

GIGA = 1e9


def gflops(size: dict[str, Any], name: str) -> float:
    """Return the rate of one contender, from the median of its times."""
    return float(size["flops"] / size["contenders"][name]["seconds"]["median"] / GIGA)


def limit(run: Run) -> float | None:
    """Return the GFLOP/s that NumPy's product reaches, on the matrices on which it is the quickest; None if it was not measured."""
    rates = [gflops(size, "scipy") for size in run["sizes"].values() if size["operation"] == "gemm"]
    return max(rates, default=None)


def share(run: Run, case: str, name: str = "dask-linalg") -> float | None:
    """Return the rate of a contender as a share of the limit; None where either was not measured."""
    size, most = run["sizes"].get(case), limit(run)
    return None if size is None or most is None or name not in size["contenders"] else gflops(size, name) / most


def matrices(size: dict[str, Any], name: str) -> float | None:
    """Return the peak of memory in matrices: the input, and what was taken besides while it ran."""
    extra = size["contenders"].get(name, {}).get("extra_bytes")
    return None if extra is None else 1 + float(extra["median"]) / (8 * size["m"] * size["n"])


def ratio(run: Run, case: str, other: str, which: str = "median") -> float | None:
    """Return our time over that of another: the median of what was paired, or the ratio of the shortest times."""
    size = run["sizes"].get(case)
    if size is None or not {"dask-linalg", other} <= set(size["contenders"]):
        return None
    if which == "median":
        return float(size["ratios"][f"dask-linalg_vs_{other}"]["median"])
    ours, theirs = (size["contenders"][name]["seconds"]["min"] for name in ("dask-linalg", other))
    return float(ours / theirs)
