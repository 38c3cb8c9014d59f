# Written by `python -m symnp stubs` from NumPy 2.4: whoever changes it changes what writes it.
# ruff: noqa: A001, A002, A004, N803  They are NumPy's names.

import builtins
from typing import Any, NamedTuple

from numpy import False_ as False_
from numpy import ScalarType as ScalarType
from numpy import True_ as True_
from numpy import __array_api_version__ as __array_api_version__
from numpy import __array_namespace_info__ as __array_namespace_info__
from numpy import base_repr as base_repr
from numpy import binary_repr as binary_repr
from numpy import bool as bool
from numpy import bool_ as bool_
from numpy import broadcast as broadcast
from numpy import broadcast_shapes as broadcast_shapes
from numpy import busdaycalendar as busdaycalendar
from numpy import byte as byte
from numpy import bytes_ as bytes_
from numpy import c_ as c_
from numpy import cdouble as cdouble
from numpy import char as char
from numpy import character as character
from numpy import clongdouble as clongdouble
from numpy import complex64 as complex64
from numpy import complex128 as complex128
from numpy import complex256 as complex256
from numpy import complexfloating as complexfloating
from numpy import core as core
from numpy import csingle as csingle
from numpy import ctypeslib as ctypeslib
from numpy import datetime64 as datetime64
from numpy import datetime_data as datetime_data
from numpy import double as double
from numpy import dtype as dtype
from numpy import dtypes as dtypes
from numpy import e as e
from numpy import emath as emath
from numpy import errstate as errstate
from numpy import euler_gamma as euler_gamma
from numpy import exceptions as exceptions
from numpy import f2py as f2py
from numpy import finfo as finfo
from numpy import flatiter as flatiter
from numpy import flexible as flexible
from numpy import float16 as float16
from numpy import float32 as float32
from numpy import float64 as float64
from numpy import float128 as float128
from numpy import floating as floating
from numpy import format_float_positional as format_float_positional
from numpy import format_float_scientific as format_float_scientific
from numpy import frompyfunc as frompyfunc
from numpy import generic as generic
from numpy import get_include as get_include
from numpy import get_printoptions as get_printoptions
from numpy import getbufsize as getbufsize
from numpy import geterr as geterr
from numpy import geterrcall as geterrcall
from numpy import half as half
from numpy import iinfo as iinfo
from numpy import index_exp as index_exp
from numpy import inexact as inexact
from numpy import inf as inf
from numpy import info as info
from numpy import int8 as int8
from numpy import int16 as int16
from numpy import int32 as int32
from numpy import int64 as int64
from numpy import int_ as int_
from numpy import intc as intc
from numpy import integer as integer
from numpy import intp as intp
from numpy import isdtype as isdtype
from numpy import isscalar as isscalar
from numpy import issubdtype as issubdtype
from numpy import iterable as iterable
from numpy import lib as lib
from numpy import little_endian as little_endian
from numpy import long as long
from numpy import longdouble as longdouble
from numpy import longlong as longlong
from numpy import ma as ma
from numpy import matrix as matrix
from numpy import memmap as memmap
from numpy import mgrid as mgrid
from numpy import mintypecode as mintypecode
from numpy import nan as nan
from numpy import ndarray as ndarray
from numpy import ndenumerate as ndenumerate
from numpy import ndindex as ndindex
from numpy import nditer as nditer
from numpy import nested_iters as nested_iters
from numpy import newaxis as newaxis
from numpy import number as number
from numpy import object_ as object_
from numpy import ogrid as ogrid
from numpy import pi as pi
from numpy import poly1d as poly1d
from numpy import polynomial as polynomial
from numpy import printoptions as printoptions
from numpy import promote_types as promote_types
from numpy import r_ as r_
from numpy import rec as rec
from numpy import recarray as recarray
from numpy import record as record
from numpy import s_ as s_
from numpy import sctypeDict as sctypeDict
from numpy import set_printoptions as set_printoptions
from numpy import setbufsize as setbufsize
from numpy import seterr as seterr
from numpy import seterrcall as seterrcall
from numpy import short as short
from numpy import show_config as show_config
from numpy import show_runtime as show_runtime
from numpy import signedinteger as signedinteger
from numpy import single as single
from numpy import str_ as str_
from numpy import strings as strings
from numpy import test as test
from numpy import testing as testing
from numpy import timedelta64 as timedelta64
from numpy import typecodes as typecodes
from numpy import typename as typename
from numpy import typing as typing
from numpy import ubyte as ubyte
from numpy import ufunc as ufunc
from numpy import uint as uint
from numpy import uint8 as uint8
from numpy import uint16 as uint16
from numpy import uint32 as uint32
from numpy import uint64 as uint64
from numpy import uintc as uintc
from numpy import uintp as uintp
from numpy import ulong as ulong
from numpy import ulonglong as ulonglong
from numpy import unsignedinteger as unsignedinteger
from numpy import ushort as ushort
from numpy import vectorize as vectorize
from numpy import void as void

from symnp import fft as fft
from symnp import linalg as linalg
from symnp import random as random
from symnp._array.array import Array as Array
from symnp._array.evaluator import materialisations as materialisations
from symnp._array.options import options as options
from symnp._draw.drawing import Drawing as Drawing
from symnp._explain.analysis import Analysis as Analysis
from symnp._explain.explanation import Explanation as Explanation
from symnp._explain.finding import Finding as Finding
from symnp._namespace.analyzing import analyze as analyze
from symnp._namespace.creation import array as array
from symnp._namespace.creation import asanyarray as asanyarray
from symnp._namespace.creation import asarray as asarray
from symnp._namespace.creation import ascontiguousarray as ascontiguousarray
from symnp._namespace.creation import asfortranarray as asfortranarray
from symnp._namespace.creation import copy as copy
from symnp._namespace.creation import spec as spec
from symnp._namespace.drawing import draw as draw
from symnp._namespace.ufuncs import Ufunc
from symnp._namespace.verbs import compute as compute
from symnp._namespace.verbs import explain as explain
from symnp._namespace.verbs import optimize as optimize
from symnp._run.progress import Progress as Progress
from symnp._trace.jit import jit as jit
from symnp._version import __version__ as __version__
from symnp.errors import ChangedInputError as ChangedInputError
from symnp.errors import LayoutTooLargeError as LayoutTooLargeError
from symnp.errors import MaterialisationError as MaterialisationError
from symnp.errors import MaterialisationWarning as MaterialisationWarning
from symnp.errors import MissingDataError as MissingDataError
from symnp.errors import NotYetSupportedError as NotYetSupportedError
from symnp.errors import PeakTooLargeError as PeakTooLargeError
from symnp.errors import TracingError as TracingError

