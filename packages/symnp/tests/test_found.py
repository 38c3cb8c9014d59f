"""Faults that reviews have found, each with the program that showed it."""

from __future__ import annotations

import array
import operator
import signal
import threading

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._plan import pieces
from symnp._run.interrupts import held_back


def test_writing_into_one_of_several_results_leaves_the_others_and_older_readers():
    h, edges = symnp.histogram(symnp.arange(10.0), 5)
    older = h * 1
    h[0] += 10
    for _ in range(2):
        np.testing.assert_array_equal(symnp.compute(h), [12, 2, 2, 2, 2])
        np.testing.assert_array_equal(symnp.compute(older), [2, 2, 2, 2, 2])
    assert symnp.compute(edges)[1] == 1.8
    fraction, whole = np.modf(symnp.asarray(np.array([1.5, 2.5, 3.5])))
    whole[0] += 10
    for part, first in ((whole, 11), (whole, 11), (fraction, 0.5), (whole, 11)):
        assert symnp.compute(part)[0] == first


def test_a_users_function_reads_what_it_reads_when_it_is_called():
    x = symnp.asarray(np.ones((2, 3)))
    scaled = [np.apply_along_axis(lambda v: v * k, 1, x) for k in range(3)]  # noqa: B023
    assert [symnp.compute(one)[0, 0] for one in scaled] == [0, 1, 2]
    pieces = [symnp.piecewise(x, [x < 0, x >= 0], [abs, lambda v: v + k]) for k in range(2)]  # noqa: B023
    assert [symnp.compute(one)[0, 0] for one in pieces] == [1, 2]


@pytest.mark.parametrize(
    "program",
    [
        lambda np: np.array(["a", "b"]) + "_x",
        lambda np: "xxx" + np.array(["ab"]),
        lambda np: np.where(np.array([True, False]), "yes", "no"),
        lambda np: np.array(["1.5", "2"]).astype(float),
        lambda np: np.array(["abc", "d"]).astype("S"),
        lambda np: [0, 1] * (np.argmax(np.array([1, 5, 2])) + 1),
        lambda np: np.array([np.asfortranarray(np.ones((2, 3))), np.zeros((2, 3))]),
        lambda np: np.arange(3.0) + 2**70,
        lambda np: np.histogram(np.arange(50.0), bins=np.array([0.0, 10, 30]))[1],
        lambda np: np.linalg.matrix_power(np.ones((2, 2)), 1),
        lambda np: np.real_if_close(np.ones(3) + 0j),
        lambda np: np.trim_zeros(np.array([0, 1, 2, 0])),
    ],
)
def test_programs_agree_with_numpy(program):
    theirs, ours = program(np), program(symnp)
    if isinstance(theirs, list):
        assert ours == theirs
        return
    assert ours.strides == theirs.strides
    assert ours.flags.writeable
    assert_same_bits(symnp.compute(ours), theirs)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda np: operator.imul(np.arange(5.0)[np.arange(5.0) > 1].astype("f4"), 1j),
        lambda np: operator.imul((np.arange(5.0) + 1)[np.arange(5.0) > 1], 1j),
        lambda np: np.arange(6.0).reshape(2, 3).resize(5, refcheck=False),
        lambda np: np.sum(np.ones((2, 3)), axis=1.0),
        lambda np: np.concatenate([np.ones(3), np.ones(3)], 0.0),
        lambda np: np.copyto(np.zeros(3, "u1"), np.ones(3)),
        lambda np: np.arange(3) + 2**70,
    ],
)
def test_what_numpy_refuses_is_refused_whatever_ran_before(attempt):
    x = symnp.asarray(np.ones((2, 3)))
    x.sum(axis=1), np.concatenate([x, x], 0)
    with pytest.raises(Exception) as theirs:  # noqa: PT011
        attempt(np)
    with pytest.raises(type(theirs.value)) as ours:
        attempt(symnp)
    assert str(ours.value) == str(theirs.value)


def test_an_unknown_length_counts_as_a_whole_number():
    x = symnp.asarray(np.arange(5.0))
    y = x[x > 2]
    n = y.shape[0]
    assert (n * 1.5, 2.5 * n, n**0.5, 3**n, 3.0 - n, abs(n), round(n), n & 1, n << 1, divmod(7, n)) == (
        3.0, 5.0, 2**0.5, 9, 1.0, 2, 2, 0, 4, (3, 1),
    )  # fmt: skip
    assert (f"{n:d}", str(n), float(n), [10, 20, 30][n]) == ("2", "2", 2.0, 30)
    assert symnp.compute(y.sum() / n) == 3.5
    assert (x.astype("f4") * n).dtype == np.float32
    for call in (
        symnp.arange,
        symnp.zeros,
        lambda m: symnp.full(m, m),
        lambda m: symnp.tile(x, m),
        lambda m: np.pad(x, m),
    ):
        np.testing.assert_array_equal(symnp.compute(call(n)), symnp.compute(call(2)))


