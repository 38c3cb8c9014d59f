"""NumPy's numpy.random: a generator's draws are computed when they are needed.

`Generator` and `default_rng` are lazy: a draw is remembered, and computed with all earlier ones when its value, or that of a
later one, is asked for. Bit generators, `SeedSequence` and `RandomState` are NumPy's own.

The functions of the module (``symnp.random.normal`` and so on) draw at once from NumPy's own global state, which ``seed``,
``get_state`` and ``set_state`` are about, and return symnp arrays.
"""

from __future__ import annotations

from numpy import random as _theirs

from symnp._namespace.generator import Generator, default_rng
from symnp._namespace.global_state import names_of

__getattr__, _names = names_of(_theirs)

__all__ = ["Generator", "default_rng"]
__all__ += [name for name in _names if name not in __all__]


def __dir__() -> list[str]:
    return sorted(__all__)
