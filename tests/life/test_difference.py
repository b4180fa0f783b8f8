"""What changed between two versions: against the roster files themselves, in words and as a table."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import openpyxl
import pytest

from rostering.errors import Refused
from rostering.export.difference_csv import difference_csv
from rostering.export.excel.difference import difference_bytes
from rostering.files.folder import version_path
from rostering.files.roster_file import load_roster
from rostering.life.difference import Difference
from rostering.life.difference_words import rows, sentences
from rostering.workflow.difference import compare_versions, write_difference
from rostering.workflow.life import agree, ask_give, ask_undo, ask_worked
from rostering.workflow.published import load_published
from tests.life.week import SUNDAY, evening, published_week, signed

WHO = ("anne", "bruno", "chloe", "damien")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week, with Monday given to Chloé by the CDOM in version 2."""
    published_week(tmp_path / "semaine")
    given(tmp_path / "semaine", "anne", evening(1), "chloe")
    return tmp_path / "semaine"


def given(folder: Path, who: str, duty: str, to: str) -> None:
    """A duty handed over."""
    agree(ask_give(folder, (who, duty, to), signed("CDOM")), workbooks=False)


def test_it_is_told_in_words(folder: Path) -> None:
    """The duty with both doctors and the journal's number, the loads that change, the journal."""
    assert list(sentences(compare_versions(folder, 1, 2))) == [
        "Semaine d'essai, de la version 1 (11/01/2027 09:00) à la version 2 (11/01/2027 09:00) : 1 garde change.",
        "  • MMG du lundi 1er février 2027, 20:00–24:00 : Dr DELATTRE Anne → Dr LEMOINE Chloé (n° 2)",
        "Charges qui changent :",
        "  • Dr DELATTRE Anne, Soirée : 2 → 1 pour une part de 1,25",
        "  • Dr LEMOINE Chloé, Soirée : 1 → 2 pour une part de 1,25",
        "  • Dr DELATTRE Anne, Unités de 4 h : 2 → 1 pour une part de 2,12",
        "  • Dr LEMOINE Chloé, Unités de 4 h : 2 → 3 pour une part de 2,12",
        "Au journal :",
        "  n° 2 – 11/01/2027 09:00 – CDOM : Le Dr DELATTRE Anne donne MMG du lundi 1er février 2027, 20:00–24:00 "
        "au Dr LEMOINE Chloé.",
    ]


def test_the_other_way_round(folder: Path) -> None:
    """From version 2 to version 1 the duty goes back, by the same entry."""
    (row,) = rows(compare_versions(folder, 2, 1))
    assert (row.before, row.after, row.entries) == ("Dr LEMOINE Chloé", "Dr DELATTRE Anne", "n° 2")


def test_a_version_and_itself(folder: Path) -> None:
    """Nothing differs from itself."""
    found = compare_versions(folder, 2, 2)
    assert (found.changes, found.loads, found.entries) == ((), (), ())


def test_usually_the_last_two(folder: Path) -> None:
    """Without numbers: from the last but one to the one in force."""
    given(folder, "bruno", evening(2), "damien")
    found = compare_versions(folder)
    assert (found.before.version, found.after.version) == (2, 3)


def test_what_was_taken_back_is_no_difference(folder: Path) -> None:
    """Given and undone: no duty differs, both entries are told."""
    agree(ask_undo(folder, None, signed()))
    found = compare_versions(folder, 1, 3)
    assert found.changes == ()
    assert [entry.number for entry in found.entries] == [2, 3]


def test_every_entry_that_touched_the_duty_is_named(folder: Path) -> None:
    """Monday went from hand to hand: n° 2 and n° 3."""
    given(folder, "chloe", evening(1), "damien")
    (row,) = rows(compare_versions(folder, 1, 3))
    assert (row.before, row.after) == ("Dr DELATTRE Anne", "Dr CARPENTIER Damien")
    assert row.entries == "n° 2, n° 3"


def test_who_really_served_is_a_change_of_its_own(folder: Path) -> None:
    """Planned for Chloé, served by Damien: the holder stays, the fact is told."""
    after = signed(now=signed().at.replace(month=2, day=2))
    agree(ask_worked(folder, ("chloe", evening(1), "damien"), after))
    (row,) = rows(compare_versions(folder, 2, 3))
    assert (row.before, row.after, row.served) == (
        "Dr LEMOINE Chloé",
        "Dr LEMOINE Chloé",
        "Dr CARPENTIER Damien",
    )


def test_an_unknown_version_is_refused(folder: Path) -> None:
    """The sentence says which there are."""
    with pytest.raises(Refused, match="n'a pas de version 7 ; il a les versions 1 à 2"):
        compare_versions(folder, 1, 7)


