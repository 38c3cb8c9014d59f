"""Streams of random numbers: the node of the state that a generator is in, and NumPy's bit generators on a stream."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import numpy as np

from symnp._array.evaluator import materialise, note
from symnp._graph.node import Node, SourceLine
from symnp._infer.inferred import Inferred
from symnp._ops.draw import Draw, Failure, State, drawn, known_state, run_method


class Stream:
    """What generators share that draw from the same bit generator.

    Parameters
    ----------
    kind : type
        The class of the bit generator.
    seeds : SeedSequence or None
        What further streams are spawned from.
    node : Node
        The state.
    """

    __slots__ = ("_node", "kind", "lock", "seeds")

    def __init__(self, kind: type, seeds: Any, node: Node) -> None:
        self.lock = threading.RLock()
        self.kind, self.seeds = kind, seeds
        self._node = node
        node.hold()

    def __del__(self) -> None:
        node = getattr(self, "_node", None)
        if node is not None:
            node.release()

    @classmethod
    def of(cls, bit_generator: Any) -> Stream:
        """Return the stream of a bit generator: its own, if it was handed out by one, else one that starts where it stands."""
        if isinstance(bit_generator, _HandedOut):
            return bit_generator.stream
        np.random.Generator(bit_generator)  # NumPy refuses what is none.
        return cls(type(bit_generator), bit_generator.seed_seq, known_state(State(bit_generator)))

    def copied(self, seeds: Any) -> Stream:
        """Return another stream that goes on from here."""
        with self.lock:
            return Stream(self.kind, seeds, self._node)

    def draw(self, draw: Draw, arrays: tuple[Node, ...], inferred: Inferred, line: SourceLine | None) -> Node:
        """Return the node of what is drawn next."""
        with self.lock:
            value, after = drawn(self._node, draw, arrays, inferred, line=line)
            self._move(after)
        note(after)
        return value

    def draw_now(self, method: str, keywords: dict[str, Any]) -> Any:
        """Call a method of NumPy's generator, after all that was drawn before.

        Raises
        ------
        Exception
            NumPy's own.
        """
        with self.lock:
            result, after = run_method(method, keywords, self.state())
            self._move(known_state(after))
        if isinstance(result, Failure):
            raise result.error
        return result

    def state(self) -> State:
        """Return the present state, computing what was drawn before."""
        with self.lock:
            state: State = materialise(self._node)
        return state

    def go_to(self, state: State) -> None:
        """Take another state: what was drawn before stays what it is."""
        with self.lock:
            self._move(known_state(state))

    def bit_generator(self) -> Any:
        """Return one of NumPy's bit generators on this stream."""
        return _handed_out(self.kind)(self)

    def plain(self) -> Any:
        """Return a bit generator of its own in the present state."""
        copied = self.seedling()
        copied.state = self.state().content
        return copied

    def seedling(self) -> Any:
        """Return a bit generator of its own in whatever state: to spawn others from."""
        return self.kind() if self.seeds is None else self.kind(self.seeds)

    def _move(self, node: Node) -> None:
        node.hold()
        self._node.release()
        self._node = node


class _HandedOut:
    """A bit generator on a stream: whatever is done to it starts from where the stream is, and takes the stream along."""

    _at: State | None = None

    def __init__(self, stream: Stream) -> None:
        super().__init__(*([] if stream.seeds is None else [stream.seeds]))
        self.stream = stream
        self._follow()

    def _follow(self) -> None:
        state = self.stream.state()
        if state is not self._at:
            self.stream.kind.state.__set__(self, state.content)  # type: ignore[attr-defined]
            self._at = state

    def _lead(self) -> None:
        self._at = State(self, self.stream.kind)
        self.stream.go_to(self._at)

    def __reduce__(self) -> Any:
        return self.stream.plain().__reduce__()

    def spawn(self, n_children: int) -> Any:
        return self.stream.seedling().spawn(n_children)

    def jumped(self, jumps: int = 1) -> Any:
        return self.stream.plain().jumped(jumps)


@cache
def _handed_out(kind: type) -> type:
    """Return the class of bit generators on a stream, which goes by the name of NumPy's: states hold that name."""
    members: dict[str, Any] = {"__doc__": kind.__doc__, "__module__": kind.__module__}
    for name in ("capsule", "cffi", "ctypes", "state"):
        members[name] = _following(kind, name)
    for name in ("advance", "random_raw"):
        if hasattr(kind, name):
            members[name] = _leading(kind, name)
    return type(kind.__name__, (_HandedOut, kind), members)


def _following(kind: type, name: str) -> property:
    theirs = getattr(kind, name)

    def get(self: Any) -> Any:
        with self.stream.lock:
            self._follow()
            return theirs.__get__(self)

    def put(self: Any, value: Any) -> None:
        with self.stream.lock:
            theirs.__set__(self, value)
            self._at = self.stream.state()  # So that what was put in is not taken for out of date when it is read.
            self._lead()

    return property(get, put if name == "state" else None, doc=theirs.__doc__)


def _leading(kind: type, name: str) -> Callable[..., Any]:
    theirs = getattr(kind, name)

    @wraps(theirs)
    def function(self: Any, *args: Any, **keywords: Any) -> Any:
        with self.stream.lock:
            self._follow()
            result = theirs(self, *args, **keywords)
            self._lead()
        return result

    return function