__all__ = [
    "Analysis",
    "Array",
    "ChangedInputError",
    "Drawing",
    "Explanation",
    "False_",
    "Finding",
    "LayoutTooLargeError",
    "MaterialisationError",
    "MaterialisationWarning",
    "MissingDataError",
    "NotYetSupportedError",
    "PeakTooLargeError",
    "Progress",
    "ScalarType",
    "TracingError",
    "True_",
    "__array_namespace_info__",
    "__version__",
    "abs",
    "absolute",
    "acos",
    "acosh",
    "add",
    "all",
    "allclose",
    "amax",
    "amin",
    "analyze",
    "angle",
    "any",
    "append",
    "apply_along_axis",
    "apply_over_axes",
    "arange",
    "arccos",
    "arccosh",
    "arcsin",
    "arcsinh",
    "arctan",
    "arctan2",
    "arctanh",
    "argmax",
    "argmin",
    "argpartition",
    "argsort",
    "argwhere",
    "around",
    "array",
    "array2string",
    "array_equal",
    "array_equiv",
    "array_repr",
    "array_split",
    "array_str",
    "asanyarray",
    "asarray",
    "asarray_chkfinite",
    "ascontiguousarray",
    "asfortranarray",
    "asin",
    "asinh",
    "asmatrix",
    "astype",
    "atan",
    "atan2",
    "atanh",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "average",
    "bartlett",
    "base_repr",
    "binary_repr",
    "bincount",
    "bitwise_and",
    "bitwise_count",
    "bitwise_invert",
    "bitwise_left_shift",
    "bitwise_not",
    "bitwise_or",
    "bitwise_right_shift",
    "bitwise_xor",
    "blackman",
    "block",
    "bmat",
    "bool",
    "bool_",
    "broadcast",
    "broadcast_arrays",
    "broadcast_shapes",
    "broadcast_to",
    "busday_count",
    "busday_offset",
    "busdaycalendar",
    "byte",
    "bytes_",
    "c_",
    "can_cast",
    "cbrt",
    "cdouble",
    "ceil",
    "char",
    "character",
    "choose",
    "clip",
    "clongdouble",
    "column_stack",
    "common_type",
    "complex64",
    "complex128",
    "complex256",
    "complexfloating",
    "compress",
    "compute",
    "concat",
    "concatenate",
    "conj",
    "conjugate",
    "convolve",
    "copy",
    "copysign",
    "copyto",
    "core",
    "corrcoef",
    "correlate",
    "cos",
    "cosh",
    "count_nonzero",
    "cov",
    "cross",
    "csingle",
    "ctypeslib",
    "cumprod",
    "cumsum",
    "cumulative_prod",
    "cumulative_sum",
    "datetime64",
    "datetime_as_string",
    "datetime_data",
    "deg2rad",
    "degrees",
    "delete",
    "diag",
    "diag_indices",
    "diag_indices_from",
    "diagflat",
    "diagonal",
    "diff",
    "digitize",
    "divide",
    "divmod",
    "dot",
    "double",
    "draw",
    "dsplit",
    "dstack",
    "dtype",
    "dtypes",
    "e",
    "ediff1d",
    "einsum",
    "einsum_path",
    "emath",
    "empty",
    "empty_like",
    "equal",
    "errstate",
    "euler_gamma",
    "exceptions",
    "exp",
    "exp2",
    "expand_dims",
    "explain",
    "expm1",
    "extract",
    "eye",
    "f2py",
    "fabs",
    "fft",
    "fill_diagonal",
    "finfo",
    "fix",
    "flatiter",
    "flatnonzero",
    "flexible",
    "flip",
    "fliplr",
    "flipud",
    "float16",
    "float32",
    "float64",
    "float128",
    "float_power",
    "floating",
    "floor",
    "floor_divide",
    "fmax",
    "fmin",
    "fmod",
    "format_float_positional",
    "format_float_scientific",
    "frexp",
    "from_dlpack",
    "frombuffer",
    "fromfile",
    "fromfunction",
    "fromiter",
    "frompyfunc",
    "fromregex",
    "fromstring",
    "full",
    "full_like",
    "gcd",
    "generic",
    "genfromtxt",
    "geomspace",
    "get_include",
    "get_printoptions",
    "getbufsize",
    "geterr",
    "geterrcall",
    "gradient",
    "greater",
    "greater_equal",
    "half",
    "hamming",
    "hanning",
    "heaviside",
    "histogram",
    "histogram2d",
    "histogram_bin_edges",
    "histogramdd",
    "hsplit",
    "hstack",
    "hypot",
    "i0",
    "identity",
    "iinfo",
    "imag",
    "index_exp",
    "indices",
    "inexact",
    "inf",
    "info",
    "inner",
    "insert",
    "int8",
    "int16",
    "int32",
    "int64",
    "int_",
    "intc",
    "integer",
    "interp",
    "intersect1d",
    "intp",
    "invert",
    "is_busday",
    "isclose",
    "iscomplex",
    "iscomplexobj",
    "isdtype",
    "isfinite",
    "isfortran",
    "isin",
    "isinf",
    "isnan",
    "isnat",
    "isneginf",
    "isposinf",
    "isreal",
    "isrealobj",
    "isscalar",
    "issubdtype",
    "iterable",
    "ix_",
    "jit",
    "kaiser",
    "kron",
    "lcm",
    "ldexp",
    "left_shift",
    "less",
    "less_equal",
    "lexsort",
    "lib",
    "linalg",
    "linspace",
    "little_endian",
    "load",
    "loadtxt",
    "log",
    "log1p",
    "log2",
    "log10",
    "logaddexp",
    "logaddexp2",
    "logical_and",
    "logical_not",
    "logical_or",
    "logical_xor",
    "logspace",
    "long",
    "longdouble",
    "longlong",
    "ma",
    "mask_indices",
    "materialisations",
    "matmul",
    "matrix",
    "matrix_transpose",
    "matvec",
    "max",
    "maximum",
    "may_share_memory",
    "mean",
    "median",
    "memmap",
    "meshgrid",
    "mgrid",
    "min",
    "min_scalar_type",
    "minimum",
    "mintypecode",
    "mod",
    "modf",
    "moveaxis",
    "multiply",
    "nan",
    "nan_to_num",
    "nanargmax",
    "nanargmin",
    "nancumprod",
    "nancumsum",
    "nanmax",
    "nanmean",
    "nanmedian",
    "nanmin",
    "nanpercentile",
    "nanprod",
    "nanquantile",
    "nanstd",
    "nansum",
    "nanvar",
    "ndarray",
    "ndenumerate",
    "ndim",
    "ndindex",
    "nditer",
    "negative",
    "nested_iters",
    "newaxis",
    "nextafter",
    "nonzero",
    "not_equal",
    "number",
    "object_",
    "ogrid",
    "ones",
    "ones_like",
    "optimize",
    "options",
    "outer",
    "packbits",
    "pad",
    "partition",
    "percentile",
    "permute_dims",
    "pi",
    "piecewise",
    "place",
    "poly",
    "poly1d",
    "polyadd",
    "polyder",
    "polydiv",
    "polyfit",
    "polyint",
    "polymul",
    "polynomial",
    "polysub",
    "polyval",
    "positive",
    "pow",
    "power",
    "printoptions",
    "prod",
    "promote_types",
    "ptp",
    "put",
    "put_along_axis",
    "putmask",
    "quantile",
    "r_",
    "rad2deg",
    "radians",
    "random",
    "ravel",
    "ravel_multi_index",
    "real",
    "real_if_close",
    "rec",
    "recarray",
    "reciprocal",
    "record",
    "remainder",
    "repeat",
    "require",
    "reshape",
    "resize",
    "result_type",
    "right_shift",
    "rint",
    "roll",
    "rollaxis",
    "roots",
    "rot90",
    "round",
    "row_stack",
    "s_",
    "save",
    "savetxt",
    "savez",
    "savez_compressed",
    "sctypeDict",
    "searchsorted",
    "select",
    "set_printoptions",
    "setbufsize",
    "setdiff1d",
    "seterr",
    "seterrcall",
    "setxor1d",
    "shape",
    "shares_memory",
    "short",
    "show_config",
    "show_runtime",
    "sign",
    "signbit",
    "signedinteger",
    "sin",
    "sinc",
    "single",
    "sinh",
    "size",
    "sort",
    "sort_complex",
    "spacing",
    "spec",
    "split",
    "sqrt",
    "square",
    "squeeze",
    "stack",
    "std",
    "str_",
    "strings",
    "subtract",
    "sum",
    "swapaxes",
    "take",
    "take_along_axis",
    "tan",
    "tanh",
    "tensordot",
    "test",
    "testing",
    "tile",
    "timedelta64",
    "trace",
    "transpose",
    "trapezoid",
    "tri",
    "tril",
    "tril_indices",
    "tril_indices_from",
    "trim_zeros",
    "triu",
    "triu_indices",
    "triu_indices_from",
    "true_divide",
    "trunc",
    "typecodes",
    "typename",
    "typing",
    "ubyte",
    "ufunc",
    "uint",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "uintc",
    "uintp",
    "ulong",
    "ulonglong",
    "union1d",
    "unique",
    "unique_all",
    "unique_counts",
    "unique_inverse",
    "unique_values",
    "unpackbits",
    "unravel_index",
    "unsignedinteger",
    "unstack",
    "unwrap",
    "ushort",
    "vander",
    "var",
    "vdot",
    "vecdot",
    "vecmat",
    "vectorize",
    "void",
    "vsplit",
    "vstack",
    "where",
    "zeros",
    "zeros_like",
]

