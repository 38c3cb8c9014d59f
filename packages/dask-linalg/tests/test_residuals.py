"""Backward errors against their definitions, and the growth of elements on matrices where it is known."""

from __future__ import annotations

import dask
import dask.array as da
import general_matrices
import numpy as np
import pytest
import scipy.linalg

import dask_linalg as la

EPS = np.finfo("f8").eps


@pytest.fixture(autouse=True)
def synchronous():
    with dask.config.set(scheduler="synchronous"):
        yield


def system(kind, n=20, k=3):
    a = general_matrices.KINDS[kind](n, n, "f8")
    return a, np.random.default_rng(1).standard_normal((n, k))


@pytest.mark.parametrize("kind", ["random", "nearly_singular", "hilbert", "permuted"])
def test_numpys_solutions_have_small_backward_errors_whatever_the_condition(kind):
    a, b = system(kind)
    x = np.linalg.solve(a, b)
    error = la.backward_error(da.from_array(a, chunks=7), da.from_array(x, chunks=5), da.from_array(b, chunks=6))
    assert error.shape == (3,)
    assert (error.compute() < 10 * EPS).all()


def test_the_normwise_error_is_the_least_change_that_makes_a_solution_exact():
    a, b = system("random", k=1)
    x = np.linalg.solve(a, b) + 1e-6
    error = la.backward_error(a, x[:, 0], b[:, 0]).compute()
    left_over = np.abs(b - a @ x).max()
    norms = np.abs(a).sum(axis=1).max() * np.abs(x).max() + np.abs(b).max()
    assert error == pytest.approx(left_over / norms, rel=1e-6)
    # Rank one: what is left over is put into the matrix and the right-hand side in the proportion of their norms.
    largest = np.abs(x).argmax()
    change = (b - a @ x) @ np.sign(x[largest : largest + 1].T) @ np.eye(20)[largest : largest + 1]
    change *= np.abs(a).sum(axis=1).max() / norms
    right = -(b - a @ x) * np.abs(b).max() / norms
    np.testing.assert_allclose((a + change) @ x, b + right, atol=1e-12)
    assert np.abs(change).sum(axis=1).max() <= error * np.abs(a).sum(axis=1).max() * (1 + 1e-9)


def test_the_componentwise_error_sees_a_small_row_that_the_other_does_not():
    a, x = np.diag([1.0, 1e-12]), np.array([1.0, 2.0])
    b = np.array([1.0, 1e-12])
    assert la.backward_error(a, x, b).compute() < 1e-11
    assert la.backward_error(a, x, b, kind="componentwise").compute() == pytest.approx(1 / 3)


def test_stacks_have_an_error_for_each_matrix():
    a, b = (np.stack([one, 2 * one]) for one in system("random"))
    error = la.backward_error(a, np.linalg.solve(a, b), b)
    assert (error.shape, error.compute().max() < 10 * EPS) == ((2, 3), True)


def test_nothing_left_over_of_nothing_is_no_error():
    assert la.backward_error(np.zeros((2, 2)), np.zeros(2), np.zeros(2)).compute() == 0


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match=r"the shapes are \(3, 3\), \(2, 1\) and \(3, 1\)"):
        la.backward_error(np.eye(3), np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="'normwise' or 'componentwise', but 'other'"):
        la.backward_error(np.eye(3), np.ones(3), np.ones(3), kind="other")


def test_elements_double_with_each_step_where_they_are_known_to():
    a = general_matrices.growing(12, 12, "f8")
    factors, _ = scipy.linalg.lu_factor(a)
    assert la.pivot_growth(a, factors).compute() == 2.0**11
    assert la.pivot_growth(np.eye(4), np.eye(4)).compute() == 1
