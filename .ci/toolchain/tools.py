"""The tools, the packages that hold them, and for each a small program that proves it works."""

# The commands that are run here are the tools themselves, found on the PATH as a user would find them.

from __future__ import annotations

import ctypes
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CPP = "#include <iostream>\nint main() { std::cout << 6 * 7; }\n"
MPI = """#include <mpi.h>
#include <stdio.h>
int main(int argc, char **argv) {
    int rank, size, sum;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    printf("size %d sum %d\\n", size, sum);
    return MPI_Finalize();
}
"""
# Of 10 rows in blocks of 2, the first of 2 processes holds blocks 0, 2 and 4: 6 rows.
SCALAPACK = """#include <stdio.h>
int numroc_(int *, int *, int *, int *, int *);
int main(void) {
    int n = 10, block = 2, process = 0, first = 0, processes = 2;
    printf("%d", numroc_(&n, &block, &process, &first, &processes));
    return 0;
}
"""
R_ROUTINE = "void twice(double *x) { x[0] = 2 * x[0]; }\n"
R_PACKAGES = ("future", "future.apply", "furrr", "jsonlite")


class ToolMissingError(RuntimeError):
    """A tool is not there, or it is there and does not work: the text says which."""


def run(command: list[str], folder: Path | None = None, *, timeout: float = 60) -> str:
    """Return what a command prints, or raise with its last line of complaint."""
    if shutil.which(command[0]) is None:
        raise ToolMissingError(f"{command[0]} is not on the PATH")
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=timeout, check=False)
    except subprocess.TimeoutExpired:
        raise ToolMissingError(f"{' '.join(command)} did not end within {timeout:.0f} s") from None
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip() or "no output").splitlines()[-1]
        raise ToolMissingError(f"{' '.join(command)} {ending(done.returncode)}: {last}")
    return done.stdout


def ending(status: int) -> str:
    """Say how a command ended: by a status, or by a signal (which Python writes as a negative status)."""
    return f"ended with {status}" if status > 0 else f"died of {signal.Signals(-status).name}"


def first_line(text: str) -> str:
    """Return the first line of what a tool says about itself."""
    return text.strip().splitlines()[0] if text.strip() else "no version given"


def expect(what: str, given: str, wanted: str) -> None:
    """Raise unless a proving program printed what it had to."""
    if given.strip() != wanted:
        raise ToolMissingError(f"{what} printed {given.strip()!r} instead of {wanted!r}")


def prove_compilers(folder: Path) -> str:
    """Compile and run a C++ program; the C compiler is proved by every other tool's program."""
    (folder / "a.cpp").write_text(CPP, "utf-8")
    run(["g++", "a.cpp", "-o", "a"], folder)
    expect("a C++ program", run([str(folder / "a")]), "42")
    run(["make", "--version"])
    return f"{first_line(run(['gcc', '--version']))}; {first_line(run(['g++', '--version']))}"


def prove_mpi(folder: Path) -> str:
    """Compile a C program that adds its ranks, and run it as two processes."""
    (folder / "a.c").write_text(MPI, "utf-8")
    run(["mpicc", "a.c", "-o", "a"], folder)
    two = run(["mpirun", "-n", "2", "--allow-run-as-root", "--oversubscribe", str(folder / "a")], folder)
    expect("an MPI program on two processes", two, "size 2 sum 1\nsize 2 sum 1")
    return first_line(run(["mpirun", "--version"]))


def prove_scalapack(folder: Path) -> str:
    """Link a C program with ScaLAPACK and ask how many rows a process holds."""
    (folder / "a.c").write_text(SCALAPACK, "utf-8")
    run(["mpicc", "a.c", "-lscalapack-openmpi", "-o", "a"], folder)
    expect("a ScaLAPACK program", run([str(folder / "a")]), "6")
    return "libscalapack-openmpi, linked and called"


def prove_openblas(folder: Path) -> str:  # Nothing is compiled: the library is loaded and called.
    """Load OpenBLAS and take a dot product."""
    try:
        library = ctypes.CDLL("libopenblas.so.0")
    except OSError as problem:
        raise ToolMissingError(str(problem)) from None
    library.cblas_ddot.restype = ctypes.c_double
    pair = ctypes.c_double * 2
    expect("OpenBLAS's dot product", str(library.cblas_ddot(2, pair(1, 2), 1, pair(3, 4), 1)), "11.0")
    library.openblas_get_config.restype = ctypes.c_char_p
    return str(library.openblas_get_config().decode())


def prove_r(folder: Path) -> str:
    """Compile a C routine for R, call it from R, and find the packages that the tests use."""
    (folder / "a.c").write_text(R_ROUTINE, "utf-8")
    run(["R", "CMD", "SHLIB", "a.c"], folder)
    packages = ", ".join(f'"{name}"' for name in R_PACKAGES)
    script = f'dyn.load("a.so"); cat(.C("twice", 21)[[1]], setdiff(c({packages}), rownames(installed.packages())))'
    expect("R, its C routine and its missing packages", run(["Rscript", "--vanilla", "-e", script], folder), "42")
    return f"{first_line(run(['R', '--version']))}, with {', '.join(R_PACKAGES)}"


def prove_julia(folder: Path) -> str:
    """Raise and catch an exception: with a wrong libunwind Julia starts well and dies at the first one."""
    script = "try error() catch end; print(VERSION)"
    return "julia " + run(["julia", "--startup-file=no", "--history-file=no", "-e", script], folder)


@dataclass(frozen=True)
class Tool:
    """A tool: the Debian packages that hold it, and the program that proves it."""

    name: str
    packages: tuple[str, ...]
    prove: Callable[[Path], str]

    def look(self) -> tuple[str, str]:
        """Return (what was found, what is wrong); one of the two is empty."""
        with tempfile.TemporaryDirectory() as folder:
            try:
                return self.prove(Path(folder)), ""
            except ToolMissingError as problem:
                return "", str(problem)


TOOLS = (
    Tool("compilers", ("gcc", "g++", "make", "libc6-dev"), prove_compilers),
    Tool("mpi", ("openmpi-bin", "libopenmpi-dev"), prove_mpi),
    Tool("scalapack", ("libscalapack-openmpi-dev",), prove_scalapack),
    Tool("openblas", ("libopenblas0",), prove_openblas),
    Tool("r", ("r-base-core", *(f"r-cran-{name}" for name in R_PACKAGES)), prove_r),
    Tool("julia", ("julia",), prove_julia),
)
