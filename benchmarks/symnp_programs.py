"""symnp against the field: programs as NumPy users write them, in one paired run.

NumPy runs each program as written; `best` is the quickest form in plain NumPy that is known, written by hand, where there
is one. symnp runs it as written at each level of rewriting, and builds, rewrites and plans within the time; `symnp-kept`
builds within the time, and has the plan from the calls before, as in a loop; `symnp-jit` does all of that once, ahead. JAX
and PyTensor compile ahead, which is told by itself; dask builds its graph within the time, and takes its arrays in ahead;
numexpr is handed the expression as text. What a library does not run is told with the reason.
Programs of few elements are there to show what symnp costs where it has nothing to gain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
from _symnp_programs import PROGRAMS

from monorepo_testing.paired import Claim, Contender

Prepared = tuple[str, tuple[Any, ...]]

SMALL = "ten_operations_on_10", "ten_operations_on_1000", "ten_operations_on_10000", "black_scholes_on_1000"
SHORT = (
    "first_of_sum",
    "joined_start",
    "transposed_row",
    "row_sums",
    "chain",
    "column_sums",
)  # At their best less than a millisecond.

# What is held against no limit needs fewer rounds.
ONE_ROUND = {"rounds": 1}


def setup(program: str) -> Prepared:
    """Return the program's name and its data."""
    return program, PROGRAMS[program].data()


def by_numpy(prepared: Prepared) -> Any:
    """Run the program as written."""
    program, data = prepared
    return PROGRAMS[program].written(numpy, *data)


def by_hand(prepared: Prepared) -> Any:
    """Run the best form."""
    program, data = prepared
    best = PROGRAMS[program].best
    assert best is not None
    return best(*data)


def absent(name: str) -> dict[int | str, str]:
    """Return the programs that a library does not run, and why."""
    return {program.name: program.cannot[name] for program in PROGRAMS.values() if name in program.cannot}


def without(name: str, reason: str) -> dict[int | str, str]:
    """Return the programs that have no form of their own for a library that wants one."""
    return {program.name: reason for program in PROGRAMS.values() if name not in program.forms} | absent(name)


def library(name: str, module: str, call: str = "call", *, steps: Sequence[str] = (), **options: Any) -> Contender:
    """Return a contender by text: no process imports a library that it does not run."""
    where = f"_symnp_programs.contenders.{module}"
    targets = {step: f"{where}:{function}" for step, function in STEPS.items() if step in steps}
    return Contender(name, f"{where}:{call}", **{"absent": absent(name), **targets, **options})


STEPS = {"prepare": "ours", "compile": "compiled"}
NO_BEST = {name: "no better form is held against it" for name, program in PROGRAMS.items() if program.best is None}
NO_EXPRESSION = without("numexpr", "no expression of elementwise operations")

CLAIM = Claim(
    name="symnp_programs",
    text="symnp runs programs as NumPy users write them about as fast as the best form that is known by hand.",
    contenders=[
        Contender("numpy", by_numpy, tolerance=0.0),
        Contender("best", by_hand, absent={**NO_BEST}),
        library("symnp-none", "symnp_", "none", tolerance=0.0, **ONE_ROUND),
        library("symnp-exact", "symnp_", "exact", tolerance=0.0),
        library("symnp-reassociate", "symnp_", "reassociate", rounds=2),
        library("symnp-algebraic", "symnp_", "algebraic", rounds=2),
        library("symnp-kept", "symnp_", "kept", tolerance=0.0),
        library("symnp-jit", "symnp_", steps=["compile"], tolerance=0.0),
        library("jax", "jax_", steps=["prepare", "compile"], **ONE_ROUND),
        library("pytensor", "pytensor_", steps=["prepare", "compile"], **ONE_ROUND),
        library("dask", "dask_", steps=["prepare"], **ONE_ROUND),
        library("numexpr", "numexpr_", absent=NO_EXPRESSION, **ONE_ROUND),
    ],
    setup=setup,
    oracle=by_numpy,
    tolerance=1e-9,
    sizes=list(PROGRAMS),
    rounds=3,
    repeat={name: 300 if name in SMALL else 20 if name in SHORT else 1 for name in PROGRAMS},
    timings=5,
    threads=2,
)
