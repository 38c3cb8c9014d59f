"""Monte Carlo: pi, a European option, a random walk and the bootstrap; new generators and the old global one."""

import numpy as np
import numpy.random as npr
from numpy import sqrt


def pi_by_darts(rng, n):
    x, y = rng.random(n), rng.random(n)
    return 4 * np.mean(x * x + y * y <= 1)


def option_price(rng, n, s0=100.0, strike=105.0, rate=0.02, sigma=0.25, years=1.0):
    z = rng.standard_normal(n)
    both = np.concatenate([z, -z])
    prices = s0 * np.exp((rate - sigma**2 / 2) * years + sigma * sqrt(years) * both)
    payoff = np.exp(-rate * years) * np.maximum(prices - strike, 0)
    return payoff.mean(), payoff.std(ddof=1) / sqrt(len(payoff))


def first_return(rng, walks, steps):
    positions = np.cumsum(rng.choice([-1, 1], size=(walks, steps)), axis=1)
    home = positions == 0
    return np.where(home.any(axis=1), home.argmax(axis=1) + 1, -1)


def bootstrap(sample, rounds, rng):
    means = np.empty(rounds)
    for i in range(rounds):
        means[i] = rng.choice(sample, size=len(sample)).mean()
    return np.percentile(means, [2.5, 97.5])


def main():
    rng = np.random.default_rng(2024)
    for n in (100, 10_000):
        print(n, pi_by_darts(rng, n))
    price, error = option_price(rng, 20_000)
    print(f"option {price:.6f} +- {error:.6f}")
    returned = first_return(rng, 200, 50)
    values, counts = np.unique(returned, return_counts=True)
    print(dict(zip(values.tolist(), counts.tolist())))
    np.random.seed(42)
    sample = np.random.exponential(2.0, 60)
    np.random.shuffle(sample)
    print(sample[:3], npr.rand(2), npr.randint(0, 10, 5), np.random.normal())
    low, high = bootstrap(sample, 100, rng)
    print("between", low, "and", high, low < 2.0 < high)
    state = npr.RandomState(1)
    print(state.permutation(6), rng.permutation(6), rng.integers(0, 100))


if __name__ == "__main__":
    main()
