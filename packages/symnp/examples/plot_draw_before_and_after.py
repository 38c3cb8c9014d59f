"""
A drawing, before and after
===========================

``symnp.draw`` shows a computation as it is written beside what it is rewritten into, with the predicted time of each
operation and the memory that is held while it runs. Nothing is computed for it.
"""

import matplotlib.pyplot as plt

import symnp


def brightest(sky, background, gain):
    """Return the brightest point of each column in a strip of the cleaned picture."""
    clean = ((sky - background) / gain).clip(0) ** 0.5
    return clean[:200].max(axis=0)


picture = (4000, 3000)
strip = brightest(symnp.spec(picture), symnp.spec(picture), symnp.spec(picture))
symnp.draw(strip, form="html")

# %%
# Without a notebook the same drawing prints as a tree. ``save`` writes it as a picture (.svg), as a page (.html), or in the
# languages of Graphviz and Mermaid.
print(symnp.draw(strip))

# %%
# What is drawn are numbers that can be asked for: here the memory held at each step.
report = symnp.explain(strip)
figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
for name, form in (("as written", report.written), ("as rewritten", report.rewritten)):
    axes.plot([step.held / 2**20 for step in form.estimate.steps], "o-", label=name)
axes.set_xlabel("step")
axes.set_ylabel("memory held, MiB")
axes.legend()
plt.show()
