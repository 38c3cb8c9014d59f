"""One call held against NumPy, through one of the two doors by which programs reach symnp."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

import symnp
from symnp._coverage.compare import Rules, difference
from symnp._coverage.inputs import GENERATOR, LETTERS, Inputs, make
from symnp._coverage.materialising import MATERIALISING
from symnp._coverage.names import Name
from symnp._coverage.running import letters, parsed, run, undisturbed

Door = Literal["symnp", "numpy"]
"""What ``np`` is: symnp, or NumPy that is given symnp's arrays."""

NO_VALUES = ("empty", "empty_like")
"""What these give is whatever the memory held: only its layout is compared."""


@dataclass(frozen=True)
class Outcome:
    """What came of a call: a reason in one line where it fails, and whether a value was computed on the way."""

    call: str
    door: Door
    reason: str | None
    materialised: bool = False

    @property
    def key(self) -> str:
        """The call and its door, as in the table of known failures."""
        return f"{self.door}: {self.call}"


def doors(name: Name, call: str) -> tuple[Door, ...]:
    """Return the doors that a call can come through.

    NumPy must be called, and given an array of ours, in order to hand over to us. Its generators never do, and methods
    are our arrays' own.
    """
    found = letters(call)
    by_numpy = name.section not in ("random.Generator", "ndarray")
    handed_over = by_numpy and "np" in found and found & {*LETTERS} - {GENERATOR}
    return ("symnp", "numpy") if handed_over else ("symnp",)


def asks_us(name: Name) -> bool:
    """Whether NumPy hands a function over to the class of the arrays that it is given.

    Functions that make arrays, such as ``numpy.array``, do not: they ask an array for its values.
    """
    if name.section not in ("functions", "linalg", "fft"):
        return True
    return type(name.theirs).__name__ == "_ArrayFunctionDispatcher"


def _writes_to_numpy(call: str) -> bool:
    """Whether a call makes its own output, which through NumPy's door is NumPy's array and is given back as such."""
    outputs = [node.value for node in ast.walk(parsed(call)) if isinstance(node, ast.keyword) and node.arg == "out"]
    return any(isinstance(node, ast.Name) and node.id == "np" for output in outputs for node in ast.walk(output))


def _rules(name: Name, call: str, door: Door) -> Rules:
    from_numpy = door == "numpy" and (not asks_us(name) or _writes_to_numpy(call))
    return Rules(
        numpy_arrays=from_numpy or name.qualified in MATERIALISING,
        values=name.qualified not in NO_VALUES,
        late_numbers=name.section == "random.Generator" or name.name == "count_nonzero",
    )


def check(call: str, door: Door, name: Name) -> Outcome:
    """Run a call on NumPy and on symnp, and compare.

    Parameters
    ----------
    call : str
        Python source, see `symnp._coverage.calls`.
    door : {"symnp", "numpy"}
        What the call's ``np`` is.
    name : Name
        What the call is made to test.

    Returns
    -------
    Outcome
        Whatever is raised is a failure, too.
    """
    before = symnp.materialisations()
    materialised = False
    with undisturbed():
        try:
            inputs = make(np, letters(call))
            theirs = run(call, np, inputs)
        except Exception as error:  # noqa: BLE001
            return Outcome(call, door, f"NumPy itself refuses: {_line(error)}")
        try:
            module: Any = symnp if door == "symnp" else np
            twins = make(module, letters(call), wrapped=True)
            ours = run(call, module, twins)
            materialised = symnp.materialisations() != before
            reason = difference(ours, theirs, _rules(name, call, door)) or _afterwards(call, twins, inputs)
        except Exception as error:  # noqa: BLE001
            reason = _line(error)
    return Outcome(call, door, reason, materialised)


def _left_undefined(call: str) -> frozenset[str]:
    """Return the inputs whose values NumPy says nothing about afterwards, because a call may work in their memory."""
    found: set[str] = set()
    for node in ast.walk(parsed(call)):
        if isinstance(node, ast.Call) and any(keyword.arg == "overwrite_input" for keyword in node.keywords):
            found.update(part.id for part in ast.walk(node.args[0]) if isinstance(part, ast.Name))
    return frozenset(found)


def _afterwards(call: str, ours: Inputs, theirs: Inputs) -> str | None:
    """Say how an input differs after the call, which may have written into it or drawn numbers from it."""
    for letter in theirs.keys() - _left_undefined(call):
        mine, after = ours[letter], theirs[letter]
        if letter == GENERATOR:
            found = difference(mine.random(2), after.random(2), Rules(numpy_arrays=type(mine) is type(after)))
        else:
            found = difference(mine, after)
        if found is not None:
            return f"afterwards, {letter}: {found}"
    return None


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:300]
