"""A picture that prints, shows in a notebook, and is saved in the form that a file's name asks for."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from symnp._draw.dot import dot
from symnp._draw.fold import folded
from symnp._draw.html import html, page
from symnp._draw.mermaid import mermaid
from symnp._draw.scene import Scene
from symnp._draw.svg import svg
from symnp._draw.terminal import tree

DrawForm = Literal["tree", "html", "dot", "mermaid", "svg"]
FORMS: tuple[DrawForm, ...] = get_args(DrawForm)

_DRAW: Mapping[DrawForm, Callable[[Scene], str]] = {
    "tree": tree,
    "html": html,
    "dot": dot,
    "mermaid": mermaid,
    "svg": svg,
}
_SUFFIXES: Mapping[str, DrawForm] = {".txt": "tree", ".html": "html", ".dot": "dot", ".mmd": "mermaid", ".svg": "svg"}
_MIME: Mapping[DrawForm, str] = {"html": "text/html", "svg": "image/svg+xml", "mermaid": "text/vnd.mermaid"}


@dataclass(frozen=True, slots=True, repr=False)
class Drawing:
    """A picture of a computation, as `draw` returns it.

    ``str(drawing)`` is its text in the form that was asked for; a notebook shows it where it can show that form. It
    holds no array, and it shows what was there when it was drawn.

    Parameters
    ----------
    scene : Scene
        What it shows.
    form : {"tree", "html", "dot", "mermaid", "svg"}
        The form in which it prints and shows.

    Examples
    --------
    >>> import symnp
    >>> drawing = symnp.draw(symnp.spec(3) + 1, form="mermaid")
    >>> str(drawing).splitlines()[0]
    'flowchart LR'
    """

    scene: Scene
    form: DrawForm = "tree"

    def __str__(self) -> str:
        return self._in_form(self.form)

    def __repr__(self) -> str:
        text = str(self)
        if self.form in ("html", "svg"):
            return f"<symnp drawing in {self.form}, {len(text)} characters; save it with .save('name.{self.form}')>"
        return text.rstrip("\n")

    def _in_form(self, form: DrawForm) -> str:
        return _DRAW[form](folded(self.scene))

    def _repr_html_(self) -> str | None:
        return str(self) if self.form == "html" else None

    def _repr_svg_(self) -> str | None:
        return str(self) if self.form == "svg" else None

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """Return what a notebook may show; it chooses."""
        bundle = {"text/plain": repr(self)}
        if self.form in _MIME:
            bundle[_MIME[self.form]] = str(self)
        return bundle

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture to a file, in the form that the end of its name asks for.

        Parameters
        ----------
        path : str or path-like
            A name that ends in .txt for the tree, .html for a page of its own, .dot for Graphviz, .mmd for Mermaid, or
            .svg.

        Raises
        ------
        ValueError
            If the name ends in something else.
        OSError
            If the file cannot be written.
        """
        path = Path(path)
        form = _SUFFIXES.get(path.suffix.lower())
        if form is None:
            raise ValueError(f"cannot tell a form from the name {str(path)!r}: let it end in {', '.join(_SUFFIXES)}")
        text = self._in_form(form)
        if form == "html":
            text = page("; ".join(panel.title for panel in self.scene.panels), text)
        path.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8")
