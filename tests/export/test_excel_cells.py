"""What the cells of both workbooks must and must not hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from rostering.domain.roster import Roster
from rostering.export.excel import coordination_bytes, posted_bytes
from rostering.export.excel.posts import FIRST, LETTERS
from rostering.review.publication import Publication
from tests.build import doctor, facts, line, window
from tests.export.excel_dump import opened
from tests.export.publications import one_line, publish, tiny

WRITERS = [posted_bytes, coordination_bytes]
SHIFT = "2027-02-01-mmg-soir"
Write = Callable[[Publication], bytes]


def column(content: bytes, title: str) -> list[Any]:
    """The values of a column of « Gardes »."""
    sheet = opened(content)["Gardes"]
    return [sheet[f"{LETTERS[title]}{row}"].value for row in range(FIRST, sheet.max_row + 1)]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(1)", "#N/A", "=1"])
def test_a_name_is_never_a_formula(write: Write, name: str) -> None:
    """A doctor, line, site or territory whose name begins with = + - @ or looks like an error stays text."""
    stated = facts(
        (line(label=name),),
        (doctor("a", last_name=name),),
        title=name,
        sites=[{"id": "mmg", "label": name}],
        sectors=[{"id": "S", "label": name}],
    )
    workbook = opened(write(publish(stated, Roster.of([("a", SHIFT)]))))
    ours = ("=IF(", "=COUNTIFS(", "=SUMIFS(", "=G", "=J")
    formulas = [
        str(cell.value)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type in ("f", "e")
    ]
    assert [one for one in formulas if not one.startswith(ours)] == []
    assert name.upper() in column(write(publish(stated, Roster.of([("a", SHIFT)]))), "Médecin")


@pytest.mark.parametrize("write", WRITERS)
def test_a_control_character_does_not_stop_the_workbook(write: Write) -> None:
    """A name pasted with an escape character is written without it."""
    content = write(one_line((doctor("a", last_name="Mar\x1btin"),), ("a", SHIFT)))
    assert column(content, "Médecin")[0] == "MARTIN"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [("2027-03-26", "2027-03-28", [12, 11, 12]), ("2027-10-29", "2027-10-31", [12, 13, 12])],
)
def test_hours_are_elapsed_hours(start: str, end: str, expected: list[int]) -> None:
    """The night 20–8 lasts 11 hours at the spring clock change and 13 in autumn, 12 around."""
    stated = facts(
        (line("n", window("n", "20:00", "08:00")),), (doctor("a"),), start=start, end=end
    )
    assert column(posted_bytes(publish(stated, Roster.of([]))), "Heures") == expected


def test_a_duty_that_ends_at_midnight_ends_at_24_on_its_own_day() -> None:
    """20–24 is not shown as ending at 0:00 on the next day; 20–8 ends on the next."""
    lines = (line("soir"), line("nuit", window("n", "20:00", "08:00")))
    stated = facts(lines, (doctor("a"),), end="2027-02-01")
    sheet = opened(posted_bytes(publish(stated, Roster.of([]))))["Gardes"]
    rows = [(sheet[f"H{row}"].value, sheet[f"I{row}"].value.day) for row in (FIRST, FIRST + 1)]
    assert [(end.total_seconds() / 3600, day) for end, day in rows] == [(24, 1), (8, 2)]


def test_a_carence_is_said_in_words_on_the_wall_and_in_the_list() -> None:
    """Nobody on a mandatory night: « CARENCE », hatched and framed; on an optional post « — (facultatif) »."""
    workbook = opened(posted_bytes(tiny()))
    wall = workbook.worksheets[0]
    vacant, optional = wall["C9"], wall["D8"]
    assert (vacant.value, vacant.fill.fill_type, vacant.border.left.style) == (
        "CARENCE",
        "lightUp",
        "medium",
    )
    assert optional.value == "— (facultatif)"
    assert column(posted_bytes(tiny()), "Statut").count("CARENCE") == 1
    assert workbook["Carences"]["D5"].value == "Garde de nuit"


@pytest.mark.parametrize("write", WRITERS)
def test_only_doctor_cells_can_be_typed_in(write: Write) -> None:
    """Every sheet is protected; in « Gardes » the doctor column alone is unlocked."""
    workbook = opened(write(tiny()))
    shown = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in shown if not sheet.protection.sheet] == []
    unlocked = {
        (sheet.title, cell.coordinate.rstrip("0123456789"))
        for sheet in shown
        for row in sheet.iter_rows(min_row=FIRST)
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == {("Gardes", LETTERS["Médecin"])}


def test_the_drop_down_of_a_line_lists_its_doctors_only() -> None:
    """A doctor without the function, or of another sector, is not offered; one who arrives later is."""
    people = (
        doctor("in"),
        doctor("later", arrival="2027-02-05"),
        doctor("other", sectors=()),
        doctor("calls", functions=("regulation",)),
    )
    workbook = opened(posted_bytes(publish(facts((line(),), people), Roster.of([]))))
    rule = workbook["Gardes"].data_validations.dataValidation[0]
    sheet, cells = workbook.defined_names[rule.formula1].attr_text.split("!")
    names = [row[0].value for row in workbook[sheet][cells]]
    assert (names, str(rule.sqref)) == (["IN", "LATER"], f"K{FIRST}:K{FIRST + 6}")


def test_posted_reasons_name_no_doctor() -> None:
    """The posted « Carences » counts families of reasons; who is absent stays with the coordinator."""
    sheet = opened(posted_bytes(tiny()))["Carences"]
    text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    assert "MARTIN" not in text
    assert "LEROY" not in text
