"""What functions of ours have in common with SciPy's: the names, kinds and defaults of their arguments."""

from __future__ import annotations

import inspect

import scipy.linalg

import dask_linalg as la

_OLD_DEFAULTS = {"disp": True, "blocksize": 64}
"""Of what SciPy takes back, and marks by other defaults until it is gone; ours keeps it."""


def arguments_of_both(name):
    """Return the arguments of the function of a name in `dask_linalg.scipy` and in SciPy."""
    theirs = _arguments(getattr(scipy.linalg, name))
    names = {name for name, _, _ in theirs}
    ours = [one for one in _arguments(getattr(la.scipy, name)) if one[0] in names or one[0] not in _OLD_DEFAULTS]
    return ours, theirs


def _arguments(function):
    parameters = inspect.signature(function).parameters.values()
    return [(one.name, one.kind, _OLD_DEFAULTS.get(one.name, one.default)) for one in parameters]
