"""Each rule of rewriting keeps the promise of its label on adversarial arrays, and would not without any of its guards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis.errors import NoSuchExample
from numpy import show_config
from rule_case import Case, applied, hold, rule_of
from rule_cases_identities import CASES as IDENTITIES
from rule_cases_levels import CASES as LEVELS
from rule_cases_movement import CASES as MOVEMENT
from rule_cases_rows import CASES as ROWS

from symnp._rewrite.rules import RULES

pytestmark = pytest.mark.slow

CASES: list[Case] = [*MOVEMENT, *ROWS, *LEVELS, *IDENTITIES]
ANYWHERE = tuple(replace(rule, over=()) for rule in RULES)
NAMED = {(rule.name, rule.label): rule for rule in RULES}
SEARCH = settings(
    max_examples=300,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


ON_SOME_PROCESSORS = {
    (rule.name, guard)
    for rule in RULES
    for guard in rule.guards
    if guard in ("position is nothing", "direction is nothing") or rule.name in ("cast-by-way", "repeated-once")
}
"""Guards against differences between NumPy's loops, which were all seen where there are vectors of 512 bits."""


def _has_avx512():
    return any(
        name == "X86_V4" or "AVX512" in name for name in show_config(mode="dicts")["SIMD Extensions"].get("found", ())
    )


def test_every_rule_has_a_name_of_its_own_and_a_case():
    assert len(NAMED) == len(RULES)
    assert {(case.rule, case.label) for case in CASES} == set(NAMED)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_keeps_its_promise(case):
    @settings(suppress_health_check=list(HealthCheck), deadline=None)
    @given(case.inputs)
    def keeps(inputs):
        hold(case, inputs)

    keeps()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_rule_is_applied_in_its_cases(case):
    find(case.inputs, lambda inputs: (case.rule, case.label) in applied(case, inputs), settings=SEARCH)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_a_rule_is_over_is_part_of_its_pattern(case):
    """No rule that would apply is passed over because of what its node is an operation on."""

    @settings(SEARCH, max_examples=30)
    @given(case.inputs)
    def as_many(inputs):
        assert applied(case, inputs) == applied(case, inputs, ANYWHERE)

    as_many()


@pytest.mark.parametrize(
    ("rule", "guard"),
    [pytest.param(rule, guard, id=f"{rule.name}-{rule.label}-{guard}") for rule in RULES for guard in rule.guards],
)
def test_without_its_guard_a_rule_breaks_its_promise(rule, guard):
    """Each guard is needed: an input on which the rule errs without it is found."""
    broken = tuple(one.without(guard) if one is rule else one for one in RULES)
    about = [case for case in CASES if rule_of(case) is rule]
    assert any(_errs(case, broken) for case in about) or (
        (rule.name, guard) in ON_SOME_PROCESSORS and not _has_avx512()
    )


def _errs(case, rules):
    def fails(inputs):
        try:
            hold(case, inputs, rules)
        except Exception:  # noqa: BLE001  Whatever goes wrong without the guard is what the guard prevents.
            return True
        return False

    try:
        find(case.inputs, fails, settings=SEARCH)
    except NoSuchExample:
        return False
    return True
