"""Say which GPU this is, and with which software it is driven."""

from __future__ import annotations

import importlib.metadata
import platform
import shutil
import subprocess
import sys

CUPY = """
import cupy
properties = cupy.cuda.runtime.getDeviceProperties(0)
doubled = (cupy.arange(1000.0) * 2).sum()
assert float(doubled) == 999000.0, doubled
print(properties["name"].decode(), cupy.cuda.runtime.runtimeGetVersion())
"""
SHOWN = ("cupy-cuda13x", "numpy", "scipy", "dask", "distributed", "numba", "numba-cuda", "torch", "jax")


class NoDeviceError(RuntimeError):
    """There is no GPU, or it cannot be used: the text says which."""


def answer(command: list[str], environment: dict[str, str]) -> str:
    """Return a command's output, or raise with its last line."""
    if shutil.which(command[0]) is None:
        raise NoDeviceError(f"there is no GPU: {command[0]} is not on the PATH")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        words = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()
        raise NoDeviceError(f"there is no usable GPU: {command[0]} ended with {done.returncode}: {words[-1]}")
    return done.stdout.strip()


def device(environment: dict[str, str]) -> dict[str, str]:
    """Return the driver's and CuPy's words on the GPU; CuPy has to compute something right first."""
    query = ["nvidia-smi", "--query-gpu=name,driver_version,memory.total", "--format=csv,noheader"]
    driver = answer(query, environment)
    return {"nvidia-smi": driver, "cupy": answer([sys.executable, "-c", CUPY], environment)}


def versions() -> dict[str, str]:
    """Return the versions of what the figures depend on, of those that are installed."""
    found = {"python": platform.python_version(), "system": platform.platform()}
    for name in SHOWN:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found
