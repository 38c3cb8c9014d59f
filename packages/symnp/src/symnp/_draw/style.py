"""Colours and style sheets: told apart by those who see colours differently, and readable on dark pages.

The hues are those of Okabe and Ito's palette; what a hue says is said in words or by a dashed line, too.
"""

from __future__ import annotations

LIGHT = {
    "paper": "#ffffff",
    "ink": "#1c2128",
    "muted": "#5c6570",
    "line": "#e3e6ea",
    "edge": "#9aa3ad",
    "box": "#ffffff",
    "leaf": "#f1f3f5",
    "track": "#e9ecef",
    "time": "#0072b2",
    "held": "#e69f00",
    "gone": "#b34700",
    "gone-box": "#fdf0e7",
    "new": "#00664b",
    "new-box": "#e6f4ef",
    "block": "#f4f7fb",
    "block-line": "#8fb3d4",
}
DARK = {
    "paper": "#14171c",
    "ink": "#e6e9ed",
    "muted": "#a0a9b4",
    "line": "#2c323a",
    "edge": "#737d89",
    "box": "#1d2229",
    "leaf": "#262c34",
    "track": "#323943",
    "time": "#56b4e9",
    "held": "#e69f00",
    "gone": "#f0a070",
    "gone-box": "#33241b",
    "new": "#5fd3ae",
    "new-box": "#17302a",
    "block": "#1a212b",
    "block-line": "#44668a",
}

_MONO = 'ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace'


def _variables(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())


_RULES = f"""
.symnp{{{_variables(LIGHT)}font:13px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--ink);
background:var(--paper);padding:16px;box-sizing:border-box;text-align:left}}
@media(prefers-color-scheme:dark){{.symnp{{{_variables(DARK)}}}}}
.symnp *{{box-sizing:border-box}}
.symnp .panels{{display:flex;flex-wrap:wrap;gap:20px 32px;align-items:flex-start}}
.symnp section{{flex:1 1 560px;min-width:0;max-width:900px;overflow-x:auto}}
.symnp h4{{margin:0;font-size:15px;font-weight:600}}
.symnp .facts{{display:flex;flex-wrap:wrap;gap:2px 18px;margin:2px 0 10px;color:var(--muted)}}
.symnp .facts b{{color:var(--ink);font-weight:600}}
.symnp code{{font:12px/1.5 {_MONO};background:none;color:inherit;padding:0;overflow-wrap:anywhere}}
.symnp code i{{font-style:normal;color:var(--muted);margin-right:4px}}
.symnp .row{{display:grid;grid-template-columns:minmax(200px,1fr) 150px 84px 122px;gap:0 14px;
align-items:start;padding:4px 6px;border-bottom:1px solid var(--line);list-style:none;min-width:610px}}
.symnp .row>:first-child{{padding-left:calc(14px*var(--in,0) + 16px);position:relative}}
.symnp .head{{color:var(--muted);font-size:12px;border-bottom-color:var(--edge)}}
.symnp summary{{cursor:pointer}}
.symnp summary::-webkit-details-marker{{display:none}}
.symnp summary.row>:first-child::before{{content:"▾";position:absolute;color:var(--muted);margin-left:-14px}}
.symnp details:not([open])>summary.row>:first-child::before{{content:"▸"}}
.symnp .row.chained>:first-child::after{{content:"";position:absolute;top:-5px;height:5px;
left:calc(14px*var(--in,0) + 22px);border-left:1px solid var(--edge)}}
.symnp .row.inside,.symnp .row.block{{background:var(--block);box-shadow:inset 3px 0 var(--block-line)}}
.symnp .row.gone{{background:var(--gone-box)}}.symnp .row.new{{background:var(--new-box)}}
.symnp .row.block b{{font-weight:400}}
.symnp .again{{color:var(--muted)}}
.symnp .of{{color:var(--muted);font:12px/1.5 {_MONO};overflow-wrap:anywhere}}
.symnp .note{{display:inline-block;font-size:11px;line-height:15px;padding:0 6px;margin:2px 5px 1px 0;
border:1px solid var(--edge);border-radius:8px;color:var(--muted);white-space:nowrap}}
.symnp .note.rewritten{{color:var(--gone);border-color:var(--gone);border-style:dashed}}
.symnp .note.new{{color:var(--new);border-color:var(--new)}}
.symnp .note.result{{color:var(--paper);background:var(--ink);border-color:var(--ink)}}
.symnp .bar{{display:block;height:6px;margin:3px 0 1px;border-radius:3px;background:var(--track);overflow:hidden}}
.symnp .bar span{{display:block;height:100%;border-radius:3px}}
.symnp .time .bar span{{background:var(--time)}}.symnp .held .bar span{{background:var(--held)}}
.symnp .time,.symnp .held{{font-size:12px;line-height:1.4;white-space:nowrap;font-variant-numeric:tabular-nums}}
.symnp small{{color:var(--muted);font-size:11px;float:right}}
.symnp .group{{color:var(--muted);padding:8px 6px 4px;font-size:12px}}
.symnp footer{{margin-top:16px}}.symnp footer summary{{font-weight:600}}
.symnp ul{{margin:4px 0;padding-left:20px}}.symnp footer p{{margin:8px 0 0;color:var(--muted)}}
.symnp.array{{padding:10px;display:inline-block;min-width:260px;max-width:100%;overflow-x:auto}}
.symnp.array h4{{font:600 13px/1.5 {_MONO}}}
.symnp.array table{{border-collapse:collapse;margin:4px 0;background:none}}
.symnp.array table th,.symnp.array table td{{text-align:left;padding:1px 14px 1px 0;border:0;font:inherit;
background:none;color:inherit}}
.symnp.array table th{{color:var(--muted)}}
.symnp.array .row{{grid-template-columns:minmax(280px,1fr) 170px;min-width:0}}
.symnp.array .row>:nth-child(n+3){{display:none}}
"""

