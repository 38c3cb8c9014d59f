"""
What will it cost?
==================

``dask_linalg.plan`` runs the graph of a lazy result in a simulation: tasks, operations, memory and time, and the chunks that would
spare a copy. Nothing is computed.
"""

import dask.array as da
import matplotlib.pyplot as plt

import dask_linalg as la

unsuitable = da.zeros((6000, 6000), chunks=(6000, 100))
print(la.plan(la.cholesky(unsuitable), threads=8))

# %%
# Chunks as the plan proposes them need not be cut anew.
print(la.plan(la.cholesky(da.zeros((6000, 6000), chunks=(512, 512))), threads=8))

# %%
# More threads help as long as there are independent tasks. The path from the first tile to the last stays.
counts = [1, 2, 4, 8, 16, 32, 64]
figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
for side in (2048, 4096, 8192):
    factor = la.cholesky(da.zeros((side, side), chunks=512))
    seconds = [la.plan(factor, threads=count).seconds for count in counts]
    axes.plot(counts, [seconds[0] / one for one in seconds], "o-", label=f"{side} rows")
axes.plot(counts, counts, "--", color="0.7", label="as many threads")
axes.set_xscale("log", base=2)
axes.set_yscale("log", base=2)
axes.set_xlabel("threads")
axes.set_ylabel("times as fast as one thread")
axes.legend(frameon=False)
plt.show()
