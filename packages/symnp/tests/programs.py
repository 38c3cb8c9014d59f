"""Random programs, run in lock step by NumPy and by symnp."""

from __future__ import annotations

import operator
import warnings
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.lib.array_utils import byte_bounds

import symnp
from monorepo_testing.adversarial import assert_same_bits
from monorepo_testing.adversarial.strategies import arrays_like_users_make

DTYPES = ["bool", "int8", "uint8", "int64", "float16", "float32", "float64", "complex64", "complex128"]
UNARY = [np.negative, np.exp, np.sqrt, np.abs, np.square, np.sin, np.isfinite, np.positive, np.floor]
BINARY = [
    np.add,
    np.subtract,
    np.multiply,
    np.true_divide,
    np.maximum,
    np.fmin,
    np.less,
    np.hypot,
    operator.add,
    operator.mul,
    operator.sub,
    operator.truediv,
    operator.ge,
]
AUGMENTED = [operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.ifloordiv, operator.ipow]
REDUCTIONS = ["sum", "mean", "prod", "max", "min", "any", "all", "std", "var"]
SCALARS = st.sampled_from([1, -3, 300, 0.5, -0.0, 2.5e300, True, 1j, np.float32(3), np.int8(-1), np.float64("nan")])

Pair = tuple[Any, Any]


