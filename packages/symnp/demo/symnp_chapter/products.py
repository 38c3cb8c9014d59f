"""Kernel ridge regression of digits: products in typed order, an inverse that is only multiplied, and what `analyze` says."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import numpy
from sklearn.datasets import load_digits

import symnp
from monorepo_testing.demo.page import Chapter
from symnp_chapter.program import Program, show_calls, show_costs, show_outline, show_text

KNOWN = 1000


def predictions(np: ModuleType, known: Any, targets: Any, asked: Any) -> Any:
    """Predict how much each digit that is asked for is a 0, a 1, ..., by kernel ridge regression."""
    kernel = (known @ known.T / 1024 + 1) ** 3
    across = (asked @ known.T / 1024 + 1) ** 3
    return across @ np.linalg.inv(kernel + 0.01 * np.eye(len(known))) @ targets


def show(chapter: Chapter) -> None:
    """Show the program, what is found in it, its drawing and what it costs."""
    digits, kinds = load_digits(return_X_y=True)
    targets = (kinds[:KNOWN, None] == numpy.arange(10)).astype(float)
    program = Program(predictions, (digits[:KNOWN], targets, digits[KNOWN:]), "algebraic")
    chapter.heading("5. A formula as it stands in the book")
    chapter.code(predictions)
    chapter.text(
        "Typed from the left, the product is one of two large matrices, and the inverse is made only to be multiplied. "
        "`print(symnp.analyze(...))` finds the lines and says what to write there:"
    )
    show_text(chapter, str(symnp.analyze(program.built())))
    chapter.text("With `level='algebraic'` the same is done without touching the source:")
    show_outline(chapter, program)
    show_costs(chapter, program, "exact", "algebraic", runs=1)
    show_calls(chapter, program, rounds=3)
    right = float((program.by_symnp().argmax(axis=1) == kinds[KNOWN:]).mean())
    chapter.text(f"Of {len(digits) - KNOWN} digits that were not known, {right:.1%} are recognised.")
