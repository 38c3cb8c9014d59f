"""Conway's game of life, in place, until nothing new happens."""

import numpy as np

GLIDER = """
.#.
..#
###
"""
SHAPES = {".": " ", "#": "o"}


def parsed(text):
    rows = text.split()
    return np.array([[cell == "#" for cell in row] for row in rows])


def neighbours(world, count):
    count[...] = 0
    for i in (-1, 0, 1):
        for j in (-1, 0, 1):
            if i or j:
                count += np.roll(world, (i, j), axis=(0, 1))
    return count


def step(world, count):
    neighbours(world, count)
    born = (count == 3) & ~world
    dies = world & ((count < 2) | (count > 3))
    world[born] = True
    world[dies] = False
    return int(born.sum()), int(dies.sum())


def shown(world):
    return "\n".join("".join("o" if cell else "." for cell in row) for row in world)


def main():
    world = np.zeros((12, 16), dtype=bool)
    world[1:4, 1:4] = parsed(GLIDER)
    world[8, 5:8] ^= True
    count = np.zeros(world.shape, dtype=np.uint8)
    seen = set()
    for generation in range(60):
        key = world.tobytes()
        if key in seen:
            break
        seen.add(key)
        born, died = step(world, count)
        if generation % 15 == 0:
            print(f"generation {generation}: {np.count_nonzero(world)} alive, {born} born, {died} died")
    print(shown(world))
    alive = np.argwhere(world)
    print("box", alive.min(axis=0), alive.max(axis=0), "last count", count.max())


main()
