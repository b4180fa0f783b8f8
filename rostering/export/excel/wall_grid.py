"""What a wall calendar says: its columns (a line, or a line by part of the day) and the words of each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from rostering.domain.line import Line, Window
from rostering.export.excel.edition import OPTIONAL, VACANT, Edition, Post
from rostering.export.excel.text import clock, short_date
from rostering.problem.shift import Shift
from rostering.rules.base import number

MOST_BANDED, MOST_COLUMNS, MOST_FULL_NAMES = 7, 10, 7
"""Up to seven columns lines are split by part of the day; a page bears ten; names are full up to seven."""
UNFILLED = "— (facultatif)"
EVENING, AFTERNOON, MORNING = 18 * 60, 12 * 60, 6 * 60
DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")


@dataclass(frozen=True)
class WallColumn:
    """A line, or its windows of one part of the day. `hours`: said in the heading when always the same."""

    line: Line
    band: str
    windows: frozenset[str]
    hours: str

    @property
    def heading(self) -> str:
        """ "Soirée\\n20–24 h"."""
        return "\n".join(part for part in (self.band, f"{self.hours} h" * bool(self.hours)) if part)


@dataclass(frozen=True)
class LineHead:
    """What stands above the columns of a line: its name, how and where it is served."""

    line: Line
    where: str
    first: int
    last: int


@dataclass(frozen=True)
class Wall:
    """One printed sheet: a sector (or the lines of no sector), its columns and its days."""

    title: str
    edition: Edition
    columns: tuple[WallColumn, ...]

    @cached_property
    def _posts(self) -> dict[tuple[str, str, date], list[Post]]:
        groups: defaultdict[tuple[str, str, date], list[Post]] = defaultdict(list)
        for post in self.edition.posts:
            shift = post.shift
            groups[shift.line.id, shift.window.id, shift.date].append(post)
        return dict(groups)

    def posts(self, column: WallColumn, day: date) -> tuple[Post, ...]:
        """The seats of the column on that day, by time."""
        found = [
            post
            for window in column.windows
            for post in self._posts.get((column.line.id, window, day), ())
        ]
        return tuple(sorted(found, key=lambda post: (post.period.start, post.shift.id, post.seat)))

    def lines_of(self, column: WallColumn, day: date) -> tuple[tuple[str, bool], ...]:
        """The lines of a cell and whether each is a carence: "20–24  MARTIN Anne"."""
        names = self.names
        written = []
        for post in self.posts(column, day):
            who = names[post.doctor.id] if post.doctor else _nobody(post)
            when = "" if column.hours else f"{self._when(post)}  "
            written.append((f"{when}{who}", post.status == VACANT))
        return tuple(written)

    def _when(self, post: Post) -> str:
        """The hours of the window; for a SAS block those of the doctor's own block."""
        if post.shift.line.sas is None or post.doctor is None:
            return hours(post.shift)
        start, end = self.edition.local(post.period.start), self.edition.local(post.period.end)
        return _hours(start.hour * 60 + start.minute, end.hour * 60 + end.minute)

    @cached_property
    def groups(self) -> tuple[LineHead, ...]:
        """The lines of the sheet with the columns each one heads."""
        keyed = groupby(range(len(self.columns)), key=lambda index: self.columns[index].line.id)
        found = []
        for _, group in keyed:
            indexes = tuple(group)
            line = self.columns[indexes[0]].line
            where = f"{modality(line)} – {places(self.edition, line)}"
            found.append(LineHead(line, where, indexes[0], indexes[-1]))
        return tuple(found)

    @cached_property
    def names(self) -> dict[str, str]:
        """Full names, or short ones where columns are many."""
        narrow = len(self.columns) > MOST_FULL_NAMES
        return dict(self.edition.short_labels if narrow else self.edition.labels)


def walls(edition: Edition) -> Iterator[Wall]:
    """A wall per sector, then one for the lines of the whole territory; wide ones are cut in two or more."""
    sectors = [(sector.id, sector.name) for sector in edition.problem.facts.sectors]
    for id_, name in sectors:
        lines = [line for line in edition.lines if id_ in line.sectors]
        yield from _cut(edition, name, lines)
    everywhere = [line for line in edition.lines if not line.sectors]
    only_calls = {line.function.value for line in everywhere} == {"regulation"}
    name = edition.problem.facts.name if not sectors else "Territoire"
    yield from _cut(edition, "Régulation" if only_calls else name, everywhere)


