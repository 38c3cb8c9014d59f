"""Functions of matrices, such as the exponential and the square root: SciPy's algorithms on gathered matrices.

How often a matrix is halved, squared or divided into blocks depends on its eigenvalues, which a graph of tasks cannot
wait for.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from inspect import signature as signature_of
from typing import Any

import dask.array as da
import numpy as np
import scipy.linalg

from dask_linalg.algorithms.gathered import gathered
from dask_linalg.tiles.lapack import Tile

_TOLERANCE = 1000
"""So many times the rounding error may a result be off, as far as that is known, before there is a warning."""


def on_whole(
    function: str,
    apply: Callable[..., Any],
    signature: str,
    *matrices: da.Array,
    dtypes: Sequence[Any],
    flops: float = 0.0,
    **arguments: Any,
) -> tuple[da.Array, ...]:
    """Return what a function of SciPy's makes of whole matrices, with the dtypes that were promised.

    Parameters
    ----------
    function : str
        The name that plans and errors say.
    apply : callable
        What takes NumPy's matrices and `arguments`; of several results as many are kept as there are dtypes.
    signature : str
        The dimensions of matrices and results, see `dask_linalg.algorithms.gathered.gathered`.
    *matrices : dask.array.Array
        The matrices.
    dtypes : sequence of dtype
        Of the results.
    flops : float, default 0.0
        Operations on numbers of the dtype of the first matrix, for each cube of its rows.
    **arguments : object
        Arguments of `apply`.

    Returns
    -------
    tuple of dask.array.Array
        The results.
    """
    times = 4 if matrices[0].dtype.kind == "c" else 1
    return gathered(
        function,
        _whole,
        signature,
        *matrices,
        dtypes=dtypes,
        flops=times * flops * matrices[0].shape[-1] ** 3,
        apply=apply,
        promised=(signature, tuple(np.dtype(dtype) for dtype in dtypes)),
        arguments=arguments,
    )


def of_matrix(
    function: str, a: da.Array, dtype: Any, apply: Callable[..., Any] | None = None, **arguments: Any
) -> da.Array:
    """Return a function of SciPy's of a square matrix, by default the one of this name."""
    apply = apply or getattr(scipy.linalg, function)
    return on_whole(function, apply, "(m,n)->(m,n)", a, dtypes=[dtype], flops=25, **arguments)[0]


