"""A plan as a picture in HTML: no script, no style sheet of its own page, one bar for time and one for memory."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from symnp._draw.text import names, operands_text, total_text
from symnp._draw.units import bytes_text, seconds_text

if TYPE_CHECKING:
    from symnp._cost.estimate import Estimate, StepCost
    from symnp._graph.node import Node
    from symnp._run.measure import Measured

    Panel = tuple[str, Estimate, Measured | None]

_STYLE = """
.symnp{font:13px/1.45 system-ui,sans-serif;color:#1f2430;background:#fff;display:flex;flex-wrap:wrap;gap:24px}
.symnp section{flex:1 1 420px;min-width:0}
.symnp h4{margin:0 0 2px;font-size:14px}
.symnp p{margin:0 0 8px;color:#5a6172}
.symnp table{border-collapse:collapse;width:100%;font:inherit;color:inherit}
.symnp th,.symnp td{text-align:left;padding:3px 8px 3px 0;border-bottom:1px solid #e6e8ee;vertical-align:top}
.symnp th{font-weight:600;color:#5a6172}
.symnp code{font:12px ui-monospace,monospace;white-space:normal;overflow-wrap:anywhere}
.symnp .bar{display:block;height:7px;border-radius:2px;min-width:1px}
.symnp .time .bar{background:#3b6fb6}.symnp .held .bar{background:#d08a2e}
.symnp .time,.symnp .held{width:104px;white-space:nowrap}
.symnp footer{flex:1 1 100%}
"""


def picture(panels: Sequence[Panel], applied: Sequence[str], outlook: str) -> str:
    """Return plans side by side, drawn to one scale, with the rules that lead from one to the next."""
    longest = max((step.seconds for _, estimate, _ in panels for step in estimate.steps), default=0.0)
    highest = max((estimate.peak for _, estimate, _ in panels), default=0)
    sections = "".join(_panel(panel, longest, highest) for panel in panels)
    items = "".join(f"<li><code>{escape(line.strip())}</code></li>" for line in applied)
    rules = f"<footer><h4>Applied</h4><ul>{items}</ul><p>{escape(outlook)}</p></footer>" if applied else ""
    return f'<style>{_STYLE}</style><div class="symnp">{sections}{rules}</div>'


def _panel(panel: Panel, longest: float, highest: int) -> str:
    title, estimate, measured = panel
    known = names(estimate)
    steps = [step for step in estimate.steps if step.node.op.kind not in ("leaf", "constant")]
    rows = "".join(_row(step, known, longest, highest) for step in steps)
    head = "<tr><th>operation</th><th>result</th><th>time</th><th>memory held</th></tr>"
    total = escape(total_text(estimate, measured))
    return f"<section><h4>{escape(title)}</h4><p>{total}</p><table>{head}{rows}</table></section>"


def _row(step: StepCost, known: dict[Node, str], longest: float, highest: int) -> str:
    layout = step.node.layout
    what = escape(f"{known[step.node]} = {operands_text(step, known)}")
    result = escape(f"{layout.shape} {layout.dtype}")
    line = step.node.line
    title = f' title="{escape(f"{line[0]}:{line[1]}", quote=True)}"' if line else ""
    time = _bar("time", step.seconds, longest, seconds_text(step.seconds))
    held = _bar("held", step.held, highest, bytes_text(step.held))
    return f"<tr{title}><td><code>{what}</code></td><td><code>{result}</code></td>{time}{held}</tr>"


def _bar(name: str, value: float, most: float, text: str) -> str:
    width = 100 * value / most if most else 0
    return f'<td class="{name}"><span class="bar" style="width:{width:.1f}%"></span>{escape(text)}</td>'
