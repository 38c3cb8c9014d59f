"""Functions without a rule of their own: what they return is foreseen, at the real size or by laws read off small runs."""

from __future__ import annotations

import warnings
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import DTYPES, twin

import symnp
from monorepo_testing.adversarial.strategies import arrays_like_users_make
from symnp._infer import probing
from symnp._infer.laws import PROBES, find_law, probe_lengths
from symnp._namespace.opaque import build_call
from symnp.errors import NotYetSupportedError

CALLS = {
    "sort": lambda np, a: np.sort(a, axis=0),
    "argsort": lambda np, a: np.argsort(a, axis=-1),
    "accumulate": lambda np, a: np.add.accumulate(a, axis=-1),
    "reduceat": lambda np, a: np.add.reduceat(a, [0], axis=0),
    "cumsum": lambda np, a: np.cumsum(a, axis=0),
    "round": lambda np, a: np.round(a, 1),
    "median": lambda np, a: np.median(a, axis=0),
    "quantile": lambda np, a: np.quantile(a, [0.1, 0.5], axis=0),
    "partition": lambda np, a: np.partition(a, 0),
    "take": lambda np, a: np.take(a, [0], axis=0),
    "trace": lambda np, a: np.trace(a),
    "outer": lambda np, a: np.multiply.outer(a, a),
    "ptp": lambda np, a: np.ptp(a, axis=0),
    "masked sum": lambda np, a: np.sum(a, axis=0, where=a >= 0, initial=1),
    "byteswap": lambda np, a: a.byteswap(),
    "tril": lambda np, a: np.tril(a),
    "interp": lambda np, a: np.interp(a, [0, 1], [0, 1]),
    "digitize": lambda np, a: np.digitize(a, [0, 1]),
    "fft": lambda np, a: np.fft.fft(a, axis=0),
    "rfft": lambda np, a: np.fft.rfft(a, axis=-1),
    "irfft": lambda np, a: np.fft.irfft(a, axis=-1),
    "cov": lambda np, a: np.cov(a),
    "pad": lambda np, a: np.pad(a, 1),
    "select": lambda np, a: np.select([a > 0], [a]),
    "repeat": lambda np, a: np.repeat(a, 2, axis=0),
    "repeat each": lambda np, a: np.repeat(a, [1] * (a.shape[0] if a.ndim else 1), axis=0),
    "delete": lambda np, a: np.delete(a, [0], axis=0),
    "insert": lambda np, a: np.insert(a, [0, 0], 0, axis=0),
    "kron": lambda np, a: np.kron(a, a),
    "svd": lambda np, a: np.linalg.svd(a, full_matrices=False)[2],
    "qr": lambda np, a: np.linalg.qr(a)[1],
    "solve": lambda np, a: np.linalg.solve(a @ np.swapaxes(a, -1, -2), a),
    "convolve": lambda np, a: np.convolve(a, a[:2]),
    "packbits": lambda np, a: np.packbits(a > 0, axis=0),
    "unpackbits": lambda np, a: np.unpackbits(a.view("u1"), axis=0),
    "divmod": lambda np, a: np.divmod(a, a)[0],
    "frexp": lambda np, a: np.frexp(a)[1],
    "flat": lambda np, a: a.flat[1:],
    "nan_to_num": lambda np, a: np.nan_to_num(a),
    "unwrap": lambda np, a: np.unwrap(a),
}


def outcome(call, np_, a):
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return call(np_, a)
        except Exception as error:  # noqa: BLE001
            return error


def assert_same_form(ours, theirs):
    if isinstance(ours, Exception) or isinstance(theirs, Exception):
        assert (type(ours), str(ours)) == (type(theirs), str(theirs))
        return
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    assert isinstance(ours, np.generic) == isinstance(theirs, np.generic)
    if isinstance(theirs, np.ndarray):
        assert ours.strides == theirs.strides


@pytest.mark.parametrize("name", sorted(CALLS))
@given(x=arrays_like_users_make(DTYPES, 3, 5))
@settings(max_examples=30)
def test_form_and_errors_are_numpys_for_whatever_users_make(name, x):
    x = np.asarray(x)
    theirs = outcome(CALLS[name], np, x)
    if "Singular matrix" in str(theirs) or "did not converge" in str(theirs):
        return  # That depends on the data, which only the run sees.
    assert_same_form(outcome(CALLS[name], np, symnp.asarray(twin(x))), theirs)


