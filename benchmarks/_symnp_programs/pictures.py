"""Programs on pictures and grids: neighbours by slices, a table of grey values, a filter by Fourier transform."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy

from _symnp_programs.program import Program, random

STEPS = 10


def gaussian(np: Any, picture: Any) -> Any:
    """Blur a picture, rows and then columns, by seven slices each."""
    weights = [0.006, 0.061, 0.242, 0.382, 0.242, 0.061, 0.006]
    n, m = picture.shape
    rows = weights[0] * picture[:, : m - 6]
    for i in range(1, 7):
        rows = rows + weights[i] * picture[:, i : m - 6 + i]
    both = weights[0] * rows[: n - 6]
    for i in range(1, 7):
        both = both + weights[i] * rows[i : n - 6 + i]
    return both


def gradient(np: Any, picture: Any) -> Any:
    """Measure how steep a picture is."""
    across = (picture[1:-1, 2:] - picture[1:-1, :-2]) / 2
    down = (picture[2:, 1:-1] - picture[:-2, 1:-1]) / 2
    return np.sqrt(across**2 + down**2)


def gradient_numexpr(picture: Any) -> Any:
    """Give the expression as text, the slices as names."""
    import numexpr

    slices = {
        "east": picture[1:-1, 2:],
        "west": picture[1:-1, :-2],
        "south": picture[2:, 1:-1],
        "north": picture[:-2, 1:-1],
    }
    return numexpr.evaluate("sqrt(((east - west) / 2) ** 2 + ((south - north) / 2) ** 2)", local_dict=slices)


def jacobi(np: Any, grid: Any) -> Any:
    """Relax a grid in place, to and fro between two arrays."""
    a, b = grid.copy(), grid.copy()
    for _ in range(STEPS):
        b[1:-1, 1:-1] = 0.2 * (a[1:-1, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, 1:-1] + a[:-2, 1:-1])
        a[1:-1, 1:-1] = 0.2 * (b[1:-1, 1:-1] + b[1:-1, :-2] + b[1:-1, 2:] + b[2:, 1:-1] + b[:-2, 1:-1])
    return a


def _relaxed(a: Any) -> Any:
    return 0.2 * (a[1:-1, 1:-1] + a[1:-1, :-2] + a[1:-1, 2:] + a[2:, 1:-1] + a[:-2, 1:-1])


def jacobi_jax(np: Any, grid: Any) -> Any:
    """Write by `.at`."""
    a = b = grid
    for _ in range(STEPS):
        b = b.at[1:-1, 1:-1].set(_relaxed(a))
        a = a.at[1:-1, 1:-1].set(_relaxed(b))
    return a


def jacobi_pytensor(np: Any, grid: Any) -> Any:
    """Write by `.set`."""
    a = b = grid
    for _ in range(STEPS):
        b = b[1:-1, 1:-1].set(_relaxed(a))
        a = a[1:-1, 1:-1].set(_relaxed(b))
    return a


def equalised(np: Any, picture: Any) -> Any:
    """Spread the grey values of a picture evenly."""
    histogram = np.bincount(picture.ravel(), minlength=256)
    share = np.cumsum(histogram) / picture.size
    return (255 * share)[picture]


def equalised_jax(np: Any, picture: Any) -> Any:
    """Say how many grey values there are at most."""
    histogram = np.bincount(picture.ravel(), length=256)
    return (255 * (np.cumsum(histogram) / picture.size))[picture]


def equalised_pytensor(np: Any, picture: Any) -> Any:
    """Count in wide integers: it counts in the picture's own dtype."""
    histogram = np.bincount(picture.ravel().astype("int64"), minlength=256)
    return (255 * (np.cumsum(histogram) / picture.size))[picture]


def low_pass(np: Any, signal: Any) -> Any:
    """Take the high frequencies out of a signal."""
    spectrum = np.fft.rfft(signal)
    spectrum[2000:] = 0
    return np.fft.irfft(spectrum, signal.size)


def low_pass_jax(np: Any, signal: Any) -> Any:
    """Write by `.at`."""
    spectrum = np.fft.rfft(signal).at[2000:].set(0)
    return np.fft.irfft(spectrum, signal.size)


def low_pass_pytensor(np: Any, signal: Any) -> Any:
    """Transform a batch of one signal, to real and imaginary parts apart."""
    from pytensor.tensor import fft

    spectrum = fft.rfft(signal[None])
    return fft.irfft(spectrum[:, 2000:].set(0))[0]


def mandelbrot(np: Any, c: Any) -> Any:
    """Iterate on the complex plane, and leave alone what has gone too far."""
    z = c
    for _ in range(STEPS):
        z = np.where(np.abs(z) <= 2, z * z + c, z)
    return z


def grey_picture() -> tuple[Any, ...]:
    """Return a dark picture of a million pixels."""
    (picture,) = random(1000, 1000)
    return ((255 * picture**3).astype("u1"),)


def plane() -> tuple[Any, ...]:
    """Return a grid over a part of the complex plane."""
    return (numpy.linspace(-2.013, 0.517, 400) + 1j * numpy.linspace(-1.217, 1.193, 400)[:, None],)


NO_TABLE = {
    "dask": "dask.array takes no index array of two dimensions",
    "symnp-jit": "how many numbers bincount returns depends on the data",
}

PROGRAMS = (
    Program(gaussian, partial(random, 1000, 1000)),
    Program(gradient, partial(random, 1500, 1500), forms={"numexpr": gradient_numexpr}),
    Program(jacobi, partial(random, 500, 500), forms={"jax": jacobi_jax, "pytensor": jacobi_pytensor}),
    Program(equalised, grey_picture, forms={"jax": equalised_jax, "pytensor": equalised_pytensor}, cannot=NO_TABLE),
    Program(low_pass, partial(random, 2**20), forms={"jax": low_pass_jax, "pytensor": low_pass_pytensor}),
    Program(mandelbrot, plane),
)
