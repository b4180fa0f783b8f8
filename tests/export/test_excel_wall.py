"""The wall calendars: what stands in a column, in a cell, on a page."""

from __future__ import annotations

from datetime import date

import pytest

from rostering.domain.roster import Roster
from rostering.export.excel import posted_bytes
from rostering.export.excel.edition import Edition
from rostering.export.excel.page import PAGE_HEIGHT, PAGE_WIDTH
from rostering.export.excel.wall import ROW_POINTS
from rostering.export.excel.wall_grid import places, walls
from rostering.export.excel.wall_layout import (
    MM_PER_POINT,
    SMALLEST_SCALE,
    lay_out,
    millimetres,
)
from rostering.review.publication import Publication
from tests.build import doctor, facts, line, window
from tests.export.excel_dump import opened
from tests.export.publications import mmg, people, publish, quarter

MON, SAT, SUN = date(2027, 2, 1), date(2027, 2, 6), date(2027, 2, 7)


def edition(lines: list[object], *pairs: tuple[str, str], **fields: object) -> Edition:
    """An edition of one week with two doctors."""
    two = (doctor("a", last_name="Martin", first_name="Anne"), doctor("b", last_name="Petit"))
    stated = facts(lines, fields.pop("doctors", two), **fields)  # type: ignore[arg-type]
    return Edition(publish(stated, Roster.of(pairs)))


def crowded(lines: int, posts: int = 1) -> Publication:
    """January with so many lines of four windows and so many doctors in each."""
    windows = [window(f"w{n}", f"{6 * n:02d}:00", f"{6 * n + 6:02d}:00") for n in range(4)]
    listed = [line(f"l{n}", *windows, staffing={"min": posts}) for n in range(lines)]
    return publish(
        facts(listed, people(3, ("S",)), start="2027-01-01", end="2027-01-31"), Roster.of([])
    )


def test_few_lines_have_a_column_for_each_part_of_the_day() -> None:
    """An MMG reads Matin, Après-midi, Soirée; hours that never change stand in the heading."""
    wall = next(walls(edition(list(mmg("S", "MMG")), start="2027-01-01", end="2027-01-10")))
    assert [column.heading for column in wall.columns] == [
        "Matin", "Après-midi", "Soirée\n20–24 h", "Matin\n8–14 h", "Après-midi\n14–20 h",
    ]  # fmt: skip


def test_hours_that_change_stand_in_the_cell() -> None:
    """Saturday 12–20 and Sunday 14–20 share the afternoon column."""
    shown = edition(list(mmg("S", "MMG")), ("a", "2027-02-06-eff-S-sam-apm"))
    wall = next(walls(shown))
    afternoons = [wall.lines_of(wall.columns[1], day) for day in (MON, SAT, SUN)]
    assert afternoons == [(), (("12–20  MARTIN Anne", False),), (("14–20  CARENCE", True),)]


@pytest.mark.parametrize(("lines", "columns"), [(1, 4), (2, 2), (7, 7), (10, 10)])
def test_many_lines_have_one_column_each(lines: int, columns: int) -> None:
    """Up to seven columns by part of the day; else the windows of a line are stacked in its cell."""
    wall = next(walls(Edition(crowded(lines))))
    assert len(wall.columns) == columns


def test_more_than_ten_columns_make_two_sheets() -> None:
    """Eleven lines are shared out over two sheets whose titles say so."""
    found = list(walls(Edition(crowded(11))))
    assert [(wall.title, len(wall.columns)) for wall in found] == [
        ("S (1 sur 2)", 6),
        ("S (2 sur 2)", 5),
    ]


def test_lines_without_a_sector_have_a_sheet_of_their_own() -> None:
    """Régulation of the whole territory is called by its name; mixed lines are « Territoire »."""
    calls = line("reg", function="regulation", sectors=(), label="Régulation")
    other = line("sas", function="vacation", sectors=())
    assert [wall.title for wall in walls(edition([line(), calls]))] == ["S", "Régulation"]
    assert [wall.title for wall in walls(edition([line(), calls, other]))] == ["S", "Territoire"]


