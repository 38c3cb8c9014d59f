"""Calls of ufuncs and of their methods, put together from operands and options that NumPy itself accepts.

For each ufunc the operands are tried until NumPy takes them. For each keyword the values are, likewise: so a keyword
counts as offered by a ufunc where there is a value with which NumPy accepts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import numpy as np

from symnp._coverage.inputs import LETTERS, make
from symnp._coverage.names import UFUNC_METHODS, names
from symnp._coverage.running import letters, run, undisturbed

_UNARY = ("x", "f", "i", "z", "b", "u", "d", "a0", "m", "t[::-1]")
_BINARY = (
    "x, y",
    "f, f[::-1]",
    "i, j",
    "z, z[::-1]",
    "b, c",
    "u, u[::-1]",
    "x, i",
    "x, 2",
    "x.T, m.T",
    "t, v",
    "a0, a0",
    "2.5, x",
    "d, d[::-1]",
    "l, l[::-1]",
)
_CORE = {  # Operands and outputs of ufuncs that work on whole vectors and matrices.
    "matmul": (("s, p", "q, s", "z, h", "x, v", "i, j.T"), "q[0]", "[(-2, -1), (-2, -1), (-1, -2)]"),
    "vecdot": (("x, y", "z, z[::-1]", "i, j", "t, v"), "w", "[-1, -1, ()]"),
    "matvec": (("x, v", "s, x", "z, v", "i, k"), "w", "[(-2, -1), -1, -1]"),
    "vecmat": (("w, x", "x, s", "w, z", "k[:3], i"), "v", "[-1, (-2, -1), -1]"),
}
_OUTPUTS = ("o", "c", "z[::-1]", "f", "j", "u[::-1]", "n")
_TWO_OUTPUTS = ("o, n", "o, j", "i, j", "u, j")
_DTYPES = ("'f4'", "'c16'", "'f8'", "'i4'", "'bool'", "'u1'", "object")
_AT = (("x", "y"), ("i", "j"), ("z", "z[::-1]"), ("b", "c"), ("u", "u[::-1]"), ("f", "i"), ("d.view('m8[D]')", "k"))
_LINES = ("v", "r", "b[0]", "z[0]", "k", "f[0]", "u[0]")


@cache
def _works(call: str) -> Any:
    """Return what NumPy gives for a call, or None where it refuses."""
    with undisturbed():
        try:
            return run(call, np, make(np, letters(call)))
        except (TypeError, ValueError, IndexError):
            return None


def _first(calls: Iterable[str]) -> Iterator[str]:
    """Yield the first call that NumPy takes, if there is one."""
    for call in calls:
        if _works(call) is not None:
            yield call
            return


def _taken(calls: Iterable[str]) -> Iterator[str]:
    yield from (call for call in calls if _works(call) is not None)


def _fitting(call: str, outputs: Iterable[str]) -> list[str]:
    """Return outputs in the order to try them: those with the dtype of the result first."""
    result = _works(call)
    wanted = result[0].dtype if isinstance(result, tuple) else result.dtype
    return sorted(outputs, key=lambda output: _works(output.partition(", ")[0]).dtype != wanted)


def _written_over(call: str) -> list[str]:
    """Return the first operand, as an output that overlaps with what is read: itself, and in reverse."""
    operand = next(letter for letter in LETTERS if letter in letters(call))
    return [operand, f"{operand}[::-1]"]


def _loops(ufunc: np.ufunc, last: int) -> list[str]:
    """Return the signatures of a ufunc's loops, as text: those on doubles first, those on objects last."""
    found = sorted(ufunc.types, key=lambda loop: ("O" in loop, "d" not in loop))
    return [repr(loop) for loop in found[:last]]


def _options(ufunc: np.ufunc, start: str, plain: str) -> Iterator[str]:
    """Yield calls with each of the keywords that every ufunc has but out= and where=."""
    for dtype in ("dtype={}", "dtype={}, casting='unsafe'"):
        yield from _first(f"{start}, {dtype.format(one)})" for one in _DTYPES)
    yield from _first([f"{start}, casting='no')", f"{start}, casting='unsafe')"])
    yield from _taken([f"{start}, order='F')", f"{start}, subok=False)"])
    loops = _loops(ufunc, 8)
    yield from _first([f"{start}, signature={loop}, casting='unsafe')" for loop in loops])
    yield from _first([f"{start}, signature={loop})" for loop in loops])


def _elementwise(name: str, ufunc: np.ufunc) -> Iterator[str]:
    plain = list(_taken(f"np.{name}({operands})" for operands in (_UNARY if ufunc.nin == 1 else _BINARY)))
    yield from plain
    main = next(call for call in plain if getattr(_leading(call), "shape", None))
    start = main[:-1]
    yield from _options(ufunc, start, main)
    outputs = _fitting(main, _OUTPUTS if ufunc.nout == 1 else _TWO_OUTPUTS)
    shape = _leading(main).shape
    if ufunc.nout == 1:
        fitting = outputs if shape == (3, 4) else _fitting(main, _LINES)
        mask = "b" if shape == (3, 4) else "b[0]"
        yield from _first(f"{start}, out={out})" for out in fitting)
        yield from _first(f"{start}, {out})" for out in fitting)
        yield from _taken([f"{start}, out={out})" for out in _written_over(main)])
        yield from _first(f"{start}, out={out}, where={mask})" for out in fitting)
        return
    yield from _first(f"{start}, out=({out}))" for out in outputs)
    yield from _first(f"{start}, out=({out}), where=b)" for out in outputs)
    yield from _first(f"{start}, out=({out}, None))" for out in _OUTPUTS)


