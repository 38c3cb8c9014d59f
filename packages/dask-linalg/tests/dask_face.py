"""A plugin of pytest: while it is loaded, `dask.array.linalg` has the functions of this package."""

from __future__ import annotations

import dask.array as da

import dask_linalg

for _name in dask_linalg.dask.__all__:
    assert hasattr(da.linalg, _name), f"dask.array.linalg has no {_name}"
    setattr(da.linalg, _name, getattr(dask_linalg.dask, _name))
