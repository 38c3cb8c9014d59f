"""`numpy.linalg` on Dask arrays: NumPy hands its functions to this package's, as long as they are registered.

NumPy asks the class of an array what to do (``__array_function__``), and Dask's answer is its own function, or to compute the
array and call NumPy. Registering puts another answer before that one. It changes Dask, so it is never done on import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

import dask.array as da
import numpy as np
from dask.array.chunk_types import is_valid_chunk_type

_lock = Lock()
_blocks = 0
_for_good = False
_answers: dict[Any, Any] = {}
"""What the classes answered before."""


def register() -> None:
    """Let the functions of `numpy.linalg` hand Dask arrays to this package, until `unregister`.

    It holds for the whole process and all its threads. To register twice is the same as once.

    References
    ----------
    NumPy Enhancement Proposal 18, on ``__array_function__``.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> import numpy as np
    >>> la.register()
    >>> np.linalg.cholesky(da.asarray([[4.0, 2.0], [2.0, 5.0]])).compute()
    array([[2., 0.],
           [1., 2.]])
    >>> la.unregister()
    """
    _change(for_good=True)


def unregister() -> None:
    """Undo `register`; within a block of `registered` it takes effect at the end of that.

    References
    ----------
    NumPy Enhancement Proposal 18, on ``__array_function__``.

    Examples
    --------
    >>> import dask_linalg as la
    >>> la.unregister()  # Nothing was registered, and nothing happens.
    """
    _change(for_good=False)


@contextmanager
def registered() -> Iterator[None]:
    """Let the functions of `numpy.linalg` hand Dask arrays to this package within a block.

    It holds for the whole process and all its threads; blocks may be nested and overlap.

    Returns
    -------
    context manager
        Functions are handed over in its block.

    References
    ----------
    NumPy Enhancement Proposal 18, on ``__array_function__``.

    Examples
    --------
    >>> import dask.array as da
    >>> import dask_linalg as la
    >>> import numpy as np
    >>> with la.registered():
    ...     factor = np.linalg.cholesky(da.asarray([[4.0, 2.0], [2.0, 5.0]]))
    >>> factor.compute()
    array([[2., 0.],
           [1., 2.]])
    """
    _change(blocks=1)
    try:
        yield
    finally:
        _change(blocks=-1)


def _change(*, blocks: int = 0, for_good: bool | None = None) -> None:
    global _blocks, _for_good
    with _lock:
        _blocks += blocks
        _for_good = _for_good if for_good is None else for_good
        if (_blocks or _for_good) and not _answers:
            for cls in _classes():
                _answers[cls] = cls.__array_function__
                cls.__array_function__ = _answer(_answers[cls])
        elif not _blocks and not _for_good:
            for cls, answer in _answers.items():
                cls.__array_function__ = answer
            _answers.clear()


def _classes() -> set[Any]:
    """Return Dask's classes of arrays; which one ``dask.array`` shows depends on query planning."""
    from dask.array.core import Array

    return {da.Array, Array}


def _answer(theirs: Any) -> Any:
    functions = _functions()

    def answer(self: Any, func: Any, types: Any, args: Any, kwargs: Any) -> Any:
        ours = functions.get(func)
        if ours is None or not all(issubclass(type(self), one) or is_valid_chunk_type(one) for one in types):
            return theirs(self, func, types, args, kwargs)
        return ours(*args, **kwargs)

    return answer


def _functions() -> dict[Any, Callable[..., Any]]:
    """Return the functions of this package by those of NumPy's that they stand for."""
    import dask_linalg

    names = [name for name in dask_linalg.__all__ if callable(getattr(np.linalg, name, None))]
    return {getattr(np.linalg, name): getattr(dask_linalg, name) for name in names}
