"""The functions: who takes what from the host, whose arguments stand in another order, and that the values are right."""

from __future__ import annotations

import numpy as np
import pytest

from monorepo_testing.standin import activated


@pytest.fixture(scope="module")
def cupy():
    with activated() as module:
        yield module


@pytest.fixture
def host():
    return np.array([[3.0, 1.0, 2.0], [0.5, 4.0, 9.0], [2.0, 8.0, 1.0]])


@pytest.fixture
def x(cupy, host):
    return cupy.asarray(host)


@pytest.mark.parametrize("name", ["sum", "max", "sort", "reshape", "transpose", "flip", "ravel", "std", "swapaxes"])
def test_functions_that_call_a_method_give_numpys_results_for_numpys_arrays(cupy, host, x, name):
    extra = {"reshape": [(9,)], "swapaxes": [0, 1]}.get(name, [])
    assert isinstance(getattr(cupy, name)(host, *extra), np.ndarray | np.generic)
    assert type(getattr(cupy, name)(x, *extra)) is cupy.ndarray
    with pytest.raises(AttributeError, match="'list' object has no attribute"):
        getattr(cupy, name)(host.tolist(), *extra)


@pytest.mark.parametrize("name", ["diff", "tril", "atleast_3d", "hstack", "unique", "cov", "gradient", "isreal"])
def test_functions_that_begin_with_asarray_copy_host_arrays_over(cupy, host, name):
    found = getattr(cupy, name)(host)
    for part in found if isinstance(found, list | tuple) else [found]:
        assert type(part) is cupy.ndarray


@pytest.mark.parametrize("name", ["cumsum", "median", "nonzero", "expand_dims", "split", "tensordot", "ascontiguousarray", "unravel_index"])  # fmt: skip
def test_other_functions_refuse_host_arrays(cupy, host, name):
    extra = {"expand_dims": [0], "split": [3], "tensordot": [host], "unravel_index": [(3, 3)]}.get(name, [])
    with pytest.raises(TypeError):
        getattr(cupy, name)(host, *extra)


def test_a_host_array_beside_a_device_array_is_refused_where_alone_it_passes(cupy, host, x):
    assert isinstance(cupy.dot(host, host), np.ndarray)
    for a, b in [(host, x), (x, host)]:
        with pytest.raises(TypeError):
            cupy.dot(a, b)


def test_ufuncs_and_where_refuse_lists(cupy, x):
    for attempt in (lambda: cupy.sqrt([1.0]), lambda: cupy.add(x, [1, 2, 3]), lambda: cupy.where(x > 1, [1, 2, 3], x)):
        with pytest.raises(TypeError, match="Unsupported type <class 'list'>"):
            attempt()
    with pytest.raises(ValueError, match="both 'x' and 'y' or neither"):
        cupy.where(x > 1, x)
    assert [axis.tolist() for axis in cupy.where(x > 7)] == [[1, 2], [2, 1]]


def test_parameters_that_only_steer_may_come_from_the_host(cupy, host, x):
    np.testing.assert_array_equal(
        cupy.percentile(x, np.array([25, 50]), axis=0).get(), np.percentile(host, [25, 50], axis=0)
    )
    assert [part.shape for part in cupy.split(x, np.array([1, 2]))] == [(1, 3)] * 3
    np.testing.assert_array_equal(cupy.delete(x, np.array([1]), 0).get(), host[[0, 2]])
    np.testing.assert_array_equal(
        cupy.histogram(x.ravel(), bins=np.array([0, 2, 9]))[0].get(), np.histogram(host, [0, 2, 9])[0]
    )
    assert cupy.pad(x, np.array([[1, 1], [0, 0]])).shape == (5, 3)


