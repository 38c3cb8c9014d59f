"""Small whole numbers are looked up in a table as NumPy does it, however the table lies and whatever it holds."""

from __future__ import annotations

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._ops import lookup


def _numbers(dtype, shape):
    return np.random.default_rng(3).integers(0, np.iinfo(dtype).max, shape, dtype, endpoint=True)


TABLES = {
    "numbers": lambda n: np.linspace(-1, 1, n),
    "with NaNs": lambda n: np.where(np.arange(n) % 3, np.nan, -0.0),
    "complex": lambda n: np.arange(n) * (1 - 2j),
    "backwards": lambda n: np.arange(2 * n, dtype="f4")[::-2],
    "other byte order": lambda n: np.arange(n, dtype=">i4"),
    "longer": lambda n: np.arange(n + 5),
    "dates": lambda n: np.arange(n).astype("M8[s]"),
    "rows": lambda n: np.arange(3.0 * n).reshape(n, 3),
    "columns": lambda n: np.arange(6.0 * n).reshape(2, 3, n).T,
}


@pytest.mark.parametrize("dtype", ["u1", "u2"])
@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("shape", [(300, 301), (70_001,), (), (4, 3, 0), (5, 6)], ids=str)
def test_a_table_is_looked_up(dtype, kind, shape):
    table, numbers = TABLES[kind](np.iinfo(dtype).max + 1), _numbers(dtype, shape)
    found, right = symnp.compute(symnp.asarray(table)[symnp.asarray(numbers)]), table[numbers]
    assert_same_bits(np.asarray(found), np.asarray(right))
    assert (found.strides, found.dtype) == (right.strides, right.dtype)


@pytest.mark.parametrize(
    "turn", [np.transpose, lambda x: x[::-1], lambda x: x[:, ::2]], ids=["transposed", "backwards", "steps"]
)
def test_numbers_may_lie_otherwise(turn):
    table, numbers = np.arange(256.0), turn(_numbers("u1", (300, 301)))
    found = symnp.compute(symnp.asarray(table)[symnp.asarray(numbers)])
    assert_same_bits(found, table[numbers])
    assert found.strides == table[numbers].strides


def test_a_number_that_the_table_has_no_row_for_is_refused_as_by_numpy():
    table, numbers = np.arange(255.0), np.full((100, 100), 255, "u1")
    with pytest.raises(IndexError) as theirs:
        table[numbers]
    with pytest.raises(IndexError) as ours:
        symnp.compute(symnp.asarray(table)[symnp.asarray(numbers)])
    assert str(ours.value).startswith(str(theirs.value))


def test_another_axis_is_not_mistaken_for_the_first():
    table, numbers = np.arange(512.0).reshape(2, 256), _numbers("u1", (50, 50))
    assert_same_bits(symnp.compute(symnp.asarray(table)[:, symnp.asarray(numbers)]), table[:, numbers])


def test_pieces_together_are_the_whole(monkeypatch):
    monkeypatch.setattr(lookup, "_PIECE", 7)
    table, numbers = np.arange(256.0 * 2).reshape(256, 2), _numbers("u1", (31, 33))
    assert_same_bits(lookup.look_up(table, numbers), table[numbers])