class _UniqueAllResult(NamedTuple):
    values: Array
    indices: Array
    inverse_indices: Array
    counts: Array

class _UniqueCountsResult(NamedTuple):
    values: Array
    counts: Array

class _UniqueInverseResult(NamedTuple):
    values: Array
    inverse_indices: Array

abs: Ufunc
absolute: Ufunc
acos: Ufunc
acosh: Ufunc
add: Ufunc
arccos: Ufunc
arccosh: Ufunc
arcsin: Ufunc
arcsinh: Ufunc
arctan: Ufunc
arctan2: Ufunc
arctanh: Ufunc
asin: Ufunc
asinh: Ufunc
atan: Ufunc
atan2: Ufunc
atanh: Ufunc
bitwise_and: Ufunc
bitwise_count: Ufunc
bitwise_invert: Ufunc
bitwise_left_shift: Ufunc
bitwise_not: Ufunc
bitwise_or: Ufunc
bitwise_right_shift: Ufunc
bitwise_xor: Ufunc
cbrt: Ufunc
ceil: Ufunc
conj: Ufunc
conjugate: Ufunc
copysign: Ufunc
cos: Ufunc
cosh: Ufunc
deg2rad: Ufunc
degrees: Ufunc
divide: Ufunc
divmod: Ufunc
equal: Ufunc
exp: Ufunc
exp2: Ufunc
expm1: Ufunc
fabs: Ufunc
float_power: Ufunc
floor: Ufunc
floor_divide: Ufunc
fmax: Ufunc
fmin: Ufunc
fmod: Ufunc
frexp: Ufunc
gcd: Ufunc
greater: Ufunc
greater_equal: Ufunc
heaviside: Ufunc
hypot: Ufunc
invert: Ufunc
isfinite: Ufunc
isinf: Ufunc
isnan: Ufunc
isnat: Ufunc
lcm: Ufunc
ldexp: Ufunc
left_shift: Ufunc
less: Ufunc
less_equal: Ufunc
log: Ufunc
log1p: Ufunc
log2: Ufunc
log10: Ufunc
logaddexp: Ufunc
logaddexp2: Ufunc
logical_and: Ufunc
logical_not: Ufunc
logical_or: Ufunc
logical_xor: Ufunc
matmul: Ufunc
matvec: Ufunc
maximum: Ufunc
minimum: Ufunc
mod: Ufunc
modf: Ufunc
multiply: Ufunc
negative: Ufunc
nextafter: Ufunc
not_equal: Ufunc
positive: Ufunc
pow: Ufunc
power: Ufunc
rad2deg: Ufunc
radians: Ufunc
reciprocal: Ufunc
remainder: Ufunc
right_shift: Ufunc
rint: Ufunc
sign: Ufunc
signbit: Ufunc
sin: Ufunc
sinh: Ufunc
spacing: Ufunc
sqrt: Ufunc
square: Ufunc
subtract: Ufunc
tan: Ufunc
tanh: Ufunc
true_divide: Ufunc
trunc: Ufunc
vecdot: Ufunc
vecmat: Ufunc

