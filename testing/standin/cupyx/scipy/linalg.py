"""The solvers of cupyx.scipy.linalg that Dask asks for, computed by SciPy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import scipy.linalg
from cupy._ndarray import wrap
from cupy._transfer import refuse_host_array, unwrap

_NAMES = ("solve_triangular", "lu", "lu_factor", "lu_solve", "expm", "block_diag", "toeplitz", "tri", "tril", "triu")


def _make(name: str) -> Callable[..., Any]:
    def function(*args: Any, **kwargs: Any) -> Any:
        refuse_host_array([*args, *kwargs.values()])
        return wrap(
            getattr(scipy.linalg, name)(*map(unwrap, args), **{key: unwrap(value) for key, value in kwargs.items()})
        )

    function.__name__ = name
    return function


globals().update({name: _make(name) for name in _NAMES if hasattr(scipy.linalg, name)})
