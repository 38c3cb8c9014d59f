"""Arrays handed to SciPy and taken back: minimisation, roots, sparse systems, filters, integrals and images."""

import numpy as np
from scipy import integrate, ndimage, optimize, signal, sparse
from scipy.sparse.linalg import spsolve
from scipy.spatial import cKDTree

history = []


def rosenbrock(x):
    value = np.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)
    history.append(value)
    return value


def gradient(x):
    result = np.zeros_like(x)
    result[:-1] = -400 * x[:-1] * (x[1:] - x[:-1] ** 2) - 2 * (1 - x[:-1])
    result[1:] += 200 * (x[1:] - x[:-1] ** 2)
    return result


found = optimize.minimize(rosenbrock, np.array([-1.2, 1.0, 0.5]), jac=gradient, method="BFGS")
print("minimum", np.round(found.x, 6), found.success, len(history))
print("values went down:", bool(history[-1] < min(history[:5])), isinstance(found.x, np.ndarray))

x = np.linspace(0, 4, 30)
y = 2.5 * np.exp(-1.3 * x) + 0.01 * np.sin(40 * x)
parameters, covariance = optimize.curve_fit(lambda t, a, b: a * np.exp(-b * t), x, y, p0=[1.0, 1.0])
print("fitted", np.round(parameters, 4), covariance.shape)
print("root", round(optimize.brentq(lambda t: np.cos(t) - t, 0, 1), 10))

n = 50
second = sparse.diags([np.ones(n - 1), -2 * np.ones(n), np.ones(n - 1)], [-1, 0, 1], format="csc")
rhs = np.full(n, -1.0 / (n + 1) ** 2)
u = spsolve(second, rhs)
residual = np.abs(second @ u - rhs).max()
print("poisson", f"{np.max(u):.6f}", residual < 1e-12)

t = np.arange(400) / 200
tone = np.sin(2 * np.pi * 5 * t) + 0.5 * np.sin(2 * np.pi * 60 * t)
b, a = signal.butter(4, 0.2)
low = signal.filtfilt(b, a, tone)
spectrum = np.abs(np.fft.rfft(low))
peaks, _ = signal.find_peaks(spectrum, height=20)
print("peaks at", np.fft.rfftfreq(len(t), 1 / 200)[peaks], f"{np.std(low - tone):.4f}")

area, _ = integrate.quad(lambda s: float(np.exp(-(s**2))), 0, np.inf)
print("integral", f"{area:.12f}", f"{integrate.trapezoid(y, x):.8f}")
labels, count = ndimage.label(ndimage.gaussian_filter(np.outer(tone[:40], tone[:40]), 1) > 0.2)
print("regions", count, np.bincount(labels.ravel())[:4])
points = np.random.default_rng(0).random((200, 2))
distances, neighbours = cKDTree(points).query(points, k=2)
print("nearest", f"{distances[:, 1].mean():.6f}", neighbours[:3, 1])
