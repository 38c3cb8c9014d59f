"""Find, install and prove the tools that are no Python package: compilers, Open MPI, ScaLAPACK, R and Julia."""
