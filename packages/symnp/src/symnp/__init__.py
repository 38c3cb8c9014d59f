"""NumPy that thinks before it works.

symnp has NumPy's names, shapes, dtypes and errors, but builds a graph instead of computing. When a value is needed, the
graph is first rewritten into something cheaper: ``(x + 1)[:5]`` adds five numbers, not ten million.

>>> import numpy, symnp as np
>>> x = np.asarray(numpy.linspace(0.0, 1.0, 10_000_000))
>>> y = ((x - x.mean()) / x.std())[:3]
>>> y.shape, y.dtype
((3,), dtype('float64'))
>>> np.compute(y)
array([-1.73205063, -1.73205029, -1.73204994])

What is new is a handful of verbs: `spec`, `compute`, `optimize`, `analyze`, `explain`, `draw`, `jit` and `options`. All other
names are NumPy's.
"""

from __future__ import annotations

from typing import Any

import numpy as _numpy

from symnp import fft, linalg, random
from symnp._array import scalar as _scalar  # noqa: F401  Importing these rooms enters what is in them.
from symnp._array import unsized as _unsized  # noqa: F401
from symnp._array.array import Array
from symnp._array.evaluator import materialisations, plug_in
from symnp._array.options import options
from symnp._draw.drawing import Drawing
from symnp._explain.analysis import Analysis
from symnp._explain.explanation import Explanation
from symnp._explain.finding import Finding
from symnp._namespace import answers as _answers  # noqa: F401
from symnp._namespace import by_count as _by_count  # noqa: F401
from symnp._namespace import counted as _counted  # noqa: F401
from symnp._namespace import elementwise as _elementwise  # noqa: F401
from symnp._namespace import reductions as _reductions  # noqa: F401
from symnp._namespace import views as _views  # noqa: F401
from symnp._namespace import writes as _writes  # noqa: F401
from symnp._namespace.analyzing import analyze
from symnp._namespace.composites import COMPOSITES as _COMPOSITES
from symnp._namespace.creation import array, asanyarray, asarray, ascontiguousarray, asfortranarray, copy, spec
from symnp._namespace.drawing import draw
from symnp._namespace.forwarded import forwarded as _forwarded
from symnp._namespace.named import named as _named
from symnp._namespace.ufuncs import UFUNCS as _UFUNCS
from symnp._namespace.verbs import compute, explain, optimize
from symnp._run.compute import remember_values as _remember_values
from symnp._run.progress import Progress
from symnp._trace.jit import jit
from symnp._version import __version__
from symnp.errors import (
    ChangedInputError,
    LayoutTooLargeError,
    MaterialisationError,
    MaterialisationWarning,
    MissingDataError,
    NotYetSupportedError,
    PeakTooLargeError,
    TracingError,
)

__all__ = [
    "Analysis",
    "Array",
    "ChangedInputError",
    "Drawing",
    "Explanation",
    "Finding",
    "LayoutTooLargeError",
    "MaterialisationError",
    "MaterialisationWarning",
    "MissingDataError",
    "NotYetSupportedError",
    "PeakTooLargeError",
    "Progress",
    "TracingError",
    "__version__",
    "analyze",
    "array",
    "asanyarray",
    "asarray",
    "ascontiguousarray",
    "asfortranarray",
    "compute",
    "copy",
    "draw",
    "explain",
    "fft",
    "jit",
    "linalg",
    "materialisations",
    "optimize",
    "options",
    "random",
    "spec",
]

__array_api_version__: str = _numpy.__array_api_version__
__array_namespace_info__: Any = _numpy.__array_namespace_info__

plug_in(_remember_values)


def __getattr__(name: str) -> Any:
    """Return ours for one of NumPy's functions and ufuncs, and NumPy's own classes and constants as they are."""
    ours = _found(name)
    globals()[name] = ours  # The next one to ask finds it without coming here.
    return ours


def _found(name: str) -> Any:
    if name in _UFUNCS:
        return _UFUNCS[name]
    if name in _COMPOSITES:
        return _COMPOSITES[name]
    found, as_it_is = _forwarded(name)
    return found if as_it_is else _named(found)


def __dir__() -> list[str]:
    return sorted(__all__)  # Not what other libraries put into NumPy's namespace, as numexpr does.


__all__ += [name for name in _numpy.__all__ if name not in __all__ and (name.startswith("__") or name[0] != "_")]
