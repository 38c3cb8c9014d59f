"""One implementation that takes part in a comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from monorepo_testing.paired.errors import ClaimError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Target = Callable[..., Any] | str
    Size = int | str

# No dots: names are steps of the path by which a README's figure is found.
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]*")


@dataclass(frozen=True)
class Contender:
    """A Python function, or a native program, that computes what the claim is about.

    Parameters
    ----------
    name : str
        Letters, digits, `_`, `+`, `-`: part of the names of ratios.
    call : callable or str, optional
        The timed function, called with one prepared input, and its result is checked. It must do the work before it
        returns: a lazy result has to be computed. A function at the top of a module, or its name as
        `module:function` or `file.py:function`.
    prepare : callable or str, optional
        Turns the claim's prepared input into this contender's own form. Not timed.
    compile : callable or str, optional
        Called once with what `prepare` returned, and `call` is called with what it returns. Its time and the memory
        that it leaves taken are told by themselves, as `compile_seconds` and `held_bytes`; a compiler that waits for
        the first call wants that call made here.
    fetch : callable or str, optional
        Turns the result into a NumPy array, or a tuple of them, for the oracle. Not timed.
    synchronise : callable or str, optional
        Waits until a device has done its work, called without arguments before the clock starts and before it is
        read; for a GPU. By default nothing is waited for.
    argv : sequence of str, optional
        A native program in place of `call`. `{size}`, `{repeat}`, `{threads}`, `{here}` (folder of the claim),
        `{scratch}` (a folder for this run) and `{result}` are filled in. The last line that it prints must be a JSON
        object with `seconds` (a number, one call) and, unless `{result}` is among the arguments, `residual`. Where
        it is, the program writes its result there as `.npy` and the oracle checks that file.
    build : sequence of str, optional
        The command that compiles the program, run once; placeholders as above.
    flags : str, optional
        Compiler flags of a program that was built elsewhere.
    rounds : int, optional
        The first rounds in which it takes part, where fewer than the claim's will do.
    tolerance : float, optional
        In place of the claim's, for a contender that promises more or less than the others.
    absent : mapping of size to str, optional
        The sizes in which it takes no part, and why not: a table says so in its place.
    env : mapping of str to str, optional
        Environment variables for this contender alone.

    Raises
    ------
    ClaimError
        If the name is unfit, not exactly one of `call` and `argv` is given, or `rounds` is below one.
    """

    name: str
    call: Target | None = None
    prepare: Target | None = None
    compile: Target | None = None
    fetch: Target | None = None
    synchronise: Target | None = None
    argv: Sequence[str] = ()
    build: Sequence[str] = ()
    flags: str = ""
    rounds: int | None = None
    tolerance: float | None = None
    absent: Mapping[Size, str] = field(default_factory=dict)
    env: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise ClaimError(f"a contender is called {self.name!r}: want letters, digits, '_', '+' and '-' only")
        if (self.call is None) == (not self.argv):
            raise ClaimError(f"contender {self.name!r} needs either call or argv: give exactly one of the two")
        if self.rounds is not None and self.rounds < 1:
            raise ClaimError(f"contender {self.name!r} takes part in {self.rounds} rounds: want one at least")

    @property
    def is_native(self) -> bool:
        """Whether it is a program of its own and no Python function."""
        return bool(self.argv)
