"""JAX: compiled ahead for arrays that are on its device."""

from __future__ import annotations

from functools import partial
from typing import Any

from _symnp_programs import PROGRAMS


def ours(prepared: tuple[str, tuple[Any, ...]]) -> Any:
    """Hand the data over; double precision has to be asked for."""
    import jax

    jax.config.update("jax_enable_x64", True)
    program, data = prepared
    return program, jax.block_until_ready([jax.numpy.asarray(x) for x in data])


def compiled(prepared: Any) -> Any:
    """Trace and compile."""
    import jax

    program, data = prepared
    return jax.jit(partial(PROGRAMS[program].form("jax"), jax.numpy)).lower(*data).compile(), data


def call(prepared: Any) -> Any:
    """Run it to the end."""
    import jax

    run, data = prepared
    return jax.block_until_ready(run(*data))
