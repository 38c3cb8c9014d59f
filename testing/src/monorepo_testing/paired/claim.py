"""A claim with numbers: what is compared, on which input, and what tells a right result from a wrong one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from monorepo_testing.paired.contender import NAME, Contender
from monorepo_testing.paired.errors import ClaimError
from monorepo_testing.paired.target import load_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monorepo_testing.paired.contender import Size, Target


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One comparison, to be proved by a run.

    Parameters
    ----------
    name : str
        Short name: letters, digits, `_`, `+`, `-`.
    text : str
        The claim in a sentence.
    contenders : sequence of Contender
        At least one; every ordered pair gets a ratio.
    setup : callable or str
        Makes the prepared input from a size, outside the timing. It must give the same input at every call: the
        oracle works on a fresh one, so that a contender may spoil its own.
    oracle : callable or str, optional
        Computes the expected array, or tuple of arrays, from the prepared input.
    check : callable or str, optional
        In place of `oracle`: called with the prepared input and the result, returns the error as a number. For
        results that are not unique. With native programs only, neither is needed: they print their residual.
    tolerance : float, default 0.0
        Largest error that passes: of `check`, of a residual, or of the largest difference to the oracle relative to
        the oracle's largest magnitude. Zero asks the oracle's very bits, every NaN taken for one NaN.
    sizes : sequence of int or str, default (1,)
        Handed to `setup` one by one. The last one is the headline, whose ratios stand at the top of the stored run.
    rounds : int, default 7
        How often each contender runs in a fresh process.
    repeat : int or mapping of size to int, default 1
        Inner calls within one timing.
    timings : int, default 1
        Timings in one process, of which the shortest stands: what else runs on the machine only ever adds.
    warmup : int, default 1
        Calls before the timing.
    timeout : float, default 600
        Seconds for one process.
    memory_limit : int, optional
        Bytes of address space for one process. No limit by default.
    threads : int, optional
        Threads of BLAS, OpenMP and Numba in every contender. Left to them by default.
    env : mapping of str to str, optional
        Environment variables for all contenders.

    Raises
    ------
    ClaimError
        If a part is missing or contradicts another.
    """

    name: str
    text: str
    contenders: Sequence[Contender]
    setup: Target | None = None
    oracle: Target | None = None
    check: Target | None = None
    tolerance: float = 0.0
    sizes: Sequence[Size] = (1,)
    rounds: int = 7
    repeat: int | Mapping[Size, int] = 1
    timings: int = 1
    warmup: int = 1
    timeout: float = 600.0
    memory_limit: int | None = None
    threads: int | None = None
    env: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        problems = [text for broken, text in self._rules() if broken]
        if problems:
            raise ClaimError(f"claim {self.name!r}: " + "; ".join(problems))

    def _rules(self) -> list[tuple[bool, str]]:
        names = [contender.name for contender in self.contenders]
        needs_python = any(not c.is_native or "{result}" in " ".join(c.argv) for c in self.contenders)
        sizes = [str(size) for size in self.sizes]
        strangers = sorted({str(size) for c in self.contenders for size in c.absent if size not in self.sizes})
        first_is_there = not self.contenders or not (self.contenders[0].absent or self.contenders[0].rounds)
        return [
            (not NAME.fullmatch(self.name), "its name wants letters, digits, '_', '+' and '-' only"),
            (not names or len(set(names)) < len(names), f"want contenders with different names, got {names}"),
            (self.oracle is not None and self.check is not None, "give oracle or check, not both"),
            (needs_python and self.setup is None, "setup is missing: a function of the size that makes the input"),
            (needs_python and self.oracle is None and self.check is None, "no figure without an oracle or a check"),
            (not self.tolerance >= 0, f"tolerance is {self.tolerance!r}: want a number from 0 on"),
            (not sizes or any("." in s for s in sizes), f"want sizes without dots, at least one, got {sizes}"),
            (len(set(sizes)) < len(sizes), f"want different sizes, got {sizes}"),
            (self.rounds < 1 or self.warmup < 0, f"want rounds >= 1 and warmup >= 0: {self.rounds}, {self.warmup}"),
            (any(self.repeat_for(size) < 1 for size in self.sizes), f"want repeat >= 1, got {self.repeat!r}"),
            (self.timings < 1, f"want timings >= 1, got {self.timings!r}"),
            (bool(strangers), f"contenders are absent from sizes that it has not: {strangers}"),
            (not first_is_there, "its first contender, which the others are held against, is absent or leaves early"),
            (not self.timeout > 0, f"timeout is {self.timeout!r}: want seconds above 0"),
        ]

    def only(self, *, sizes: Sequence[str] = (), contenders: Sequence[str] = ()) -> Claim:
        """Return the claim for some of its sizes and contenders, for a quick look.

        Parameters
        ----------
        sizes : sequence of str, optional
            Sizes as text; all by default.
        contenders : sequence of str, optional
            Names; all by default. The first contender stays, for the ratios.

        Returns
        -------
        Claim

        Raises
        ------
        ClaimError
            If there is no such size or contender.
        """
        known = [*map(str, self.sizes), *(contender.name for contender in self.contenders)]
        unknown = [name for name in (*sizes, *contenders) if name not in known]
        if unknown:
            raise ClaimError(f"claim {self.name!r} has no {unknown}: it has {known}")
        kept = [size for size in self.sizes if not sizes or str(size) in sizes]
        taking_part = [
            replace(one, absent={size: why for size, why in one.absent.items() if size in kept})
            for one in self.contenders
            if not contenders or one.name in contenders or one is self.contenders[0]
        ]
        return replace(self, sizes=kept, contenders=taking_part)

    def repeat_for(self, size: Size) -> int:
        """Return the number of inner calls for a size; zero where a mapping leaves it out."""
        return self.repeat if isinstance(self.repeat, int) else self.repeat.get(size, 0)


def load_claim(path: str | Path) -> Claim:
    """Load the `CLAIM` that a Python file defines.

    Parameters
    ----------
    path : str or Path
        The claim's file.

    Returns
    -------
    Claim

    Raises
    ------
    ClaimError
        If there is no such file, or it defines no `CLAIM`.
    """
    claim = getattr(load_file(Path(path)), "CLAIM", None)
    if not isinstance(claim, Claim):
        raise ClaimError(f"{str(path)!r} defines no CLAIM: want CLAIM = Claim(name=..., contenders=[...], ...)")
    return claim