def test_another_kind_of_buffer_counts_with_what_it_holds_now():
    buffer = array.array("d", [1, 2, 3])
    product = np.dot(symnp.arange(3.0), buffer)
    buffer[0] = buffer[1] = 100
    assert symnp.compute(product) == 8


def test_threads_that_look_while_others_write_lose_nothing():
    for _ in range(40):
        x, start = symnp.array(np.zeros(20)), threading.Barrier(4)
        failed = []

        def work(number, x=x, start=start, failed=failed):
            start.wait(30)
            try:
                for _ in range(10):
                    x[number * 5 : number * 5 + 5] += 1
                    np.asarray(x)
            except Exception as error:  # noqa: BLE001
                failed.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not failed
        np.testing.assert_array_equal(symnp.compute(x), np.full(20, 10.0))


@pytest.mark.parametrize("operation", [operator.mul, operator.truediv])
@pytest.mark.parametrize("other", [None, 1.5 - 2j, 3, np.complex64(0.1 + 0.7j)])
def test_single_complex_numbers_have_the_last_bit_of_numpys_operators(operation, other):
    rng = np.random.default_rng(0)
    with symnp.options(evaluation="lazy"):
        for value in rng.normal(size=40) + 1j * rng.normal(size=40):
            x = np.array(value * 1e-47 if other is None else value)
            theirs, ours = x[()], symnp.asarray(x)[()]
            with_whom = (theirs, ours) if other is None else (other, other)
            assert_same_bits(symnp.compute(operation(ours, with_whom[1])), operation(theirs, with_whom[0]))
            if not isinstance(
                other, np.generic
            ):  # NumPy's scalar on the left hands over a ufunc: see the page on limits.
                assert_same_bits(symnp.compute(operation(with_whom[1], ours)), operation(with_whom[0], theirs))


@pytest.mark.parametrize("shape", [(1000, 300), (513, 129), (2000, 7)])
@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_equal_expressions_are_two_buffers_to_the_product_of_matrices(shape, dtype):
    """Of one buffer BLAS computes one half of the product and mirrors it, with other last bits."""
    x = np.random.default_rng(0).normal(size=shape).astype(dtype)
    m, ours = x.mean(axis=0), symnp.asarray(x)
    for product in (
        lambda a, b: a.T @ b,
        lambda a, b: np.dot(a.T, b),
        lambda a, b: np.inner(a.T, b.T),
        lambda a, b: np.tensordot(a, b, axes=(0, 0)),
    ):
        assert_same_bits(symnp.compute(product(ours - m, ours - m)), product(x - m, x - m))
        u, v = ours - m, x - m
        assert_same_bits(symnp.compute(product(u, u)), product(v, v))
        assert_same_bits(symnp.compute(product(u, u.copy())), product(v, v.copy()))


def test_tuples_and_ranges_in_an_index_are_integer_arrays():
    x = np.arange(12.0).reshape(3, 4)
    ours = symnp.asarray(x) * 1
    for key in [
        (np.array([0, 1]), range(2)),
        ((0, 2),),
        ((0, 1), (1, 2)),
        range(2),
        (slice(None), range(3)),
        ([0, 1], (1, 2)),
    ]:
        assert_same_bits(np.asarray(ours[key]), x[key])


def test_a_text_taken_out_of_a_computed_array_is_as_long_as_its_content():
    texts = np.array(["abc", "b", "cc"])
    ours = symnp.asarray(texts)
    assert str(ours[np.argsort(ours)][1]) == "b"
    records = np.array([("ab", 1.5), ("c", 2.5)], dtype=[("name", "U5"), ("mass", "f8")])
    ours = symnp.asarray(records)
    assert str(ours[ours["mass"] > 2][0]["name"]) == "c"


