"""Records of stars: structured arrays, masks, sorting, grouping, and how they print."""

import numpy as np

STAR = np.dtype([("name", "U8"), ("position", "f8", (2,)), ("magnitude", "f4"), ("seen", "i4")])


def catalogue(n):
    rng = np.random.default_rng(11)
    stars = np.zeros(n, dtype=STAR)
    stars["name"] = [f"star{i:03d}" for i in range(n)]
    stars["position"] = rng.uniform(-1, 1, (n, 2))
    stars["magnitude"] = rng.normal(5, 2, n)
    stars["seen"] = rng.integers(0, 4, n)
    return stars


def brightest(stars, count):
    return stars[np.argsort(stars["magnitude"], kind="stable")[:count]]


def main():
    stars = catalogue(40)
    print(stars.dtype)
    print(stars[0], stars["name"][:3], stars[["name", "seen"]][:2])
    radius = np.sqrt((stars["position"] ** 2).sum(axis=1))
    inside = radius < 0.7
    print(f"{inside.sum()} of {len(stars)} inside, {inside.mean():.1%}, mean {stars['magnitude'][inside].mean():.4f}")
    stars["seen"][~inside] += 10
    stars["magnitude"][stars["magnitude"] < 2] = np.nan
    faint = np.isnan(stars["magnitude"])
    print("too bright:", stars["name"][faint].tolist(), np.nanmax(stars["magnitude"]))
    best = brightest(stars[~faint], 3)
    for name, magnitude, (x, y) in zip(best["name"].tolist(), best["magnitude"], best["position"]):
        print(f"{name}: {magnitude:.2f} at ({x:+.2f}, {y:+.2f})")
    groups, where = np.unique(stars["seen"], return_inverse=True)
    sums = np.zeros(len(groups))
    np.add.at(sums, where, radius)
    print({int(group): round(float(total), 3) for group, total in zip(groups, sums)})
    order = np.sort(stars[:5], order=["seen", "name"])
    print(order["name"], repr(order["seen"]))
    quarter = np.select([stars["position"][:, 0] > 0, radius > 1], ["east", "far"], "west")
    print(np.unique(quarter, return_counts=True))
    print(np.ma.masked_array(stars["seen"][:4], mask=inside[:4]).filled(-1))
    print(np.array([1.5, np.inf, -0.0]), [np.float32(1.5), radius.max().round(3)], (np.int64(3), inside[0]))


main()
