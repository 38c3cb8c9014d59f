"""Drawing what a computation does."""

from __future__ import annotations

from symnp._array.array import Array
from symnp._cost.estimate import estimate
from symnp._cost.machine import this_machine
from symnp._draw.compose import Side, scene
from symnp._draw.drawing import FORMS, DrawForm, Drawing
from symnp._explain.explanation import applied_text
from symnp._namespace.verbs import nodes_of
from symnp._rewrite.rewriter import rewrite
from symnp._rewrite.rule import Level
from symnp._rewrite.rules import RULES


def draw(*arrays: Array, level: Level = "exact", form: DrawForm = "tree") -> Drawing:
    """Draw how arrays are computed, as written and as rewritten, with predicted time and memory for each operation.

    Parameters
    ----------
    *arrays : Array
        What to draw, of any shapes; arrays without data can be drawn too.
    level : {"none", "exact", "reassociate", "algebraic"}, default "exact"
        How far the computation may be rewritten.
    form : {"tree", "html", "dot", "mermaid", "svg"}, default "tree"
        How it prints and how a notebook shows it: as text for terminals, as a table without a script, in the languages
        of Graphviz and Mermaid, or as a drawing.

    Returns
    -------
    Drawing
        A picture; its ``save`` writes any of the forms.

    Raises
    ------
    ValueError
        If there is no such level or no such form.
    TypeError
        If nothing is given, or something other than a symnp array.

    Notes
    -----
    Nothing is computed. The first call measures the speed of the machine, which takes about half a second. Times are in
    seconds, memory in bytes; the memory of the inputs is left out. Of more than 200 operations those that repeat are
    drawn twice and counted in between.

    Examples
    --------
    >>> import symnp
    >>> x = symnp.spec((10_000, 1_000))
    >>> picture = symnp.draw((x + 1)[:5])
    >>> [panel.title for panel in picture.scene.panels]
    ['as written', 'rewritten, level exact']
    """
    if form not in FORMS:
        raise ValueError(f"no form {form!r} to draw in: choose one of {', '.join(map(repr, FORMS))}")
    nodes = nodes_of(arrays, "draw")
    cheaper, applied = rewrite(nodes, RULES, level)
    written = Side("as written", estimate(nodes, this_machine(), blocks=False))
    rewritten = Side(f"rewritten, level {level}", estimate(cheaper, this_machine()))
    return Drawing(scene(written, rewritten, [applied_text(rule) for rule in applied]), form)
