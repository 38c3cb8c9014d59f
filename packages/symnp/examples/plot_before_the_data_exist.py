"""
Before the data exist
=====================

``symnp.spec`` makes an array that has a shape and a dtype and no data. Programs on it have shapes, errors and costs:
here a table of 80 GB is standardised on paper, and the memory that it would need is drawn against its height.
"""

import matplotlib.pyplot as plt

import symnp


def standardise(table):
    """Return the first rows of a table whose columns have mean 0 and deviation 1."""
    return ((table - table.mean(0)) / table.std(0))[:10]


large = symnp.spec((100_000_000, 100), "float64")
print(symnp.explain(standardise(large)))

# %%
# A mistake is NumPy's own error, before anything was read.
try:
    large + symnp.spec((99,))
except ValueError as error:
    print(error)

# %%
# The same program for tables of many heights.
heights = [10**k for k in range(4, 9)]
reports = [symnp.explain(standardise(symnp.spec((height, 100)))) for height in heights]

figure, axes = plt.subplots(figsize=(6, 3.4), layout="constrained")
axes.loglog(heights, [report.written.estimate.peak / 1e9 for report in reports], "o-", label="as written")
axes.loglog(heights, [report.rewritten.estimate.peak / 1e9 for report in reports], "o-", label="as rewritten")
axes.set_xlabel("rows of 100 numbers")
axes.set_ylabel("predicted peak, GB")
axes.legend()
plt.show()
