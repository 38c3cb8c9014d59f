"""
An inverse that is only multiplied
==================================

Books write ``inv(a) @ b``. ``symnp.analyze`` finds such places in a program, says on which line they are, what they cost
and what to write there.
"""

import matplotlib.pyplot as plt
import numpy

import symnp

SIZE = 800


def smoothed(np, distance, noisy):
    """Return the mean of a Gaussian process at the points where noisy values are known."""
    kernel = np.exp(-(distance**2) / 2)
    return kernel @ (np.linalg.inv(kernel + 0.05 * np.eye(SIZE)) @ noisy)


rng = numpy.random.default_rng(0)
x = numpy.linspace(0, 12, SIZE)
noisy = numpy.sin(x) * numpy.exp(-x / 8) + rng.normal(0, 0.2, SIZE)
distance = x[:, None] - x[None]

mean = smoothed(symnp, symnp.asarray(distance), symnp.asarray(noisy))
print(symnp.analyze(mean))

# %%
# ``level="algebraic"`` is the permission to do the same without touching the source.
print(symnp.explain(mean, level="algebraic"))

# %%
# Both are the same up to rounding.
solved, inverted = symnp.compute(mean, level="algebraic"), smoothed(numpy, distance, noisy)
assert numpy.abs(solved - inverted).max() < 1e-9

figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
axes.plot(x, noisy, ".", markersize=2, color="0.6", label="known")
axes.plot(x, solved, label="smoothed")
axes.legend()
plt.show()
