"""What a rule of rewriting is held to: a program that it rewrites, and the arrays to run it on."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Rule
from symnp._rewrite.rules import RULES


@dataclass(frozen=True)
class Case:
    """A program in which a rule applies.

    Parameters
    ----------
    rule : str
        The rule's name.
    program : callable
        Takes numpy or symnp, and the inputs, and returns an array.
    inputs : strategy of tuple
        What the program takes besides the module. Arrays are captured for symnp, all else is handed on as it is. They
        must reach beyond every guard of the rule: it is for each guard that some input of some case needs it.
    label : str
        The rule's label, and the level at which the program is computed.
    tolerance : float
        Largest difference relative to the largest magnitude; zero asks for the same bits, one NaN for all.
    """

    rule: str
    program: Callable[..., Any]
    inputs: st.SearchStrategy[tuple[Any, ...]]
    label: str = "exact"
    tolerance: float = 0.0

    def __str__(self) -> str:
        return f"{self.rule}-{self.label}-{self.program.__name__}"


def rule_of(case: Case) -> Rule:
    """Return the rule that a case is about."""
    (rule,) = [rule for rule in RULES if (rule.name, rule.label) == (case.rule, case.label)]
    return rule


def applied(case: Case, inputs: tuple[Any, ...], rules: tuple[Rule, ...] = RULES) -> list[tuple[str, str]]:
    """Return the names and labels of the rules that are applied to the program on these inputs."""
    return [(one.name, one.label) for one in rewrite([_ours(case, inputs)._peek()], rules, case.label)[1]]


def hold(case: Case, inputs: tuple[Any, ...], rules: tuple[Rule, ...] = RULES) -> None:
    """Check the program with some rules against NumPy."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = case.program(np, *inputs)
        ours = symnp.compute(symnp_rewritten(_ours(case, inputs), rules, case.label), level="none")
    assert (ours.shape, ours.dtype) == (theirs.shape, theirs.dtype)
    if case.tolerance:
        scale = np.max(np.abs(theirs)[np.isfinite(theirs)], initial=1)
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=case.tolerance * scale)
    else:
        assert_same_bits(np.asarray(ours), np.asarray(theirs))


def symnp_rewritten(array: symnp.Array, rules: tuple[Rule, ...], level: str) -> symnp.Array:
    """Return an array rewritten with some rules."""
    from symnp._array.array import wrap

    (node,), _ = rewrite([array._peek()], rules, level)
    return wrap(node)


def _ours(case: Case, inputs: tuple[Any, ...]) -> symnp.Array:
    mine = [symnp.asarray(one) if isinstance(one, np.ndarray) else one for one in inputs]
    with symnp.options(evaluation="lazy"):  # What runs at once leaves nothing to rewrite.
        return case.program(symnp, *mine)
