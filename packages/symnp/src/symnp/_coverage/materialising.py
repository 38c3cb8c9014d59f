"""The names that give values to Python or to a file, or whose result's shape or dtype depends on values.

They cannot be built on an array without data: there they raise `symnp.MissingDataError`, or
`symnp.MaterialisationError` where options forbid to compute behind the scenes.
"""

from __future__ import annotations

_PYTHON = "gives Python a value of its own"
_BYTES = "gives Python bytes"
_FILE = "writes values to a file"
_TEXT = "writes values as text"
_ANSWER = "gives Python a bool that depends on every value"
_LENGTH = "the result's length depends on the values"
_DTYPE = "the result's dtype depends on the values"
_MEMORY = "hands out memory that holds the values"
_MATRIX = "gives numpy.matrix, whose values are in NumPy's memory"
_CHECKED = "values are checked before it returns"
_OBJECTS = "gives Python's objects, in an array of NumPy's"
_READER = "reads values from NumPy's memory, one by one or as another library"

MATERIALISING: dict[str, str] = {
    "array2string": _TEXT,
    "array_repr": _TEXT,
    "array_str": _TEXT,
    "savetxt": _FILE,
    "save": _FILE,
    "savez": _FILE,
    "savez_compressed": _FILE,
    "allclose": _ANSWER,
    "array_equal": _ANSWER,
    "array_equiv": _ANSWER,
    "asarray_chkfinite": _CHECKED,
    "asmatrix": _MATRIX,
    "bincount": _LENGTH,
    "bmat": _MATRIX,
    "from_dlpack": _READER,
    "frompyfunc": _OBJECTS,
    "nested_iters": _READER,
    "polydiv": _LENGTH,
    "polymul": _LENGTH,
    "real_if_close": _DTYPE,
    "roots": _LENGTH,
    "trim_zeros": _LENGTH,
    "linalg.eig": _DTYPE,
    "linalg.eigvals": _DTYPE,
    "random.Generator.bit_generator": _MEMORY,
    "random.Generator.bytes": _BYTES,
    "ndarray.__array__": _MEMORY,
    "ndarray.__array_interface__": _MEMORY,
    "ndarray.__array_struct__": _MEMORY,
    "ndarray.__bool__": _PYTHON,
    "ndarray.__complex__": _PYTHON,
    "ndarray.__contains__": _ANSWER,
    "ndarray.__dlpack__": _MEMORY,
    "ndarray.__float__": _PYTHON,
    "ndarray.__format__": _TEXT,
    "ndarray.__index__": _PYTHON,
    "ndarray.__int__": _PYTHON,
    "ndarray.__reduce__": _BYTES,
    "ndarray.__reduce_ex__": _BYTES,
    "ndarray.__str__": _TEXT,
    "ndarray.ctypes": _MEMORY,
    "ndarray.data": _MEMORY,
    "ndarray.dump": _FILE,
    "ndarray.dumps": _BYTES,
    "ndarray.item": _PYTHON,
    "ndarray.tobytes": _BYTES,
    "ndarray.tofile": _FILE,
    "ndarray.tolist": _PYTHON,
}
"""Qualified name to reason."""