def test_a_traced_function_reads_arrays_besides_its_arguments_as_they_were_when_it_was_traced():
    weights, lazy = np.arange(3.0), symnp.asarray(np.arange(3.0)) + 1
    symnp.compute(lazy)
    traced = symnp.jit(lambda x: (x + weights, symnp.asarray(weights), weights, lazy, x * lazy))
    for _ in range(2):
        for ours, theirs in zip(
            traced(np.ones(3)), ([1, 2, 3], [0, 1, 2], [0, 1, 2], [1, 2, 3], [1, 2, 3]), strict=True
        ):
            np.testing.assert_array_equal(ours, theirs)
            ours[:] = 100  # The results are the caller's own.
        weights[:] = 200
    with symnp.options(capture="check"):
        np.testing.assert_array_equal(symnp.jit(lambda x: x + weights)(np.ones(3)), [201, 201, 201])


@pytest.fixture
def _small_pieces(monkeypatch):
    monkeypatch.setattr(pieces, "elements", lambda itemsize: 256)
    monkeypatch.setattr(pieces, "FEWEST", 2)


@pytest.mark.usefixtures("_small_pieces")
def test_what_is_broadcast_along_the_pieces_is_not_written_over_by_pieces():
    rows, x = np.random.default_rng(0).normal(size=(64, 8)), np.ones((64, 64, 8))

    def program(np, rows, x):
        return (x * 2 + np.sort(rows, axis=0)).sum(axis=1) + 1

    assert_same_bits(symnp.compute(program(symnp, symnp.asarray(rows), symnp.asarray(x))), program(np, rows, x))


@pytest.mark.usefixtures("_small_pieces")
@pytest.mark.parametrize("axis", [None, 0, 1, (0, 1)])
@pytest.mark.parametrize("keepdims", [False, True])
def test_means_of_single_precision_are_divided_in_double_in_pieces_too(axis, keepdims):
    rng = np.random.default_rng(0)
    x = (rng.normal(size=(300, 7)) + 1j * rng.normal(size=(300, 7))).astype("c8")
    ours = np.mean(symnp.asarray(x) * 3 + 1, axis=axis, keepdims=keepdims)
    assert_same_bits(symnp.compute(ours), np.mean(x * 3 + 1, axis=axis, keepdims=keepdims))


@pytest.mark.usefixtures("_small_pieces")
def test_a_view_that_is_asked_for_finds_the_whole_that_a_block_made():
    x = np.random.default_rng(0).normal(size=(40, 30))

    def program(np, x):
        view = (np.exp(x) + 1)[:, None]
        turned = view.T
        return turned, view * view

    for ours, theirs in zip(symnp.jit(lambda x: program(np, x))(x), program(np, x), strict=True):
        assert_same_bits(ours, theirs)
    for _ in range(3):
        for ours, theirs in zip(symnp.compute(*program(symnp, symnp.asarray(x))), program(np, x), strict=True):
            assert_same_bits(ours, theirs)


@pytest.mark.parametrize(
    "pick",
    [
        lambda x: x[1, 2],
        lambda x: x.flat[2],
        lambda x: x[np.array(1), 2],
        lambda x: next(iter(x[0])),
        lambda x: np.broadcast_to(x[1, 2], (2, 2)),
        lambda x: x[1, 2].imag,
        lambda x: np.imag(x.sum()),
    ],
)
@pytest.mark.parametrize("dtype", [">i4", ">f8", ">c8", ">M8[D]", "<f4"])
def test_scalars_have_the_order_of_bytes_of_the_machine(pick, dtype):
    x = np.arange(6, dtype=">i4").reshape(2, 3).astype(dtype)
    with symnp.options(evaluation="lazy"):
        try:
            theirs = pick(x)
        except (TypeError, AttributeError) as error:  # Dates have neither sums nor imaginary parts.
            with pytest.raises(type(error)):
                pick(symnp.asarray(x).copy())
            return
        ours = pick(symnp.asarray(x).copy())
        assert ours.dtype == theirs.dtype
        value = symnp.compute(ours)
    assert type(value) is type(theirs)
    assert_same_bits(value, theirs)


def _read_only(array):
    array.flags.writeable = False
    return array


@pytest.mark.parametrize(
    "attempt",
    [
        lambda np, x: operator.setitem(x[:0], 7, 1),
        lambda np, x: operator.setitem(x, (1, 2, 3), 1),
        lambda np, x: operator.setitem(x, [0, 1], "a"),
    ],
)
def test_what_cannot_be_written_says_so_before_the_index_is_looked_at(attempt):
    x = _read_only(np.zeros(3))
    with pytest.raises(ValueError, match=r"^assignment destination is read-only$"):
        attempt(np, x)
    with pytest.raises(ValueError, match=r"^assignment destination is read-only$"):
        attempt(symnp, symnp.asarray(x))


