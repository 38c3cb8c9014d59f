"""Random numbers: CuPy's names and arguments. The numbers themselves are NumPy's, not the device's."""

from __future__ import annotations

import numpy as np
import pytest

from monorepo_testing.standin import activated


@pytest.fixture(scope="module")
def cupy():
    with activated() as module:
        yield module


PARAMETERS = {
    "beta": (2.0, 3.0), "binomial": (5, 0.5), "chisquare": (2.0,), "dirichlet": ([1.0, 2.0],), "exponential": (2.0,), "f": (2.0, 3.0),
    "gamma": (2.0,), "geometric": (0.5,), "hypergeometric": (5, 5, 3), "integers": (0, 9), "logseries": (0.5,), "poisson": (3.0,),
    "power": (2.0,), "random": (), "standard_exponential": (), "standard_gamma": (2.0,), "standard_normal": (), "uniform": (1.0, 2.0),
}  # fmt: skip


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_distribution_draws_on_the_device(cupy, name):
    parameters = [cupy.asarray(value) if isinstance(value, list) else value for value in PARAMETERS[name]]
    drawn = getattr(cupy.random.default_rng(0), name)(*parameters, size=(2, 3))
    assert type(drawn) is cupy.ndarray
    assert drawn.shape[:2] == (2, 3)
    assert len(np.unique(drawn.get())) > 1


@pytest.mark.parametrize(("name", "error"), [("beta", TypeError), ("poisson", TypeError), ("gamma", ValueError)])
def test_parameters_from_the_host_are_scalars(cupy, name, error):
    count = len(PARAMETERS[name])
    with pytest.raises(error, match=r"required to be a cupy.ndarray or a scalar"):
        getattr(cupy.random.default_rng(0), name)(*[np.ones(3)] * count)
    assert getattr(cupy.random.default_rng(0), name)(*[cupy.ones(3)] * count).shape == (3,)


def test_results_go_into_a_given_device_array(cupy):
    out = cupy.zeros(5)
    assert cupy.random.default_rng(1).random(out=out) is out
    assert float(out.sum()) > 0
    with pytest.raises(ValueError, match=r"out is required to be a cupy.ndarray"):
        cupy.random.default_rng(1).random(out=np.zeros(5))


def test_a_dtype_is_given_by_place_or_by_name(cupy):
    generator, state = cupy.random.default_rng(0), cupy.random.RandomState(0)
    assert generator.random(3, "f4").dtype == "f4"
    assert state.normal(0, 1, 3, "f4").dtype == "f4"
    assert state.normal(size=3, dtype="f4").dtype == "f4"
    assert state.rand(2, 3, dtype="f4").dtype == "f4"
    assert sorted(state.permutation(a=cupy.arange(4)).tolist()) == [0, 1, 2, 3]


def test_the_modules_functions_draw_from_its_own_state(cupy):
    first = cupy.random.RandomState(7)
    cupy.random.set_random_state(first)
    assert cupy.random.get_random_state() is first
    drawn = [cupy.random.sample(2), cupy.random.random_integers(5, size=20), cupy.random.multinomial(9, [0.5, 0.5])]
    cupy.random.seed(7)
    again = [cupy.random.ranf(2), cupy.random.random_integers(1, 5, 20), cupy.random.multinomial(9, [0.5, 0.5])]
    for a, b in zip(drawn, again, strict=True):
        np.testing.assert_array_equal(a.get(), b.get())
    assert set(drawn[1].tolist()) <= set(range(1, 6))
    cupy.random.reset_states()
    assert cupy.random.get_random_state() is not first


@pytest.mark.parametrize("name", ["XORWOW", "MRG32k3a", "Philox4x3210"])
def test_bit_generators_take_a_seed_or_a_seed_sequence(cupy, name):
    source = getattr(cupy.random, name)
    sequence = np.random.SeedSequence(5)
    draws = [cupy.random.default_rng(source(seed)).random(4).tolist() for seed in (5, sequence, 6)]
    assert draws[0] == draws[1] != draws[2]
