"""The sections of dask-linalg's chapter."""
