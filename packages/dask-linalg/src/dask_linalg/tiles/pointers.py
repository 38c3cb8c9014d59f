"""BLAS and LAPACK by name, through the pointers that SciPy exports: no compiler, and no GIL while they run.

`scipy.linalg.blas` and `scipy.linalg.lapack` hold the GIL while they compute, so that the tasks of a thread pool would run one
at a time. A function of `ctypes.CDLL`'s kind lets it go.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache

from scipy.linalg import cython_blas, cython_lapack

_name_of = ctypes.pythonapi.PyCapsule_GetName
_name_of.restype, _name_of.argtypes = ctypes.c_char_p, [ctypes.py_object]
_pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_of.restype, _pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]


@cache
def routine(name: str) -> Callable[..., None]:
    """Return a subroutine of BLAS or LAPACK; it takes the addresses of its arguments, as Fortran does.

    Pointers do not pickle, so each process looks them up for itself.

    Raises
    ------
    LookupError
        If SciPy exports no subroutine of this name.
    """
    for module in (cython_blas, cython_lapack):
        capsule = module.__pyx_capi__.get(name)
        if capsule is not None:
            signature = _name_of(capsule)
            arguments = [ctypes.c_void_p] * (signature.count(b",") + 1)
            return ctypes.CFUNCTYPE(None, *arguments)(_pointer_of(capsule, signature))
    raise LookupError(f"SciPy exports no subroutine of BLAS or LAPACK named {name!r}")
