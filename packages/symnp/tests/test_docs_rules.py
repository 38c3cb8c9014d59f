"""The page about rewriting lists every rule with an example that is one."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

import symnp
from monorepo_testing.adversarial import assert_same_bits
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rules import RULES

PAGE = (Path(__file__).parents[1] / "docs" / "rewriting.md").read_text("utf-8")
LENGTH, SIDE = 2000, 64


class Row(NamedTuple):
    rule: str
    written: str
    computed: str
    label: str

    def __str__(self):
        return f"{self.rule}-{self.label}"


def rows():
    (listed,) = re.findall(r"<!-- all rules -->(.*)<!-- end all rules -->", PAGE, re.DOTALL)
    return [Row(*found) for found in re.findall(r"^\| ([\w-]+) \| `(.+)` \| `(.+)` \| (\w+) \|$", listed, re.MULTILINE)]


ROWS = rows()


def numbers() -> Mapping[str, np.ndarray]:
    """Return the arrays that the page's examples are written in."""
    random = np.random.default_rng(0)
    real = {name: random.normal(size=LENGTH) for name in "xy"}
    whole = {name: random.integers(-99, 99, LENGTH) for name in "ij"}
    square = {name: random.normal(size=(SIDE, SIDE)) for name in "ab"}
    whole_square = {name: random.integers(-9, 9, (SIDE, SIDE)) for name in "pq"}
    return {
        **real, **whole, **square, **whole_square,
        "h": random.random(LENGTH) + 0.5,
        "f": random.normal(size=LENGTH).astype("f4"),
        "z": random.normal(size=LENGTH) + 1j * random.normal(size=LENGTH),
        "c": random.random(LENGTH) > 0.5,
        "g": random.normal(size=(SIDE, SIDE)) + SIDE * np.eye(SIDE),
        "s": random.normal(size=(99, 8, 8)),
        "w": random.normal(size=(8, 8)),
        "v": random.normal(size=SIDE),
    }  # fmt: skip


def value_of(text, module, arrays):
    """Return what the last expression of an example says, after the statements before it."""
    names = {"np": module, "n": LENGTH, **arrays}
    *statements, last = text.split("; ")
    for statement in statements:
        exec(statement, names)  # noqa: S102  The page is our own.
    return eval(last, names)  # noqa: S307


def test_the_page_lists_every_rule_under_its_label_once_and_no_other():
    assert sorted((row.rule, row.label) for row in ROWS) == sorted((rule.name, rule.label) for rule in RULES)


def test_the_page_has_no_row_that_is_not_read():
    assert len(ROWS) == len(re.findall(r"^\| [a-z]+-?.* \| (?:exact|reassociate|algebraic) \|$", PAGE, re.MULTILINE))


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_rule_is_applied_to_its_example(row):
    with symnp.options(evaluation="lazy"):
        written = value_of(row.written, symnp, {name: symnp.asarray(array) for name, array in numbers().items()})
    _, applied = rewrite([written._peek()], RULES, row.label)
    assert (row.rule, row.label) in [(rule.name, rule.label) for rule in applied]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_both_forms_of_an_example_have_one_value(row):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # Of logarithms of what is negative.
        written, computed = (np.asarray(value_of(text, np, numbers())) for text in (row.written, row.computed))
    if row.label == "exact":
        assert_same_bits(written, computed)
    else:
        np.testing.assert_allclose(computed, written, rtol=1e-9, atol=1e-9)
