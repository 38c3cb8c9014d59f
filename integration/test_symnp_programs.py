"""Existing NumPy programs, unchanged, on symnp; and symnp's arrays in the hands of SciPy, Dask and other processes."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import dask.array
import numpy
import pytest
import scipy.linalg
import scipy.ndimage
import scipy.signal
from kernels import KERNELS

import symnp
from monorepo_testing.adversarial import assert_same_bits


@pytest.fixture
def data():
    return numpy.random.default_rng(0).normal(size=(40, 24))


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
@pytest.mark.parametrize("evaluation", ["auto", "lazy"])
def test_a_program_written_for_numpy_gives_numpys_bits(kernel, evaluation, data):
    theirs = kernel(numpy, data.copy())
    with symnp.options(evaluation=evaluation):
        ours = kernel(symnp, symnp.array(data))
    assert isinstance(ours, symnp.Array)
    assert_same_bits(symnp.compute(ours), theirs)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_numpys_own_functions_take_symnps_arrays_in_the_same_programs(kernel, data):
    ours = kernel(numpy, symnp.array(data))
    value = symnp.compute(ours) if isinstance(ours, symnp.Array) else ours
    assert_same_bits(value, kernel(numpy, data.copy()))


def test_scipy_takes_arrays_that_are_not_computed_yet(data):
    ours = symnp.asarray(data) * 2
    numpy.testing.assert_array_equal(scipy.ndimage.gaussian_filter(ours, 1), scipy.ndimage.gaussian_filter(data * 2, 1))
    numpy.testing.assert_array_equal(scipy.signal.hilbert(ours), scipy.signal.hilbert(data * 2))
    square = ours[:24] @ ours[:24].T
    numpy.testing.assert_array_equal(scipy.linalg.cholesky(square), scipy.linalg.cholesky(numpy.asarray(square)))


def test_dask_takes_an_array_and_gives_one_back(data):
    ours = symnp.asarray(data) + 1
    chunked = dask.array.from_array(numpy.asarray(ours), chunks=10)
    back = symnp.asarray(chunked.compute()).sum(axis=0)
    numpy.testing.assert_allclose(symnp.compute(back), (data + 1).sum(axis=0))


def total(array):
    return float(array.sum())


def test_an_array_travels_to_another_process(data):
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(total, symnp.asarray(data) * 2).result(50) == float((data * 2).sum())
