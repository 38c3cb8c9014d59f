"""Arguments that NumPy's functions take and ours cannot honour yet."""

from __future__ import annotations

from typing import Any

from symnp._version import __version__
from symnp.errors import NotYetSupportedError


def refuse(function: str, **arguments: Any) -> None:
    """Refuse every argument that is given.

    Raises
    ------
    NotYetSupportedError
        Naming the first argument that is not None.
    """
    for name, value in arguments.items():
        if value is not None:
            raise NotYetSupportedError(
                f"symnp {__version__} cannot build numpy.{function} with {name}= yet; leave {name} out, "
                "or call it on numpy.asarray(x)"
            )
