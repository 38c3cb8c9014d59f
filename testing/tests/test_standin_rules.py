"""The rules of the device, one by one. Each was read off the real CuPy 14.2."""

from __future__ import annotations

import copy
import operator
import pickle
import shutil
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from monorepo_testing import standin
from monorepo_testing.standin import activated, standin_path


@pytest.fixture(scope="module")
def cupy():
    with activated() as module:
        yield module


@pytest.fixture
def x(cupy):
    return cupy.arange(12.0).reshape(3, 4)


def test_the_stand_in_leaves_no_trace_when_it_is_done():
    before = list(sys.path)
    with activated() as module:
        assert module.__version__ == "14.2.0"
        with pytest.raises(RuntimeError, match="cupy is imported already"), activated():
            pass
    assert "cupy" not in sys.modules
    assert sys.path == before


def test_where_the_stand_in_is_missing_the_error_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(standin, "_FOLDERS", (tmp_path / "here", tmp_path / "there"))
    with pytest.raises(FileNotFoundError, match=r"not at .*here or .*there: install testing/ anew from the checkout"):
        standin_path()


def test_the_wheel_brings_the_stand_in_along(monkeypatch, tmp_path):
    shutil.copytree(standin_path(), tmp_path / "_standin")
    monkeypatch.setattr(standin, "_FOLDERS", (tmp_path / "no checkout", tmp_path / "_standin"))
    assert standin_path() == tmp_path / "_standin"
    configuration = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
    wheel = configuration["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"standin": "monorepo_testing/_standin"}


def test_nothing_becomes_a_numpy_array_by_itself(x):
    with pytest.raises(TypeError, match=r"Implicit conversion to a NumPy array is not allowed.*\.get\(\)"):
        np.asarray(x)


def test_an_array_is_no_numpy_array_but_gives_one_when_told(cupy, x):
    assert not isinstance(x, np.ndarray)
    for host in (x.get(), cupy.asnumpy(x)):
        assert type(host) is np.ndarray
        np.testing.assert_array_equal(host, np.arange(12.0).reshape(3, 4))
    host = x.get()
    host[0, 0] = 99
    assert x[0, 0].item() == 0
    x.set(host)
    assert x[0, 0].item() == 99


@pytest.mark.parametrize("refused", [lambda c, x: x + np.ones(4), lambda c, x: np.ones(4) + x, lambda c, x: c.add(x, np.ones(4)), lambda c, x: np.add(x, np.ones(4)), lambda c, x: c.dot(x, np.ones(4)), lambda c, x: c.concatenate([x, np.ones((1, 4))]), lambda c, x: c.stack([np.ones(3)]), lambda c, x: c.where(x > 1, np.ones((3, 4)), x), lambda c, x: operator.iadd(x, np.ones(4))])  # fmt: skip
def test_numpy_arrays_are_no_operands(cupy, x, refused):
    with pytest.raises(TypeError):
        refused(cupy, x)


def test_numpys_functions_reach_the_device_and_unknown_ones_are_refused(cupy, x):
    assert type(np.sum(x)) is cupy.ndarray
    assert type(np.exp(x)) is cupy.ndarray
    assert type(np.linalg.norm(x)) is cupy.ndarray
    for absent in (lambda: np.geomspace(x, x), lambda: np.nanpercentile(x, 5), lambda: np.insert(x, 0, 1)):
        with pytest.raises(TypeError, match="no implementation found"):
            absent()


def test_reductions_return_arrays_without_axes(cupy, x):
    total = x.sum()
    assert type(total) is cupy.ndarray
    assert total.shape == ()
    assert float(total) == 66
    assert int(total) == 66
    assert complex(total) == 66
    assert bool(total)
    assert f"{total:.1f}" == "66.0"


@pytest.mark.parametrize("option", ["where", "initial"])
def test_reductions_take_neither_where_nor_initial(cupy, x, option):
    for attempt in (lambda: cupy.sum(x, **{option: 1}), lambda: x.sum(**{option: 1}), lambda: np.sum(x, **{option: 1})):
        with pytest.raises(TypeError):
            attempt()


def test_an_array_is_no_index_and_contains_by_iteration_only(cupy, x):
    with pytest.raises(TypeError):
        operator.index(cupy.array(3))
    assert not hasattr(type(x), "__index__")
    assert not hasattr(type(x), "__contains__")
    assert [row.shape for row in x] == [(4,)] * 3
    with pytest.raises(TypeError, match="0-d"):
        iter(x.sum())


def test_an_index_may_come_from_the_host_and_wraps_around(x):
    np.testing.assert_array_equal(x[[0, 5]].get(), x.get()[[0, 2]])
    np.testing.assert_array_equal(x[:, np.array([1, -1, 6])].get(), x.get()[:, [1, 3, 2]])
    np.testing.assert_array_equal(x[..., [4]].get(), x.get()[..., [0]])
    np.testing.assert_array_equal(x[np.array([True, False, True]), 1].get(), x.get()[[0, 2], 1])
    np.testing.assert_array_equal(x.take([1, 13]).get(), [1, 1])
    assert x[[]].shape == (0, 4)
    with pytest.raises(IndexError):
        x[3]


def test_views_write_through_and_an_element_is_a_view(x):
    element = x[1, 2]
    x[1, 2] = -1
    assert float(element) == -1
    x[1:].T[0] = 7
    assert x[1, 0].item() == 7


@pytest.mark.parametrize("value", [[1, 2, 3, 4], np.ones(4), range(4), [5], np.ones(1)])
def test_a_slice_takes_device_arrays_and_scalars_only(cupy, x, value):
    with pytest.raises(ValueError, match=r"non-scalar numpy.ndarray cannot be used for fill"):
        x[0] = value
    x[0] = 5
    x[1] = cupy.ones(4)
    x[2] = np.array(3.0)
    np.testing.assert_array_equal(x.get(), [[5] * 4, [1] * 4, [3] * 4])


@pytest.mark.parametrize("dtype", [object, "U3", "S3", "M8[s]", "m8[s]", [("a", "f8")], "longdouble"])
def test_dtypes_that_the_device_lacks_are_refused(cupy, dtype):
    with pytest.raises((TypeError, ValueError)):
        cupy.zeros(3, dtype=dtype)
    if not isinstance(dtype, list):
        with pytest.raises((TypeError, ValueError)):
            cupy.asarray(np.zeros(3, dtype))


def test_a_list_is_no_dtype(cupy, x):
    for attempt in (lambda: x.astype(["f4"]), lambda: cupy.ones(3, dtype=["f4"])):
        with pytest.raises(TypeError, match="cannot be a list"):
            attempt()


def test_ufuncs_reduce_for_add_and_multiply_only(cupy, x):
    assert float(cupy.add.reduce(x, axis=None)) == 66
    assert cupy.multiply.accumulate(x, axis=1).shape == (3, 4)
    for attempt in (lambda: cupy.maximum.reduce(x), lambda: np.maximum.reduce(x), lambda: cupy.maximum.accumulate(x)):
        with pytest.raises(NotImplementedError, match="is not supported yet"):
            attempt()
    with pytest.raises(TypeError, match="Wrong arguments"):
        cupy.add(x, 1, where=True)
    assert repr(cupy.add) == "<ufunc 'cupy_add'>"


def test_results_go_into_a_given_device_array_and_no_other(cupy, x):
    out = cupy.empty_like(x)
    assert cupy.add(x, 1, out=out) is out
    assert cupy.add(x, 1, out) is out
    assert np.add(x, 2, out=out) is out
    assert cupy.sum(x, axis=0, out=cupy.empty(4)).shape == (4,)
    with pytest.raises(TypeError):
        np.add(x, 1, out=np.empty((3, 4)))


def test_percentiles_know_five_methods(cupy, x):
    assert float(cupy.percentile(x, 50, method="nearest")) == 6
    with pytest.raises(ValueError, match="Unexpected interpolation method"):
        cupy.percentile(x, 50, method="hazen")


def test_unravel_index_calls_its_shape_dims(cupy):
    rows, columns = cupy.unravel_index(cupy.array([5]), dims=(3, 4))
    assert (int(rows[0]), int(columns[0])) == (1, 1)
    with pytest.raises(TypeError):
        cupy.unravel_index(cupy.array([5]), shape=(3, 4))


@pytest.mark.parametrize(
    "name",
    [
        "block",
        "einsum_path",
        "insert",
        "geomspace",
        "histogram_bin_edges",
        "nanpercentile",
        "nanquantile",
        "vecdot",
        "matvec",
        "frompyfunc",
        "ma",
    ],
)
def test_names_that_the_device_lacks_are_absent(cupy, name):
    assert not hasattr(cupy, name)


def test_the_generator_has_eighteen_distributions_and_normal_is_none_of_them(cupy):
    generator = cupy.random.default_rng(0)
    names = [name for name in dir(generator) if not name.startswith("_") and name != "bit_generator"]
    assert len(names) == 18
    assert not {"normal", "choice", "permutation"} & set(names)
    assert generator.random((2, 3), dtype="f4").dtype == "f4"
    assert type(generator.standard_normal(5)) is cupy.ndarray
    with pytest.raises(TypeError):
        generator.integers(0, 9, shape=3)


def test_draws_repeat_from_a_seed(cupy):
    for draw in (lambda: cupy.random.default_rng(5).random(9), lambda: cupy.random.RandomState(5).normal(size=9)):
        np.testing.assert_array_equal(draw().get(), draw().get())
    cupy.random.seed(3)
    first = cupy.random.random(4)
    cupy.random.seed(3)
    np.testing.assert_array_equal(first.get(), cupy.random.get_random_state().random_sample(4).get())
    shuffled = cupy.arange(50)
    cupy.random.RandomState(cupy.array([1])).shuffle(shuffled)
    assert sorted(shuffled.tolist()) == list(range(50))


def test_linear_algebra_and_transforms_stay_on_the_device(cupy, x):
    square = x[:, :3] + cupy.eye(3)
    q, r = cupy.linalg.qr(square)
    np.testing.assert_allclose((q @ r).get(), square.get())
    assert type(cupy.linalg.svd(square)[1]) is cupy.ndarray
    assert type(cupy.fft.fft(x)) is cupy.ndarray
    from cupyx.scipy.linalg import solve_triangular

    assert type(solve_triangular(cupy.eye(3), cupy.ones(3))) is cupy.ndarray


def test_arrays_are_copied_and_pickled_as_themselves(cupy, x):
    for other in (copy.copy(x), copy.deepcopy(x), pickle.loads(pickle.dumps(x)), x.copy()):  # noqa: S301
        assert type(other) is cupy.ndarray
        other[0, 0] = 99
        assert x[0, 0].item() == 0


def test_conversion_copies_from_the_host_and_shares_on_the_device(cupy, x):
    host = np.ones(3)
    device = cupy.asarray(host)
    host[0] = 5
    assert device[0].item() == 1
    assert cupy.asarray(x) is x
    assert cupy.asfortranarray(x).flags.f_contiguous
    assert cupy.ascontiguousarray(x.T).flags.c_contiguous
    assert cupy.array([x[0], x[1]][0]).shape == (4,)
    assert cupy.get_array_module(x) is cupy
    assert cupy.get_array_module(host) is np


def test_shape_and_type_questions_are_answered_on_the_host(cupy, x):
    assert cupy.result_type(x, "f4") == np.float64
    assert cupy.ndim(x) == 2
    assert cupy.shape(x) == (3, 4)
    assert (x.ndim, x.size, x.nbytes, x.itemsize, x.dtype) == (2, 12, 96, 8, np.dtype("f8"))
    assert x.tolist() == x.get().tolist()
    assert len(x) == 3
    assert repr(x) == repr(x.get())
    assert str(x) == str(x.get())
    assert x.tobytes() == x.get().tobytes()


def test_there_is_no_device_and_it_says_so(cupy):
    assert not cupy.is_available()
    assert not cupy.cuda.is_available()
    assert cupy.cuda.runtime.getDeviceCount() == 0
    with cupy.cuda.Device(0) as device, cupy.cuda.Stream.null as stream:
        device.synchronize()
        stream.synchronize()
        assert cupy.cuda.get_current_stream() is stream
    cupy.cuda.runtime.deviceSynchronize()
    with pytest.raises(NotImplementedError, match="no device memory"):
        cupy.ndarray((3,), memptr=1)
    assert cupy.ndarray((3,)).shape == (3,)


def test_foreign_types_get_their_turn(cupy, x):
    class Other:
        __array_ufunc__ = None

        def __radd__(self, other):
            return "other"

    assert x + Other() == "other"
    with pytest.raises(TypeError):
        x + "text"
    with pytest.raises(ValueError, match="mismatch"):
        x.set(np.ones(3))
    with pytest.raises(TypeError, match=r"Only numpy.ndarray"):
        x.set([1])
