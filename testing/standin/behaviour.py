"""Ask a CuPy, the real wheel or the stand-in, how it behaves where no device is needed to find out.

The real wheel refuses, answers or makes views before it asks for a driver. Its array is laid over host memory that it
never touches. What needs a driver is written down as such, and the stand-in is compared with the rest:

    python testing/standin/behaviour.py testing/standin/behaviour-14.2.0.json
"""

from __future__ import annotations

import json
import operator
import os
import sys
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
NEEDS_A_DRIVER = "needs a driver"
# They write files, or tell about the machine.
UNASKED = ("save", "load", "from", "show_config", "set_printoptions", "printoptions")


def questions() -> list[str]:
    """Return the expressions of `behaviour.txt`: h is a host array, v a host vector, x a device array, c CuPy."""
    lines = (HERE / "behaviour.txt").read_text().splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def family(namespace: str, module: Any) -> dict[str, str]:
    """Return what each function of a namespace makes of a host array for every required argument."""
    import numpy as np

    found = {}
    table = json.loads((HERE / "cupy-14.2.0.json").read_text())[namespace]
    for name, entry in table.items():
        signature = entry.get("signature")
        if not signature or name.startswith(UNASKED) or not hasattr(module, name):
            continue
        required = sum(text.startswith("POSITIONAL") and "=" not in text for text in signature)
        if required:
            hosts = [np.ones((2, 2)) for _ in range(required)]
            found[f"{namespace}.{name}(*hosts)"] = outcome(lambda name=name, hosts=hosts: getattr(module, name)(*hosts))
    return found


def methods_of_ufuncs(module: Any) -> dict[str, str]:
    """Return what each method of each ufunc says to a device array."""
    found = {}
    for name, entry in json.loads((HERE / "cupy-14.2.0.json").read_text())["cupy"].items():
        ufunc = getattr(module, name, None)
        if entry["kind"] != "ufunc" or not hasattr(ufunc, "nin"):
            continue
        operands = {"reduce": [], "accumulate": [], "reduceat": [[0]], "at": [[0], 1][: ufunc.nin]}
        for method, others in operands.items():
            found[f"cupy.{name}.{method}"] = outcome(
                lambda method=method, ufunc=ufunc, others=others: getattr(ufunc, method)(device_array(), *others)
            )
    return found


def generator() -> Any:
    """Return a Generator; the real one without a state, which it asks for only after it has looked at its arguments."""
    import cupy

    kind = cupy.random.Generator
    return cupy.random.default_rng(0) if hasattr(cupy, "is_stand_in") else kind.__new__(kind)


def outcome(ask: Any) -> str:
    """Return the error's name, or the kind of the answer and what can be said of it without a device."""
    try:
        answer = ask()
    except Exception as error:  # noqa: BLE001 (Any error is an answer.)
        name = type(error).__name__
        if name in ("CUDARuntimeError", "CUDADriverError", "ImportError"):
            return NEEDS_A_DRIVER
        return name
    return described(answer)


def described(answer: Any) -> str:
    """Return an answer as text: arrays by kind, shape and dtype, scalars by value."""
    import numpy as np

    if isinstance(answer, np.bool):
        return str(bool(answer))
    if hasattr(answer, "strides") and not isinstance(answer, type):
        kind = "numpy" if isinstance(answer, np.ndarray | np.generic) else "cupy"
        return f"{kind} {tuple(answer.shape)} {answer.dtype}"
    if isinstance(answer, tuple | list):
        return f"{type(answer).__name__} [{', '.join(map(described, answer))}]"
    if isinstance(answer, bool | int | float | str | np.dtype | type(None)):
        return str(answer)
    return type(answer).__name__


def device_array() -> Any:
    """Return an array of shape (3, 4); the real CuPy's lies over host memory and is good for questions alone."""
    import cupy

    if getattr(cupy, "is_stand_in", False):
        return cupy.arange(12.0).reshape(3, 4).copy()
    import ctypes

    memory = ctypes.create_string_buffer(96)
    pointer = cupy.cuda.MemoryPointer(cupy.cuda.UnownedMemory(ctypes.addressof(memory), 96, memory, 0), 0)
    return cupy.ndarray((3, 4), "f8", pointer)


def behaviour() -> dict[str, str]:
    """Return the answers to all questions."""
    import cupy
    import numpy as np

    found = {}
    names = {"c": cupy, "np": np, "operator": operator, "h": np.ones((2, 2)), "v": np.ones(4)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for question in questions():
            scope = names | {"x": device_array(), "g": generator()}
            found[question] = outcome(lambda question=question, scope=scope: eval(question, scope))  # noqa: S307
        found |= methods_of_ufuncs(cupy)
        for namespace in ("cupy", "cupy.linalg", "cupy.fft"):
            module = operator.attrgetter(namespace)(type("root", (), {"cupy": cupy}))
            found |= family(namespace, module)
    return found


if __name__ == "__main__":
    os.environ["CUDA_VISIBLE_DEVICES"] = ""  # With a device, kernels would run on an array that is not on it.
    if "--stand-in" not in sys.argv:
        sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]  # The real one.
    Path(sys.argv[1]).write_text(json.dumps(behaviour(), indent=1, sort_keys=True) + "\n")