def test_a_first_version_has_nothing_before_it(tmp_path: Path) -> None:
    """With one version there is nothing to compare, unless with itself."""
    published_week(tmp_path)
    with pytest.raises(Refused, match="n'a que la version 1"):
        compare_versions(tmp_path)


def test_random_gifts_against_the_files(tmp_path: Path) -> None:
    """Over twelve random gifts, any two versions differ as their files do, and by the entries between them."""
    published_week(tmp_path)
    chance = random.Random(5)
    while load_published(tmp_path).publication.version < 13:
        roster = load_published(tmp_path).roster
        shift = chance.choice([*map(evening, range(1, 7)), evening(7), SUNDAY])
        (holder,) = roster.by_shift[shift]
        taker = chance.choice([who for who in WHO[1:] if who != holder])
        given(tmp_path, holder, shift, taker)
    files = {n: load_roster(version_path(tmp_path, n)).doctors_by_shift() for n in range(1, 14)}
    entries = load_published(tmp_path).folder.entries
    for one, other in ((1, 13), (3, 9), (12, 2), (7, 8)):
        found = compare_versions(tmp_path, one, other)
        told = {change.shift.id: (change.left, change.held) for change in found.changes}
        assert told == {
            shift: (files[one][shift], files[other][shift])
            for shift in files[one]
            if files[one][shift] != files[other][shift]
        }
        for change in found.changes:
            assert [entry.number for entry in change.entries] == [
                entry.number
                for entry in entries
                if min(one, other) < entry.number <= max(one, other)
                and change.shift.id in entry.touched
            ]


def test_duties_that_come_and_go_are_told(tmp_path: Path) -> None:
    """Published again without Sunday, then with it: its two duties go, then come back, by those entries."""
    for end in ("2027-02-07", "2027-02-06", "2027-02-07"):
        published_week(tmp_path, end=end)
    gone, back = (list(rows(compare_versions(tmp_path, n, n + 1))) for n in (1, 2))
    assert [(row.before, row.after, row.entries) for row in gone] == [
        ("Dr CARPENTIER Damien", "(garde supprimée)", "n° 2"),
        ("Dr LEMOINE Chloé", "(garde supprimée)", "n° 2"),
    ]
    assert [(row.before, row.after, row.entries) for row in back] == [
        ("(garde ajoutée)", "Dr CARPENTIER Damien", "n° 3"),
        ("(garde ajoutée)", "Dr LEMOINE Chloé", "n° 3"),
    ]


def found_in(folder: Path) -> Difference:
    """From version 1 to version 2."""
    return compare_versions(folder, 1, 2)


def test_the_table_has_a_row_a_duty(folder: Path) -> None:
    """The workbook's rows are those of the words, under the headings, with the journal on its own sheet."""
    book = openpyxl.load_workbook(io.BytesIO(difference_bytes(found_in(folder))))
    assert book.sheetnames == ["Ce qui a changé", "Charges", "Journal"]
    cells = [[cell.value for cell in row] for row in book["Ce qui a changé"].iter_rows(min_row=4)]
    assert cells[0] == [
        "Date",
        "Jour",
        "Heures",
        "Poste",
        "Avant",
        "Après",
        "Assurée par",
        "Journal",
    ]
    assert cells[1][1:] == [
        "lundi", "20:00–24:00", "MMG", "Dr DELATTRE Anne", "Dr LEMOINE Chloé", None, "n° 2",
    ]  # fmt: skip
    assert f"{cells[1][0]:%d/%m/%Y}" == "01/02/2027"
    assert len(cells) == 2
    assert [row[0].value for row in book["Journal"].iter_rows(min_row=5)] == [2]


def test_the_same_versions_give_the_same_bytes(folder: Path) -> None:
    """The table does not depend on the clock."""
    assert difference_bytes(found_in(folder)) == difference_bytes(found_in(folder))


def test_the_text_table_opens_in_a_french_spreadsheet(folder: Path) -> None:
    """Semicolons, the mark of UTF-8, French dates."""
    content = difference_csv(found_in(folder))
    assert content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert lines[1] == [
        "01/02/2027", "lundi", "20:00–24:00", "MMG", "Dr DELATTRE Anne", "Dr LEMOINE Chloé", "", "n° 2",
    ]  # fmt: skip


def test_an_open_table_is_written_beside(folder: Path) -> None:
    """A workbook held open is left alone."""
    target = folder / "table.xlsx"
    write_difference(found_in(folder), target)
    (folder / ".~lock.table.xlsx#").touch()
    assert write_difference(found_in(folder), target).name == "table (2).xlsx"
