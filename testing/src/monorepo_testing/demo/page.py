"""One chapter of the page: texts, code, pictures and tables in the order in which they are added."""

from __future__ import annotations

import base64
import inspect
import io
import textwrap
from collections.abc import Callable, Sequence
from html import escape
from typing import Any


class Chapter:
    """What a package shows.

    Parameters
    ----------
    title : str
        The heading.
    anchor : str
        The name of the package, under which the table of contents finds the chapter.
    """

    def __init__(self, title: str, anchor: str) -> None:
        self.title = title
        self.anchor = anchor
        self._parts: list[str] = []

    def heading(self, text: str) -> None:
        """Add a heading inside of the chapter."""
        self._parts.append(f"<h3>{escape(text)}</h3>")

    def text(self, text: str) -> None:
        """Add a paragraph; a word between backquotes is set as code."""
        pieces = escape(text).split("`")
        marked = "".join(f"<code>{piece}</code>" if i % 2 else piece for i, piece in enumerate(pieces))
        self._parts.append(f"<p>{marked}</p>")

    def code(self, function: Callable[..., Any]) -> None:
        """Add the very source of a function that the chapter runs."""
        source = textwrap.dedent(inspect.getsource(function))
        self._parts.append(f"<pre>{escape(source.rstrip())}</pre>")

    def html(self, markup: str) -> None:
        """Add markup as it is."""
        self._parts.append(f'<div class="card">{markup}</div>')

    def figure(self, figure: Any, caption: str) -> None:
        """Add a matplotlib figure with a caption."""
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=110, bbox_inches="tight")
        data = base64.b64encode(buffer.getvalue()).decode()
        self._parts.append(
            f'<figure><img alt="{escape(caption, quote=True)}" src="data:image/png;base64,{data}">'
            f"<figcaption>{escape(caption)}</figcaption></figure>"
        )

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table of texts."""
        top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        self._parts.append(f'<table class="plain"><tr>{top}</tr>{body}</table>')

    def markup(self) -> str:
        """Return the chapter as a section of the page."""
        return f'<section id="{escape(self.anchor)}"><h2>{escape(self.title)}</h2>{"".join(self._parts)}</section>'


STYLE = """
:root{color-scheme:light}
body{margin:0;font:16px/1.6 system-ui,sans-serif;color:#1f2430;background:#f6f7f9}
header,main{max-width:1080px;margin:0 auto;padding:0 24px}
header{padding-top:40px}
h1{font-size:34px;margin:0}header p{color:#5a6172;margin:4px 0 24px;max-width:64ch}
nav a{margin-right:16px;color:#2f5d9f}
main>section{background:#fff;border:1px solid #e3e6ec;border-radius:10px;padding:8px 32px 32px;margin:0 0 28px}
h2{font-size:25px;margin:20px 0 4px}h3{font-size:18px;margin:34px 0 4px}
p{max-width:72ch;margin:6px 0 12px}
pre,code{font:13px/1.5 ui-monospace,monospace}
pre{background:#f3f4f7;border-left:3px solid #3b6fb6;padding:12px 16px;overflow-x:auto}
code{background:#f3f4f7;padding:1px 4px;border-radius:3px}.card code{background:none;padding:0}
.card{border:1px solid #e3e6ec;border-radius:8px;padding:16px;margin:14px 0;overflow-x:auto}
figure{margin:16px 0}figure img{max-width:100%;display:block}figcaption{color:#5a6172;font-size:14px}
table.plain{border-collapse:collapse;margin:14px 0;display:block;overflow-x:auto}
table.plain th,table.plain td{text-align:left;padding:5px 20px 5px 0;border-bottom:1px solid #e3e6ec}
table.plain th{color:#5a6172;font-weight:600}
footer.page{max-width:1080px;margin:0 auto;padding:0 24px 48px;color:#5a6172;font-size:14px}
"""


def whole_page(chapters: Sequence[Chapter], footer: str) -> str:
    """Return the page that holds the chapters."""
    links = "".join(f'<a href="#{escape(c.anchor)}">{escape(c.anchor)}</a>' for c in chapters)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><title>The demo</title>'
        f"<style>{STYLE}</style></head><body><header><h1>What the packages do</h1>"
        "<p>Each chapter runs its package's main job on real input. Everything on this page, pictures, tables and "
        f"timings, was made by the run that wrote it.</p><nav>{links}</nav></header>"
        f"<main>{''.join(chapter.markup() for chapter in chapters)}</main>"
        f'<footer class="page">{escape(footer)}</footer></body></html>'
    )
