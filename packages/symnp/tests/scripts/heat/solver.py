"""Two schemes for the heat equation with cold ends."""

from .grid import Grid


def explicit(grid: Grid, u, steps):
    ratio = 0.4
    u, history = u.copy(), []
    for _ in range(steps):
        u[1:-1] += ratio * (u[2:] - 2 * u[1:-1] + u[:-2])
        history.append(u.sum())
    return u, history


def implicit(grid: Grid, u, steps):
    import numpy as np  # Needed here only.
    from numpy.linalg import solve

    n, ratio = len(u), 2.0
    matrix = (1 + 2 * ratio) * np.eye(n) - ratio * (np.eye(n, k=1) + np.eye(n, k=-1))
    matrix[0], matrix[-1] = np.eye(n)[0], np.eye(n)[-1]
    history = []
    for _ in range(steps):
        u = solve(matrix, u)
        history.append(u.sum())
    return u, history
