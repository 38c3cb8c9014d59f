"""PyTensor, by its C compiler, which keeps nothing of an earlier process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Any

from _symnp_programs import PROGRAMS


def ours(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Import it with an empty cache."""
    folder = tempfile.mkdtemp(prefix="pytensor-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["PYTENSOR_FLAGS"] = f"base_compiledir={folder},linker=cvm,openmp=False"
    import pytensor.tensor  # noqa: F401

    return prepared


def compiled(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Build the graph for these very shapes, optimise and compile it."""
    import pytensor
    from pytensor import tensor

    program, data = prepared
    inputs = [tensor.tensor(f"x{i}", dtype=x.dtype.name, shape=x.shape) for i, x in enumerate(data)]
    outputs = PROGRAMS[program].form("pytensor")(tensor, *inputs)
    outputs = list(outputs) if isinstance(outputs, tuple) else outputs
    return pytensor.function(inputs, outputs), data


def call(prepared: Any) -> Any:
    """Run it."""
    run, data = prepared
    return run(*data)
