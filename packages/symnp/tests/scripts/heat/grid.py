"""Points on a line."""

import numpy as np


class Grid:
    """Points from 0 to 1, both included."""

    def __init__(self, n):
        self.x = np.linspace(0.0, 1.0, n)
        self.step = self.x[1] - self.x[0]

    def bump(self, centre, width):
        values = np.exp(-(((self.x - centre) / width) ** 2))
        values[[0, -1]] = 0.0
        return values

    def __str__(self):
        return f"{len(self.x)} points, step {self.step:.5f}"