HTML_STYLE = "<style>" + _RULES.replace("\n", "") + "</style>"


def _svg_rules(colours: dict[str, str]) -> str:
    """Return the rules of a drawing: colours by name, for programs that know no variables."""
    rules = {
        "text": f"fill:{colours['ink']};font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:12px",
        ".paper": f"fill:{colours['paper']}",
        ".title": "font-size:16px;font-weight:600",
        ".strong": "font-weight:600",
        ".muted": f"fill:{colours['muted']}",
        ".small": f"fill:{colours['muted']};font-size:11px",
        ".halo": f"stroke:{colours['block']};stroke-width:4;paint-order:stroke",
        ".end": "text-anchor:end",
        ".code": f"font-family:{_MONO_QUOTED}",
        ".shape": f"fill:{colours['muted']};font-family:{_MONO_QUOTED};font-size:11px",
        ".name": f"fill:{colours['muted']}",
        ".op": "font-weight:700",
        ".box": f"fill:{colours['box']};stroke:{colours['edge']};stroke-width:1",
        ".box.result": f"stroke:{colours['muted']};stroke-width:2.5",
        ".box.leaf": f"fill:{colours['leaf']};stroke:{colours['line']}",
        ".box.gone": f"fill:{colours['gone-box']};stroke:{colours['gone']};stroke-dasharray:5 3",
        ".box.new": f"fill:{colours['new-box']};stroke:{colours['new']}",
        ".note": f"fill:{colours['muted']};font-size:11px",
        ".note.gone": f"fill:{colours['gone']}",
        ".note.new": f"fill:{colours['new']}",
        ".track": f"fill:{colours['track']}",
        ".time": f"fill:{colours['time']}",
        ".held": f"fill:{colours['held']}",
        ".edge": f"fill:none;stroke:{colours['edge']};stroke-width:1.4",
        ".head": f"fill:{colours['edge']}",
        ".block": f"fill:{colours['block']};stroke:{colours['block-line']};stroke-dasharray:2 3",
    }
    return "".join(f".symnp-graph {name}{{{rule}}}" for name, rule in rules.items())


_MONO_QUOTED = _MONO.replace('"', "'")
SVG_STYLE = f"<style>{_svg_rules(LIGHT)}@media(prefers-color-scheme:dark){{{_svg_rules(DARK)}}}</style>"