@pytest.mark.parametrize(
    "attempt",
    [
        lambda np, x: operator.iadd(x[x > 2], np.ones((2, 2))),
        lambda np, x: x[x > 2] / np.ones((2, 7)),
        lambda np, x: symnp.compute(x[x > 9][[[0, 1], [2, 0]]]) if np is symnp else x[x > 9][[[0, 1], [2, 0]]],
    ],
)
def test_errors_tell_the_lengths_that_masks_left(attempt):
    x = np.arange(6.0)
    with pytest.raises((ValueError, IndexError)) as theirs:
        attempt(np, x)
    with pytest.raises(type(theirs.value)) as ours:
        attempt(symnp, symnp.asarray(x))
    assert str(ours.value) == str(theirs.value)


@pytest.mark.parametrize("part", [(slice(None), 0), (slice(None), slice(0, 1)), (slice(None), [0]), (3, slice(5))])
@pytest.mark.parametrize("exponent", [2.0, 0.5, -1.0])
def test_slices_do_not_change_by_which_formula_a_power_or_a_root_is_computed(part, exponent):
    rng = np.random.default_rng(0)
    x = rng.uniform(0, 200, (40, 33))
    for exponents in (np.full((40, 1), exponent), np.broadcast_to(np.linspace(exponent, 5, 33), (40, 33))):
        for dtype in ("f4", "f8"):
            y, e = x.astype(dtype), np.lib.stride_tricks.as_strided(exponents.astype(dtype), (40, 33), (0, 0))
            for given in (exponents.astype(dtype), e):
                ours = np.power(symnp.asarray(y), given)[part]
                assert_same_bits(symnp.compute(ours), np.power(y, given)[part])
    half = x.astype("f2")
    assert_same_bits(symnp.compute(np.cbrt(symnp.asarray(half))[part]), np.cbrt(half)[part])


APART = {
    "flat": lambda np, to, of: operator.setitem(to.flat, slice(1, None), of[:-1]),
    "places of flat": lambda np, to, of: operator.setitem(to.flat, [1, 2, 3, 4, 5, 6, 7], of[:-1]),
    "mask": lambda np, to, of: operator.setitem(to, np.isfinite(to), of[::-1]),
    "place": lambda np, to, of: np.place(to, to > 0, of),
    "put": lambda np, to, of: np.put(to, [1, 2, 3, 4], of),
    "putmask": lambda np, to, of: np.putmask(to, to > 0, of[::-1]),
    "at": lambda np, to, of: np.add.at(to, [0, 0, 1, 2, 3, 3, 4, 7], of),
}


@pytest.mark.parametrize("write", APART.values(), ids=APART)
def test_a_copy_is_written_from_its_original_as_from_another_buffer(write):
    x = np.random.default_rng(0).normal(size=8)
    for whole in (lambda of: of.copy(), lambda of: of):
        theirs, ours = x.copy(), symnp.array(x)
        write(np, to := whole(theirs), theirs)
        write(symnp, our := whole(ours), ours)
        assert_same_bits(symnp.compute(our), to)
        assert_same_bits(symnp.compute(ours), theirs)


def test_a_single_complex_number_squared_into_a_copy_of_it_has_numpys_bits():
    rng = np.random.default_rng(0)
    for value in rng.normal(size=40) + 1j * rng.normal(size=40):
        x, out = np.array([value]), np.array([value])
        s = symnp.asarray(x)
        copied = s.copy()
        assert_same_bits(symnp.compute(np.multiply(s, s, out=copied)), np.multiply(x, x, out=out))


def test_an_error_does_not_swallow_an_interrupt():
    def fails():
        with held_back():
            signal.raise_signal(signal.SIGINT)
            raise ValueError

    with pytest.raises(KeyboardInterrupt):
        fails()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_matrix_of_truth_values_is_inverted():
    x = np.array([[1, 1, 1, 1], [1, 0, 1, 1], [1, 1, 0, 0], [1, 0, 1, 0]], bool)
    assert_same_bits(symnp.compute(np.linalg.inv(symnp.asarray(x)) @ x), np.linalg.inv(x) @ x)


def test_an_inverse_times_half_precision_is_computed_at_every_level():
    x, half = np.arange(9).reshape(3, 3) ** 2 + 1, np.ones(3, "f2")
    ours = np.linalg.inv(symnp.asarray(x)) @ half
    np.testing.assert_allclose(symnp.compute(ours, level="algebraic"), np.linalg.inv(x) @ half)
