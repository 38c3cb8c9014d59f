"""Inference for the methods of a generator: shapes follow from shapes, and NumPy says the rest on next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from symnp._infer import draw_vectors as vectors
from symnp._infer.arguments import put_together
from symnp._infer.draw_rules import (
    Asked,
    Given,
    asked_and_given,
    asked_shape,
    call_with_emptied,
    emptied,
    is_node,
    literal_shape,
    refuse_shapes,
    result_of,
    shape_of,
    without_size,
)
from symnp._infer.inferred import Inferred, signature
from symnp._layout.layout import Layout

if TYPE_CHECKING:
    from symnp._graph.node import Node

_CACHE: dict[Any, Inferred] = {}
_CACHE_LIMIT = 2048


class Method(NamedTuple):
    """A method of NumPy's generators.

    Parameters
    ----------
    names : tuple of str
        Its parameters.
    required : int
        How many of them must be given.
    positional : int
        How many of them may be given by position.
    data : frozenset of str
        Those that may be arrays.
    infer : callable
        From its name and the arguments to what it returns.
    """

    names: tuple[str, ...]
    required: int
    positional: int
    data: frozenset[str]
    infer: Callable[[str, Given], Inferred]


def infer_draw(method: str, template: Any, nodes: tuple[Node, ...]) -> Inferred:
    """Return what a method of a generator returns for a template of arguments by name.

    Raises
    ------
    Exception
        NumPy's own, in class and text, for all that NumPy refuses without looking at arrays.
    """
    key = (method, template, *[signature(node, exact=True) for node in nodes])
    found = _CACHE.get(key)
    if found is None:
        found = METHODS[method].infer(method, _given(template, nodes))
        if len(_CACHE) >= _CACHE_LIMIT:
            _CACHE.clear()
        _CACHE[key] = found
    return found


def infer_draw_into(method: str, template: Any, nodes: tuple[Node, ...], out: Layout) -> Inferred:
    """Return the layout of what is drawn to be written into an array of the layout `out`.

    Raises
    ------
    Exception
        NumPy's own, in class and text, where it would not take that array.
    """
    given = _given(template, nodes)
    if method == "permuted":
        vectors.check_permuted_into(given, out)
    else:
        vectors.check_filled(method, given, out)
        METHODS[method].infer(method, {**given, "size": Asked(out.shape)})
    return Inferred(vectors.filled_layout(out), scalar=False)


def _given(template: Any, nodes: tuple[Node, ...]) -> Given:
    given: Given = put_together(template, nodes)
    return {**given, "size": Asked.of(given["size"])} if "size" in given else given


def _by_broadcasting(method: str, given: Given) -> Inferred:
    """Infer a distribution of numbers whose parameters are broadcast."""
    data = [one for name, one in given.items() if name in METHODS[method].data and one is not None]
    literal = literal_shape(data)
    if literal is None:
        return result_of(*refuse_shapes(method, given))
    lazy = any(is_node(one) for one in data)
    small = {name: emptied(one, len(literal)) if is_node(one) else one for name, one in without_size(given).items()}
    asked = asked_shape(method, given, small)
    if lazy or asked is not None:
        small["size"] = (0 if lazy or 0 in (asked or ()) else 1, *literal)
    result = call_with_emptied(method, small, given)
    shape = asked_and_given(asked, map(shape_of, data))
    if shape is None:
        return result_of(*refuse_shapes(method, given))
    return result_of(shape, result, scalar=asked is None and not shape)


def _method(text: str, infer: Callable[[str, Given], Inferred] = _by_broadcasting) -> Method:
    """Return a method from its parameters: those before a slash are required, those after a bar are given by name.

    A star marks those that may be arrays.
    """
    by_position, _, _ = text.partition("|")
    required = text.partition("/")[0].split() if "/" in text else []
    parameters = text.replace("/", " ").replace("|", " ").split()
    names = tuple([name.rstrip("*") for name in parameters])
    data = frozenset([name.rstrip("*") for name in parameters if name.endswith("*")])
    return Method(names, len(required), len(by_position.replace("/", " ").split()), data, infer)


METHODS: dict[str, Method] = {
    "beta": _method("a* b* / size"),
    "binomial": _method("n* p* / size"),
    "chisquare": _method("df* / size"),
    "choice": _method("a* / size replace p* axis shuffle", vectors.choice),
    "dirichlet": _method("alpha* / size", vectors.dirichlet),
    "exponential": _method("scale* size"),
    "f": _method("dfnum* dfden* / size"),
    "gamma": _method("shape* / scale* size"),
    "geometric": _method("p* / size"),
    "gumbel": _method("loc* scale* size"),
    "hypergeometric": _method("ngood* nbad* nsample* / size"),
    "integers": _method("low* / high* size dtype endpoint"),
    "laplace": _method("loc* scale* size"),
    "logistic": _method("loc* scale* size"),
    "lognormal": _method("mean* sigma* size"),
    "logseries": _method("p* / size"),
    "multinomial": _method("n* pvals* / size", vectors.multinomial),
    "multivariate_hypergeometric": _method("colors* nsample / size method", vectors.multivariate_hypergeometric),
    "multivariate_normal": _method("mean* cov* / size check_valid tol | method", vectors.multivariate_normal),
    "negative_binomial": _method("n* p* / size"),
    "noncentral_chisquare": _method("df* nonc* / size"),
    "noncentral_f": _method("dfnum* dfden* nonc* / size"),
    "normal": _method("loc* scale* size"),
    "pareto": _method("a* / size"),
    "permutation": _method("x* / axis", vectors.permutation),
    "permuted": _method("x* / | axis out", vectors.permuted),
    "poisson": _method("lam* size"),
    "power": _method("a* / size"),
    "random": _method("size dtype out"),
    "rayleigh": _method("scale* size"),
    "shuffle": _method("x* / axis", vectors.shuffled),
    "standard_cauchy": _method("size"),
    "standard_exponential": _method("size dtype method out"),
    "standard_gamma": _method("shape* / size dtype out"),
    "standard_normal": _method("size dtype out"),
    "standard_t": _method("df* / size"),
    "triangular": _method("left* mode* right* / size"),
    "uniform": _method("low* high* size"),
    "vonmises": _method("mu* kappa* / size"),
    "wald": _method("mean* scale* / size"),
    "weibull": _method("a* / size"),
    "zipf": _method("a* / size"),
}
"""The methods that draw, by name."""
