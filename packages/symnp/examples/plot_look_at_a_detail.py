"""
Look at a detail, compute a detail
==================================

A picture is developed and only a corner of it is looked at. The function is written once, in NumPy's names, and called
with both modules.
"""

import matplotlib.pyplot as plt
import numpy

import symnp


def develop(np, light):
    """Return the middle of the toned picture."""
    toned = 1.0 / (1.0 + np.exp(-9.0 * (light**2.2 - 0.35)))
    return toned[600:900, 800:1200]


# %%
# Rings that grow finer towards the edge stand in for a photograph.
y, x = numpy.mgrid[-1:1:1500j, -1.5:1.5:2000j]
light = 0.5 + 0.5 * numpy.cos(60 * (x**2 + y**2))

detail = develop(symnp, symnp.asarray(light))
detail

# %%
# Nothing has been computed, but shape, dtype and strides are known, and ``explain`` says what is going to happen. The
# slice moves through every operation until it reaches the picture itself.
print(symnp.explain(detail, measure=True))

# %%
# The result has NumPy's very bits.
ours, theirs = symnp.compute(detail), develop(numpy, light)
assert ours.tobytes() == theirs.tobytes()

figure, (whole, part) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
whole.imshow(light, cmap="gray")
whole.add_patch(plt.Rectangle((800, 600), 400, 300, fill=False, edgecolor="tab:orange", linewidth=2))
whole.set_title("input")
part.imshow(ours, cmap="gray")
part.set_title("the detail, developed")
plt.show()
