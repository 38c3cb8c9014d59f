from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from programs import Program

# Nine times as many make more than 10,000 programs, where no profile asks for fewer. Counting lines would take as long
# again as running them: the other tests do that. Each part draws other programs, and stays far from the limit of a minute.
MANY = settings().max_examples if "HYPOTHESIS_PROFILE" in os.environ else 1140
pytestmark = [pytest.mark.no_cover, pytest.mark.slow]
QUIET = settings(
    max_examples=MANY,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    database=None,
)
PARTS = [1, 2, 3]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("level", ["none", "exact"])
def test_random_programs_agree_with_numpy_in_form_errors_and_bits(level, part):
    @seed(part)
    @given(data=st.data())
    @QUIET
    def agree(data):
        program = Program(data)
        for _ in range(data.draw(st.integers(1, 8))):
            program.step()
        program.check_values(level)

    agree()


@pytest.mark.parametrize("part", PARTS)
def test_each_result_rewritten_alone_has_the_bits_of_numpys(part):
    @seed(part)
    @given(data=st.data())
    @QUIET
    def agree(data):
        program = Program(data, max_side=9)
        for _ in range(data.draw(st.integers(2, 10))):
            program.step()
        program.check_each_value("exact")

    agree()
