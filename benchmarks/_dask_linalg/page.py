"""The part of the site that shows the stored run: pictures, the table, and which targets hold.

Pictures are drawn while the site is built; where nothing was measured the part says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from _dask_linalg.figures import Run, gflops, limit, matrices
from _dask_linalg.verdict import findings
from monorepo_testing.paired.matrix import matrix
from monorepo_testing.paired.table import aligned

COMMAND = "python3 dev.py nox -s bench -- benchmarks/dask_linalg.py"
NOT_MEASURED = f"**Not measured.** The command that measures it: `{COMMAND}`.\n"
COLOURS = {"scipy": "#555555", "scalapack": "#c0762b", "dask-array": "#8c9fb5", "dask-linalg": "#1f5fa8"}
MARKS = {"scipy": "s", "scalapack": "^", "dask-array": "v", "dask-linalg": "o"}
GROWING = ("gemm", "potrf", "getrf", "gesv")
NAMES = {
    "gemm": "product",
    "gesv": "solve, 64 right-hand sides",
    "potrf": "Cholesky",
    "getrf": "LU, partial pivoting",
}


def page(run: Run | None, into: Path) -> str:
    """Draw the pictures of a run into a folder, and return the Markdown that shows them.

    Parameters
    ----------
    run : dict or None
        The stored run, or None where there is none.
    into : Path
        The folder of the page that includes the text.

    Returns
    -------
    str
    """
    if run is None:
        return NOT_MEASURED
    into.mkdir(parents=True, exist_ok=True)
    parts = []
    for draw, title, words in (
        (rates, "Rates", RATES),
        (overhead, "Size of tiles", OVERHEAD),
        (memory, "Memory", MEMORY),
    ):
        name = f"measured-{draw.__name__}.svg"
        if _saved(draw(run), into / name):
            parts.append(f"## {title}\n\n{words}\n\n![{title}]({name})")
    parts.append(f"## Every case\n\n{matrix(run)}")
    parts.append(f"## Targets\n\n{TARGETS}\n\n{targets(run)}")
    parts.append(f"## How this was measured\n\n{circumstances(run)}")
    return "\n\n".join(parts) + "\n"


RATES = (
    "Arithmetic a second by the usual count, from the median time. The dashed line is what NumPy's product of matrices reached in "
    "the same session, and the scale on the right is the share of it."
)
OVERHEAD = (
    "The time of dask-linalg over that of SciPy for the same matrix, by the side of the chunks that it is given. Chunks out of its "
    "range are cut anew first, so the curve shows what a user meets, not what such tiles would cost."
)
MEMORY = (
    "The peak while it ran: the input and all that was taken besides, in matrices of the input's size. ScaLAPACK works in its "
    "input; the others leave it as it was."
)
TARGETS = (
    "A floor is what must be kept, a goal what is aimed at. Of what was timed the median of the paired ratios counts."
)


def _saved(figure: Any, path: Path) -> bool:
    """Write a picture, the same bytes for the same run; return whether there was anything to draw."""
    if figure is None:
        return False
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": path.stem, "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None})
    return True


def _figure(columns: int, rows: int, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, height), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False)


def rates(run: Run) -> Any:
    """Draw rates against the side of matrices, one operation a panel."""
    shown = [name for name in GROWING if sum(size["operation"] == name for size in run["sizes"].values()) > 1]
    most = limit(run)
    if not shown or most is None:
        return None
    rows = -(-len(shown) // 2)
    figure, axes = _figure(2, rows, 3.4 * rows)
    for ax, operation in zip(axes.flat, shown, strict=False):
        sizes = sorted((s for s in run["sizes"].values() if s["operation"] == operation), key=lambda s: s["n"])
        for name, colour in COLOURS.items():
            points = [(size["n"], gflops(size, name)) for size in sizes if name in size["contenders"]]
            if points:
                ax.plot(*zip(*points, strict=True), color=colour, marker=MARKS[name], label=name)
        _against_limit(ax, most, sorted({size["n"] for size in sizes}))
        ax.set_title(NAMES[operation])
    for ax in axes.flat[len(shown) :]:
        ax.remove()
    figure.legend(*axes.flat[0].get_legend_handles_labels(), loc="outside lower center", ncols=len(COLOURS))
    return figure


def _against_limit(ax: Any, most: float, sides: list[int]) -> None:
    ax.axhline(most, color="black", linestyle="--", linewidth=0.8)
    ax.set_xscale("log", base=2)
    ax.set_xticks(sides, [str(side) for side in sides])
    ax.minorticks_off()
    ax.set_ylim(0, 1.1 * most)
    ax.set_xlabel("n")
    ax.set_ylabel("GFLOP/s")
    beside = ax.secondary_yaxis("right", functions=(lambda y: 100 * y / most, lambda y: y * most / 100))
    beside.set_ylabel("% of the limit")


def overhead(run: Run) -> Any:
    """Draw our time over SciPy's against the side of chunks."""
    if not run.get("tiles"):
        return None
    figure, axes = _figure(1, 1, 3.6)
    ax, sides = axes[0, 0], set()
    for name, seconds in run["tiles"].items():
        points = sorted(
            (int(side), one["min"] / seconds["scipy"]["min"]) for side, one in seconds.items() if side != "scipy"
        )
        ax.plot(*zip(*points, strict=True), marker="o", label=name)
        sides |= {side for side, _ in points}
    ax.axhline(1, color=COLOURS["scipy"], linestyle="--", linewidth=0.8)
    ax.set_xscale("log", base=2)
    ax.set_xticks(sorted(sides), [str(side) for side in sorted(sides)])
    ax.minorticks_off()
    ax.set_ylim(bottom=0)
    ax.set_xlabel("side of the chunks")
    ax.set_ylabel("time / SciPy's")
    ax.legend()
    return figure


