"""NumPy's functions whose result only data can give a form: they compute their arguments at once, and are counted.

Each name stands under the reason why. `symnp.options(on_implicit="raise")` forbids them, and arrays without data raise
`symnp.MissingDataError`.
"""

from __future__ import annotations

import numpy as np

REASONS: dict[str, str] = {
    "the number of elements depends on values, without a bound or in a view": (
        "bincount mask_indices trim_zeros polydiv polymul"
    ),
    "the length of texts depends on values": (
        "strings.multiply strings.replace strings.ljust strings.rjust strings.center strings.expandtabs strings.mod "
        "strings.encode strings.decode strings.partition strings.rpartition strings.zfill strings.translate strings.slice "
        "char.multiply char.join char.split char.partition char.rpartition"
    ),
    "the dtype depends on values": "real_if_close roots linalg.eigvals linalg.eig",
    "the answer is Python's": (
        "allclose array_equal array_equiv array2string array_repr array_str format_float_positional "
        "format_float_scientific base_repr binary_repr"
    ),
    "values leave for a file or another kind of object": (
        "save savez savez_compressed savetxt asmatrix bmat asarray_chkfinite"
    ),
    "values are read from a file or an object": (
        "load loadtxt genfromtxt fromregex fromfile fromstring fromiter frombuffer from_dlpack"
    ),
}
"""From the reason to the names, those of submodules with a dot."""


def _found(name: str) -> object:
    home, _, last = name.rpartition(".")
    return getattr(getattr(np, home) if home else np, last, None)


BY_DATA = {_found(name): reason for reason, names in REASONS.items() for name in names.split()}
"""From NumPy's function to the reason."""
