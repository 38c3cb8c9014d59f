"""Prints the predicted and the measured peak of programs: each runs in a fresh child of this process.

A child begins with the resident memory of its parent as its peak. It makes its inputs, runs a tiny instance of the same
program so that libraries have started, and then the program itself: by how much the peak has grown is the measurement.
BLAS takes a packing buffer for each of its threads once in a process, which is no part of any computation: the child lets
it take them before, and whoever starts this process gives it one thread.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from pathlib import Path

import numpy as np
from peak_programs import PROGRAMS, SMALL, USING_BLAS

import symnp
from symnp._cost.estimate import estimate
from symnp._cost.machine import Machine
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rules import RULES

_ANY_MACHINE = Machine(
    near=(1e6, 1e10), far=(1e8, 1e9), fresh=0.0, vector_flops=1e9, matmul_flops=1e9, plain_flops=1e9, overhead=0.0
)


def main() -> None:
    """Measure the programs named on the command line, at the levels that stand before the dash."""
    split = sys.argv.index("--")
    for name in sys.argv[split + 1 :]:
        for level in sys.argv[1:split]:
            sys.stdout.write(json.dumps([name, level, *_in_child(name, level)]) + "\n")
            sys.stdout.flush()  # Or the next child would write it once more.


_KEPT = []  # What is freed would be handed out again, and not be seen.


def _let_blas_take_its_buffers() -> None:
    """Multiply a matrix so long and so wide that it fills the buffers."""
    long, narrow = np.zeros((12_000, 400)), np.zeros((400, 200))
    _KEPT.extend([long, narrow, long @ narrow])


def _in_child(name: str, level: str) -> list[int]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            os.write(writing, json.dumps(_peaks(name, level)).encode())
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(0)
    os.close(writing)
    answer = b""
    while part := os.read(reading, 1 << 16):
        answer += part
    os.close(reading)
    os.waitpid(child, 0)
    return json.loads(answer) if answer else [-1, -1]


def _peaks(name: str, level: str) -> list[int]:
    program = PROGRAMS[name]
    if name in USING_BLAS:
        _let_blas_take_its_buffers()
    symnp.compute(*_built(program, SMALL), level=level)
    gc.collect()
    result = _built(program, None)
    predicted = _predicted(result, level)
    gc.collect()
    before = _peak()
    values = symnp.compute(*result, level=level)
    after = _peak()
    del values
    return [predicted, after - before]


def _built(program, most):
    arrays = [symnp.asarray(one) for one in program.make_inputs(most)]
    result = program.compute(symnp, *arrays)
    return result if isinstance(result, tuple) else (result,)


def _predicted(result, level):
    cheaper, _ = rewrite([one._peek() for one in result], RULES, level)
    return estimate(cheaper, _ANY_MACHINE).peak


def _peak() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main()