def memory(run: Run) -> Any:
    """Draw peaks of memory in matrices, of the largest matrix of each factorisation."""
    largest = {size["operation"]: size for size in sorted(run["sizes"].values(), key=lambda size: size["n"])}
    shown = {name: largest[name] for name in ("potrf", "getrf") if name in largest}
    if not shown:
        return None
    figure, axes = _figure(len(shown), 1, 2.6)
    for ax, (operation, size) in zip(axes.flat, shown.items(), strict=True):
        taken = {name: matrices(size, name) for name in COLOURS}
        told = {name: value for name, value in taken.items() if value is not None}
        bars = ax.barh(list(told), list(told.values()), color=[COLOURS[name] for name in told])
        ax.bar_label(bars, fmt="%.1f", padding=3)
        ax.axvline(3, color="black", linestyle="--", linewidth=0.8)
        ax.invert_yaxis()
        ax.margins(x=0.15)
        ax.set_xlabel("matrices")
        ax.set_title(f"{NAMES[operation]}, n = {size['n']}")
    return figure


def targets(run: Run) -> str:
    """Return a table of the targets and what became of them."""
    head = ("case", "what", "measured", "floor", "goal", "outcome")
    body = [
        (
            one.case,
            one.limit.name,
            "" if one.measured is None else f"{one.measured:.3f}",
            f"{one.limit.floor:g}",
            f"{one.limit.goal:g}",
            one.outcome,
        )
        for one in findings(run)
    ]
    return aligned(head, body)


def circumstances(run: Run) -> str:
    """Say what the figures were measured with."""
    machine, oracle = run["machine"], run["oracle"]
    versions = {f"{name} {number}" for one in run["contenders"].values() for name, number in one["versions"].items()}
    speeds = "; ".join(f"{name} {max(taken):.3g} GFLOP/s" for name, taken in run["rates"]["gflops"].items() if taken)
    return (
        f"On {run['date'][:10]} on {machine['cpu']}, {machine['usable_cores']} cores, {machine['os']}, Python "
        f"{machine['python']}; {', '.join(sorted(versions))}. Products of {run['rates']['n']} by {run['rates']['n']} numbers by "
        f"the BLAS of each: {speeds}. {oracle['passed']} of {oracle['checked']} results passed LAPACK's ratios, the largest was "
        f"{oracle['worst_error']:.2g}, below {oracle['tolerance']:g}. Ways that took part: {_ways(run)}."
    )


def _ways(run: Run) -> str:
    told = []
    for case, size in run["sizes"].items():
        chosen = ", ".join(f"{name} {variant}" for name, variant in size["variants"].items())
        told.append(f"{case}: {chosen}")
    return "; ".join(told)
