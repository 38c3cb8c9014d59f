"""NumPy that thinks before it works."""

from symnp._version import __version__

__all__ = ["__version__"]
