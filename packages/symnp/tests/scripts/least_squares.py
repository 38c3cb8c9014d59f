"""Fit polynomials to noisy measurements, with the normal equations and with NumPy's own solvers."""

import numpy as np
from numpy.linalg import LinAlgError, cond, inv, lstsq, norm, qr, solve


def design_matrix(x, degree):
    return np.vander(x, degree + 1, increasing=True)


def measurements(n, seed=7):
    rng = np.random.default_rng(seed)
    x = np.linspace(-1.0, 1.0, n)
    y = 1.0 - 2.0 * x + 0.5 * x**3 + rng.normal(scale=0.05, size=n)
    return x, y


def fit_normal_equations(a, y):
    return solve(a.T @ a, a.T @ y)


def fit_qr(a, y):
    q, r = qr(a)
    return solve(r, q.T @ y)


def fit_with_inverse(a, y):
    return inv(a.T @ a) @ (a.T @ y)


def main():
    x, y = measurements(400)
    print("degree  residual   condition  agreement")
    for degree in range(1, 6):
        a = design_matrix(x, degree)
        normal, orthogonal = fit_normal_equations(a, y), fit_qr(a, y)
        best, _, rank, _ = lstsq(a, y, rcond=None)
        assert rank == degree + 1
        agreement = max(norm(normal - best), norm(orthogonal - best), norm(fit_with_inverse(a, y) - best))
        print(f"{degree:6d}  {norm(a @ best - y):.6f}  {cond(a):9.3f}  {agreement < 1e-10}")
    weights = np.where(np.abs(x) < 0.5, 4.0, 1.0)
    a = design_matrix(x, 3)
    weighted = solve(a.T @ (weights[:, None] * a), a.T @ (weights * y))
    print("weighted:", np.array2string(weighted, precision=4))
    try:
        print(solve(np.ones((3, 3)), np.ones(3)))
    except LinAlgError as error:
        print("refused:", error)
    rows = np.column_stack([x[::80], y[::80], (a @ weighted)[::80]])
    for row in rows:
        print("  ".join(f"{value:8.4f}" for value in row))


if __name__ == "__main__":
    main()