def with_estimate(
    function: str, a: da.Array, dtype: Any, apply: Callable[..., Any], disp: bool, **arguments: Any
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return a function of a square matrix, and unless a warning shall tell it (`disp`) an estimate of its error."""
    dtypes = [dtype] if disp else [dtype, a.real.dtype]
    signature = "(m,n)->(m,n)" if disp else "(m,n)->(m,n),()"
    found = on_whole(function, apply, signature, a, dtypes=dtypes, flops=25, disp=disp, **arguments)
    return found[0] if disp else (found[0], found[1])


def derivative_of_exponential(
    a: da.Array, e: da.Array, method: str | None, compute_expm: bool
) -> da.Array[Any] | tuple[da.Array[Any], da.Array[Any]]:
    """Return the derivative of the exponential at a matrix in a direction, after the exponential if it is wanted."""
    signature = "(m,n),(m,n)->(m,n)" + (",(m,n)" if compute_expm else "")
    arguments = {"method": method, "compute_expm": compute_expm, "check_finite": False}
    dtypes = [a.dtype] * (2 if compute_expm else 1)
    found = on_whole("expm_frechet", scipy.linalg.expm_frechet, signature, a, e, dtypes=dtypes, flops=75, **arguments)
    return (found[0], found[1]) if compute_expm else found[0]


def condition_of_exponential(a: da.Array) -> da.Array:
    """Return the condition number of the exponential, for which all derivatives are put into a matrix of order n**2."""
    flops = 75 * a.shape[-1] ** 2  # For each direction; the norm of the large matrix comes on top.
    arguments = {"dtypes": [a.real.dtype], "flops": flops, "check_finite": False}
    return on_whole("expm_cond", scipy.linalg.expm_cond, "(m,n)->()", a, **arguments)[0]


def complex_dtype(*arrays: da.Array) -> np.dtype[Any]:
    """Return the complex dtype of the precision of arrays."""
    return np.result_type(np.complex64, *[a.dtype for a in arrays])


def logarithm(a: Tile, *, disp: bool) -> tuple[Tile, Any]:
    """Return SciPy's logarithm of a matrix, and the error of its exponential, relative to the matrix in the 1-norm.

    Numbers of single precision get more digits on the way: SciPy warns of errors that are large for double precision.
    """
    precise = a.astype(np.result_type(a, np.float64), copy=False)
    return _estimated("logm", precise, disp, lambda found: _norm(scipy.linalg.expm(found) - precise) / _norm(precise))


def square_root(a: Tile, *, disp: bool) -> tuple[Tile, Any]:
    """Return SciPy's square root of a matrix, and the error of its square, relative in Frobenius' norm."""
    return _estimated("sqrtm", a, disp, lambda found: np.linalg.norm(found @ found - a) / np.linalg.norm(a))


def sign(a: Tile, *, disp: bool) -> tuple[Tile, Any]:
    """Return SciPy's sign of a matrix, and the error of its cube, which should be the sign, in the 1-norm."""
    return _estimated("signm", a, disp, lambda found: _norm(found @ found @ found - found) / max(_norm(found), 1))


def from_scalars(a: Tile, *, disp: bool, func: Callable[[Tile], Tile]) -> tuple[Tile, Any]:
    """Return SciPy's matrix function of a function of numbers, and its estimate of the relative error."""
    found, error = scipy.linalg.funm(a, func, disp=False)
    _tell("funm", a, error, disp)
    return found, error


def power(a: Tile, *, t: float) -> Tile:
    """Return a power of a matrix; one that is a whole number by repeated products."""
    if float(t).is_integer():
        return np.asarray(np.linalg.matrix_power(a, int(t)))
    return np.asarray(scipy.linalg.fractional_matrix_power(a, t))


def _estimated(name: str, a: Tile, disp: bool, error: Callable[[Tile], Any]) -> tuple[Tile, Any]:
    """Call a function of SciPy's which since 1.16 warns, and before either printed or returned its own estimate."""
    function = getattr(scipy.linalg, name)
    disp_of_scipy = signature_of(function).parameters.get("disp")
    if disp_of_scipy is not None and disp_of_scipy.default is True:
        pair = function(a, disp=False)
        found = pair[0] if isinstance(pair, tuple) else pair  # Some signs come without an estimate.
        estimate = _quietly(error, found)
        _tell(name, a, estimate, disp)
        return found, estimate
    found = function(a)
    return found, None if disp else _quietly(error, found)


def _quietly(error: Callable[[Tile], Any], found: Tile) -> Any:
    """Return an estimate, which is not a number for a zero matrix or infinite results."""
    if not np.isfinite(found).all():
        return np.inf
    with np.errstate(all="ignore"):
        return error(found)


def _tell(name: str, a: Tile, estimate: Any, disp: bool) -> None:
    """Warn of a result that may be wrong, by the precision of the matrix: SciPy's results are of more digits at times."""
    if disp and not estimate <= _TOLERANCE * np.finfo(a.dtype).eps:
        message = f"{name}: the result may be wrong, its error is about {estimate:.1e}"
        warnings.warn(message, RuntimeWarning, stacklevel=2)


def _norm(a: Tile) -> Any:
    return np.linalg.norm(a, 1)


def _whole(
    *matrices: Tile,
    apply: Callable[..., Any],
    promised: tuple[str, Sequence[np.dtype[Any]]],
    arguments: Mapping[str, Any],
) -> Any:
    signature, dtypes = promised
    if any(a.size == 0 for a in matrices):
        found: Any = _nothing(signature, matrices, dtypes)
    else:
        found = apply(*matrices, **arguments)
        found = found if isinstance(found, tuple) else (found,)
    made = tuple(_as_promised(one, dtype) for one, dtype in zip(found, dtypes, strict=False))
    return made if len(made) > 1 else made[0]


def _nothing(signature: str, matrices: Sequence[Tile], dtypes: Sequence[np.dtype[Any]]) -> tuple[Tile, ...]:
    """Return results of empty matrices, of the right shapes."""
    before, after = (
        [one.strip("(").split(",") if one.strip("(") else [] for one in side.rstrip(")").split("),")]
        for side in signature.split("->")
    )
    sizes = {
        letter: n
        for letters, a in zip(before, matrices, strict=True)
        for letter, n in zip(letters, a.shape, strict=True)
    }
    return tuple(
        np.zeros([sizes[letter] for letter in letters], dtype) for letters, dtype in zip(after, dtypes, strict=True)
    )


def _as_promised(found: Any, dtype: np.dtype[Any]) -> Any:
    """Return a result in a dtype; what is real by its definition loses the imaginary part that rounding has left."""
    array = np.asarray(found)
    real = array.real if dtype.kind == "f" and array.dtype.kind == "c" else array
    return real.astype(dtype, copy=False)
