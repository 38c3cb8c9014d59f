"""Arrays that users make and tests forget: a fixed catalogue, exact comparison, and layouts.

The Hypothesis strategies are in `monorepo_testing.adversarial.strategies`, which alone imports Hypothesis.
"""

from __future__ import annotations

from monorepo_testing.adversarial.bits import assert_same_bits, same_bits
from monorepo_testing.adversarial.catalogue import SHAPES, Case, catalogue
from monorepo_testing.adversarial.dtypes import DTYPES, GROUPS, select_dtypes
from monorepo_testing.adversarial.layouts import LAYOUTS, STRETCHES, altering, layout_of
from monorepo_testing.adversarial.nans import canonical_nan
from monorepo_testing.adversarial.values import KINDS, values

__all__ = [
    "DTYPES",
    "GROUPS",
    "KINDS",
    "LAYOUTS",
    "SHAPES",
    "STRETCHES",
    "Case",
    "altering",
    "assert_same_bits",
    "canonical_nan",
    "catalogue",
    "layout_of",
    "same_bits",
    "select_dtypes",
    "values",
]
