"""Ordinary programs are no cause for advice: symnp's analysis says nothing silly about them."""

from __future__ import annotations

import numpy
import pytest
from kernels import KERNELS

import symnp

OWED = {"edit_distance": {"many-materialisations"}}
"""What is true of a program: this one asks for three values an element of its table."""


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.__name__)
def test_an_ordinary_program_is_left_in_peace(kernel):
    given = numpy.random.default_rng(0).normal(size=(40, 40))
    with symnp.options(evaluation="lazy"):
        result = kernel(symnp, symnp.asarray(given))
    found = {finding.kind for finding in symnp.analyze(result).findings}
    assert found == OWED.get(kernel.__name__, set())
