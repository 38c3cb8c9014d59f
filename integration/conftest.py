"""The array namespace that integration tests run on: NumPy here, CuPy in the session for GPU machines."""

from __future__ import annotations

import importlib

import pytest


@pytest.fixture(params=["cpu", pytest.param("gpu", marks=pytest.mark.gpu)])
def xp(request):
    return importlib.import_module({"cpu": "numpy", "gpu": "cupy"}[request.param])
