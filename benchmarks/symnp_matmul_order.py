"""symnp multiplies a chain of matrices in the cheapest order, where rounding may change."""

from __future__ import annotations

import numpy as np

import symnp
from monorepo_testing.paired import Claim, Contender


def setup(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return two square matrices and a vector."""
    rng = np.random.default_rng(0)
    return rng.normal(size=(n, n)), rng.normal(size=(n, n)), rng.normal(size=n)


def by_numpy(prepared: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """Multiply from left to right, as written."""
    a, b, v = prepared
    return a @ b @ v


def by_symnp(prepared: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """Let symnp choose the order."""
    a, b, v = map(symnp.asarray, prepared)
    result: np.ndarray = symnp.compute(a @ b @ v, level="reassociate")
    return result


CLAIM = Claim(
    name="symnp_matmul_order",
    text="symnp multiplies a chain of matrices in the cheapest order, where rounding may change.",
    contenders=[Contender("numpy", by_numpy), Contender("symnp", by_symnp)],
    setup=setup,
    oracle=by_numpy,
    tolerance=1e-11,
    sizes=[200, 500, 1000],
    rounds=5,
)
