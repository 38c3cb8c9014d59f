"""Hypothesis profiles, and pytest's own rules for every test of symnp."""

from __future__ import annotations

import os
import signal

from hypothesis import settings

settings.register_profile("ci", derandomize=True, max_examples=100, deadline=None)
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

# What is started in the background of a shell ignores Ctrl-C, and tests are about it.
signal.signal(signal.SIGINT, signal.default_int_handler)
