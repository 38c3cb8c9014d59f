"""A graph as an outline: the result first, and under it what it is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from symnp._draw.labels import Expression
from symnp._draw.scene import Mark


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an outline.

    Attributes
    ----------
    mark : Mark
        What the line shows.
    last : tuple of bool
        For each depth down to its own whether nothing follows there.
    chained : bool
        Whether it stands no deeper than its reader, which reads no other operation: so a long chain does not walk off
        to the right.
    again : bool
        Whether it is shown further up, with all that is under it.
    is_group : bool
        Whether it stands for operations that run together, which follow one deeper.
    inside : int or None
        The depth of the group in which it stands.
    """

    mark: Mark
    last: tuple[bool, ...] = ()
    chained: bool = False
    again: bool = False
    is_group: bool = False
    inside: int | None = None

    @property
    def depth(self) -> int:
        """How far in it stands."""
        return len(self.last)


def inputs(marks: Sequence[Mark]) -> list[Mark]:
    """Return what is there already."""
    return [mark for mark in marks if mark.is_input]


def outline(marks: Sequence[Mark]) -> list[Entry]:
    """Return the operations from the results down; each stands in full once, and what runs together stands together."""
    operations = [mark for mark in marks if not mark.is_input]
    groups = _groups(operations)
    inside = {mark.name: name for name, members in groups.items() for mark in members}
    shown = {mark.name: mark for mark in _grouped(operations, groups, inside)}
    read = {name for mark in shown.values() for name in mark.operands}
    entries: list[Entry] = []
    seen = set[str]()
    stack = [Entry(mark, is_group=mark.name in groups) for mark in reversed(shown.values()) if mark.name not in read]
    while stack:
        entry = stack.pop()
        again = entry.mark.name in seen
        if again and entry.chained:
            continue  # Its reader names it.
        entries.append(replace(entry, again=again))
        if again:
            continue
        seen.add(entry.mark.name)
        below = [shown[name] for name in entry.mark.operands if name in shown]
        if entry.is_group:
            entries += _members(entry, groups[entry.mark.name])
        stack.extend(reversed(_below(entry, below, groups)))
    return entries


def _below(entry: Entry, marks: Sequence[Mark], groups: Iterable[str]) -> list[Entry]:
    if len(marks) == 1:
        return [Entry(marks[0], entry.last, chained=True, is_group=marks[0].name in groups)]
    return [Entry(mark, (*entry.last, mark is marks[-1]), is_group=mark.name in groups) for mark in marks]


def _members(entry: Entry, members: Sequence[Mark]) -> list[Entry]:
    """Return the outline of what runs together, one deeper than its group."""
    within = outline([replace(mark, block=None) for mark in members])
    return [replace(one, last=(*entry.last, False, *one.last), inside=entry.depth) for one in within]


def _groups(marks: Sequence[Mark]) -> dict[str, list[Mark]]:
    """Return what runs together, by the name of the group."""
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        if mark.block is not None:
            groups.setdefault(f"block {mark.block + 1}", []).append(mark)
    return {name: members for name, members in groups.items() if len(members) > 1}


def _grouped(marks: Sequence[Mark], groups: dict[str, list[Mark]], inside: dict[str, str]) -> list[Mark]:
    """Return the marks with one in the place of each group, where its last member stands."""
    shown = []
    for mark in marks:
        name = inside.get(mark.name)
        if name is None:
            shown.append(replace(mark, operands=_outside(mark.operands, inside)))
        elif mark is groups[name][-1]:
            shown.append(_one_for(name, groups[name], inside))
    return shown


def _outside(operands: Iterable[str], inside: dict[str, str], own: str | None = None) -> tuple[str, ...]:
    names = dict.fromkeys(inside.get(operand, operand) for operand in operands)
    names.pop(own or "", None)
    return tuple(names)


def _one_for(name: str, members: Sequence[Mark], inside: dict[str, str]) -> Mark:
    seconds = [mark.seconds for mark in members if mark.seconds is not None]
    held = [mark.held for mark in members if mark.held is not None]
    return Mark(
        name,
        Expression("", f"{sum(mark.folded or 1 for mark in members)} operations", " piece by piece"),
        _outside((operand for mark in members for operand in mark.operands), inside, name),
        "",
        "",
        0,
        sum(seconds) if seconds else None,
        max(held) if held else None,
        folded=sum(mark.folded or 1 for mark in members),
    )
