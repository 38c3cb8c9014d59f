"""What is picked by arrays of integers lies in memory as NumPy lays it, in whatever order the indices lie."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits

INDEX = np.random.default_rng(0).integers(0, 4, (6, 6, 6))
DTYPES = ["intp", "int16", "uint8"]
TURNED = {
    "as it is": lambda x: x,
    "transposed": np.transpose,
    "swapped": lambda x: x.transpose(1, 0, 2),
    "rotated": lambda x: x.transpose(2, 0, 1),
    "backwards": lambda x: x[::-1],
    "in steps": lambda x: np.concatenate([x, x])[::2],
    "one column": lambda x: x[:, :1],
    "repeated": lambda x: np.broadcast_to(x[:, :, :1], x.shape),
}
PICKED = {
    "from a vector": (np.arange(5.0), lambda i, j: (i,)),
    "rows": (np.arange(20.0).reshape(5, 4), lambda i, j: (i,)),
    "columns": (np.arange(20.0).reshape(5, 4), lambda i, j: (slice(None), i)),
    "elements": (np.arange(20.0).reshape(4, 5).T, lambda i, j: (i, j)),
    "apart": (np.arange(60.0).reshape(5, 3, 4), lambda i, j: (i, slice(None), j)),
}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", PICKED)
@pytest.mark.parametrize(("first", "second"), list(itertools.product(TURNED, TURNED)))
def test_what_is_picked_lies_as_numpy_lays_it(name, first, second, dtype):
    array, key = PICKED[name]
    index = key(TURNED[first](INDEX.astype(dtype)), TURNED[second](INDEX.astype(dtype)))
    right = array[index]
    found = symnp.asarray(array)[tuple(one if isinstance(one, slice) else symnp.asarray(one) for one in index)]
    assert found.strides == right.strides
    assert_same_bits(symnp.compute(found), right)
