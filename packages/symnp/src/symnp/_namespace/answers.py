"""What NumPy answers about arrays without looking at their values."""

from __future__ import annotations

from typing import Any

import numpy as np

from symnp._array.array import Array
from symnp._array.protocols import implements


@implements(np.shape)
def shape(a: Any) -> tuple[int, ...]:
    return a.shape if isinstance(a, Array) else np.shape(a)


@implements(np.ndim)
def ndim(a: Any) -> int:
    return a.ndim if isinstance(a, Array) else np.ndim(a)


@implements(np.size)
def size(a: Any, axis: Any = None) -> int:
    return np.size(a._layout.dummy if isinstance(a, Array) else a, axis)


@implements(np.result_type)
def result_type(*arrays_and_dtypes: Any) -> np.dtype[Any]:
    return np.result_type(*[a.dtype if isinstance(a, Array) else a for a in arrays_and_dtypes])


@implements(np.can_cast)
def can_cast(from_: Any, to: Any, casting: Any = "safe") -> bool:
    return np.can_cast(from_.dtype if isinstance(from_, Array) else from_, to, casting)


@implements(np.shares_memory)
def shares_memory(a: Any, b: Any, /, max_work: Any = -1) -> bool:
    return _may_share(np.shares_memory, a, b, max_work)


@implements(np.may_share_memory)
def may_share_memory(a: Any, b: Any, /, max_work: Any = 0) -> bool:
    return _may_share(np.may_share_memory, a, b, max_work)


def _may_share(ask: Any, a: Any, b: Any, max_work: Any) -> bool:
    """Ask NumPy about the layouts of two views of one base; what has no base in common shares nothing."""
    if not (isinstance(a, Array) and isinstance(b, Array)):
        return False if isinstance(a, Array) or isinstance(b, Array) else bool(ask(a, b, max_work))
    if a is not b and (a._base is None or a._base is not b._base):
        return False
    return bool(ask(a._layout.dummy, b._layout.dummy, max_work))


@implements(np.min_scalar_type)
def min_scalar_type(a: Any, /) -> np.dtype[Any]:
    return a.dtype if isinstance(a, Array) and a.ndim else np.min_scalar_type(np.asarray(a))


@implements(np.common_type)
def common_type(*arrays: Any) -> Any:
    return np.common_type(*[a._layout.dummy if isinstance(a, Array) else a for a in arrays])


@implements(np.einsum_path)
def einsum_path(*operands: Any, **options: Any) -> Any:
    return np.einsum_path(*[a._layout.dummy if isinstance(a, Array) else a for a in operands], **options)


@implements(np.iscomplexobj)
def iscomplexobj(x: Any) -> bool:
    return x.dtype.kind == "c" if isinstance(x, Array) else np.iscomplexobj(x)