@contextmanager
def laws_only():
    """Let nothing be asked at its real size, and forget what was."""
    before = probing._SMALL, probing._SHORT
    probing._SMALL, probing._SHORT = -1, 3
    probing._CACHE.clear()
    try:
        yield
    finally:
        probing._SMALL, probing._SHORT = before
        probing._CACHE.clear()


OF_MATRICES = {"solve", "svd", "qr", "convolve", "unpackbits", "cov"}


@pytest.mark.parametrize("name", sorted(CALLS))
@given(data=st.data())
@settings(max_examples=15)
def test_laws_foresee_what_numpy_does_at_every_size(name, data):
    ndim = 1 if name == "convolve" else 2 if name in OF_MATRICES else data.draw(st.integers(1, 3))
    shape = tuple(data.draw(st.lists(st.integers(2, 24 if ndim < 3 else 8), min_size=ndim, max_size=ndim)))
    x = np.random.default_rng(0).random(shape)
    if data.draw(st.booleans()):
        x = np.asfortranarray(x)
    theirs = outcome(CALLS[name], np, x)
    if not isinstance(theirs, np.linalg.LinAlgError):
        with laws_only():
            ours = outcome(CALLS[name], np, symnp.asarray(x))
        assert_same_form(ours, theirs)


NUMBERS = {
    "eye": lambda np, n, m: np.eye(n, m),
    "tri": lambda np, n, m: np.tri(n, m, 5),
    "linspace": lambda np, n, m: np.linspace(0, 1, n),
    "hanning": lambda np, n, m: np.hanning(n),
    "fft of a length": lambda np, n, m: np.fft.fft(np.ones(m), n),
    "rfft of a length": lambda np, n, m: np.fft.rfft(np.ones(m), n),
    "histogram": lambda np, n, m: np.histogram(np.arange(m), bins=n)[1],
    "pad": lambda np, n, m: np.pad(np.ones(m), n),
    "pad on both sides": lambda np, n, m: np.pad(np.ones(5), (n, m)),
    "vander": lambda np, n, m: np.vander(np.ones(m), n),
    "diag": lambda np, n, m: np.diag(np.ones(m), n),
    "tile": lambda np, n, m: np.tile(np.ones(m), n),
    "resize": lambda np, n, m: np.resize(np.ones(m), (n, 7)),
    "bartlett": lambda np, n, m: np.bartlett(m),
    "geomspace": lambda np, n, m: np.geomspace(1, 2, n),
    "repeat": lambda np, n, m: np.repeat(np.ones(m), n),
}


@pytest.mark.parametrize("name", sorted(NUMBERS))
@given(n=st.integers(4, 60), m=st.integers(4, 60))
@settings(max_examples=15)
def test_whole_numbers_among_the_arguments_are_lengths_too(name, n, m):
    with laws_only():
        ours = NUMBERS[name](symnp, n, m)
    assert_same_form(ours, NUMBERS[name](np, n, m))


def test_probes_keep_order_parity_and_short_lengths():
    for probe in probe_lengths([1000, 7, 8, 3, 1, 0, 1001]):
        assert [probe[n] for n in (0, 1, 3)] == [0, 1, 3]
        assert probe[7] < probe[8] < probe[1000] < probe[1001]
        assert all(probe[n] % 2 == n % 2 for n in probe)


@given(st.lists(st.integers(4, 10**6), min_size=2, max_size=4), st.integers(0, 5))
def test_a_law_that_was_found_holds_at_the_real_size(lengths, extra):
    probes = [tuple(probe[n] for n in lengths) for probe in probe_lengths(lengths)]
    assert len(probes) == PROBES
    for true in (lambda n: n[0] + extra, lambda n: n[0] * n[-1], lambda n: n[0] + n[-1] - 1, lambda n: n[0] // 2 + 1):
        law = find_law([true(probe) for probe in probes], probes)
        assert law is not None
        assert law(tuple(lengths)) == true(lengths)


def test_a_shape_that_follows_no_law_is_refused_by_name():
    def odd(a):
        return np.zeros(int(a.shape[0] ** 1.5))

    with pytest.raises(NotYetSupportedError, match="cannot say without data what shape numpy's odd gives"):
        build_call(odd, (symnp.spec((1000, 1000)),), {})


def test_a_value_that_breaks_what_was_foreseen_is_an_error_and_never_a_wrong_answer():
    calls = []

    def changing(a):
        calls.append(1)
        return np.zeros(2 if len(calls) > 1 else 3)

    x = build_call(changing, (symnp.asarray(np.zeros(5)),), {})
    with pytest.raises(AssertionError, match="symnp promised shape"):
        [symnp.compute(x) for _ in range(5)]
