from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp.errors import MissingDataError


@pytest.fixture
def x():
    return np.linspace(-1, 1, 12).reshape(3, 4)


def test_a_view_of_a_view_looks_into_the_same_buffer(x):
    ours = symnp.asarray(x)
    assert ours[1:].T[2]._read().args == (ours._read(),)


def test_equal_expressions_are_one_node(x):
    ours = symnp.asarray(x)
    first, second = ours + 1, ours + 1
    assert first._read() is second._read()
    assert (ours + 1.0)._read() is not first._read()
    assert (ours + 0.0)._read() is not (ours + -0.0)._read()
    assert (ours + True)._read() is not first._read()


def test_a_node_dies_with_the_last_array_that_shows_it(x):
    ours = symnp.asarray(x)
    dying = ours * 3
    seen = weakref.ref(dying._read())
    del dying
    gc.collect()
    assert seen() is None


def test_an_array_captured_twice_is_one_leaf(x):
    assert symnp.asarray(x)._read() is symnp.asarray(x)._read()


def test_array_copies_what_asarray_shares(x):
    shared, copied = symnp.asarray(x), symnp.array(x)
    x[0, 0] = 99
    assert float(shared[0, 0]) == 99
    assert float(copied[0, 0]) == -1
    assert symnp.array(x, copy=False)._read() is shared._read()
    assert symnp.array(shared, "f4").dtype == "f4"


def test_numpys_functions_and_ours_build_the_same(x):
    ours = symnp.asarray(x)
    assert np.add(ours, 1)._read() is symnp.add(ours, 1)._read() is (ours + 1)._read()
    assert np.sum(ours, axis=0)._read() is symnp.sum(ours, axis=0)._read() is ours.sum(0)._read()
    assert np.concatenate([ours, ours])._read() is symnp.concatenate([ours, ours])._read()


def test_a_numpy_array_on_the_left_gives_way(x):
    assert isinstance(x + symnp.asarray(x), symnp.Array)
    assert isinstance(np.float64(2) * symnp.asarray(x), symnp.Array)


def test_an_operand_that_handles_operations_itself_gets_them(x):
    class Other:
        __array_ufunc__ = None

        def __radd__(self, other):
            return "other"

        __rmatmul__ = __rpow__ = __add__ = __radd__

    for result in (
        symnp.asarray(x) + Other(),
        symnp.asarray(x) @ Other(),
        symnp.asarray(x) ** Other(),
        Other() + symnp.asarray(x),
    ):
        assert result == "other"


@pytest.mark.parametrize("exponent", [2, 2.0, -1, -1.0, 0.5, 3, np.float32(2), True])
@pytest.mark.parametrize("dtype", ["f4", "f8", "c16", "i4", "?"])
def test_powers_have_the_bits_of_numpys_operator(x, dtype, exponent):
    x = (x * 5).astype(dtype)
    for array in (x, x[1, 1], np.asarray(x[2, 3])):
        ours = symnp.asarray(x)[1, 1] if isinstance(array, np.generic) else symnp.asarray(array)
        with np.errstate(all="ignore"):
            try:
                theirs = array**exponent
            except ValueError as error:
                with pytest.raises(ValueError, match=str(error)):
                    symnp.compute(ours**exponent)
            else:
                assert_same_bits(symnp.compute(ours**exponent), theirs)


def test_python_asks_for_values_and_each_asking_is_counted(x):
    ours, before = symnp.asarray(x), symnp.materialisations()
    total = ours.sum()
    assert float(total) == x.sum()
    assert int(ours.max()) == 1
    assert complex(ours.min()) == -1
    assert bool(ours[0].any())
    assert f"{total:.2f}" == f"{x.sum():.2f}"
    assert [10, 20, 30][(ours[2].max() * 2).astype("i8")] == 30
    assert symnp.materialisations() - before == 5
    assert float(total) == x.sum()
    assert symnp.materialisations() - before == 5


def test_a_value_handed_to_numpy_has_numpys_strides_and_cannot_be_written(x):
    view = np.asarray((symnp.asarray(x) + 1)[:, 1:3])
    assert_same_bits(view, (x + 1)[:, 1:3], strides=True)
    with pytest.raises(ValueError, match="read-only"):
        view[0, 0] = 1


def test_the_array_protocol_converts_copies_and_refuses_as_numpys(x):
    ours = symnp.asarray(x) + 1
    assert np.asarray(ours, dtype="f4").dtype == "f4"
    assert np.array(ours, copy=True).flags.writeable
    with pytest.raises(ValueError, match="Unable to avoid copy"):
        np.asarray(ours, dtype="f4", copy=False)


