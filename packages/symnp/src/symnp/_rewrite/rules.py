"""All rules, in the order in which they are tried."""

from __future__ import annotations

from symnp._rewrite import matmul_order, push_slice
from symnp._rewrite.rule import Rule

RULES: tuple[Rule, ...] = (*push_slice.RULES, *matmul_order.RULES)
