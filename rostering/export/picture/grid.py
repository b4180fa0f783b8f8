"""The roster as a grid: a row per doctor, a column per day, a lettered cell per duty (SVG)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from rostering.domain.people import Doctor
from rostering.export.duty import Duty, hours
from rostering.export.picture.markup import esc, french_date, plural, svg
from rostering.export.picture.style import Swatch
from rostering.problem.problem import Problem

NAME_WIDTH, COUNT_WIDTH, ROW, HEAD, TOP = 158, 26, 19, 50, 18
WIDEST, NARROWEST, ROOM = 30, 13, 1180
"""Columns share `ROOM` px, between those widths: 13 px is a quarter on a screen, 30 px a month."""
TIGHT = 17
"""Under this width the numbers of the days are written smaller."""
MONTHS_A_GRID = 3
TOGETHER = 60
"""Doctors in one drawing: a page of paper holds no more."""
LETTER = 7
"""Under this height a cell has no room for letters."""
LONGEST = 21
"""Letters of a name that fit before the first day; the whole name is in the tooltip."""
INITIALS = "LMMJVSD"


@dataclass(frozen=True)
class Grid:
    """What a grid is drawn from: its days, its doctors by name, the duties, how categories show."""

    problem: Problem
    dates: tuple[date, ...]
    doctors: tuple[Doctor, ...]
    duties: tuple[Duty, ...]
    swatches: Mapping[str, Swatch]

    @cached_property
    def width(self) -> int:
        """Of a column, in px."""
        return max(NARROWEST, min(WIDEST, ROOM // len(self.dates)))

    @cached_property
    def bottom(self) -> int:
        """Under the last row."""
        return HEAD + ROW * (len(self.doctors) + 1)

    @property
    def right(self) -> int:
        """Beyond the last column."""
        return NAME_WIDTH + self.width * len(self.dates)

    @cached_property
    def column(self) -> Mapping[date, int]:
        """Where each day begins."""
        return {day: NAME_WIDTH + n * self.width for n, day in enumerate(self.dates)}

    @cached_property
    def classes(self) -> Mapping[str, int]:
        """The number of each category's style."""
        return {id_: n for n, id_ in enumerate(self.swatches)}


def spans(dates: tuple[date, ...]) -> Iterator[tuple[date, ...]]:
    """The days of each grid: three calendar months at most."""
    months = [tuple(days) for _, days in groupby(dates, key=lambda day: (day.year, day.month))]
    for first in range(0, len(months), MONTHS_A_GRID):
        yield sum(months[first : first + MONTHS_A_GRID], ())


def draw(grid: Grid, label: str) -> str:
    """The whole SVG; `label` is what a screen reader says of it."""
    parts = (PATTERN, *_days(grid), *_rows(grid))
    return svg(grid.right + COUNT_WIDTH, grid.bottom + 1, label, parts)


PATTERN = (
    '<defs><pattern id="pont" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="5" height="5" fill="#f4f5f7"/>'
    '<line x1="0" y1="0" x2="0" y2="5" stroke="#a9b1bc" stroke-width="1.6"/></pattern></defs>'
)


def _days(grid: Grid) -> Iterator[str]:
    """Shaded columns, months, initials and numbers of the days."""
    size = "day" if grid.width >= TIGHT else "day tight"
    for day, x in grid.column.items():
        css = _shade(grid.problem, day)
        if css:
            height = grid.bottom - TOP
            yield f'<rect class="{css}" x="{x}" y="{TOP}" width="{grid.width}" height="{height}"/>'
        middle, shade = x + grid.width / 2, " off" if css else ""
        name = grid.problem.calendar.holiday_name(day) or DAY_NAMES.get(css, "")
        told = f"<title>{esc(f'{french_date(day)} : {name}')}</title>" if name else ""
        yield f'<text class="{size}{shade}" x="{middle}" y="30">{INITIALS[day.weekday()]}{told}</text>'
        yield f'<text class="{size}{shade}" x="{middle}" y="43">{day.day}{told}</text>'
        if day.day == 1 or day == grid.dates[0]:
            yield f'<line class="edge" x1="{x}" y1="0" x2="{x}" y2="{grid.bottom}"/>'
            month = french_date(day, "MMMM y").capitalize()
            yield f'<text class="month" x="{x + 4}" y="12">{esc(month)}</text>'


DAY_NAMES = {"sat": "samedi", "sun": "dimanche", "pont": "pont"}


def _shade(problem: Problem, day: date) -> str:
    if problem.calendar.base(day) == "dimanche_jf":
        return "sun"
    if problem.calendar.pont(day):
        return "pont"
    return "sat" if day.weekday() == 5 else ""


def _rows(grid: Grid) -> Iterator[str]:
    """For each row a band that lights up, its name, its cells, and how many duties it has."""
    cells = _by_row(grid)
    end = grid.right + COUNT_WIDTH
    names = [("", "À POURVOIR"), *((doctor.id, doctor.name) for doctor in grid.doctors)]
    for n, (id_, name) in enumerate(names):
        y, weight = HEAD + n * ROW, "" if id_ else ' font-weight="700"'
        held = cells.get(id_, {})
        count = sum(len(duties) for duties in held.values())
        yield f'<g class="r"><rect class="band" x="0" y="{y}" width="{end}" height="{ROW}"/>'
        yield f'<line class="{"edge" if n < 2 else "row"}" x1="0" y1="{y}" x2="{end}" y2="{y}"/>'
        yield f'<text class="who" x="2" y="{y + 13}"{weight}>{esc(_short(name))}{_full(name)}</text>'
        yield f'<text class="count" x="{grid.right + 23}" y="{y + 13}"{weight}>{count or "–"}</text>'
        for day, duties in held.items():
            yield from _held(grid, day, duties, y) if id_ else (_missing(grid, day, duties),)
        yield "</g>"
    yield f'<line class="edge" x1="0" y1="{grid.bottom}" x2="{end}" y2="{grid.bottom}"/>'


