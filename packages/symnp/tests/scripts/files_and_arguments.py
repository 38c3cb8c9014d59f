"""Read a table, clean and sum it up, and write the results in several formats."""

import argparse
import io
from pathlib import Path

import numpy as np

TABLE = """# day  temperature  rain
1  11.5  0.0
2  12.1  3.2
3  nan   1.1
4  14.8  0.0
5  13.0  7.5
6  9.9   2.2
"""


def parsed():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("-v", "--verbose", action="store_true")
    return parser.parse_args()


def cleaned(table):
    table = table.copy()
    for column in table.T[1:]:
        missing = np.isnan(column)
        column[missing] = column[~missing].mean()
    return table


def summary(table):
    return np.stack([table.min(0), np.median(table, axis=0), table.max(0), table.std(0)])


def main():
    asked = parsed()
    (asked.folder / "table.txt").write_text(TABLE)
    table = np.loadtxt(asked.folder / "table.txt")
    good = cleaned(table) * [1.0, asked.scale, 1.0]
    if asked.verbose:
        print("filled in", np.flatnonzero(np.isnan(table).any(axis=1)), "of", len(table))
    np.savetxt(asked.folder / "good.csv", good, delimiter=",", fmt="%.3f", header="day,temperature,rain")
    np.save(asked.folder / "good.npy", good)
    np.savez_compressed(asked.folder / "parts.npz", days=good[:, 0].astype(int), rest=good[:, 1:])
    again = np.load(asked.folder / "good.npy")
    with np.load(asked.folder / "parts.npz") as parts:
        print("same:", np.array_equal(again, good), parts["days"].sum(), sorted(parts.files), parts["rest"].shape)
    read = np.genfromtxt(io.StringIO("a,b\n1,2\n3,\n"), delimiter=",", names=True)
    print(read.dtype.names, read["b"])
    print(summary(good))
    good.astype("<f4").tofile(asked.folder / "good.raw")
    raw = np.fromfile(asked.folder / "good.raw", dtype="<f4").reshape(-1, 3)
    print(np.abs(raw - good).max() < 1e-5, raw.nbytes)
    with open(asked.folder / "lines.txt", "w") as file:
        for day, warm, rain in good:
            print(f"{int(day):02d} {warm:6.2f} {'*' * round(rain)}", file=file)


if __name__ == "__main__":
    main()