def _leading(call: str) -> Any:
    result = _works(call)
    return result[0] if isinstance(result, tuple) else result


def _cored(name: str, ufunc: np.ufunc) -> Iterator[str]:
    operands, out, axes = _CORE[name]
    plain = list(_taken(f"np.{name}({pair})" for pair in operands))
    yield from plain
    start = plain[0][:-1]
    yield from _options(ufunc, start, plain[0])
    yield from _taken(
        [f"{start}, out={out})", f"{start}, axes={axes})", f"{start}, axis=0)", f"{start}, keepdims=True)"]
    )


def _reduce(name: str, ufunc: np.ufunc) -> Iterator[str]:
    start = f"np.{name}.reduce("
    plain = list(_taken(f"{start}{array})" for array in ("x", "i", "z", "b", "u", "t", "x.T", "x[::-1]", "e")))
    yield from plain
    array = plain[0][:-1]
    yield from _taken(
        f"{array}, {axis}" for axis in ("axis=1)", "axis=-1, keepdims=True)", "axis=None)", "axis=(0, 1))")
    )
    yield from _first(f"{array}, dtype={dtype})" for dtype in _DTYPES)
    yield from _taken([f"{array}, keepdims=True)"])
    yield from _first(f"{array}, out={out})" for out in _fitting(plain[0], _LINES))
    yield from _first(f"{array}, initial={value})" for value in ("2.5", "3", "True"))
    yield from _first(
        f"{array}, axis=1, {first}where=b)" for first in ("initial=2.5, ", "initial=3, ", "initial=True, ")
    )
    if ufunc.identity is not None:
        yield from _taken([f"{array}, where=b)"])


def _accumulate(name: str, ufunc: np.ufunc) -> Iterator[str]:
    plain = list(_taken(f"np.{name}.accumulate({array})" for array in ("x", "i", "z", "b", "u", "x.T", "x[::-1]")))
    yield from plain
    array = plain[0][:-1]
    yield from _taken([f"{array}, axis=1)", f"{array}, -1)"])
    yield from _first(f"{array}, dtype={dtype})" for dtype in _DTYPES)
    yield from _first(f"{array}, out={out})" for out in _fitting(plain[0], _OUTPUTS))
    yield from _taken([f"{array}, out={out})" for out in _written_over(plain[0])])


def _reduceat(name: str, ufunc: np.ufunc) -> Iterator[str]:
    arrays = ("x", "i", "z", "b", "u", "x.T")
    plain = list(_taken(f"np.{name}.reduceat({array}, [0, 2, 1])" for array in arrays))
    yield from plain
    array = plain[0][:-1]
    yield from _taken([f"{array}, axis=1)", f"{array[: array.index('[')]}k, axis=-1)"])
    yield from _first(f"{array}, dtype={dtype})" for dtype in _DTYPES)
    yield from _first(f"{array}, out={out})" for out in _fitting(plain[0], _OUTPUTS))
    yield from _taken([f"{array}, out={out})" for out in _written_over(plain[0])])


def _outer(name: str, ufunc: np.ufunc) -> Iterator[str]:
    lines = (
        "x[0], y[1, :3]",
        "v, k[:3]",
        "z[0], z[1, :3]",
        "i[0], j[1, :3]",
        "b[0], c[1, :3]",
        "u[0], u[1, :3]",
        "x, 2",
    )
    plain = list(_taken(f"np.{name}.outer({pair})" for pair in lines))
    yield from plain
    start = plain[0][:-1]
    yield from _options(ufunc, start, plain[0])
    if ufunc.nout == 1:
        turned = [f"{out}.T" for out in _fitting(plain[0], _OUTPUTS)]
        yield from _first(f"{start}, out={out})" for out in turned)
        yield from _first(f"{start}, out={out}, where=b.T)" for out in turned)
    else:
        yield from _first(f"{start}, out=(o.T, {out}.T), where=b.T)" for out in ("n", "i"))


def _at(name: str, ufunc: np.ufunc) -> Iterator[str]:
    for array, other in _AT:
        value = "" if ufunc.nin == 1 else f", {other}"
        yield from _taken([f"np.{name}.at({array}, [0, 2, 0]{value}); {array}"])
        value = "" if ufunc.nin == 1 else f", {other}[:, :2]"
        yield from _taken([f"np.{name}.at({array}, (slice(None), [1, -1]){value}); {array}"])
    value = "" if ufunc.nin == 1 else ", 2"
    yield from _first(f"np.{name}.at({array}, {index}{value}); {array}" for array in "xizbu" for index in ("b", "..."))


_METHODS = dict(zip(UFUNC_METHODS, (_reduce, _accumulate, _reduceat, _outer, _at), strict=True))


@cache
def generated() -> dict[str, tuple[str, ...]]:
    """Return the calls of every ufunc and of every method of one, by name."""
    found = {}
    for name in names():
        if name.section == "ufuncs":
            build = _elementwise if name.theirs.signature is None else _cored
            found[name.name] = tuple(dict.fromkeys(build(name.name, name.theirs)))
        elif name.section == "ufunc methods":
            ufunc, _, method = name.name.partition(".")
            found[name.name] = tuple(dict.fromkeys(_METHODS[method](ufunc, getattr(np, ufunc))))
    return found