def test_lists_items_and_lengths_are_numpys(x):
    ours = symnp.asarray(x)
    assert ours.tolist() == x.tolist()
    assert ours.item(5) == x.item(5)
    assert len(ours) == 3
    assert [row.shape for row in ours] == [(4,)] * 3
    assert (ours.ndim, ours.size, ours.itemsize, ours.nbytes) == (2, 12, 8, 96)
    with pytest.raises(TypeError, match="iteration over a 0-d array"):
        iter(ours.sum().reshape(()))
    with pytest.raises(TypeError, match="unhashable"):
        hash(ours)


def test_a_scalar_says_it_is_one_and_cannot_be_assigned_to(x):
    element = (symnp.asarray(x) + 0)[0, 0]
    assert isinstance(element, np.float64)
    assert isinstance(element, symnp.Array)
    with pytest.raises(TypeError, match=r"'numpy.float64' object does not support item assignment"):
        element[0] = 1
    with pytest.raises(IndexError, match="invalid index to scalar variable"):
        element[0]
    assert element.copy() is element
    assert element.T is element
    assert isinstance(element.astype("f4"), np.float32)
    with pytest.raises(TypeError, match="unsupported operand"):
        element @ element


def test_repr_computes_nothing(x):
    before = symnp.materialisations()
    assert repr(symnp.asarray(x).T + 1) == "symnp.Array(add, shape=(4, 3), dtype=float64)"
    assert symnp.materialisations() == before


def test_the_module_forwards_what_is_no_array():
    assert symnp.float32 is np.float32
    assert symnp.pi == np.pi
    assert symnp.newaxis is None
    assert "exp" in dir(symnp)
    assert symnp.exp.nin == 1
    assert repr(symnp.exp) == "<symnp ufunc 'exp'>"
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        symnp.nonsense  # noqa: B018


def test_an_array_without_data_is_refused_by_name_when_its_value_is_asked_for():
    x = symnp.spec((3, 4), "f4")
    assert symnp.spec(7).shape == (7,)
    with pytest.raises(MissingDataError, match=r"symnp.spec\(\(3, 4\), 'float32'\) has no data") as caught:
        float((x + 1).sum())
    assert "built at" in caught.value.__notes__[0]
    with pytest.raises(ValueError, match="negative dimensions are not allowed"):
        symnp.spec((3, -1))


def test_objects_are_refused():
    with pytest.raises(TypeError, match="not Python objects"):
        symnp.asarray([object()])


@pytest.mark.parametrize("order", ["C", "F", "K", "A"])
def test_copies_are_laid_out_as_numpys(x, order):
    for array in (x, x.T, x[:, ::2], np.asfortranarray(x)):
        ours = symnp.asarray(array).copy(order)
        assert ours.strides == array.copy(order).strides
        assert_same_bits(symnp.compute(ours), array.copy(order))
    fresh = symnp.asarray(x) + 1
    assert fresh.copy()._read() is fresh._read()


@pytest.mark.parametrize(("low", "high"), [(None, None), (0, None), (None, 0.5), (-0.5, 0.5)])
def test_clip_is_numpys(x, low, high):
    if low is None and high is None:
        assert_same_bits(symnp.compute(symnp.clip(symnp.asarray(x))), x)
    else:
        assert_same_bits(symnp.compute(np.clip(symnp.asarray(x), low, high)), np.clip(x, low, high))


def test_functions_take_lists_and_options_as_numpys():
    assert_same_bits(
        symnp.compute(symnp.sum([[1, 2], [3, 4]], axis=[1], dtype="f4")), np.sum([[1, 2], [3, 4]], axis=1, dtype="f4")
    )
    assert_same_bits(symnp.compute(symnp.std([1.0, 2, 4], ddof=1)), np.std([1.0, 2, 4], ddof=1))
    assert_same_bits(symnp.compute(symnp.add([1], 2, dtype="f4")), np.add([1], 2, dtype="f4"))
    assert_same_bits(symnp.compute(symnp.stack([[1, 2], [3, 4]], axis=1)), np.stack([[1, 2], [3, 4]], axis=1))
    assert symnp.squeeze([[1]], [0]).shape == (1,)
    assert symnp.ravel([[1, 2]]).shape == (2,)
    assert symnp.reshape([[1, 2]], (2, 1), copy=True).strides == (8, 8)
    assert symnp.astype(symnp.asarray([1.0]), "f8", copy=False).dtype == "f8"
    assert symnp.concatenate([[1], [2.0]], dtype="f4", casting="unsafe").dtype == "f4"
    with pytest.raises(ValueError, match="Unable to avoid creating a copy"):
        symnp.reshape(symnp.asarray(np.zeros((3, 4))).T, -1, copy=False)
