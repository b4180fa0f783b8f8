"""How a wall calendar fits its A4 pages: widths, heights, the scale at which a month is one page.

Widths are counted in digits of the base font (7 pixels, plus 5 of padding), heights in points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rostering.export.excel.page import PAGE_HEIGHT, PAGE_WIDTH
from rostering.export.excel.wall_grid import Wall, day_note, months

MM_PER_POINT, MM_PER_PIXEL = 0.3528, 0.2646
DIGIT, PADDING = 7, 5
SAFETY = 0.97
"""Fonts differ a little between machines; a page that just fits here must fit there."""
LINE, MARGIN, LOWEST, HIGHEST = 14.0, 4.0, 18.0, 30.0
"""Height of a line of text and of the padding of a row; the shortest row, and the tallest one-line row."""
DAY_WIDTH, NOTE_LEAST, NOTE_MOST = 15.0, 7.0, 21.0
NARROWEST, WIDEST = 15.0, 42.0
SMALLEST_SCALE = 0.6
"""Under this a month is cut in two pages."""


@dataclass(frozen=True)
class Layout:
    """Widths of all columns (date and day first), heights of the rows of line names and of places, height of each day's row,
    pages as lists of days, scale in percent.
    """

    widths: tuple[float, ...]
    heads: tuple[float, float]
    heights: dict[date, float]
    pages: tuple[tuple[date, ...], ...]
    scale: int


def lay_out(wall: Wall, header_points: float) -> Layout:
    """A month per page at a readable scale, else half a month; columns widened to fill the sheet."""
    days = wall.edition.problem.dates
    widths = _natural(wall, days)
    heads = _head_heights(wall, widths)
    header_points += sum(heads)
    heights = {day: _height(wall, widths, day) for day in days}
    pages = months(days)
    lead = (DAY_WIDTH, _note_width(wall, days))
    scale = _scale((*lead, *widths), heights, pages, header_points)
    if scale < SMALLEST_SCALE:
        pages = [half for page in pages for half in _halves(page)]
        scale = _scale((*lead, *widths), heights, pages, header_points)
    widths = (*lead, *_widened(widths, lead, scale))
    heights = _stretched(heights, pages, header_points, scale)
    tupled = tuple(tuple(page) for page in pages)
    return Layout(widths, heads, heights, tupled, max(10, int(scale * 100)))


def _note_width(wall: Wall, days: Sequence[date]) -> float:
    longest = max(len(day_note(wall.edition, day)) for day in days)
    return min(NOTE_MOST, max(NOTE_LEAST, longest * 1.05 + 2))


def _natural(wall: Wall, days: Sequence[date]) -> tuple[float, ...]:
    widths = []
    for column in wall.columns:
        longest = max(
            (len(text) for day in days for text, _ in wall.lines_of(column, day)), default=0
        )
        widths.append(min(WIDEST, max(NARROWEST, longest * 1.16 + 3)))
    return tuple(widths)


def _head_heights(wall: Wall, widths: Sequence[float]) -> tuple[float, float]:
    """Room for the longest line name (11 points) and the longest place (9 points) in their columns."""
    names = places = 1
    for group in wall.groups:
        width = sum(widths[group.first : group.last + 1])
        names = max(names, _wrapped(group.line.name, width * 0.9))
        places = max(places, _wrapped(group.where, width * 1.05))
    return names * LINE + MARGIN, places * 11.5 + MARGIN


def _height(wall: Wall, widths: Sequence[float], day: date) -> float:
    deepest = 1
    for column, width in zip(wall.columns, widths, strict=True):
        lines = wall.lines_of(column, day)
        deepest = max(deepest, sum(_wrapped(text, width) for text, _ in lines))
    return max(LOWEST, deepest * LINE + MARGIN)


def _wrapped(text: str, width: float) -> int:
    return -(-len(text) // max(1, int((width - 2) / 1.1)))


def _scale(
    widths: Sequence[float],
    heights: dict[date, float],
    pages: Sequence[Sequence[date]],
    header_points: float,
) -> float:
    tallest = max(sum(heights[day] for day in page) for page in pages) + header_points
    by_height = SAFETY * PAGE_HEIGHT / (tallest * MM_PER_POINT)
    by_width = SAFETY * PAGE_WIDTH / millimetres(widths)
    return min(1.0, by_height, by_width)


def millimetres(widths: Sequence[float]) -> float:
    """The printed width of columns at full size."""
    return sum(width * DIGIT + PADDING for width in widths) * MM_PER_PIXEL


def _widened(widths: tuple[float, ...], lead: tuple[float, ...], scale: float) -> tuple[float, ...]:
    room = SAFETY * PAGE_WIDTH / scale - millimetres(lead)
    factor = room / millimetres(widths)
    return tuple(round(width * max(1.0, factor), 1) for width in widths)


def _stretched(
    heights: dict[date, float],
    pages: Sequence[Sequence[date]],
    header_points: float,
    scale: float,
) -> dict[date, float]:
    """Rows made taller, all by the same amount, when the longest page leaves room."""
    longest = max(pages, key=lambda page: sum(heights[day] for day in page))
    room = SAFETY * PAGE_HEIGHT / MM_PER_POINT / scale - header_points
    extra = (room - sum(heights[day] for day in longest)) / len(longest)
    extra = max(0.0, min(extra, HIGHEST - LOWEST))
    return {day: round(height + extra, 1) for day, height in heights.items()}


def _halves(page: Sequence[date]) -> tuple[list[date], ...]:
    early = [day for day in page if day.day <= 15]
    late = [day for day in page if day.day > 15]
    return tuple(half for half in (early, late) if half)
