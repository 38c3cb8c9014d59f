"""A small package: a grid, and two ways to let heat flow on it."""

from .grid import Grid

__version__ = "1.2"
__all__ = ["Grid", "__version__"]