def all(a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., *, where: Any = ...) -> Array: ...
def allclose(a: Any, b: Any, rtol: Any = ..., atol: Any = ..., equal_nan: Any = ...) -> builtins.bool: ...
def amax(
    a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def amin(
    a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def angle(z: Any, deg: Any = ...) -> Array: ...
def any(a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., *, where: Any = ...) -> Array: ...
def append(arr: Any, values: Any, axis: Any = ...) -> Array: ...
def apply_along_axis(func1d: Any, axis: Any, arr: Any, *args: Any, **kwargs: Any) -> Array: ...
def apply_over_axes(func: Any, a: Any, axes: Any) -> Array: ...
def arange(
    start_or_stop: Any, /, stop: Any = ..., step: Any = ..., *, dtype: Any = ..., device: Any = ..., like: Any = ...
) -> Array: ...
def argmax(a: Any, axis: Any = ..., out: Any = ..., *, keepdims: Any = ...) -> Array: ...
def argmin(a: Any, axis: Any = ..., out: Any = ..., *, keepdims: Any = ...) -> Array: ...
def argpartition(a: Any, kth: Any, axis: Any = ..., kind: Any = ..., order: Any = ...) -> Array: ...
def argsort(a: Any, axis: Any = ..., kind: Any = ..., order: Any = ..., *, stable: Any = ...) -> Array: ...
def argwhere(a: Any) -> Array: ...
def around(a: Any, decimals: Any = ..., out: Any = ...) -> Array: ...
def array2string(
    a: Any,
    max_line_width: Any = ...,
    precision: Any = ...,
    suppress_small: Any = ...,
    separator: Any = ...,
    prefix: Any = ...,
    *,
    formatter: Any = ...,
    threshold: Any = ...,
    edgeitems: Any = ...,
    sign: Any = ...,
    floatmode: Any = ...,
    suffix: Any = ...,
    legacy: Any = ...,
) -> str: ...
def array_equal(a1: Any, a2: Any, equal_nan: Any = ...) -> builtins.bool: ...
def array_equiv(a1: Any, a2: Any) -> builtins.bool: ...
def array_repr(arr: Any, max_line_width: Any = ..., precision: Any = ..., suppress_small: Any = ...) -> str: ...
def array_split(ary: Any, indices_or_sections: Any, axis: Any = ...) -> list[Array]: ...
def array_str(a: Any, max_line_width: Any = ..., precision: Any = ..., suppress_small: Any = ...) -> str: ...
def asarray_chkfinite(a: Any, dtype: Any = ..., order: Any = ...) -> Array: ...
def asmatrix(data: Any, dtype: Any = ...) -> Any: ...
def astype(x: Any, dtype: Any, /, *, copy: Any = ..., device: Any = ...) -> Array: ...
def atleast_1d(*arys: Any) -> Any: ...
def atleast_2d(*arys: Any) -> Any: ...
def atleast_3d(*arys: Any) -> Any: ...
def average(a: Any, axis: Any = ..., weights: Any = ..., returned: Any = ..., *, keepdims: Any = ...) -> Any: ...
def bartlett(M: Any) -> Array: ...
def bincount(x: Any, /, weights: Any = ..., minlength: Any = ...) -> Array: ...
def blackman(M: Any) -> Array: ...
def block(arrays: Any) -> Array: ...
def bmat(obj: Any, ldict: Any = ..., gdict: Any = ...) -> Any: ...
def broadcast_arrays(*args: Any, subok: Any = ...) -> tuple[Array, ...]: ...
def broadcast_to(array: Any, shape: Any, subok: Any = ...) -> Array: ...
def busday_count(
    begindates: Any, enddates: Any, weekmask: Any = ..., holidays: Any = ..., busdaycal: Any = ..., out: Any = ...
) -> Array: ...
def busday_offset(
    dates: Any,
    offsets: Any,
    roll: Any = ...,
    weekmask: Any = ...,
    holidays: Any = ...,
    busdaycal: Any = ...,
    out: Any = ...,
) -> Array: ...
def can_cast(from_: Any, to: Any, casting: Any = ...) -> builtins.bool: ...
def choose(a: Any, choices: Any, out: Any = ..., mode: Any = ...) -> Array: ...
def clip(
    a: Any, a_min: Any = ..., a_max: Any = ..., out: Any = ..., *, min: Any = ..., max: Any = ..., **kwargs: Any
) -> Array: ...
def column_stack(tup: Any) -> Array: ...
def common_type(*arrays: Any) -> Any: ...
def compress(condition: Any, a: Any, axis: Any = ..., out: Any = ...) -> Array: ...
def concat(arrays: Any, /, axis: Any = ..., out: Any = ..., *, dtype: Any = ..., casting: Any = ...) -> Array: ...
def concatenate(arrays: Any, /, axis: Any = ..., out: Any = ..., *, dtype: Any = ..., casting: Any = ...) -> Array: ...
def convolve(a: Any, v: Any, mode: Any = ...) -> Array: ...
def copyto(dst: Any, src: Any, casting: Any = ..., where: Any = ...) -> None: ...
def corrcoef(x: Any, y: Any = ..., rowvar: Any = ..., *, dtype: Any = ...) -> Array: ...
def correlate(a: Any, v: Any, mode: Any = ...) -> Array: ...
def count_nonzero(a: Any, axis: Any = ..., *, keepdims: Any = ...) -> Array: ...
def cov(
    m: Any,
    y: Any = ...,
    rowvar: Any = ...,
    bias: Any = ...,
    ddof: Any = ...,
    fweights: Any = ...,
    aweights: Any = ...,
    *,
    dtype: Any = ...,
) -> Array: ...
def cross(a: Any, b: Any, axisa: Any = ..., axisb: Any = ..., axisc: Any = ..., axis: Any = ...) -> Array: ...
def cumprod(a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ...) -> Array: ...
def cumsum(a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ...) -> Array: ...
def cumulative_prod(
    x: Any, /, *, axis: Any = ..., dtype: Any = ..., out: Any = ..., include_initial: Any = ...
) -> Array: ...
def cumulative_sum(
    x: Any, /, *, axis: Any = ..., dtype: Any = ..., out: Any = ..., include_initial: Any = ...
) -> Array: ...
def datetime_as_string(arr: Any, unit: Any = ..., timezone: Any = ..., casting: Any = ...) -> Array: ...
def delete(arr: Any, obj: Any, axis: Any = ...) -> Array: ...
def diag(v: Any, k: Any = ...) -> Array: ...
def diag_indices(n: Any, ndim: Any = ...) -> tuple[Array, ...]: ...
def diag_indices_from(arr: Any) -> tuple[Array, ...]: ...
def diagflat(v: Any, k: Any = ...) -> Array: ...
def diagonal(a: Any, offset: Any = ..., axis1: Any = ..., axis2: Any = ...) -> Array: ...
def diff(a: Any, n: Any = ..., axis: Any = ..., prepend: Any = ..., append: Any = ...) -> Array: ...
def digitize(x: Any, bins: Any, right: Any = ...) -> Array: ...
def dot(a: Any, b: Any, out: Any = ...) -> Array: ...
def dsplit(ary: Any, indices_or_sections: Any) -> list[Array]: ...
def dstack(tup: Any) -> Array: ...
def ediff1d(ary: Any, to_end: Any = ..., to_begin: Any = ...) -> Array: ...
def einsum(*operands: Any, out: Any = ..., optimize: Any = ..., **kwargs: Any) -> Array: ...
def einsum_path(*operands: Any, optimize: Any = ..., einsum_call: Any = ...) -> tuple[Any, ...]: ...
def empty(shape: Any, dtype: Any = ..., order: Any = ..., *, device: Any = ..., like: Any = ...) -> Array: ...
def empty_like(
    prototype: Any, /, dtype: Any = ..., order: Any = ..., subok: Any = ..., shape: Any = ..., *, device: Any = ...
) -> Array: ...
def expand_dims(a: Any, axis: Any) -> Array: ...
def extract(condition: Any, arr: Any) -> Array: ...
def eye(
    N: Any, M: Any = ..., k: Any = ..., dtype: Any = ..., order: Any = ..., *, device: Any = ..., like: Any = ...
) -> Array: ...
def fill_diagonal(a: Any, val: Any, wrap: Any = ...) -> None: ...
def fix(x: Any, out: Any = ...) -> Array: ...
def flatnonzero(a: Any) -> Array: ...
def flip(m: Any, axis: Any = ...) -> Array: ...
def fliplr(m: Any) -> Array: ...
def flipud(m: Any) -> Array: ...
def from_dlpack(x: Any, /, *, device: Any = ..., copy: Any = ...) -> Array: ...
def frombuffer(buffer: Any, dtype: Any = ..., count: Any = ..., offset: Any = ..., *, like: Any = ...) -> Array: ...
def fromfile(
    file: Any, dtype: Any = ..., count: Any = ..., sep: Any = ..., offset: Any = ..., *, like: Any = ...
) -> Array: ...
def fromfunction(function: Any, shape: Any, *, dtype: Any = ..., like: Any = ..., **kwargs: Any) -> Array: ...
def fromiter(iter: Any, dtype: Any, count: Any = ..., *, like: Any = ...) -> Array: ...
def fromregex(file: Any, regexp: Any, dtype: Any, encoding: Any = ...) -> Array: ...
def fromstring(*args: Any, **kwargs: Any) -> Array: ...
def full(
    shape: Any, fill_value: Any, dtype: Any = ..., order: Any = ..., *, device: Any = ..., like: Any = ...
) -> Array: ...
def full_like(
    a: Any,
    fill_value: Any,
    dtype: Any = ...,
    order: Any = ...,
    subok: Any = ...,
    shape: Any = ...,
    *,
    device: Any = ...,
) -> Array: ...
def genfromtxt(
    fname: Any,
    dtype: Any = ...,
    comments: Any = ...,
    delimiter: Any = ...,
    skip_header: Any = ...,
    skip_footer: Any = ...,
    converters: Any = ...,
    missing_values: Any = ...,
    filling_values: Any = ...,
    usecols: Any = ...,
    names: Any = ...,
    excludelist: Any = ...,
    deletechars: Any = ...,
    replace_space: Any = ...,
    autostrip: Any = ...,
    case_sensitive: Any = ...,
    defaultfmt: Any = ...,
    unpack: Any = ...,
    usemask: Any = ...,
    loose: Any = ...,
    invalid_raise: Any = ...,
    max_rows: Any = ...,
    encoding: Any = ...,
    *,
    ndmin: Any = ...,
    like: Any = ...,
) -> Any: ...
def geomspace(
    start: Any, stop: Any, num: Any = ..., endpoint: Any = ..., dtype: Any = ..., axis: Any = ...
) -> Array: ...
def gradient(f: Any, *varargs: Any, axis: Any = ..., edge_order: Any = ...) -> Any: ...
def hamming(M: Any) -> Array: ...
def hanning(M: Any) -> Array: ...
def histogram(
    a: Any, bins: Any = ..., range: Any = ..., density: Any = ..., weights: Any = ...
) -> tuple[Array, ...]: ...
def histogram2d(
    x: Any, y: Any, bins: Any = ..., range: Any = ..., density: Any = ..., weights: Any = ...
) -> tuple[Array, ...]: ...
def histogram_bin_edges(a: Any, bins: Any = ..., range: Any = ..., weights: Any = ...) -> Array: ...
def histogramdd(
    sample: Any, bins: Any = ..., range: Any = ..., density: Any = ..., weights: Any = ...
) -> tuple[Any, ...]: ...
def hsplit(ary: Any, indices_or_sections: Any) -> list[Array]: ...
def hstack(tup: Any, *, dtype: Any = ..., casting: Any = ...) -> Array: ...
def i0(x: Any) -> Array: ...
def identity(n: Any, dtype: Any = ..., *, like: Any = ...) -> Array: ...
def imag(val: Any) -> Any: ...
def indices(dimensions: Any, dtype: Any = ..., sparse: Any = ...) -> Any: ...
def inner(a: Any, b: Any, /) -> Array: ...
def insert(arr: Any, obj: Any, values: Any, axis: Any = ...) -> Array: ...
def interp(x: Any, xp: Any, fp: Any, left: Any = ..., right: Any = ..., period: Any = ...) -> Array: ...
def intersect1d(ar1: Any, ar2: Any, assume_unique: Any = ..., return_indices: Any = ...) -> Any: ...
def is_busday(dates: Any, weekmask: Any = ..., holidays: Any = ..., busdaycal: Any = ..., out: Any = ...) -> Array: ...
def isclose(a: Any, b: Any, rtol: Any = ..., atol: Any = ..., equal_nan: Any = ...) -> Array: ...
def iscomplex(x: Any) -> Array: ...
def iscomplexobj(x: Any) -> builtins.bool: ...
def isfortran(a: Any) -> builtins.bool: ...
def isin(
    element: Any, test_elements: Any, assume_unique: Any = ..., invert: Any = ..., *, kind: Any = ...
) -> Array: ...
def isneginf(x: Any, out: Any = ...) -> Array: ...
def isposinf(x: Any, out: Any = ...) -> Array: ...
def isreal(x: Any) -> Array: ...
def isrealobj(x: Any) -> builtins.bool: ...
def ix_(*args: Any) -> tuple[Array, ...]: ...
def kaiser(M: Any, beta: Any) -> Array: ...
def kron(a: Any, b: Any) -> Array: ...
def lexsort(keys: Any, axis: Any = ...) -> Array: ...
def linspace(
    start: Any,
    stop: Any,
    num: Any = ...,
    endpoint: Any = ...,
    retstep: Any = ...,
    dtype: Any = ...,
    axis: Any = ...,
    *,
    device: Any = ...,
) -> Any: ...
def load(
    file: Any,
    mmap_mode: Any = ...,
    allow_pickle: Any = ...,
    fix_imports: Any = ...,
    encoding: Any = ...,
    *,
    max_header_size: Any = ...,
) -> Any: ...
def loadtxt(
    fname: Any,
    dtype: Any = ...,
    comments: Any = ...,
    delimiter: Any = ...,
    converters: Any = ...,
    skiprows: Any = ...,
    usecols: Any = ...,
    unpack: Any = ...,
    ndmin: Any = ...,
    encoding: Any = ...,
    max_rows: Any = ...,
    *,
    quotechar: Any = ...,
    like: Any = ...,
) -> Array: ...
def logspace(
    start: Any, stop: Any, num: Any = ..., endpoint: Any = ..., base: Any = ..., dtype: Any = ..., axis: Any = ...
) -> Array: ...
def mask_indices(n: Any, mask_func: Any, k: Any = ...) -> tuple[Array, ...]: ...
def matrix_transpose(x: Any, /) -> Array: ...
def max(
    a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def may_share_memory(a: Any, b: Any, /, max_work: Any = ...) -> builtins.bool: ...
def mean(
    a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ..., keepdims: Any = ..., *, where: Any = ...
) -> Array: ...
def median(a: Any, axis: Any = ..., out: Any = ..., overwrite_input: Any = ..., keepdims: Any = ...) -> Array: ...
def meshgrid(*xi: Any, copy: Any = ..., sparse: Any = ..., indexing: Any = ...) -> Any: ...
def min(
    a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def min_scalar_type(a: Any, /) -> dtype[Any]: ...
def moveaxis(a: Any, source: Any, destination: Any) -> Array: ...
def nan_to_num(x: Any, copy: Any = ..., nan: Any = ..., posinf: Any = ..., neginf: Any = ...) -> Array: ...
def nanargmax(a: Any, axis: Any = ..., out: Any = ..., *, keepdims: Any = ...) -> Array: ...
def nanargmin(a: Any, axis: Any = ..., out: Any = ..., *, keepdims: Any = ...) -> Array: ...
def nancumprod(a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ...) -> Array: ...
def nancumsum(a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ...) -> Array: ...
def nanmax(
    a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def nanmean(
    a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ..., keepdims: Any = ..., *, where: Any = ...
) -> Array: ...
def nanmedian(a: Any, axis: Any = ..., out: Any = ..., overwrite_input: Any = ..., keepdims: Any = ...) -> Array: ...
def nanmin(
    a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def nanpercentile(
    a: Any,
    q: Any,
    axis: Any = ...,
    out: Any = ...,
    overwrite_input: Any = ...,
    method: Any = ...,
    keepdims: Any = ...,
    *,
    weights: Any = ...,
) -> Array: ...
def nanprod(
    a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def nanquantile(
    a: Any,
    q: Any,
    axis: Any = ...,
    out: Any = ...,
    overwrite_input: Any = ...,
    method: Any = ...,
    keepdims: Any = ...,
    *,
    weights: Any = ...,
) -> Array: ...
def nanstd(
    a: Any,
    axis: Any = ...,
    dtype: Any = ...,
    out: Any = ...,
    ddof: Any = ...,
    keepdims: Any = ...,
    *,
    where: Any = ...,
    mean: Any = ...,
    correction: Any = ...,
) -> Array: ...
def nansum(
    a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def nanvar(
    a: Any,
    axis: Any = ...,
    dtype: Any = ...,
    out: Any = ...,
    ddof: Any = ...,
    keepdims: Any = ...,
    *,
    where: Any = ...,
    mean: Any = ...,
    correction: Any = ...,
) -> Array: ...
def ndim(a: Any) -> int: ...
def nonzero(a: Any) -> tuple[Array, ...]: ...
def ones(shape: Any, dtype: Any = ..., order: Any = ..., *, device: Any = ..., like: Any = ...) -> Array: ...
def ones_like(
    a: Any, dtype: Any = ..., order: Any = ..., subok: Any = ..., shape: Any = ..., *, device: Any = ...
) -> Array: ...
def outer(a: Any, b: Any, out: Any = ...) -> Array: ...
def packbits(a: Any, /, axis: Any = ..., bitorder: Any = ...) -> Array: ...
def pad(array: Any, pad_width: Any, mode: Any = ..., **kwargs: Any) -> Array: ...
def partition(a: Any, kth: Any, axis: Any = ..., kind: Any = ..., order: Any = ...) -> Array: ...
def percentile(
    a: Any,
    q: Any,
    axis: Any = ...,
    out: Any = ...,
    overwrite_input: Any = ...,
    method: Any = ...,
    keepdims: Any = ...,
    *,
    weights: Any = ...,
) -> Array: ...
def permute_dims(a: Any, axes: Any = ...) -> Array: ...
def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **kw: Any) -> Array: ...
def place(arr: Any, mask: Any, vals: Any) -> None: ...
def poly(seq_of_zeros: Any) -> Array: ...
def polyadd(a1: Any, a2: Any) -> Any: ...
def polyder(p: Any, m: Any = ...) -> Array: ...
def polydiv(u: Any, v: Any) -> tuple[Array, ...]: ...
def polyfit(x: Any, y: Any, deg: Any, rcond: Any = ..., full: Any = ..., w: Any = ..., cov: Any = ...) -> Any: ...
def polyint(p: Any, m: Any = ..., k: Any = ...) -> Array: ...
def polymul(a1: Any, a2: Any) -> Array: ...
def polysub(a1: Any, a2: Any) -> Array: ...
def polyval(p: Any, x: Any) -> Any: ...
def prod(
    a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def ptp(a: Any, axis: Any = ..., out: Any = ..., keepdims: Any = ...) -> Array: ...
def put(a: Any, ind: Any, v: Any, mode: Any = ...) -> None: ...
def put_along_axis(arr: Any, indices: Any, values: Any, axis: Any) -> None: ...
def putmask(a: Any, /, mask: Any, values: Any) -> None: ...
def quantile(
    a: Any,
    q: Any,
    axis: Any = ...,
    out: Any = ...,
    overwrite_input: Any = ...,
    method: Any = ...,
    keepdims: Any = ...,
    *,
    weights: Any = ...,
) -> Array: ...
def ravel(a: Any, order: Any = ...) -> Array: ...
def ravel_multi_index(multi_index: Any, dims: Any, mode: Any = ..., order: Any = ...) -> Array: ...
def real(val: Any) -> Any: ...
def real_if_close(a: Any, tol: Any = ...) -> Array: ...
def repeat(a: Any, repeats: Any, axis: Any = ...) -> Array: ...
def require(a: Any, dtype: Any = ..., requirements: Any = ..., *, like: Any = ...) -> Array: ...
def reshape(a: Any, /, shape: Any, order: Any = ..., *, copy: Any = ...) -> Array: ...
def resize(a: Any, new_shape: Any) -> Array: ...
def result_type(*arrays_and_dtypes: Any) -> dtype[Any]: ...
def roll(a: Any, shift: Any, axis: Any = ...) -> Array: ...
def rollaxis(a: Any, axis: Any, start: Any = ...) -> Array: ...
def roots(p: Any) -> Array: ...
def rot90(m: Any, k: Any = ..., axes: Any = ...) -> Array: ...
def round(a: Any, decimals: Any = ..., out: Any = ...) -> Array: ...
def row_stack(tup: Any, *, dtype: Any = ..., casting: Any = ...) -> Array: ...
def save(file: Any, arr: Any, allow_pickle: Any = ...) -> None: ...
def savetxt(
    fname: Any,
    X: Any,
    fmt: Any = ...,
    delimiter: Any = ...,
    newline: Any = ...,
    header: Any = ...,
    footer: Any = ...,
    comments: Any = ...,
    encoding: Any = ...,
) -> None: ...
def savez(file: Any, *args: Any, allow_pickle: Any = ..., **kwds: Any) -> None: ...
def savez_compressed(file: Any, *args: Any, allow_pickle: Any = ..., **kwds: Any) -> None: ...
def searchsorted(a: Any, v: Any, side: Any = ..., sorter: Any = ...) -> Array: ...
def select(condlist: Any, choicelist: Any, default: Any = ...) -> Array: ...
def setdiff1d(ar1: Any, ar2: Any, assume_unique: Any = ...) -> Array: ...
def setxor1d(ar1: Any, ar2: Any, assume_unique: Any = ...) -> Array: ...
def shape(a: Any) -> tuple[int, ...]: ...
def shares_memory(a: Any, b: Any, /, max_work: Any = ...) -> builtins.bool: ...
def sinc(x: Any) -> Any: ...
def size(a: Any, axis: Any = ...) -> int: ...
def sort(a: Any, axis: Any = ..., kind: Any = ..., order: Any = ..., *, stable: Any = ...) -> Array: ...
def sort_complex(a: Any) -> Array: ...
def split(ary: Any, indices_or_sections: Any, axis: Any = ...) -> list[Array]: ...
def squeeze(a: Any, axis: Any = ...) -> Array: ...
def stack(arrays: Any, axis: Any = ..., out: Any = ..., *, dtype: Any = ..., casting: Any = ...) -> Array: ...
def std(
    a: Any,
    axis: Any = ...,
    dtype: Any = ...,
    out: Any = ...,
    ddof: Any = ...,
    keepdims: Any = ...,
    *,
    where: Any = ...,
    mean: Any = ...,
    correction: Any = ...,
) -> Array: ...
def sum(
    a: Any, axis: Any = ..., dtype: Any = ..., out: Any = ..., keepdims: Any = ..., initial: Any = ..., where: Any = ...
) -> Array: ...
def swapaxes(a: Any, axis1: Any, axis2: Any) -> Array: ...
def take(a: Any, indices: Any, axis: Any = ..., out: Any = ..., mode: Any = ...) -> Array: ...
def take_along_axis(arr: Any, indices: Any, axis: Any = ...) -> Array: ...
def tensordot(a: Any, b: Any, axes: Any = ...) -> Array: ...
def tile(A: Any, reps: Any) -> Array: ...
def trace(a: Any, offset: Any = ..., axis1: Any = ..., axis2: Any = ..., dtype: Any = ..., out: Any = ...) -> Array: ...
def transpose(a: Any, axes: Any = ...) -> Array: ...
def trapezoid(y: Any, x: Any = ..., dx: Any = ..., axis: Any = ...) -> Array: ...
def tri(N: Any, M: Any = ..., k: Any = ..., dtype: Any = ..., *, like: Any = ...) -> Array: ...
def tril(m: Any, k: Any = ...) -> Array: ...
def tril_indices(n: Any, k: Any = ..., m: Any = ...) -> tuple[Array, ...]: ...
def tril_indices_from(arr: Any, k: Any = ...) -> tuple[Array, ...]: ...
def trim_zeros(filt: Any, trim: Any = ..., axis: Any = ...) -> Any: ...
def triu(m: Any, k: Any = ...) -> Array: ...
def triu_indices(n: Any, k: Any = ..., m: Any = ...) -> tuple[Array, ...]: ...
def triu_indices_from(arr: Any, k: Any = ...) -> tuple[Array, ...]: ...
def union1d(ar1: Any, ar2: Any) -> Array: ...
def unique(
    ar: Any,
    return_index: Any = ...,
    return_inverse: Any = ...,
    return_counts: Any = ...,
    axis: Any = ...,
    *,
    equal_nan: Any = ...,
    sorted: Any = ...,
) -> Any: ...
def unique_all(x: Any) -> _UniqueAllResult: ...
def unique_counts(x: Any) -> _UniqueCountsResult: ...
def unique_inverse(x: Any) -> _UniqueInverseResult: ...
def unique_values(x: Any) -> Array: ...
def unpackbits(a: Any, /, axis: Any = ..., count: Any = ..., bitorder: Any = ...) -> Array: ...
def unravel_index(indices: Any, shape: Any, order: Any = ...) -> tuple[Array, ...]: ...
def unstack(x: Any, /, *, axis: Any = ...) -> tuple[Array, ...]: ...
def unwrap(p: Any, discont: Any = ..., axis: Any = ..., *, period: Any = ...) -> Array: ...
def vander(x: Any, N: Any = ..., increasing: Any = ...) -> Array: ...
def var(
    a: Any,
    axis: Any = ...,
    dtype: Any = ...,
    out: Any = ...,
    ddof: Any = ...,
    keepdims: Any = ...,
    *,
    where: Any = ...,
    mean: Any = ...,
    correction: Any = ...,
) -> Array: ...
def vdot(a: Any, b: Any, /) -> Array: ...
def vsplit(ary: Any, indices_or_sections: Any) -> list[Array]: ...
def vstack(tup: Any, *, dtype: Any = ..., casting: Any = ...) -> Array: ...
def where(condition: Any, x: Any = ..., y: Any = ..., /) -> Any: ...
def zeros(shape: Any, dtype: Any = ..., order: Any = ..., *, device: Any = ..., like: Any = ...) -> Array: ...
def zeros_like(
    a: Any, dtype: Any = ..., order: Any = ..., subok: Any = ..., shape: Any = ..., *, device: Any = ...
) -> Array: ...
