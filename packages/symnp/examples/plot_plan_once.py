"""
Plan once, run many times
=========================

``symnp.jit`` traces a function at its first call, and keeps the plan for arrays of that shape, dtype and strides. A
simulation whose steps are alike pays for building and rewriting once.
"""

import matplotlib.pyplot as plt
import numpy

import symnp


def warmer(np, heat, source):
    """Return the temperatures of a plate one moment later; its border stays cold."""
    middle = heat[1:-1, 1:-1]
    flow = heat[:-2, 1:-1] + heat[2:, 1:-1] + heat[1:-1, :-2] + heat[1:-1, 2:] - 4 * middle
    return np.pad(middle + 0.2 * flow + source[1:-1, 1:-1], 1)


@symnp.jit
def step(heat, source):
    """Return the next moment, planned."""
    return warmer(symnp, heat, source)


# %%
# Two bars are heated. Each step takes NumPy arrays and returns a NumPy array.
source = numpy.zeros((120, 180))
source[30:34, 30:150] = source[60:100, 120:124] = 0.05

planned = written = numpy.zeros_like(source)
for _ in range(300):
    planned = step(planned, source)
    written = warmer(numpy, written, source)

# %%
# The function was traced once, and the last of all steps still has NumPy's very bits.
assert planned.tobytes() == written.tobytes()
print("steps: 300, traced:", step.traces)

figure, axes = plt.subplots(figsize=(6, 3.6), layout="constrained")
shown = axes.imshow(planned, cmap="inferno")
figure.colorbar(shown, ax=axes, label="temperature")
plt.show()


# %%
# What depends on values cannot be planned, and says so.
@symnp.jit
def until_warm(heat):
    """Return the plate as it is, or as it is wanted."""
    return heat if heat.mean() > 1 else heat + 1


try:
    until_warm(source)
except symnp.TracingError as error:
    print(error)
