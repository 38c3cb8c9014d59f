"""The version of dask-linalg, read by hatchling."""

__version__ = "0.0.1"
