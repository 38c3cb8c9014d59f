"""ScaLAPACK's driver: whether this machine can build it, how it is built and started, and what it says of itself."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from monorepo_testing.paired import BenchmarkError, ContenderCrashedError
from monorepo_testing.paired.native import native_facts

HERE = Path(__file__).resolve().parent
PROCESSES = 2
SOURCES = ("driver.c", "operations.c", "matrices.c")
# OpenBLAS comes first, so that ScaLAPACK finds its BLAS and its LAPACK there, whatever libblas.so.3 is an alternative for.
LIBRARIES = ("-Wl,--no-as-needed", "-l:libopenblas.so.0", "-lscalapack-openmpi", "-lm")
FLAGS = ("-std=c11", "-O3", "-Wall", "-Wextra", "-Werror")
REMEDY = "`sudo python3 .ci/toolchains.py --only compilers mpi scalapack openblas` installs it"
SHARE = 0.8  # Of NumPy's rate in products: with less, ScaLAPACK would lose for its BLAS and not for itself.


class SlowBLASError(BenchmarkError):
    """The BLAS that ScaLAPACK is linked with is no match for NumPy's: nothing that it is timed with would be fair."""


def missing(folder: Path) -> str:
    """Return why this machine cannot build the driver, or the empty string."""
    absent = [name for name in ("mpicc", "mpirun") if shutil.which(name) is None]
    if absent:
        return f"there is no {' and no '.join(absent)} here; {REMEDY}"
    probe = folder / "probe.c"
    probe.write_text("int main(void) { return 0; }\n", "utf-8")
    done = _run(["mpicc", str(probe), "-o", str(folder / "probe"), *LIBRARIES])
    last = (done.stderr.strip() or "no reason given").splitlines()[-1]
    return f"mpicc cannot link with ScaLAPACK and OpenBLAS ({last}); {REMEDY}" if done.returncode else ""


def build_command(folder: Path) -> list[str]:
    """Return the command that builds the driver in a folder."""
    sources = [str(HERE / name) for name in SOURCES]
    return ["mpicc", *FLAGS, "-o", str(folder / "driver"), *sources, *LIBRARIES]


def build(folder: Path) -> Path:
    """Build the driver.

    Raises
    ------
    ContenderCrashedError
        If the compiler refuses it.
    """
    done = _run(build_command(folder))
    if done.returncode:
        raise ContenderCrashedError(f"the driver of ScaLAPACK was not built:\n{done.stderr}")
    return folder / "driver"


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - fixed commands, and no shell reads them.
        command, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL
    )


def command(driver: Path) -> list[str]:
    """Return the command that starts the driver."""
    return ["mpirun", "-n", str(PROCESSES), "--allow-run-as-root", "--oversubscribe", str(driver)]


def facts(driver: Path, said: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Describe the driver for the stored run: how it was built, its libraries, and who provides what."""
    built = native_facts([str(driver)], build_command(folder), " ".join(FLAGS))
    shown = [part.replace(f"{HERE}/", "").replace(f"{folder}/", "") for part in built["build"]]
    told = {key: value for key, value in said.items() if key != "cpu_seconds"}
    providers = {name: str(Path(told[name]).resolve()) for name in ("dgemm", "dpotrf", "pdgemm")}
    return {
        "kind": "native",
        **built,
        "argv": [part.replace(f"{folder}/", "") for part in command(driver)],
        "build": shown,
        **told,
        **providers,
        "versions": {
            "openmpi": _version(r"v([\d.]+)", told["mpi"]),
            "scalapack": _version(r"\.so\.([\d.]+)", providers["pdgemm"]),
            "openblas": _version(r"OpenBLAS ([\d.]+)", told["openblas"]),
        },
    }


def _version(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[1] if found else "unknown"


def demand_fast_blas(own: float, numpys: float, said: dict[str, Any]) -> None:
    """Demand that the driver's products are about as fast as NumPy's.

    Raises
    ------
    SlowBLASError
        If they are not.
    """
    if not own >= SHARE * numpys:
        raise SlowBLASError(
            f"ScaLAPACK's BLAS ({said.get('dgemm')}) reaches {own:.3g} GFLOP/s in products and NumPy {numpys:.3g}: want {SHARE:g} "
            "of that; put libopenblas0 there, or run again when the machine is quiet"
        )