def test_a_line_of_two_sectors_hangs_on_both_walls() -> None:
    """A MMG shared by two sectors is posted in both."""
    shared = line("mmg", sectors=("S", "T"))
    shown = edition([shared], sectors=[{"id": "S"}, {"id": "T"}])
    assert [wall.title for wall in walls(shown)] == ["S", "T"]


def test_a_site_that_changes_in_the_period_is_said_with_its_date() -> None:
    """Both places are above the column, the second with its first day."""
    moving = line(site="cabinet", site_changes=({"start": "2027-02-03", "site": "mmg"},))
    shown = edition([moving], sites=[{"id": "mmg", "label": "MMG", "city": "Langres"}])
    assert places(shown, moving) == "au cabinet du médecin ; à partir du 03/02/2027 : MMG, Langres"


def test_a_week_end_held_by_one_doctor_says_until_when() -> None:
    """Saturday 12 to Monday 8 reads « 12–lun. 8 »."""
    block = line("we", window("b", "12:00", "08:00", ["samedi"], nights=2))
    wall = next(walls(edition([block], ("a", "2027-02-06-we-b"))))
    assert wall.lines_of(wall.columns[0], SAT) == (("12–lun. 8  MARTIN Anne", False),)


def test_a_sas_duty_shows_the_block_of_its_doctor() -> None:
    """In the half-day 8–13, a doctor whose usual hour is 9:30 holds 9h30–11h30; nobody yet: the half-day."""
    sas = line("snp", window("m", "08:00", "13:00"), function="sas", site="cabinet")
    who = doctor("a", last_name="Martin", sas_registered=True, usual_hours={"morning": "9h30"})
    wall = next(walls(edition([sas], ("a", "2027-02-01-snp-m"), doctors=(who,))))
    shown = [wall.lines_of(wall.columns[0], day)[0][0] for day in (MON, SAT)]
    assert shown == ["9h30–11h30  MARTIN", "8–13  CARENCE"]


@pytest.mark.parametrize("publication", [quarter(), crowded(1), crowded(10), crowded(5, posts=3)])
def test_every_page_fits_a4_landscape(publication: Publication) -> None:
    """At its scale no page is wider or taller than the paper inside its margins."""
    for wall in walls(Edition(publication)):
        layout = lay_out(wall, sum(ROW_POINTS.values()))
        scale = layout.scale / 100
        width = millimetres(layout.widths) * scale
        header = sum(ROW_POINTS.values()) + sum(layout.heads)
        heights = [header + sum(layout.heights[day] for day in page) for page in layout.pages]
        assert width <= PAGE_WIDTH
        assert max(heights) * MM_PER_POINT * scale <= PAGE_HEIGHT


def test_a_quarter_is_three_pages_and_headings_are_repeated() -> None:
    """A page break after each month; the rows of title and headings come back on each page."""
    sheet = opened(posted_bytes(quarter())).worksheets[0]
    assert [line.id for line in sheet.row_breaks.brk] == [6 + 31, 6 + 31 + 28]
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$6", "C7")
    assert sheet.page_setup.orientation == "landscape"


def test_a_crowded_month_takes_two_pages_rather_than_tiny_letters() -> None:
    """When a month would print under 60 %, it is cut after the 15th."""
    (wall,) = walls(Edition(crowded(5, posts=2)))
    layout = lay_out(wall, sum(ROW_POINTS.values()))
    assert [page[0].day for page in layout.pages] == [1, 16]
    assert SMALLEST_SCALE == 0.6


def test_days_are_marked_by_a_letter() -> None:
    """1 January F with its name, Saturday 2 (large) P, Sunday 3 WE, Monday 4 nothing."""
    sheet = opened(posted_bytes(quarter())).worksheets[0]
    assert [sheet[f"B{row}"].value for row in (7, 8, 9, 10)] == [
        "F  Jour de l'an",
        "P  pont",
        "WE",
        None,
    ]