def _by_row(grid: Grid) -> Mapping[str, Mapping[date, list[Duty]]]:
    """The duties of each doctor ("" for the vacant ones) and day."""
    found: defaultdict[str, defaultdict[date, list[Duty]]] = defaultdict(lambda: defaultdict(list))
    for duty in grid.duties:
        if duty.shift.date in grid.column:
            found[duty.doctor.id if duty.doctor else ""][duty.shift.date].append(duty)
    return found


def _held(grid: Grid, day: date, duties: Sequence[Duty], y: float) -> Iterator[str]:
    """The duties of one doctor and day, one above the other when there are several."""
    height = (ROW - 3) / len(duties)
    for n, duty in enumerate(duties):
        yield _cell(grid, duty, (grid.column[day], y + 1.5 + n * height, height))


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"


def _full(name: str) -> str:
    return "" if len(name) <= LONGEST else f"<title>{esc(name)}</title>"


def _cell(grid: Grid, duty: Duty, corner: tuple[float, float, float]) -> str:
    """`corner`: left, top, height."""
    x, y, height = corner
    shift = duty.shift
    nights = min(shift.window.nights, (grid.dates[-1] - shift.date).days)
    width = grid.width * (nights + 1) - 1
    code = grid.swatches[shift.category].code
    y_text = y + height / 2 + 3.2
    two = ' class="two"' if len(code) > 1 and width < TIGHT else ""
    at = f'x="{x + width / 2 + 0.5:g}" y="{y_text:g}"'
    letters = f"<text{two} {at}>{esc(code)}</text>" if height >= LETTER else ""
    return (
        f'<g class="cell k{grid.classes[shift.category]}"><title>{esc(describe(grid.problem, duty))}</title>'
        f'<rect x="{x + 0.5:g}" y="{y:g}" width="{width}" height="{height - 0.5:g}" rx="2"/>{letters}</g>'
    )


def _missing(grid: Grid, day: date, vacant: Sequence[Duty]) -> str:
    """How many doctors are missing that day, and where."""
    x, y, width = grid.column[day] + 0.5, HEAD + 1.5, grid.width - 1
    lines = "\n".join(describe(grid.problem, duty) for duty in vacant)
    return (
        f'<g class="cell miss"><title>{esc(lines)}</title>'
        f'<rect x="{x:g}" y="{y:g}" width="{width}" height="{ROW - 3.5:g}" rx="2"/>'
        f'<text x="{x + width / 2:g}" y="{y + 11:g}">{len(vacant)}</text></g>'
    )


def describe(problem: Problem, duty: Duty) -> str:
    """ "DUPONT Jean — MMG, vendredi 1er janvier 2027, 20h–24h, Maison médicale"."""
    who = duty.doctor.name if duty.doctor else "CARENCE"
    where = f", {duty.site.name}" if duty.site and duty.site.name != duty.shift.line.name else ""
    when = f"{french_date(duty.shift.date)}, {hours(duty.period, problem.zone)}"
    return f"{who} — {duty.shift.line.name}, {when}{where}"


@dataclass(frozen=True)
class Group:
    """Doctors drawn together: all of them (`sector` None), or (part of) a sector's, or of none ("").

    `leads`: the first part, the one that shows the carences.
    """

    sector: str | None
    heading: str
    doctors: tuple[Doctor, ...]
    leads: bool = True

    def shows(self, duty: Duty) -> bool:
        """Is the duty, if vacant, one of the group's lines? A line of several sectors is in each."""
        if duty.doctor is not None or self.sector is None:
            return True
        return self.leads and self.sector in (duty.shift.line.sectors or ("",))


def groups(problem: Problem) -> Iterator[Group]:
    """All doctors by name together up to `TOGETHER`; beyond that by first sector, then those of none."""
    doctors = tuple(sorted(problem.doctors, key=lambda doctor: (doctor.name.casefold(), doctor.id)))
    if len(doctors) <= TOGETHER:
        yield Group(None, "", doctors)
        return
    named = {sector.id: sector.name for sector in problem.facts.sectors}
    members: dict[str, list[Doctor]] = {id_: [] for id_ in (*named, "")}
    for doctor in doctors:
        members[next((id_ for id_ in doctor.sectors if id_ in named), "")].append(doctor)
    for id_, listed in members.items():
        if listed or not all(shift.line.sectors for shift in problem.shifts):
            yield from _parts(id_, named.get(id_, "Territoire"), listed)


def _parts(sector: str, name: str, doctors: Sequence[Doctor]) -> Iterator[Group]:
    """A sector as one group, or as several of like size when it is too long for a page."""
    count = max(1, -(-len(doctors) // TOGETHER))
    size = max(1, -(-len(doctors) // count))
    for first in range(0, max(1, len(doctors)), size):
        part = tuple(doctors[first : first + size])
        heading = f"{name} — {plural(len(part), 'médecin')}"
        if count > 1:
            heading += f", de {part[0].last_name} à {part[-1].last_name}"
        yield Group(sector, heading, part, leads=first == 0)
