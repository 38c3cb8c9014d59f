"""What rules of higher levels would save: the order of products, inverses that are only multiplied, and the rest."""

from __future__ import annotations

from collections.abc import Iterator

from symnp._cost.estimate import estimate
from symnp._explain.analysed import LEAST_BYTES, Analysed
from symnp._explain.finding import Finding, Kind
from symnp._explain.written import Brackets, bracketed, reordered_product, solved
from symnp._graph.node import Node, SourceLine
from symnp._graph.walk import ancestors
from symnp._ops.contraction import MATMUL
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Applied, Label, Rule, allows
from symnp._rewrite.rules import RULES

_KINDS: dict[str, Kind] = {"matmul-order": "matmul-order", "solve-for-inverse": "explicit-inverse"}
"""From the name of a rule to the kind of its findings, where that is not just a higher level."""


def check_levels(looked_at: Analysed) -> Iterator[Finding]:
    """Find rules of higher levels that save much, each tried on its own."""
    _, all_applied = rewrite(looked_at.nodes, RULES, "algebraic")
    known = set(looked_at.rewriting[1])
    more = dict.fromkeys((one.name, one.label) for one in all_applied if one not in known)
    for name, label in more:
        if not allows(looked_at.level, label):
            yield from _tried(looked_at, name, label)


def _tried(looked_at: Analysed, name: str, label: Label) -> Iterator[Finding]:
    rules = [rule for rule in RULES if allows(looked_at.level, rule.label) or _is_it(rule, name, label)]
    cheaper, applied = rewrite(looked_at.nodes, rules, label)
    mine = [one for one in applied if one.name == name and one.label == label]
    now, then = looked_at.estimate, estimate(cheaper, looked_at.machine)
    seconds, less = now.seconds - then.seconds, now.peak - then.peak
    much_less = less >= max(LEAST_BYTES, now.peak / 2)
    lines = list(dict.fromkeys(one.line for one in mine))
    if not lines or not (looked_at.is_worth_it(seconds) or much_less):
        return
    for line in lines:  # What the rule saves in all is told in equal parts.
        yield Finding(
            _KINDS.get(name, "higher-level"),
            line,
            _text(name, [one for one in mine if one.line == line]),
            _proposal(name, label, line, looked_at, cheaper),
            seconds=max(seconds, 0.0) / len(lines),
            bytes=less // len(lines) if much_less else 0,
        )


def _is_it(rule: Rule, name: str, label: Label) -> bool:
    return rule.name == name and rule.label == label


def _text(name: str, applied: list[Applied]) -> str:
    if name == "matmul-order":
        return (
            "the products are taken in an order that costs more than it must; another order may change the last digits"
        )
    if name == "solve-for-inverse":
        return "a matrix is inverted only to be multiplied: to solve is faster and more accurate"
    what = ", ".join(sorted({one.what for one in applied}))
    changes = (
        "the order of floating-point sums"
        if applied[0].label == "reassociate"
        else "the last digits, and special values"
    )
    return f"there is a cheaper form of {what}, by the rule {name}; it may change {changes}"


def _proposal(name: str, label: Label, line: SourceLine | None, looked_at: Analysed, cheaper: list[Node]) -> str:
    written = ""
    if name == "matmul-order":
        written = _other_order(line, set(looked_at.written), cheaper)
    if name == "solve-for-inverse":
        written = solved(line) or "numpy.linalg.solve(a, b) in the place of inv(a) @ b"
    return written or f'level="{label}" in symnp.compute or symnp.options; --level {label} for a script'


def _other_order(line: SourceLine | None, written: set[Node], cheaper: list[Node]) -> str:
    """Return the product as it would be written in the order that the rule has found."""
    new = [node for node in ancestors(cheaper) if node.op is MATMUL and node not in written and node.line == line]
    inner = {arg for node in new for arg in node.args}
    roots = [node for node in new if node not in inner]
    if len(roots) != 1:
        return ""
    factors: list[Node] = []
    brackets = _brackets(roots[0], line, factors)
    shapes = [str(factor.layout.shape) for factor in factors]
    return reordered_product(line, brackets, len(factors)) or f"by shapes: {bracketed(shapes, brackets)}"


def _brackets(node: Node, line: SourceLine | None, factors: list[Node]) -> Brackets:
    if node.op is not MATMUL or node.value is not None or node.line != line:
        factors.append(node)
        return len(factors) - 1
    return _brackets(node.args[0], line, factors), _brackets(node.args[1], line, factors)
