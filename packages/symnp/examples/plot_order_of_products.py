"""
Products in the order in which they were typed
==============================================

``a @ a.T @ v`` is computed from the left: a product of matrices, then one with a vector. From the right it is two
products with a vector. The order changes the rounding, so symnp asks before it does that.
"""

import matplotlib.pyplot as plt
import numpy

import symnp

rng = numpy.random.default_rng(0)
a = symnp.asarray(rng.normal(size=(600, 400)))
v = symnp.asarray(rng.normal(size=600))

# %%
# At the default level nothing may change a bit, so nothing happens, but the report says what would be gained.
product = a @ a.T @ v
print(symnp.explain(product))

# %%
# ``level="reassociate"`` is the permission. How large the difference is can be seen.
as_written = symnp.compute(product)
as_rewritten = symnp.compute(product, level="reassociate")
difference = numpy.abs(as_written - as_rewritten) / numpy.abs(as_written).max()
assert 0 < difference.max() < 1e-13

figure, axes = plt.subplots(figsize=(7, 2.6), layout="constrained")
axes.plot(difference, ".", markersize=3)
axes.set_title("difference between the two orders, relative to the largest element")
axes.set_xlabel("element")
plt.show()

# %%
# Integers do not round, so there the cheaper order is taken without asking.
counts = symnp.asarray(rng.integers(0, 9, (600, 400)))
print(symnp.explain(counts @ counts.T @ symnp.asarray(rng.integers(0, 9, 600))))
