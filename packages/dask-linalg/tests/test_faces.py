"""Nothing of numpy.linalg is missing, of scipy.linalg what makes no matrix from numbers is there, and signatures agree."""

from __future__ import annotations

import inspect

import dask.array as da
import numpy as np
import pytest
import scipy.linalg

import dask_linalg as la

pytestmark = pytest.mark.newest

MAKE_MATRICES = {
    "block_diag", "circulant", "companion", "convolution_matrix", "dft", "fiedler", "fiedler_companion", "hadamard", "hankel",
    "helmert", "hilbert", "invhilbert", "invpascal", "leslie", "pascal", "toeplitz",
}  # fmt: skip
NOT_OF_DENSE_MATRICES = {
    "clarkson_woodruff_transform", "find_best_blas_type", "get_blas_funcs", "get_lapack_funcs",
    # They change factors by a row or a column of a matrix in memory.
    "qr_delete", "qr_insert", "qr_update",
}  # fmt: skip
# SciPy marks a deprecated argument by an object of its own.
DEPRECATED = {"logm": "disp", "signm": "disp", "sqrtm": "disp"}


def functions_of(module):
    return {name for name in module.__all__ if inspect.isroutine(getattr(module, name))}


def parameters(function):
    return [(one.name, one.kind, one.default) for one in inspect.signature(function).parameters.values()]


def test_every_function_of_numpys_is_there():
    assert functions_of(np.linalg) - set(la.__all__) == set()


def test_every_function_of_scipys_on_dense_matrices_is_there():
    assert functions_of(scipy.linalg) - MAKE_MATRICES - NOT_OF_DENSE_MATRICES - set(la.scipy.__all__) == set()


def test_what_numpy_lacks_is_scipys():
    ours = set(la.scipy.__all__) - set(np.linalg.__all__)
    assert all(getattr(la, name) is getattr(la.scipy, name) for name in ours)


@pytest.mark.parametrize("name", sorted(functions_of(np.linalg)))
def test_signatures_are_numpys(name):
    assert parameters(getattr(la, name)) == parameters(getattr(np.linalg, name))


@pytest.mark.parametrize("name", sorted(set(la.scipy.__all__) & functions_of(scipy.linalg)))
def test_signatures_are_scipys(name):
    ours, theirs = parameters(getattr(la.scipy, name)), parameters(getattr(scipy.linalg, name))
    if name in DEPRECATED:
        assert [one[:2] for one in ours] == [one[:2] for one in theirs]
    else:
        assert ours == theirs


@pytest.mark.parametrize("name", la.dask.__all__)
def test_the_drop_in_takes_what_dask_takes(name):
    theirs = parameters(getattr(da.linalg, name))
    assert parameters(getattr(la.dask, name))[: len(theirs)] == theirs
