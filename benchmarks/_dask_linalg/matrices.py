"""Matrices whose numbers are a formula of their place: Python and the C driver make the same ones, bit by bit."""

from __future__ import annotations

import math

import numpy as np

Array = np.ndarray

GENERAL, SYMMETRIC, POSITIVE, SIGNS = range(4)
FIRST, SECOND, PROBE = 1, 2, 3
PROBES = 16
RIGHT_HAND_SIDES = 64

_BLOCK = 1 << 14  # Numbers made at once: few enough for a cache.


def _word(number: int) -> np.uint64:
    return np.uint64(number & (2**64 - 1))


def _mixed(z: Array) -> Array:
    """Mix 64 bits in place, as SplitMix64 does: Steele, Lea and Flood, 2014."""
    z ^= z >> np.uint64(30)
    z *= _word(0xBF58476D1CE4E5B9)
    z ^= z >> np.uint64(27)
    z *= _word(0x94D049BB133111EB)
    z ^= z >> np.uint64(31)
    return z


def _uniform(seed: int, i: Array, j: Array) -> Array:
    """Return numbers of [-0.5, 0.5) for rows and columns that broadcast."""
    place = (i << np.uint64(32)) + (j + np.uint64(1))
    place *= _word(0x9E3779B97F4A7C15)
    place += _word(seed * 0xD1B54A32D192ED03)
    return (_mixed(place) >> np.uint64(11)) * 2.0**-53 - 0.5


def _rows(kind: int, seed: int, first: int, last: int, n: int) -> Array:
    i, j = np.arange(first, last, dtype=np.uint64)[:, None], np.arange(n, dtype=np.uint64)
    if kind == GENERAL:
        return _uniform(seed, i, j)
    if kind == SIGNS:
        return np.where(_uniform(seed, i, j) < 0, -1.0, 1.0)
    made = _uniform(seed, np.maximum(i, j), np.minimum(i, j))
    if kind == POSITIVE:
        # The eigenvalues of the symmetric matrix lie within 0.58 sqrt(n) of zero.
        made[np.arange(last - first), np.arange(first, last)] += math.ceil(math.sqrt(n))
    return made


def matrix(kind: int, seed: int, m: int, n: int) -> Array:
    """Return an m by n matrix of a kind; the same numbers as the driver's `entry`."""
    out, step = np.empty((m, n)), max(1, _BLOCK // max(1, n))
    for first in range(0, m, step):
        last = min(m, first + step)
        out[first:last] = _rows(kind, seed, first, last, n)
    return out


def signs(n: int) -> Array:
    """Return the random signs that errors are applied to."""
    return matrix(SIGNS, PROBE, n, PROBES)
