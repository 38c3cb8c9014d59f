"""Random draws: a node takes the state of a generator, and leaves what was drawn and the state after.

How many steps of a generator a draw takes is a matter of its values, so a state is known only once every earlier draw has
run: no draw is dropped, merged or moved, and none runs twice as long as what it left behind is there.
"""

from __future__ import annotations

import copy
import itertools
import threading
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal
from weakref import ref

import numpy as np

from symnp._graph.node import LOCK, Node, SourceLine, make_node
from symnp._infer.arguments import put_together
from symnp._infer.inferred import Inferred
from symnp._layout.layout import Layout, root_layout
from symnp._ops.at_line import call_at
from symnp._ops.registry import OpDef, register

_SERIAL = itertools.count()
_NOTHING = root_layout((0,), np.dtype(np.uint8))
_VALUE, _AFTER = 0, 1
_WORK = 20  # Arithmetic operations that one random number takes, more or less.


class State:
    """Where a bit generator stands; what is done to that generator later does not reach it.

    Parameters
    ----------
    bit_generator : BitGenerator
        One of NumPy's, or of the same kind.
    kind : type, optional
        Its class, if another one is to go on from here.
    """

    __slots__ = ("content", "kind")

    def __init__(self, bit_generator: Any, kind: type | None = None) -> None:
        self.kind = kind or type(bit_generator)
        state = bit_generator.state
        # NumPy's own hand out a new dictionary each time; others may go on writing into theirs.
        self.content = state if self.kind.__module__.startswith("numpy.") else copy.deepcopy(state)


class _Seat:
    """A generator of one kind that takes one state after the other."""

    def __init__(self, kind: type) -> None:
        self.bit_generator = kind()
        self.generator = np.random.Generator(self.bit_generator)
        self._at: State | None = None

    def go_to(self, state: State) -> np.random.Generator:
        if self._at is not state:
            self.bit_generator.state = state.content
        self._at = None  # Until the draw is over nobody knows.
        return self.generator

    def leave(self) -> State:
        self._at = State(self.bit_generator)
        return self._at


class _Seats(threading.local):
    """The seats of a thread: making a generator takes longer than most draws."""

    def __init__(self) -> None:
        self._known: dict[type, _Seat] = {}

    def of(self, kind: type) -> _Seat:
        if kind not in self._known:
            self._known[kind] = _Seat(kind)
        return self._known[kind]


_SEATS = _Seats()


class Failure:
    """What a draw leaves in the place of a value, if NumPy refused it: the draws after it go on."""

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error.with_traceback(None)


class Draw:
    """One draw: what is called. Two draws are never equal.

    Parameters
    ----------
    method : str
        The name of a method of `numpy.random.Generator`.
    template : object
        The arguments by name, with places for arrays.
    buffer : Layout or None
        The layout of the array that NumPy is to fill, where one was given.

    Attributes
    ----------
    after : ref of Node
        The node of the state after.
    nbytes : int
        The bytes of what is drawn.
    """

    __slots__ = ("after", "buffer", "method", "nbytes", "template")

    def __init__(self, method: str, template: Any, buffer: Layout | None = None) -> None:
        self.method, self.template, self.buffer = method, template, buffer
        self.nbytes = 0
        self.after: ref[Node] | None = None


def run_method(method: str, keywords: dict[str, Any], state: State, node: Node | None = None) -> tuple[Any, State]:
    """Call a method of a generator in a certain state, and return what it returns, or a `Failure`, and the state after.

    For a node nothing is written into an array that is given: others may read it.
    """
    seat = _SEATS.of(state.kind)
    generator = seat.go_to(state)
    function = getattr(generator, method)
    if node is not None and method == "shuffle":
        function = partial(_shuffled, generator)
    try:
        result = function(**keywords) if node is None else call_at(node, function, (), keywords)
    except Exception as error:  # noqa: BLE001  It is raised where the value is asked for.
        result = Failure(error)
    return result, seat.leave()


def _shuffled(generator: np.random.Generator, x: np.ndarray, axis: int = 0) -> np.ndarray:
    """Return a shuffled copy that lies in memory as the original does."""
    copied = np.array(x, order="K")
    generator.shuffle(copied, axis)
    return copied


def _evaluate_draw(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    draw: Draw = node.params
    state, *arrays = values
    keywords = put_together(draw.template, arrays)
    if draw.buffer is not None:
        order: Literal["C", "F"] = "C" if draw.buffer.dummy.flags.c_contiguous else "F"
        try:
            keywords["out"] = np.empty(draw.buffer.shape, draw.buffer.dtype, order)
        except MemoryError as error:
            return Failure(error), state
    return run_method(draw.method, keywords, state, node)


def _evaluate_drawn(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    outcome = values[0][node.params]
    if isinstance(outcome, Failure):
        raise copy.copy(outcome.error)  # Each time it is raised notes are added to it.
    return np.asarray(outcome, node.layout.dtype)[()] if node.scalar else outcome


def _evaluate_state(node: Node, values: Sequence[Any], out: np.ndarray | None) -> Any:
    raise AssertionError("a state that a stream begins with is known")


def _never_rebuilt(args: tuple[Node, ...], params: Any) -> Inferred:
    raise AssertionError("a draw is never rebuilt with other operands")


def _never_same_bits(node: Node, old: Any, new: Any) -> bool:
    return False


def _label_drawn(node: Node) -> str:
    if node.params == _AFTER:
        return "state after"
    return "drawn" if not node.args else f"{node.args[0].params.method} drawn"


STATE = register(OpDef("state", 1, "leaf", label=lambda node: "state", infer=_never_rebuilt, evaluate=_evaluate_state))
DRAW = register(
    OpDef(
        "draw",
        1,
        "draw",
        label=lambda node: node.params.method,
        infer=_never_rebuilt,
        evaluate=_evaluate_draw,
        flops=lambda node: _WORK * (node.params.nbytes // 8 + 1),
        workspace=lambda node: node.params.nbytes,
        same_bits=_never_same_bits,
    )
)
DRAWN = register(OpDef("drawn", 1, "drawn", label=_label_drawn, infer=_never_rebuilt, evaluate=_evaluate_drawn))


def known_state(state: State) -> Node:
    """Return the node of a state that is known."""
    node = make_node(STATE, (), next(_SERIAL), _NOTHING)
    node.value = state
    return node


def drawn(
    before: Node, draw: Draw, arrays: Sequence[Node], inferred: Inferred, *, line: SourceLine | None = None
) -> tuple[Node, Node]:
    """Return the nodes of what is drawn from a state, with arrays in their places, and of the state after."""
    draw.nbytes = inferred.layout.nbytes
    with LOCK:
        whole = make_node(DRAW, (before, *arrays), draw, _NOTHING, line=line)
        value = make_node(DRAWN, (whole,), _VALUE, inferred.layout, scalar=inferred.scalar, line=line)
        after = make_node(DRAWN, (whole,), _AFTER, _NOTHING, line=line)
        draw.after = ref(after)
    return value, after


def state_after(node: Node) -> Node | None:
    """Return the node of the state that a draw leaves, if anybody can still ask for it."""
    after = node.params.after
    found: Node | None = None if after is None else after()
    return found
