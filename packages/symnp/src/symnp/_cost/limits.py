"""How much memory is left, and plans that need more of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from symnp._cost.memory import memory_profile
from symnp._cost.work import work_of
from symnp._graph.node import Node
from symnp._plan.plan import Plan, Step
from symnp.errors import PeakTooLargeError

_GIB = 2**30
_NO_LIMIT = 1 << 60  # Version 1 of control groups writes a number beyond all memory where there is no limit.
_SAFE = 10  # A plan whose results take less than this part of what is left at any time is not looked at any closer.
_SMALL = 1 << 26  # Nor is one whose results take so few bytes: asking the system takes half a millisecond.


def refuse_if_too_large(plan: Plan, held: int = 0, available: Callable[[], int | None] | None = None) -> None:
    """Raise `PeakTooLargeError` where a plan needs more memory than the system has left, see `check_memory`.

    What is left is asked for only where results are so large that it can matter.
    """
    if held + _most_held(plan) > _SMALL:
        check_memory(plan, held, (available or available_memory)())


def check_memory(plan: Plan, held: int, available: int | None) -> None:
    """Refuse a plan that needs more memory than there is.

    Parameters
    ----------
    plan : Plan
        What is to be computed.
    held : int
        Bytes that will be taken besides while it runs.
    available : int or None
        The bytes that are left now, inputs and all else deducted; None where that is not known.

    Raises
    ------
    PeakTooLargeError
        If the predicted peak is above what is left.
    """
    if available is None or (held + _most_held(plan)) * _SAFE <= available:
        return
    profile = memory_profile(plan, [work_of(step) for step in plan.steps])
    peak = max(profile, default=0)
    if peak + held > available:
        raise PeakTooLargeError(_what_is_wrong(plan.steps[profile.index(peak)].node, peak + held, available))


def _most_held(plan: Plan) -> int:
    """Return the bytes of the results that are there at a time, at most."""
    bytes_of: dict[Node, int] = {}
    held = most = 0
    for step in plan.steps:
        bytes_of[step.node] = own = _bytes_of_result(step)
        held += own
        most = max(most, held)
        held -= sum([bytes_of.get(node, 0) for node in step.releases])
    return most


def _bytes_of_result(step: Step) -> int:
    node = step.node
    if node.op.kind in ("view", "leaf", "constant") or step.inside:
        return 0
    return int(node.params[2]) if node.op.kind == "several" else node.layout.nbytes


def _what_is_wrong(node: Node, peak: int, available: int) -> str:
    where = "" if node.line is None else f", built at {node.line[0]}:{node.line[1]}"
    return (
        f"this computation is predicted to need {peak / _GIB:.2f} GiB of memory, and {available / _GIB:.2f} GiB are "
        f"left; the peak is reached at {node.op.label(node)} with a result of shape {node.layout.shape} and dtype "
        f"{node.layout.dtype}{where}. symnp.explain() shows what each step holds; ask for a slice of the result, use a "
        "smaller dtype, or compute in chunks"
    )


def available_memory(root: Path = Path("/")) -> int | None:
    """Return the bytes of memory that this process can still take, or None where the system does not say.

    That is what the system could free without swapping, or less where a control group sets a limit.
    """
    found = [one for one in (_of_system(root), *_of_control_groups(root)) if one is not None]
    return max(0, min(found)) if found else None


def _of_system(root: Path) -> int | None:
    for line in _lines(root / "proc/meminfo"):
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return None


def _of_control_groups(root: Path) -> Iterator[int | None]:
    """Yield what each control group that this process is in has left."""
    for line in _lines(root / "proc/self/cgroup"):
        _, controllers, path = line.split(":", maxsplit=2)
        if not controllers:
            for group in _upwards(root / "sys/fs/cgroup", path):
                yield _left(group, "memory.max", "memory.current", "inactive_file")
        elif "memory" in controllers.split(","):
            for group in _upwards(root / "sys/fs/cgroup/memory", path):
                yield _left(group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")


def _upwards(mount: Path, path: str) -> Iterator[Path]:
    """Yield the folders of a group and of those around it; within a container the path may be one outside of it."""
    group = mount / path.strip().lstrip("/")
    yield group
    yield from (parent for parent in group.parents if parent == mount or mount in parent.parents)


def _left(group: Path, limit: str, usage: str, reclaimable: str) -> int | None:
    """Return how far a group is below its limit, what the system would give back at once not counted as used."""
    most, used = _number(group / limit), _number(group / usage)
    if most is None or used is None or most >= _NO_LIMIT:
        return None
    pairs = (line.split() for line in _lines(group / "memory.stat"))
    back = next((int(value) for name, value in pairs if name == reclaimable), 0)
    return most - used + back


def _number(path: Path) -> int | None:
    (text, *_) = _lines(path) or ["max"]
    return int(text) if text.strip().isdigit() else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
