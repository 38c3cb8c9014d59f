"""Smooth a picture, find its edges and equalise its levels; the results are saved beside the script's output."""

import sys
from pathlib import Path

import numpy as np


def picture(side):
    y, x = np.mgrid[0:side, 0:side]
    disc = (x - side / 3) ** 2 + (y - side / 2) ** 2 < (side / 4) ** 2
    stripes = (x // 8 + y // 8) % 2 == 0
    levels = 60 + 120 * disc + 40 * stripes
    return levels.astype(np.uint8)


def convolved(image, kernel):
    h, w = kernel.shape
    padded = np.pad(image.astype(float), ((h // 2, h // 2), (w // 2, w // 2)), mode="reflect")
    result = np.zeros(image.shape)
    for i in range(h):
        for j in range(w):
            result += kernel[i, j] * padded[i : i + image.shape[0], j : j + image.shape[1]]
    return result


def gaussian(size, sigma):
    t = np.arange(size) - size // 2
    line = np.exp(-(t**2) / (2 * sigma**2))
    kernel = np.outer(line, line)
    return kernel / kernel.sum()


def edges(image):
    sobel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]], dtype=float)
    return np.hypot(convolved(image, sobel), convolved(image, sobel.T))


def equalised(image):
    counts, _ = np.histogram(image, bins=256, range=(0, 256))
    cumulated = np.cumsum(counts)
    table = np.round(255 * (cumulated - cumulated.min()) / (cumulated[-1] - cumulated.min())).astype(np.uint8)
    return table[image]


folder = Path(sys.argv[1])
image = picture(96)
smooth = np.clip(convolved(image, gaussian(7, 1.5)), 0, 255).astype(np.uint8)
contrast = equalised(image)
strength = edges(smooth)
marked = image.copy()
marked[strength > 0.5 * strength.max()] = 255
detail = smooth[40:44, 30:38]

print(f"levels {image.min()} to {image.max()}, mean {image.mean():.3f}")
print(f"smooth {smooth.min()} to {smooth.max()}, {np.unique(smooth).size} levels")
print(f"contrast {contrast.min()} to {contrast.max()}, marked {np.count_nonzero(marked == 255)}")
print(detail)
np.save(folder / "smooth.npy", smooth)
np.savez(folder / "all.npz", contrast=contrast, marked=marked)
(folder / "picture.pgm").write_bytes(b"P5 %d %d 255\n" % marked.shape[::-1] + marked.tobytes())
