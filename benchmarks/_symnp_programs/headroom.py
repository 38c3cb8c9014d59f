"""Programs that hold temporaries which a cache would hold, and products that are cheaper in another order or form."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy

from _symnp_programs.program import Program, random

BLOCK = 32 * 1024  # Numbers: a few arrays of so many stay in the second cache.


def rosenbrock(np: Any, x: Any, y: Any) -> Any:
    """Evaluate a polynomial of two arrays."""
    return (0.5 - x) ** 2 + 0.8 * (y - x**2) ** 2


def rosenbrock_by_hand(x: Any, y: Any) -> Any:
    """Do it block by block, in two buffers."""
    out, first, second = numpy.empty_like(x), numpy.empty(BLOCK), numpy.empty(BLOCK)
    for start in range(0, len(x), BLOCK):
        here = slice(start, start + BLOCK)
        a, b = first[: len(x[here])], second[: len(x[here])]
        numpy.square(numpy.subtract(0.5, x[here], out=a), out=a)
        numpy.subtract(y[here], numpy.square(x[here], out=b), out=b)
        numpy.multiply(0.8, numpy.square(b, out=b), out=b)
        numpy.add(a, b, out=out[here])
    return out


def rosenbrock_numexpr(x: Any, y: Any) -> Any:
    """Give the expression as text."""
    import numexpr

    return numexpr.evaluate("(0.5 - x) ** 2 + 0.8 * (y - x**2) ** 2", local_dict={"x": x, "y": y})


def softmax(np: Any, x: Any) -> Any:
    """Make each row a distribution."""
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax_by_hand(x: Any) -> Any:
    """Do it in the result, a block of rows at a time."""
    out = numpy.empty_like(x)
    rows = max(1, BLOCK // x.shape[1])
    for start in range(0, len(x), rows):
        block, here = x[start : start + rows], out[start : start + rows]
        numpy.subtract(block, block.max(axis=1, keepdims=True), out=here)
        numpy.exp(here, out=here)
        numpy.divide(here, here.sum(axis=1, keepdims=True), out=here)
    return out


def distances(np: Any, x: Any, y: Any) -> Any:
    """Measure the distance of each point of one set to each of another."""
    return np.sqrt(((x[:, None, :] - y[None, :, :]) ** 2).sum(-1))


def distances_by_hand(x: Any, y: Any) -> Any:
    """Do it point by point."""
    out = numpy.empty((len(x), len(y)))
    difference = numpy.empty_like(y)
    for i, point in enumerate(x):
        numpy.square(numpy.subtract(point, y, out=difference), out=difference)
        numpy.sqrt(difference.sum(-1), out=out[i])
    return out


def distances_by_product(np: Any, x: Any, y: Any) -> Any:
    """Measure them as above: at the level at which a product of matrices may stand for it."""
    return distances(np, x, y)


def distances_by_product_by_hand(x: Any, y: Any) -> Any:
    """Put them down to the products of the points."""
    squares = (x * x).sum(-1)[:, None] + (y * y).sum(-1) - 2 * (x @ y.T)
    return numpy.sqrt(numpy.maximum(squares, 0, out=squares), out=squares)


def gram(np: Any, a: Any, m: Any) -> Any:
    """Multiply a centred matrix by itself, writing the centring twice."""
    return (a - m).T @ (a - m)


def gram_by_hand(a: Any, m: Any) -> Any:
    """Centre once: NumPy then knows that the product is symmetric."""
    centred = a - m
    return centred.T @ centred


def chain(np: Any, a: Any, b: Any, v: Any) -> Any:
    """Multiply two matrices and a vector from the left."""
    return a @ b @ v


def chain_by_hand(a: Any, b: Any, v: Any) -> Any:
    """Multiply from the right."""
    return a @ (b @ v)


def column_sums(np: Any, a: Any, b: Any) -> Any:
    """Add up the columns of a product."""
    return (a @ b).sum(0)


def column_sums_by_hand(a: Any, b: Any) -> Any:
    """Add up first."""
    return a.sum(0) @ b


def trace(np: Any, a: Any, b: Any) -> Any:
    """Take the trace of a product."""
    return np.trace(a @ b)


def trace_by_hand(a: Any, b: Any) -> Any:
    """Multiply only what is on the diagonal."""
    return numpy.einsum("ij,ji->", a, b)


def diagonal(np: Any, a: Any, b: Any) -> Any:
    """Take the diagonal of a product."""
    return np.diag(a @ b)


def diagonal_by_hand(a: Any, b: Any) -> Any:
    """Multiply only what is on the diagonal."""
    return numpy.einsum("ij,ji->i", a, b)


def sum_of_squares(np: Any, x: Any) -> Any:
    """Add up squares."""
    return np.sum(x**2)


def sum_of_squares_by_hand(x: Any) -> Any:
    """Let BLAS do it."""
    return numpy.dot(x, x)


def sum_of_squares_numexpr(x: Any) -> Any:
    """Give the sum as text."""
    import numexpr

    return numexpr.evaluate("sum(x**2)", local_dict={"x": x})


def sum_of_products(np: Any, a: Any, b: Any) -> Any:
    """Add up products."""
    return np.sum(a * b)


def sum_of_products_by_hand(a: Any, b: Any) -> Any:
    """Let BLAS do it."""
    return numpy.vdot(a, b)


def sum_of_products_numexpr(a: Any, b: Any) -> Any:
    """Give the sum as text."""
    import numexpr

    return numexpr.evaluate("sum(a * b)", local_dict={"a": a, "b": b})


def solution(np: Any, a: Any, b: Any) -> Any:
    """Solve by the inverse."""
    return np.linalg.inv(a) @ b


def solution_by_hand(a: Any, b: Any) -> Any:
    """Solve."""
    return numpy.linalg.solve(a, b)


def points() -> tuple[Any, ...]:
    """Return two sets of a thousand points in a space of twenty dimensions."""
    return random(1000, 20, count=2)


def table_and_mean() -> tuple[Any, ...]:
    """Return a table and a number for each column."""
    return (*random(4000, 800), *random(800))


def matrices_and_vector() -> tuple[Any, ...]:
    """Return two square matrices and a vector."""
    return (*random(1200, 1200, count=2), *random(1200))


def system() -> tuple[Any, ...]:
    """Return a well-conditioned square matrix and a vector."""
    (a,), (b,) = random(1200, 1200), random(1200)
    a[numpy.diag_indices_from(a)] += 1200
    return a, b


PROGRAMS = (
    Program(rosenbrock, partial(random, 5_000_000, count=2), rosenbrock_by_hand, forms={"numexpr": rosenbrock_numexpr}),
    Program(softmax, partial(random, 4000, 1000), softmax_by_hand),
    Program(distances, points, distances_by_hand),
    Program(distances_by_product, points, distances_by_product_by_hand, "algebraic"),
    Program(gram, table_and_mean, gram_by_hand, "reassociate"),
    Program(chain, matrices_and_vector, chain_by_hand, "reassociate"),
    Program(column_sums, partial(random, 1200, 1200, count=2), column_sums_by_hand, "algebraic"),
    Program(trace, partial(random, 1200, 1200, count=2), trace_by_hand, "algebraic"),
    Program(diagonal, partial(random, 1200, 1200, count=2), diagonal_by_hand, "algebraic"),
    Program(
        sum_of_squares,
        partial(random, 10_000_000),
        sum_of_squares_by_hand,
        "reassociate",
        forms={"numexpr": sum_of_squares_numexpr},
    ),
    Program(
        sum_of_products,
        partial(random, 3000, 3000, count=2),
        sum_of_products_by_hand,
        "reassociate",
        forms={"numexpr": sum_of_products_numexpr},
    ),
    Program(solution, system, solution_by_hand, "algebraic"),
)
