"""cupy.linalg by the table."""

from __future__ import annotations

import numpy as _np
from numpy.linalg import LinAlgError

from cupy import _functions

__all__ = ["LinAlgError"]

_functions.fill("cupy.linalg", _np.linalg, globals())
