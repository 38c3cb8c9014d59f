"""Heat in a rod and in a plate, by a package of one's own in the same folder."""

import argparse
import sys

from heat import Grid, __version__
from heat.solver import explicit, implicit


def main(arguments=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=40)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--scheme", choices=["explicit", "implicit"], default="explicit")
    asked = parser.parse_args(arguments)
    grid = Grid(asked.points)
    start = grid.bump(0.3, 0.1)
    solve = {"explicit": explicit, "implicit": implicit}[asked.scheme]
    end, history = solve(grid, start, asked.steps)
    print(f"heat {__version__}, {asked.scheme}, {grid}")
    print(f"before {start.max():.6f}, after {end.max():.6f}, centre {(grid.x * end).sum() / end.sum():.6f}")
    print("total", [round(float(one), 6) for one in history[::20]])
    if end.max() > start.max():
        sys.exit("unstable")
    return 0


if __name__ == "__main__":
    sys.exit(main())
