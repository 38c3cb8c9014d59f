"""What the tests of random arrays have in common."""

from __future__ import annotations

from typing import Any

import numpy as np

import symnp
from monorepo_testing.adversarial import assert_same_bits

KINDS = [np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64]
MANY = 10**6


def pair(seed: int = 7, kind: Any = np.random.PCG64) -> tuple[symnp.random.Generator, np.random.Generator]:
    """Return generators of symnp and of NumPy in the same state."""
    return symnp.random.Generator(kind(seed)), np.random.Generator(kind(seed))


def value_of(result: Any) -> Any:
    """Return a result with its arrays computed."""
    if isinstance(result, (tuple, list)):
        return [value_of(one) for one in result]
    return symnp.compute(result) if isinstance(result, symnp.Array) else result


def assert_same(ours: Any, theirs: Any, label: str = "") -> None:
    """Compare values of any form with NumPy's, byte for byte."""
    if isinstance(theirs, (tuple, list)):
        assert len(ours) == len(theirs), label
        for one, other in zip(ours, theirs, strict=True):
            assert_same(one, other, label)
    elif isinstance(theirs, (str, bytes)):
        assert ours == theirs, label
    elif np.asarray(theirs).dtype.kind in "fc":
        assert_same_bits(ours, theirs, label=label)
    else:
        assert np.asarray(ours).dtype == np.asarray(theirs).dtype, label
        np.testing.assert_array_equal(ours, theirs, err_msg=label)


def assert_same_state(ours: symnp.random.Generator, theirs: np.random.Generator) -> None:
    """Check that the next draws will be the same, too."""
    np.testing.assert_equal(ours.bit_generator.state, theirs.bit_generator.state)


def after(normals: int, numbers: int, more: int) -> np.ndarray:
    """Return random numbers of a generator with the seed of `pair` after so many others."""
    generator = np.random.default_rng(7)
    generator.normal(size=normals)
    generator.random(numbers)
    return generator.random(more)
