"""The few words of HTML that the page is made of; every text goes through `esc`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from datetime import date

from babel.dates import format_date

from rostering.rules.base import first_in_words, number

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
NARROW, WIDE = "\u202f", "\u00a0"
"""The no-break spaces of French typography: before « ; » or between thousands, and before « : » or « % »."""


def esc(text: str) -> str:
    """The text as HTML shows it, whatever is in it."""
    return html.escape(CONTROL.sub(" ", text), quote=True)


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]], css: str = "") -> str:
    """A table with its caption; the first cell of each row is its heading."""
    head = "".join(f'<th scope="col">{esc(name)}</th>' for name in heads)
    body = "\n".join(_row(tuple(cells)) for cells in rows)
    return (
        f'<table class="{css}"><caption>{esc(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>"
    )


def _row(cells: tuple[str, ...]) -> str:
    rest = "".join(f"<td>{esc(cell)}</td>" for cell in cells[1:])
    return f'<tr><th scope="row">{esc(cells[0])}</th>{rest}</tr>'


READABLE = 1080
"""Under this width (px) a drawing scrolls rather than shrinks."""


def svg(width: float, height: float, label: str, parts: Iterable[str]) -> str:
    """A drawing of that size in px; `label` is what a screen reader says of it."""
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    least = f'style="min-width:{min(width, READABLE):g}px"'
    return f'<svg role="img" {size} {least} aria-label="{esc(label)}">' + "\n".join(
        (*parts, "</svg>")
    )


def details(summary: str, content: str, opened: bool = False) -> str:
    """A part that folds."""
    state = " open" if opened else ""
    return f"<details{state}><summary>{esc(summary)}</summary>\n{content}\n</details>"


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 carence", "3 carences"; zero is singular in French."""
    return f"{count} {many or one + 's'}" if count > 1 else f"{count} {one}"


def whole(count: int) -> str:
    """ "1 966", with a no-break space."""
    return f"{count:,}".replace(",", NARROW)


def signed(value: float) -> str:
    """ "+1,4", "−0,6" or "0"."""
    text = number(abs(round(value, 1)))
    return text if text == "0" else ("+" if value > 0 else "−") + text


def tenth(value: float) -> str:
    """ "2,4": at most one decimal."""
    return number(round(value, 1))


def percent(ratio: float) -> str:
    """ "92 %"; one decimal under 10 %, and never a false 0 or 100."""
    value = 100 * ratio
    if 0 < value < 0.1:
        return f"moins de 0,1{WIDE}%"
    if value < 10 or 99 < value < 100:
        return f"{number(int(value * 10) / 10)}{WIDE}%"
    return f"{number(round(value))}{WIDE}%"


def french_date(day: date, pattern: str = "EEEE d MMMM y") -> str:
    """ "vendredi 1er janvier 2027"."""
    return first_in_words(str(format_date(day, pattern, locale="fr")))
