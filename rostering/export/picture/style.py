"""Colours and letters: each category has both, so that the page can be read in black and white."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rostering.domain.territory import Category


class Swatch(NamedTuple):
    """How a category shows: one or two letters, the colour of the cell, that of the letters."""

    code: str
    fill: str
    ink: str


INK, PAPER = "#1b2430", "#ffffff"
KNOWN = {
    "soiree": Swatch("S", "#c3dcf3", INK),
    "nuit": Swatch("N", "#27406b", PAPER),
    "samedi": Swatch("Sa", "#f6cf7a", INK),
    "pont": Swatch("P", "#dcc8ec", INK),
    "dimanche_jf": Swatch("D", "#e9935a", INK),
    "fete": Swatch("F", "#8f1f2d", PAPER),
    "regulation": Swatch("R", "#2b7266", PAPER),
    "deuxieme_ligne": Swatch("2", "#e2e4e8", INK),
    "renfort": Swatch("+", "#cbe6c3", INK),
    "astreinte_jour": Swatch("J", "#fff0a3", INK),
    "visites": Swatch("V", "#6d5296", PAPER),
    "sas": Swatch("C", "#b5e3e8", INK),
    "vacation": Swatch("W", "#d9cbb3", INK),
}
SPARE = (
    ("#f4c6d3", INK),
    ("#4a5568", PAPER),
    ("#bfe3d0", INK),
    ("#7a4a1e", PAPER),
    ("#d5d9f2", INK),
)


def swatches(categories: Iterable[Category]) -> dict[str, Swatch]:
    """One for each category, no two with the same letters."""
    found: dict[str, Swatch] = {}
    taken: set[str] = set()
    for position, category in enumerate(categories):
        known = KNOWN.get(category.id)
        if known is None or known.code in taken:
            fill, ink = SPARE[position % len(SPARE)] if known is None else known[1:]
            known = Swatch(_code(category.name, taken), fill, ink)
        taken.add(known.code)
        found[category.id] = known
    return found


def _code(name: str, taken: set[str]) -> str:
    """The first letter of the name, else the first and another one, else a number."""
    letters = [letter for letter in name if letter.isalnum()] or ["?"]
    choices = [letters[0].upper(), *(letters[0].upper() + letter.lower() for letter in letters[1:])]
    free = (code for code in (*choices, *(str(n) for n in range(1, 100))) if code not in taken)
    return next(free, "?")


def category_rules(shown: Iterable[Swatch]) -> str:
    """The CSS of each category's cells and letters: classes k0, k1…"""
    return "\n".join(
        f".k{n} rect{{fill:{swatch.fill}}}.k{n} text{{fill:{swatch.ink}}}"
        for n, swatch in enumerate(shown)
    )


