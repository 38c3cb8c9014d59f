"""The report on a run as a page of HTML: no script, nothing to load."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from symnp._explain.analysis import finding_row
from symnp._trace.report import COLUMNS, WHERE, Report

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;color:#1f2430;background:#fff;max-width:1100px;margin:32px auto;padding:0 16px}
h1{font-size:22px}h2{font-size:17px;margin-top:28px}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid #e6e8ee;vertical-align:top}
th{color:#5a6172;font-weight:600}
code{font:13px ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
"""


def page(report: Report) -> str:
    """Return the page."""
    head, *rows = report.line_rows()
    findings = "".join(map(finding_row, report.findings)) or "<tr><td>nothing was found</td></tr>"
    rewriting = "".join(map(_row, report.rewriting_rows())) or "<tr><td>nothing</td></tr>"
    title = escape(report.script)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{title}</h1>{''.join(f'<p>{escape(line)}</p>' for line in report.totals())}"
        f"<h2>{WHERE.capitalize()}</h2><p>{escape(COLUMNS)}</p><table><tr>{''.join(f'<th>{escape(cell)}</th>' for cell in head)}</tr>"
        f"{''.join(map(_row, rows))}</table>"
        f"<h2>What was rewritten, in the computations that were analysed</h2><table>{rewriting}</table>"
        f"<h2>What to change</h2><table>{findings}</table></body></html>\n"
    )


def _row(cells: Sequence[str]) -> str:
    *others, last = cells
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in others)}<td><code>{escape(last)}</code></td></tr>"
