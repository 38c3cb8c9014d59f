"""NumPy's numpy.linalg on arrays that are computed when they are needed."""

from __future__ import annotations

from numpy import linalg as _theirs

from symnp._namespace.submodule import names_of

__getattr__, __all__ = names_of(_theirs)


def __dir__() -> list[str]:
    return __all__