CSS = """
:root{--ink:#1b2430;--soft:#55606e;--line:#d5dae1;--accent:#1f4e79;--alert:#a3161f}
*{box-sizing:border-box}
body{margin:0;background:#f3f5f8;color:var(--ink);
 font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:1440px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:28px;line-height:1.2;margin:0 0 4px;letter-spacing:-.01em}
h2{font-size:19px;margin:0 0 10px}
.period{margin:0;color:var(--soft);font-size:16px}
.verdict{margin:14px 0 0;padding:12px 16px;border-left:5px solid var(--accent);background:#fff;
 border-radius:0 6px 6px 0;max-width:980px}
.verdict p{margin:0}.verdict p+p{margin-top:4px}
.verdict.alert{border-color:var(--alert)}
section{background:#fff;border:1px solid var(--line);border-radius:8px;padding:18px 20px;margin:18px 0}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:14px;
 padding:0;border:0;background:none}
.figures h2{position:absolute;left:-9999px}
.figure{background:#fff;border:1px solid var(--line);border-radius:8px;padding:14px 16px}
.figure.alert{border:2px solid var(--alert)}
.figure b{display:block;font-size:27px;line-height:1.15;font-weight:650}
.figure.alert b{color:var(--alert)}
.figure .name{display:block;font-size:12.5px;text-transform:uppercase;letter-spacing:.05em;color:var(--soft)}
.figure .more{display:block;font-size:13.5px;color:var(--soft);margin-top:3px}
.legend{display:flex;flex-wrap:wrap;gap:6px 18px;margin:0 0 10px;padding:0;list-style:none;font-size:13.5px}
.legend svg{vertical-align:-4px;margin-right:6px}
.scroll{overflow-x:auto}
.scroll+.scroll{margin-top:18px}
svg{display:block;font-family:inherit}
.scroll svg{max-width:100%;height:auto}
.legend svg{display:inline-block}
svg text{fill:var(--ink)}
.cell rect{stroke:#1b2430;stroke-width:.6}
.cell text{font-size:9px;font-weight:650;text-anchor:middle}
.cell .two{font-size:7.5px;letter-spacing:-.03em}
.cell:hover rect{stroke-width:2}
.miss rect{fill:#fff;stroke:var(--alert);stroke-width:1.6}
.miss text{fill:var(--alert);font-weight:800}
.who{font-size:11px}.count{font-size:11px;text-anchor:end}
.month{font-size:12px;font-weight:650}
.day{font-size:8.5px;text-anchor:middle;fill:var(--soft)}
.tight{font-size:7.5px;letter-spacing:-.02em}
.band{fill:transparent}.r:hover .band{fill:#1f4e79;fill-opacity:.13}
.off{font-weight:700;fill:var(--ink)}
.sat{fill:#eef0f3}.sun{fill:#dde1e7}.pont{fill:url(#pont)}
.row{stroke:#e3e7ec;stroke-width:1}.edge{stroke:#8b95a1;stroke-width:1}
.head{font-size:12px;font-weight:650}.sub{font-size:10.5px;fill:var(--soft)}
.load{fill:#86a8cd}.over{fill:#a3432a}.under{fill:#fff;stroke:#1b2430;stroke-width:1.2}
.share{stroke:#1b2430;stroke-width:2.2}
.value{font-size:11px}.value .of{fill:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:14px}
caption{text-align:left;color:var(--soft);font-size:13px;padding-bottom:6px}
th,td{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{font-size:12.5px;color:var(--soft);font-weight:600}
tbody th{font-weight:600}
.carences tbody th{white-space:nowrap;border-left:5px solid var(--alert);padding-left:10px}
details{margin-top:12px}summary{cursor:pointer;font-weight:600;padding:4px 0}
footer{color:var(--soft);font-size:13px;padding-bottom:30px}
ul.breaches{margin:0 0 8px;padding-left:22px}
@media print{@page{size:A4 landscape;margin:9mm}
 body{background:#fff;font-size:12px;-webkit-print-color-adjust:exact;print-color-adjust:exact}
 main{display:flex;flex-direction:column}
 main,header,footer{padding:0;max-width:none}header{padding-top:0}
 section{border:0;padding:0;margin:10px 0}
 .figures{grid-template-columns:repeat(6,1fr);gap:8px}.figure{padding:8px 10px}
 .figure b{font-size:19px}.figure .name{font-size:10px;letter-spacing:0}.figure .more{font-size:11px}
 .brief{order:1}.grid,.bars{order:2;break-before:page}.proof{order:3}
 .scroll{overflow:visible;break-inside:avoid}
 .scroll svg{max-width:100%;min-width:0!important;max-height:156mm;width:auto;height:auto}
 .bars .scroll svg{max-height:146mm}.legend{font-size:11px;gap:3px 14px;margin-bottom:5px}details{margin-top:6px}
 details::details-content{content-visibility:visible;block-size:auto}
 table{font-size:11.5px}th,td{padding-top:3px;padding-bottom:3px}
 footer{padding:0;font-size:10.5px}footer p{margin:3px 0}
 .screen{display:none}h2,summary,caption{break-after:avoid}tr{break-inside:avoid}}
"""
