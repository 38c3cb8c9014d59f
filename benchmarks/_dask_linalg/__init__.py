"""dask-linalg against SciPy, ScaLAPACK and Dask's own functions: every rival a process that stays alive and is asked in turn."""