def _cut(edition: Edition, title: str, lines: Sequence[Line]) -> Iterator[Wall]:
    if not lines:
        return
    columns = tuple(_columns(edition, lines))
    pages = -(-len(columns) // MOST_COLUMNS)
    size = -(-len(columns) // pages)
    for page in range(pages):
        suffix = f" ({page + 1} sur {pages})" if pages > 1 else ""
        yield Wall(title + suffix, edition, columns[page * size : (page + 1) * size])


def _columns(edition: Edition, lines: Sequence[Line]) -> list[WallColumn]:
    used = {(shift.line.id, shift.window.id) for shift in edition.problem.shifts}
    windows = {
        line.id: [window for window in line.windows if (line.id, window.id) in used]
        for line in lines
    }
    banded = [column for line in lines for column in _bands(line, windows[line.id])]
    if len(banded) <= MOST_BANDED:
        return banded
    return [_column(line, "", windows[line.id]) for line in lines]


def _bands(line: Line, windows: Sequence[Window]) -> Iterator[WallColumn]:
    groups: defaultdict[int, list[Window]] = defaultdict(list)
    for window in windows:
        groups[_part_of_day(window)].append(window)
    for part in sorted(groups):
        ends_late = any(window.end_minute > 15 * 60 for window in groups[part])
        name = ("Nuit", "Journée" if ends_late else "Matin", "Après-midi", "Soirée")[part]
        if part == 3 and any(window.end_minute > 24 * 60 for window in groups[part]):
            name = "Nuit"
        yield _column(line, name, groups[part])


def _part_of_day(window: Window) -> int:
    if window.start < MORNING:
        return 0
    if window.start < AFTERNOON:
        return 1
    return 2 if window.start < EVENING else 3


def _column(line: Line, band: str, windows: Sequence[Window]) -> WallColumn:
    spans = {(window.start, window.end_minute) for window in windows}
    same = len(spans) == 1 and line.sas is None and not windows[0].nights
    said = _hours(*spans.copy().pop()) if same else ""
    return WallColumn(line, band, frozenset(window.id for window in windows), said)


def hours(shift: Shift) -> str:
    """ "20–24", "8–12h30", "12–lun. 8" for a week-end held by one doctor."""
    if shift.window.nights:
        end = shift.last_date
        return f"{clock(shift.window.start)}–{DAYS[end.weekday()]} {clock(shift.window.end)}"
    return _hours(shift.window.start, shift.window.end_minute)


def _hours(start: int, end: int) -> str:
    return f"{clock(start)}–{clock(end % 1440 or 1440)}"


def _nobody(post: Post) -> str:
    return UNFILLED if post.status == OPTIONAL else VACANT


def places(edition: Edition, line: Line) -> str:
    """The line's site with its address, and the next one with its date when it moves."""
    horizon = edition.problem.facts.horizon
    dates = sorted(change.start for change in line.site_changes)
    starts = [horizon.start, *(day for day in dates if horizon.start < day <= horizon.end)]
    told = [_address(edition, line.site_on(day)) for day in starts]
    parts = [told[0]]
    for day, before, place in zip(starts[1:], told, told[1:], strict=False):
        if place != before:
            parts.append(f"à partir du {short_date(day)} : {place}")
    return " ; ".join(parts)


def _address(edition: Edition, site: str) -> str:
    if site in edition.sites:
        return edition.sites[site].full_address
    return "au cabinet du médecin"


def modality(line: Line) -> str:
    """ "effection fixe"; for SAS the length of the block too."""
    if line.sas is None:
        return line.function.label
    return f"{line.function.label}, {number(line.sas.minutes / 60)} h par médecin"


def day_note(edition: Edition, day: date) -> str:
    """ "F Toussaint", "P pont", "WE" or nothing."""
    mark = edition.mark(day)
    if mark == "F":
        return f"F  {edition.problem.calendar.holiday_name(day)}"
    return "P  pont" if mark == "P" else mark


def months(days: Sequence[date]) -> list[list[date]]:
    """The days of each month, or of each stretch of it that a horizon holds."""
    pages: list[list[date]] = []
    for day in days:
        if not pages or pages[-1][-1] != day - timedelta(days=1) or day.day == 1:
            pages.append([])
        pages[-1].append(day)
    return pages
