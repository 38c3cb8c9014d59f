"""cupy.fft by the table."""

from __future__ import annotations

import numpy as _np

from cupy import _functions

_functions.fill("cupy.fft", _np.fft, globals())
