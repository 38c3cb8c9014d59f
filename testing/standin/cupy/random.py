"""cupy.random: the Generator with its few distributions, the RandomState with its many."""

from __future__ import annotations

from typing import Any

import numpy as _np

from cupy import _snapshot
from cupy._dtypes import check_dtype as _check_dtype
from cupy._ndarray import wrap as _wrap
from cupy._transfer import unwrap as _unwrap

# CuPy calls a parameter otherwise than NumPy.
_RENAMED = {("permutation", "a"): "x", ("shuffle", "a"): "x"}


class BitGenerator:
    """A source of random bits; the stand-in's are NumPy's."""

    def __init__(self, seed: Any = None) -> None:
        given = _unwrap(seed)
        # Like the real ones it holds NumPy's seed sequence, from which Dask spawns one a chunk.
        self._seed_seq = given if isinstance(given, _np.random.SeedSequence) else _np.random.SeedSequence(given)
        self._source = _np.random.Philox(self._seed_seq)


class XORWOW(BitGenerator):
    """The default source."""


class MRG32k3a(BitGenerator):
    """Another source."""


class Philox4x3210(BitGenerator):
    """Another source."""


class _Drawn:
    """What Generator and RandomState share: NumPy draws, the device owns the result."""

    _namespace: str
    _numpys: Any

    def _draw(self, name: str, args: Any, kwargs: dict[str, Any]) -> Any:
        signature = _snapshot.signature(self._namespace, name)
        if signature is not None:
            # By name, since NumPy has no dtype where the device has one.
            given = signature.bind(self, *args, **kwargs)
            if not {"kwarg", "kwargs"} & set(signature.parameters):
                args, kwargs = (), {key: value for key, value in given.arguments.items() if key != "self"}
        self._check(name, kwargs)
        dtype, out = kwargs.pop("dtype", None), kwargs.get("out")
        inner = {_RENAMED.get((name, key), key): _unwrap(value) for key, value in kwargs.items()}
        array = _wrap(_np.asarray(getattr(self._numpys, name)(*map(_unwrap, args), **inner)))
        if out is not None:
            return out
        return array if dtype is None else array.astype(_check_dtype(dtype))

    def _check(self, name: str, arguments: dict[str, Any]) -> None:
        pass


class Generator(_Drawn):
    """Draws from a source of random bits."""

    _namespace = "cupy.random.Generator"

    def __init__(self, bit_generator: BitGenerator) -> None:
        self.bit_generator = bit_generator
        self._numpys = _np.random.Generator(bit_generator._source)

    def _check(self, name: str, arguments: dict[str, Any]) -> None:
        """Refuse parameters from the host that are no scalars, as the real one does, with either of two errors."""
        for key, value in arguments.items():
            if key == "out" and isinstance(value, _np.ndarray):
                raise ValueError(f"out is required to be a cupy.ndarray, not {type(value)}")
            if key not in ("size", "dtype", "out") and isinstance(value, (_np.ndarray, list)):
                error = ValueError if key == "shape" else TypeError
                raise error(f"{key} is required to be a cupy.ndarray or a scalar, not {type(value)}")


class RandomState(_Drawn):
    """Draws the older way."""

    _namespace = "cupy.random.RandomState"

    def __init__(self, seed: Any = None, method: int = 100) -> None:
        self._numpys = _np.random.RandomState(_seed_of(seed))

    def seed(self, seed: Any = None) -> None:
        """Begin anew."""
        self._numpys.seed(_seed_of(seed))

    def shuffle(self, a: Any) -> None:
        """Shuffle in place."""
        self._numpys.shuffle(_unwrap(a))


def _seed_of(seed: Any) -> Any:
    if seed is None:
        return None
    value = _unwrap(seed)
    return int(_np.asarray(value).ravel()[0]) if _np.ndim(value) else int(value) % 2**32


def _method(namespace: str, name: str) -> Any:
    def method(self: _Drawn, *args: Any, **kwargs: Any) -> Any:
        return self._draw(name, args, kwargs)

    method.__name__ = name
    signature = _snapshot.signature(namespace, name)
    if signature is not None:
        method.__signature__ = signature  # type: ignore[attr-defined]
    return method


for _class in (Generator, RandomState):
    for _name in _snapshot.names(_class._namespace, "function"):
        _theirs = _np.random.Generator if _class is Generator else _np.random.RandomState
        if not _name.startswith("_") and hasattr(_theirs, _name) and not hasattr(_class, _name):
            setattr(_class, _name, _method(_class._namespace, _name))

_state = RandomState()


def default_rng(seed: Any = None) -> Generator:
    """Return a Generator on the default source."""
    return Generator(seed if isinstance(seed, BitGenerator) else XORWOW(seed))


def seed(seed: Any = None) -> None:
    """Seed the module's own state."""
    _state.seed(seed)


def get_random_state() -> RandomState:
    """Return the module's own state."""
    return _state


def set_random_state(rs: RandomState) -> None:
    """Replace the module's own state."""
    global _state
    _state = rs


def reset_states() -> None:
    """Forget the module's own state."""
    set_random_state(RandomState())


def random_integers(low: Any, high: Any = None, size: Any = None) -> Any:
    """Draw integers up to and with the upper bound."""
    low, high = (1, low) if high is None else (low, high)
    return _state.randint(low, high + 1, size)  # type: ignore[attr-defined]


def multinomial(n: Any, pvals: Any, size: Any = None) -> Any:
    """Draw how often each of several outcomes occurs."""
    return _wrap(_np.asarray(_state._numpys.multinomial(n, _unwrap(pvals), size)))


def random(size: Any = None, dtype: Any = float) -> Any:
    """Draw uniformly from [0, 1)."""
    return _state.random_sample(size=size, dtype=dtype)  # type: ignore[attr-defined]


ranf = sample = random


def _of_the_state(name: str) -> Any:
    def function(*args: Any, **kwargs: Any) -> Any:
        return getattr(_state, name)(*args, **kwargs)

    function.__name__ = name
    return function


for _name in _snapshot.names("cupy.random", "function"):
    if _name not in globals() and hasattr(_state, _name):
        globals()[_name] = _of_the_state(_name)
