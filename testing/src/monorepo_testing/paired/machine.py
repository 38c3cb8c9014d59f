"""What a figure depends on besides the code: hardware, system, versions, BLAS, threads, load."""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def answer_of(argv: Sequence[str], *, cwd: Path | None = None) -> str:
    """Return what a small command prints, or the empty string where it is not there, fails or takes long."""
    if shutil.which(argv[0]) is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - fixed commands and compilers that a claim names.
            list(argv), capture_output=True, text=True, timeout=20, check=False, cwd=cwd, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _field(path: str, name: str) -> str:
    """Return a field of a file of `name: value` or `name=value` lines, or the empty string."""
    try:
        lines = Path(path).read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        key, _, value = line.partition(":" if ":" in line else "=")
        if key.strip() == name:
            return value.strip().strip('"')
    return ""


def hardware() -> dict[str, Any]:
    """Return processor, cores, memory and GPUs of this machine."""
    memory = _field("/proc/meminfo", "MemTotal").split()
    gpus = answer_of(["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]).splitlines()
    return {
        "cpu": _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "usable_cores": len(os.sched_getaffinity(0)),
        "memory_bytes": int(memory[0]) * 1024 if memory else None,
        "gpus": [gpu.strip() for gpu in gpus],
    }


def system() -> dict[str, str]:
    """Return the operating system and the Python that runs."""
    return {
        "os": _field("/etc/os-release", "PRETTY_NAME") or platform.system(),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "python_built_with": platform.python_compiler(),
    }


def load() -> list[float]:
    """Return the load averages over 1, 5 and 15 minutes."""
    return [round(value, 2) for value in os.getloadavg()]


def thread_settings(env: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of an environment that set numbers of threads."""
    return {name: env[name] for name in THREAD_VARIABLES if name in env}


def revision(folder: Path) -> str:
    """Return the Git commit that a folder is at, with `+changes` where tracked files differ from it."""
    commit = answer_of(["git", "rev-parse", "HEAD"], cwd=folder)
    changed = answer_of(["git", "status", "--porcelain", "--untracked-files=no"], cwd=folder)
    return commit + ("+changes" if commit and changed else "")


def versions() -> dict[str, str]:
    """Return the versions of the libraries that this process has imported."""
    found = {}
    for name, module in sorted(sys.modules.items()):
        # Not through getattr: some modules warn when they are asked.
        version = vars(module).get("__version__")
        if isinstance(version, str) and "." not in name and name not in sys.stdlib_module_names:
            found[name] = version
    return {name: version for name, version in found.items() if not name.startswith("_")}


def blas() -> list[dict[str, Any]]:
    """Return the BLAS and OpenMP libraries of this process, with their threads where threadpoolctl is there."""
    if importlib.util.find_spec("threadpoolctl") is not None:
        threadpoolctl: Any = importlib.import_module("threadpoolctl")
        kept = ("user_api", "internal_api", "version", "threading_layer", "architecture", "num_threads")
        return [{key: pool.get(key) for key in kept} for pool in threadpoolctl.threadpool_info()]
    import numpy as np

    config: Any = np.show_config(mode="dicts")
    return [{"user_api": "blas", **config.get("Build Dependencies", {}).get("blas", {})}]