def test_arguments_are_passed_by_name_where_numpys_order_is_another(cupy, host, x):
    np.testing.assert_array_equal(
        cupy.argmax(x, 1, None, None, True).get(), np.argmax(host, 1, keepdims=True)
    )  # The third is dtype, in NumPy out.
    a, b, weights = x[0], x[1], x[2]
    counts = cupy.histogram2d(a, b, 2, None, weights)[0]  # The fifth is weights, in NumPy density.
    np.testing.assert_array_equal(counts.get(), np.histogram2d(host[0], host[1], 2, weights=host[2])[0])
    np.testing.assert_array_equal(cupy.cov(a=x).get(), np.cov(host))
    np.testing.assert_array_equal(cupy.stack(tup=[a, b]).get(), host[:2])
    assert cupy.arange(start=2, stop=5).tolist() == [2, 3, 4]
    assert float(cupy.percentile(x, 50, interpolation="lower")) == 2


def test_names_that_numpy_gave_up_are_still_cupys(cupy, x):
    assert bool(cupy.alltrue(x > 0))
    assert not bool(cupy.sometrue(x > 10))
    assert float(cupy.product(cupy.asarray([2.0, 3.0]))) == 6
    assert cupy.in1d(cupy.arange(3), cupy.arange(1)).tolist() == [True, False, False]


@pytest.mark.parametrize("name", ["inv", "det", "cholesky", "eigvalsh", "svd", "qr", "pinv", "slogdet", "norm"])
def test_linear_algebra_has_numpys_values(cupy, host, name):
    matrix = host @ host.T + np.eye(3)
    ours, theirs = getattr(cupy.linalg, name)(cupy.asarray(matrix)), getattr(np.linalg, name)(matrix)
    pairs = zip(ours, theirs, strict=True) if isinstance(theirs, tuple) else [(ours, theirs)]
    for part, expected in pairs:
        assert type(part) is cupy.ndarray
        np.testing.assert_array_equal(part.get(), expected)


def test_linear_algebra_names_its_own_error_for_host_arrays(cupy, host):
    for attempt in (lambda: cupy.linalg.pinv(host), lambda: cupy.linalg.lstsq(host, host)):
        with pytest.raises(cupy.linalg.LinAlgError):
            attempt()
    assert type(cupy.linalg.solve(cupy.eye(3), cupy.asarray(host))) is cupy.ndarray


@pytest.mark.parametrize("name", ["fft", "ifft", "rfft", "irfft", "fft2", "fftn", "hfft", "ihfft", "fftshift"])
def test_transforms_have_numpys_values(cupy, host, x, name):
    found = getattr(cupy.fft, name)(x)
    assert type(found) is cupy.ndarray
    np.testing.assert_array_equal(found.get(), getattr(np.fft, name)(host))
    assert type(getattr(np.fft, name)(x)) is cupy.ndarray
    assert type(cupy.fft.fftfreq(4)) is cupy.ndarray


def test_methods_that_reduce_in_place_are_those_of_the_device(cupy):
    counts = cupy.zeros(3)
    cupy.add.at(counts, [0, 0, 2], 1)
    assert counts.tolist() == [2, 0, 1]
    assert cupy.add.reduceat(cupy.arange(4), [0, 2]).tolist() == [1, 5]
    for attempt in (lambda: cupy.multiply.at(counts, [0], 2), lambda: cupy.maximum.reduceat(counts, [0])):
        with pytest.raises(NotImplementedError, match="is not supported yet"):
            attempt()
    assert type(cupy.add.reduce(np.ones(3))) is np.float64


def test_arrays_know_their_device_and_what_they_are_views_of(cupy, x):
    assert isinstance(x.device, cupy.cuda.Device)
    assert x.copy().base is None
    assert type(x[0].base) is cupy.ndarray
    x.fill(2)
    assert x.tolist() == [[2] * 3] * 3
    with pytest.raises(ValueError, match="array of size 1"):
        x.item()
    assert x[1.9].tolist() == x[1].tolist()


def test_indices_from_the_host_wrap_around_in_assignment_too(cupy):
    x = cupy.zeros(3)
    x[[4, -1]] = [5, 6]
    assert x.tolist() == [0, 5, 6]
    x[np.array([True, False, True])] = np.array([7.0, 8.0])
    assert x.tolist() == [7, 5, 8]
    with pytest.raises(IndexError):
        x[7] = 1
