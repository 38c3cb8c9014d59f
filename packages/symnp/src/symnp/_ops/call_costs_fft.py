"""What Fourier transforms take.

NumPy transforms one line after the other with a plan of twiddle factors and a buffer as long as the line, both of which
matter for single long lines. Lengths with a large prime factor become a convolution of a longer, smooth length.

References
----------
J. W. Cooley and J. W. Tukey, "An algorithm for the machine calculation of complex Fourier series", Mathematics of
Computation 19 (1965): 5 n log2 n operations.
L. I. Bluestein, "A linear filtering approach to the computation of discrete Fourier transform", IEEE Transactions on Audio
and Electroacoustics 18 (1970): lengths with large prime factors.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from symnp._layout.layout import Layout
from symnp._ops.call import Call
from symnp._ops.call_cost import CallCost, at_rate, by_function, each_element

_REAL_IN, _REAL_OUT = ("rfft", "rfft2", "rfftn", "ihfft"), ("irfft", "irfft2", "irfftn", "hfft")


@lru_cache(maxsize=256)
def _factors(n: int) -> tuple[int, ...]:
    found, p = [], 2
    while p * p <= n:
        while n % p == 0:
            found.append(p)
            n //= p
        p += 1
    return (*found, n) if n > 1 else tuple(found)


@lru_cache(maxsize=256)
def convolved_length(n: int) -> int:
    """Return the length of the convolution that stands in for a transform of length n, or 0 where there is none."""
    factors = _factors(n)
    if not factors or factors[-1] ** 2 <= n:
        return 0
    longer = _smooth_length(2 * n - 1)
    # Two transforms of the longer length, and half as much again for the products around them.
    return longer if 3 * longer * sum(_factors(longer)) < n * sum(factors) else 0


def _smooth_length(least: int) -> int:
    """Return the smallest length from `least` on that has no prime factor above 11."""
    n = least
    while max(_factors(n), default=1) > 11:
        n += 1
    return n


def _name(call: Call) -> str:
    return str(call.function.__name__)


def _axes_and_shape(call: Call) -> tuple[list[int], list[int]]:
    """Return the axes that are transformed, last first, and the lengths of all axes after the transforms."""
    a, name = call.first, _name(call)
    ndim, shape = len(a.shape), list(a.shape)
    lengths = call.argument(1, "s" if name.endswith(("2", "n")) else "n")
    if name.endswith(("n", "2")):
        axes = call.argument(2, "axes", (-2, -1) if name.endswith("2") else None)
        axes = list(range(ndim))[-len(lengths) :] if axes is None and lengths else axes
    else:
        axes, lengths = (call.argument(2, "axis", -1),), None if lengths is None else (lengths,)
    axes = [axis % ndim for axis in (range(ndim) if axes is None else axes)]
    if name in _REAL_OUT:
        shape[axes[-1]] = 2 * (shape[axes[-1]] - 1)
    for axis, n in zip(axes, lengths or [], strict=False):
        shape[axis] = n if n and n > 0 else shape[axis]
    return axes[::-1], shape


_FAR, _STREAMED = 1 << 23, 2  # A line of more bytes goes through memory with each factor, which takes as long again.


def _flops(call: Call) -> float:
    axes, shape = _axes_and_shape(call)
    size = math.prod(shape) / (2 if _name(call) in _REAL_IN + _REAL_OUT else 1)
    total = 0.0
    for axis in axes:
        longer = convolved_length(shape[axis])
        stretch = 2 * longer / max(shape[axis], 1) if longer else 1
        stretch *= _STREAMED if 16 * shape[axis] > _FAR else 1
        total += 5 * size * stretch * math.log2(max(longer or shape[axis], 2))
    return total


def _complex_size(layout: Layout, name: str) -> int:
    """Return the bytes of a complex number in a transform: of real single precision NumPy's is double."""
    single = layout.dtype == np.complex64 or (layout.dtype == np.float32 and name in _REAL_IN)
    return 8 if single else max(16, layout.dtype.itemsize if layout.dtype.kind == "c" else 0)


def _line(n: int, real: bool) -> float:
    """Return the complex numbers that a line takes: the plan and a buffer."""
    longer = convolved_length(n)
    if longer:
        return 1.5 * n + 3.5 * longer  # The chirp and its transform, an inner plan, a line and its buffer.
    return n if real else 2 * n


def _workspace(call: Call) -> float:
    """Return the most that any of the transforms, one axis after the other, holds besides the last one's result."""
    name, a = _name(call), call.first
    number = _complex_size(a, name)
    axes, shape = _axes_and_shape(call)
    if name in _REAL_OUT:
        axes = axes[1:] + axes[:1]  # The real axis comes last.
    held, most = 0.0, 0.0
    sizes = [a.shape[axis] for axis in range(len(a.shape))]
    for i, axis in enumerate(axes):
        last = i == len(axes) - 1
        real = (name in _REAL_IN and i == 0) or (name in _REAL_OUT and last)
        sizes[axis] = shape[axis] // 2 + 1 if name in _REAL_IN and i == 0 else shape[axis]
        result = math.prod(sizes) * number / (2 if name in _REAL_OUT and last else 1)
        result = call.returned if last and result <= call.returned else result
        cast = _cast(call, number, real) if i == 0 else 0
        most = max(most, held + cast + result + _line(shape[axis], real) * number)
        held = result
    if name == "hfft":
        most += a.nbytes  # The conjugate.
    return max(0.0, most - call.returned)


def _cast(call: Call, number: int, real: bool) -> float:
    """Return the bytes of an operand in another dtype: a copy of it."""
    a = call.first
    wanted = number // 2 if real and _name(call) in _REAL_IN else number
    given_kind = "f" if real and _name(call) in _REAL_IN else "c"
    same = a.dtype.kind == given_kind and a.dtype.itemsize == wanted
    return 0 if same else a.size * wanted


_TRANSFORMS = "fft ifft rfft irfft hfft ihfft fft2 ifft2 rfft2 irfft2 fftn ifftn rfftn irfftn"

FFT = by_function(
    {
        _TRANSFORMS: CallCost(_flops, _workspace, at_rate("fft")),
        "fftshift ifftshift": CallCost(each_element),
    },
    np.fft,
)
"""The costs of `numpy.fft`."""