class Program:
    """What a random program has built so far: pairs of NumPy's array and ours."""

    def __init__(self, data: st.DataObject, max_side: int = 5) -> None:
        self.data = data
        inputs = data.draw(st.lists(arrays_like_users_make(DTYPES, 3, max_side), min_size=1, max_size=2))
        self.pairs: list[Pair] = [(x, symnp.asarray(twin(x))) for x in map(np.asarray, inputs)]

    def pick(self) -> Pair:
        return self.pairs[self.data.draw(st.integers(0, len(self.pairs) - 1))]

    def step(self) -> None:
        getattr(self, "step_" + self.data.draw(st.sampled_from(STEPS)))()

    def both(self, function: Any, *pairs: Pair) -> None:
        """Do the same with both; both must raise the same error or give results that look the same."""
        theirs = outcome(function, *[pair[0] for pair in pairs])
        ours = outcome(function, *[pair[1] for pair in pairs])
        if isinstance(theirs, Exception) or isinstance(ours, Exception):
            assert type(ours) is type(theirs), (ours, theirs)
            assert str(ours) == str(theirs)
            return
        if type(theirs) is complex:
            theirs = np.complex128(theirs)  # `1j + np.float64(1)` is Python's own sum of two of Python's numbers.
        assert_looks_like(ours, theirs)
        if ours.size <= 4000:
            self.pairs.append((theirs, ours))

    def step_unary(self) -> None:
        self.both(self.data.draw(st.sampled_from(UNARY)), self.pick())

    def step_binary(self) -> None:
        self.both(self.data.draw(st.sampled_from(BINARY)), self.pick(), self.pick())

    def step_scalar(self) -> None:
        scalar, ufunc = self.data.draw(SCALARS), self.data.draw(st.sampled_from(BINARY))
        swap = self.data.draw(st.booleans())
        self.both(lambda x: ufunc(scalar, x) if swap else ufunc(x, scalar), self.pick())

    def step_index(self) -> None:
        pair = self.pick()
        index = self.data.draw(hnp.basic_indices(pair[0].shape, allow_newaxis=True, max_dims=4))
        self.both(lambda x: x[index], pair)

    def step_transpose(self) -> None:
        pair = self.pick()
        axes = self.data.draw(st.permutations(range(pair[0].ndim)))
        self.both(lambda x: np.transpose(x, axes), pair)

    def step_reshape(self) -> None:
        pair = self.pick()
        shape = self.data.draw(st.sampled_from([(-1,), (2, -1), (*pair[0].shape, 1), pair[0].shape[::-1], (3, 3)]))
        order = self.data.draw(st.sampled_from("CFA"))
        self.both(lambda x: np.reshape(x, shape, order=order), pair)

    def step_reduction(self) -> None:
        pair, name = self.pick(), self.data.draw(st.sampled_from(REDUCTIONS))
        axis = self.data.draw(st.none() | st.integers(-pair[0].ndim - 1, pair[0].ndim) | st.just((0, -1)))
        keep = self.data.draw(st.booleans())
        self.both(lambda x: getattr(np, name)(x, axis=axis, keepdims=keep), pair)

    def step_concatenate(self) -> None:
        axis = self.data.draw(st.none() | st.integers(-2, 2))
        self.both(
            lambda *x: np.concatenate(x, axis=axis), *[self.pick() for _ in range(self.data.draw(st.integers(1, 3)))]
        )

    def step_where(self) -> None:
        self.both(np.where, self.pick(), self.pick(), self.pick())

    def step_matmul(self) -> None:
        a, b = self.pick(), self.pick()
        if self.data.draw(st.booleans()):
            b = (b[0].T, b[1].T)
        self.both(operator.matmul, a, b)

    def step_broadcast(self) -> None:
        shape = self.data.draw(hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
        self.both(lambda x: np.broadcast_to(x, shape), self.pick())

    def step_astype(self) -> None:
        dtype = self.data.draw(st.sampled_from(DTYPES))
        self.both(lambda x: x.astype(dtype), self.pick())

    # Writes.

    def write(self, function: Any, *pairs: Pair) -> None:
        """Let both write; both must refuse with the same error, or neither."""
        theirs = outcome(function, *[pair[0] for pair in pairs])
        ours = outcome(function, *[pair[1] for pair in pairs])
        assert type(ours) is type(theirs), (ours, theirs)
        assert str(ours) == str(theirs)

    def value(self) -> Pair:
        scalar = self.data.draw(st.none() | SCALARS)
        return self.pick() if scalar is None else (scalar, scalar)

    def value_for(self, target: Pair) -> Pair:
        """Return what can be assigned without its data having a say: a computed scalar can be too large, or NaN."""
        value = self.value()
        if isinstance(value[1], symnp.Array) and isinstance(value[0], np.generic):
            return value if np.can_cast(value[0].dtype, target[0].dtype, "same_kind") else (value[0], value[0])
        return value

    def step_set(self) -> None:
        pair = self.pick()
        index = self.data.draw(hnp.basic_indices(pair[0].shape, allow_newaxis=True, max_dims=4))
        self.write(lambda x, v: operator.setitem(x, index, v), pair, self.value_for(pair))

    def step_set_by_arrays(self) -> None:
        pair = self.pick()
        if pair[0].ndim == 0 or 0 in pair[0].shape:
            return
        index = self.data.draw(hnp.integer_array_indices(pair[0].shape, dtype="i8"))
        self.write(lambda x, v: operator.setitem(x, index, v), pair, self.value_for(pair))

    def step_set_by_mask(self) -> None:
        pair, scalar = self.pick(), self.data.draw(SCALARS)
        if pair[0].ndim:
            self.write(lambda x: operator.setitem(x, np.isfinite(x), scalar), pair)

    def step_get_by_arrays(self) -> None:
        pair = self.pick()
        if pair[0].ndim and 0 not in pair[0].shape:
            index = self.data.draw(hnp.integer_array_indices(pair[0].shape, dtype="i8"))
            self.both(lambda x: x[index], pair)

    def step_augment(self) -> None:
        pair, change = self.pick(), self.data.draw(st.sampled_from(AUGMENTED))
        other = self.value_for(pair) if change is not operator.ipow else (2, 2)
        if isinstance(pair[0], np.ndarray):  # A scalar is bound anew: nothing is written.
            self.write(lambda x, y: (change(x, y), None)[1], pair, other)

    def step_augment_a_view(self) -> None:
        pair, change = self.pick(), self.data.draw(st.sampled_from(AUGMENTED[:-1]))
        index = self.data.draw(hnp.basic_indices(pair[0].shape, allow_newaxis=True, max_dims=4))
        if isinstance(pair[0][index], np.ndarray):
            self.write(lambda x, y: operator.setitem(x, index, change(x[index], y)), pair, self.value())

    def step_out(self) -> None:
        ufunc, out = self.data.draw(st.sampled_from(BINARY)), self.pick()
        if isinstance(ufunc, np.ufunc):
            self.write(lambda x, y, z: (ufunc(x, y, out=z), None)[1], self.value(), self.value(), out)

    def step_out_where(self) -> None:
        ufunc, out, mask = self.data.draw(st.sampled_from(UNARY)), self.pick(), self.pick()
        self.write(lambda x, m, z: (ufunc(x, out=z, where=np.isfinite(m)), None)[1], self.pick(), mask, out)

    # What has several results, and what writes by a method.

    def step_several(self) -> None:
        a, b = self.pick(), self.pick()
        ufunc = self.data.draw(st.sampled_from([np.divmod, np.frexp, np.modf]))
        operands = [a, b] if ufunc is np.divmod else [a]
        place = self.data.draw(st.integers(0, 1))
        self.both(lambda *x: ufunc(*x)[place], *operands)

    def step_several_out(self) -> None:
        a, b, first, second = (self.pick() for _ in range(4))
        outs = first[0], second[0]
        # Which of two results that are written over each other stays differs from run to run in NumPy.
        if all(isinstance(out, np.ndarray) for out in outs) and not np.shares_memory(*outs):
            self.write(lambda a, b, y, z: (np.divmod(a, b, out=(y, z)), None)[1], a, b, first, second)

    def step_at(self) -> None:
        pair, ufunc = self.pick(), self.data.draw(st.sampled_from([np.add, np.multiply, np.maximum]))
        if pair[0].ndim and 0 not in pair[0].shape:
            index = self.data.draw(hnp.integer_array_indices(pair[0].shape, dtype="i8"))
            self.write(lambda x: ufunc.at(x, index, 2), pair)

    def step_flat(self) -> None:
        pair, scalar = self.pick(), self.data.draw(SCALARS)
        if isinstance(pair[0], np.ndarray):
            places = self.data.draw(st.slices(pair[0].size))
            self.write(lambda x: operator.setitem(x.flat, places, scalar), pair)
            self.both(lambda x: x.flat[places], pair)

    def step_parts(self) -> None:
        part = self.data.draw(st.sampled_from(["real", "imag"]))
        pair = self.pick()
        if isinstance(pair[0], np.ndarray):
            self.both(lambda x: getattr(x, part), pair)

    def step_diagonal(self) -> None:
        offset = self.data.draw(st.integers(-2, 2))
        self.both(lambda x: np.diagonal(x, offset), self.pick())

    def step_ravel(self) -> None:
        order = self.data.draw(st.sampled_from("CFAK"))
        self.both(lambda x: np.ravel(x, order), self.pick())

    def step_sort_in_place(self) -> None:
        pair = self.pick()
        if pair[0].ndim and isinstance(pair[0], np.ndarray):
            self.write(lambda x: x.sort(axis=0, kind="stable"), pair)

    def step_reduction_out(self) -> None:
        pair, out, name = self.pick(), self.pick(), self.data.draw(st.sampled_from(["sum", "prod", "max"]))
        self.write(lambda x, z: (getattr(np, name)(x, axis=0, out=z), None)[1], pair, out)

    def step_accumulate(self) -> None:
        ufunc = self.data.draw(st.sampled_from([np.add, np.maximum]))
        self.both(lambda x: ufunc.accumulate(x, axis=-1), self.pick())

    def check_values(self, level: str) -> None:
        ours = [pair[1] for pair in self.pairs]
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            values = symnp.compute(*ours, level=level)
        for value, (theirs, _) in zip(values if len(ours) > 1 else [values], self.pairs, strict=True):
            assert_same_bits(value, theirs)
            assert type(value) is type(theirs)

    def check_each_value(self, level: str) -> None:
        """Compute results one by one, in an order of their own, so that each is rewritten for itself."""
        for i in self.data.draw(st.permutations(range(len(self.pairs)))):
            theirs, ours = self.pairs[i]
            with np.errstate(all="ignore"), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                assert_same_bits(symnp.compute(ours, level=level), theirs)


STEPS = [name.removeprefix("step_") for name in vars(Program) if name.startswith("step_")]


def twin(x: np.ndarray) -> np.ndarray:
    """Return a copy in other memory that lies in it exactly as the original does."""
    low, high = byte_bounds(x)
    start = x.__array_interface__["data"][0] - low
    copy = np.ndarray(x.shape, x.dtype, np.empty(max(high - low, 1), np.uint8), start if x.size else 0, x.strides)
    if x.size:
        copy[...] = x
    copy.flags.writeable = x.flags.writeable
    return copy


def outcome(function: Any, *args: Any) -> Any:
    # Elements stay expressions, so that programs go on with them; `test_elements.py` has those that are read at once.
    with np.errstate(all="ignore"), warnings.catch_warnings(), symnp.options(evaluation="lazy"):
        warnings.simplefilter("ignore")
        try:
            return function(*args)
        except Exception as error:  # noqa: BLE001
            return error


def assert_looks_like(ours: Any, theirs: Any) -> None:
    assert isinstance(ours, symnp.Array) or type(ours) is type(theirs), type(ours)  # An element that was there.
    assert ours.shape == theirs.shape
    assert ours.dtype == theirs.dtype
    if isinstance(theirs, np.ndarray):
        assert ours.strides == theirs.strides
        assert ours.flags.writeable == theirs.flags.writeable
    assert isinstance(ours, np.generic) == isinstance(theirs, np.generic)
