"""Finding blocks: which operations of a plan run together, and in which order all of them then come.

The operations are gone through in the order of the program. A group begins with an operation on many elements and takes
in what fits. What comes between and does not fit runs before the group if it needs nothing of it, and after it otherwise;
nothing that needs a later result joins. Writes, draws and what follows them are never moved past each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from symnp._graph.node import Node
from symnp._layout.layout import Layout
from symnp._layout.selection import select
from symnp._plan import pieces
from symnp._plan.block import Block, Role, is_blockwise, reduction_role

Readers = dict[Node, list[Node]]
_WINDOW = 512  # So many operations are looked at for one group: planning stays linear in the length of a program.
_LEAST_BYTES = 2  # An element: truth values are counted as fast from memory.
_LEAST_SAVED = (
    0.4  # Comparisons of numbers are an eighth of them: to keep those out of memory gains less than it costs.
)
_IN_PLACE = ("update", "draw", "drawn", "several", "part", "creation")


def grouped(nodes: Sequence[Node], stays: Callable[[Node], bool]) -> list[Node | Block]:
    """Return the nodes in an order of work, those that run together as blocks; `stays` names the values asked for."""
    if not any(_can_begin(node) for node in nodes):
        return list(nodes)
    readers: Readers = {}
    for node in nodes:
        for arg in node.args:
            readers.setdefault(arg, []).append(node)
    ordered: list[Node | Block] = []
    for segment in _segments(nodes):
        ordered.extend(_ordered(segment, readers, stays))
    return ordered


def _segments(nodes: Sequence[Node]) -> list[list[Node]]:
    """Cut a program where something is written or drawn, and into windows."""
    segments: list[list[Node]] = [[]]
    for node in nodes:
        if node.op.kind in _IN_PLACE:
            segments.append([node])
            segments.append([])
        else:
            if len(segments[-1]) >= _WINDOW:
                segments.append([])
            segments[-1].append(node)
    return [segment for segment in segments if segment]


def _ordered(nodes: list[Node], readers: Readers, stays: Callable[[Node], bool]) -> list[Node | Block]:
    ordered: list[Node | Block] = []
    waiting = [nodes]
    while waiting:
        segment = waiting.pop()
        found = _first_group(segment, readers, stays)
        if found is None:
            ordered.extend(segment)
            continue
        before, block, after = found
        ordered.extend(before)  # Nothing of what comes first begins a group, or it would be this one.
        ordered.append(block)
        waiting.append(after)
    return ordered


def _first_group(
    nodes: list[Node], readers: Readers, stays: Callable[[Node], bool]
) -> tuple[list[Node], Block, list[Node]] | None:
    for i, node in enumerate(nodes):
        if not _can_begin(node):
            continue
        group = _Group(node)
        before, after = nodes[:i], list[Node]()
        late = set[Node]()
        for other in nodes[i + 1 :]:
            if any(arg in late for arg in other.args) or not group.takes(other):
                if any(arg in late or arg in group.roles for arg in other.args):
                    late.add(other)
                    after.append(other)
                else:
                    before.append(other)
        seen = group.seen_outside(readers, stays)
        block = group.block(seen)
        if block is not None:
            # A view that is read outside too looks at the whole once it is there.
            views = [node for node, role in group.roles.items() if role == "view" and node in seen]
            return before, block, views + after
    return None


def _can_begin(node: Node) -> bool:
    # The cheapest questions first: most operations of most programs are on few elements.
    return (
        node.op.kind == "elementwise"
        and node.layout.size >= pieces.FEWEST * pieces.elements(_itemsize(node))
        and is_blockwise(node)
        and _order(node.layout) is not None
    )


def _itemsize(node: Node) -> int:
    return max([node.layout.dtype.itemsize, *[arg.layout.dtype.itemsize for arg in node.args]])


def _order(layout: Layout) -> str | None:
    flags = layout.dummy.flags
    return "C" if flags.c_contiguous else "F" if flags.f_contiguous else None


class _Group:
    """Operations that can run together, as far as they have been found."""

    def __init__(self, first: Node) -> None:
        self.shape = first.layout.shape
        self._order = _order(first.layout)
        self._axis = 0 if self._order == "C" else len(self.shape) - 1
        self._length = self.shape[self._axis]
        self._most = pieces.elements(_itemsize(first))
        self._flat = True
        self._needs_flat = False
        self._complex_tree: bool | None = None
        self.roles: dict[Node, Role] = {}
        self.takes(first)

    def seen_outside(self, readers: Readers, stays: Callable[[Node], bool]) -> set[Node]:
        """Return the members that somebody outside reads or looks into through views, or that are asked for."""
        seen = set[Node]()
        for node in reversed(self.roles):  # What reads a member comes after it.
            views = [reader for reader in readers.get(node, ()) if self.roles.get(reader) == "view"]
            if stays(node) or not seen.isdisjoint(views) or any(r not in self.roles for r in readers.get(node, ())):
                seen.add(node)
        return seen

    def takes(self, node: Node) -> bool:
        """Take the node in if it fits."""
        role = self._role(node)
        if role is not None:
            self.roles[node] = role
        return role is not None

    def _role(self, node: Node) -> Role | None:
        if any(self.roles.get(arg) in ("carry", "tree", "free") for arg in node.args):
            return None
        if node.op.kind == "view":
            return self._view_role(node)
        if node.op.kind == "reduction":
            return self._reduction_role(node)
        return self._elementwise_role(node) if is_blockwise(node) else None

    def _elementwise_role(self, node: Node) -> Role | None:
        inside = [arg for arg in node.args if arg in self.roles]
        layout = node.layout
        if not self._goes_along(layout) or (not inside and layout.shape != self.shape):
            return None
        if any(self._order == "C" and len(arg.layout.shape) != len(layout.shape) for arg in inside):
            return None
        flat = layout.shape == self.shape and all(self._is_flat(arg) for arg in node.args)
        return self._with_flat("elementwise", flat=flat)

    def _goes_along(self, layout: Layout) -> bool:
        flags = layout.dummy.flags
        if not layout.shape or not (flags.c_contiguous if self._order == "C" else flags.f_contiguous):
            return False
        return layout.shape[0 if self._order == "C" else -1] == self._length

    def _is_flat(self, arg: Node) -> bool:
        """Whether an operand is one number, or its elements lie as those of the whole do."""
        layout = arg.layout
        return not layout.shape or (
            layout.shape == self.shape and self._goes_along(layout) and self.roles.get(arg) != "view"
        )

    def _with_flat(self, role: Role, *, flat: bool) -> Role | None:
        if not flat and self._needs_flat:
            return None
        self._flat = self._flat and flat
        return role

    def _reduction_role(self, node: Node) -> Role | None:
        (operand,) = node.args
        if self.roles.get(operand) == "view" or not self._goes_along(operand.layout):
            return None
        axis = 0 if self._order == "C" else len(operand.layout.shape) - 1
        role = reduction_role(node, axis, flat=self._flat and operand.layout.shape == self.shape)
        if role == "rows":
            # Of what lies outside only a whole is worth going through here; what is not aligned goes through buffers.
            outside = operand.layout.shape == self.shape and operand.layout.dummy.flags.aligned
            wanted = operand in self.roles or outside
            return self._with_flat(role, flat=False) if wanted and self._goes_along(node.layout) else None
        if role is None or operand not in self.roles:
            return None
        if role == "tree":
            complex_numbers = operand.layout.dtype.kind == "c"
            if self._complex_tree not in (None, complex_numbers):
                return None  # NumPy halves them elsewhere.
            self._needs_flat, self._complex_tree = True, complex_numbers
            return role
        return self._with_flat(role, flat=role == "free" and len(node.layout.shape) == 0)

    def _view_role(self, node: Node) -> Role | None:
        """Take a view that leaves the axis along which the pieces go as it is, in the same place."""
        if node.args[0] not in self.roles or self._needs_flat or not self._goes_along_view(node):
            return None
        return self._with_flat("view", flat=False)

    def _goes_along_view(self, node: Node) -> bool:
        selection = select(node.layout)
        place = 0 if self._order == "C" else -1
        if selection is None or not selection.axes or selection.axes[place].root is None:
            return False
        if any(axis.root is None and axis.length != 1 for axis in selection.axes):
            return False
        root = selection.axes[place].root
        assert root is not None
        cut = selection.cuts[root]
        own = 0 if self._order == "C" else len(selection.cuts) - 1
        whole = root == own and (cut.start, cut.step, cut.count, cut.kept) == (0, 1, self._length, True)
        return whole and all(one.step > 0 for one in selection.cuts)

    def block(self, seen: set[Node]) -> Block | None:
        """Return the block, or None where running together gains nothing; `seen` are the members read outside of it."""
        bounds = self._bounds()
        if bounds is None or len([role for role in self.roles.values() if role != "view"]) < 2:
            return None
        inner = frozenset(
            node for node, role in self.roles.items() if role in ("elementwise", "rows", "view") and node not in seen
        )
        if not self._is_worth_it(inner):
            return None
        return Block(tuple(self.roles.items()), "flat" if self._flat else self._order, bounds, inner, self._most)  # type: ignore[arg-type]

    def _is_worth_it(self, inner: frozenset[Node]) -> bool:
        """Whether what no longer passes through memory is much, beside what still does."""
        saved = sum(node.layout.nbytes for node in inner if self.roles[node] != "view")
        outside = {arg for node in self.roles for arg in node.args if arg not in self.roles}
        moved = sum(node.layout.nbytes for node in {*outside, *self.roles} - inner)
        longest = max(node.layout.size for node in self.roles)
        return saved >= max(_LEAST_SAVED * moved, _LEAST_BYTES * longest)

    def _bounds(self) -> tuple[int, ...] | None:
        """Return where the pieces end, or None where the axis cannot be cut into pieces of a fitting size."""
        size = 1
        for n in self.shape:
            size *= n
        if self._flat:
            if self._complex_tree is None:
                return pieces.bounds_of_elements(size, self._most)
            return pieces.bounds_of_halves(size, self._most, complex_numbers=self._complex_tree)
        return pieces.bounds_of_rows(
            self._length, max(node.layout.size for node in self.roles) // self._length, self._most
        )
