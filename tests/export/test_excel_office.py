"""The workbooks in LibreOffice: formulas give what they say, an edited file is read back."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rostering.domain.roster import Roster
from rostering.export.excel import read_posted, write_coordination, write_posted
from rostering.review.publication import Publication
from tests.build import facts, line
from tests.export.publications import people, publish, quarter

pytestmark = pytest.mark.office


def recalculated(path: Path, cells: Mapping[tuple[str, str], str | None]) -> Workbook:
    """The workbook after those edits, opened and saved by LibreOffice; values as it computed them."""
    office = shutil.which("soffice")
    assert office, "LibreOffice is not on this machine"
    edited: Workbook = load_workbook(path, rich_text=True)
    for (sheet, cell), value in cells.items():
        edited[sheet][cell] = value
    edited.save(path)
    saved = path.parent / "saved"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
               "--outdir", str(saved), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found: Workbook = load_workbook(saved / path.name, data_only=True)
    return found


def errors(workbook: Workbook) -> list[str]:
    """Cells that say #NAME?, #REF! or the like."""
    return [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value or "").startswith("#")
    ]


def test_an_exchange_typed_in_the_tableau_is_signalled_and_read_back(tmp_path: Path) -> None:
    """Two cells differ: « Modif. » says so, the wall says it is no longer true, the roster read is the new one."""
    publication, path = quarter(), tmp_path / "tableau.xlsx"
    write_posted(publication, path)
    workbook = recalculated(path, {("Gardes", "K6"): "BERNARD Bruno", ("Gardes", "K10"): None})
    sheet = workbook["Gardes"]
    assert [sheet[f"O{row}"].value for row in (6, 7, 10)] == ["chevauchement", None, "vidé"]
    assert str(workbook.worksheets[0]["A2"].value).startswith("2 poste(s) modifié(s)")
    assert errors(workbook) == []
    pairs = set(publication.roster.pairs)
    pairs -= {
        ("med-000", "2027-01-01-eff-boulogne-dim-mat"),
        ("med-003", "2027-01-01-eff-boulogne-soir"),
    }
    expected = Roster.of([*pairs, ("med-001", "2027-01-01-eff-boulogne-dim-mat")])
    assert read_posted(tmp_path / "saved" / "tableau.xlsx", publication.problem) == expected


def test_shares_move_when_a_doctor_is_typed(tmp_path: Path) -> None:
    """One duty given by MARTIN to BERNARD: one less, one more, in its category and in units."""
    publication, path = quarter(), tmp_path / "coordination.xlsx"
    write_coordination(publication, path)
    workbook = recalculated(path, {("Gardes", "K6"): "BERNARD Bruno"})
    rows = workbook["Parts"].iter_rows(min_row=7, values_only=True)
    moved = {(row[0], row[1]): row[8] for row in rows if row[8]}
    assert moved == {
        ("BERNARD Bruno", "Fête majeure"): 1,
        ("BERNARD Bruno", "Unités de 4 h"): 1.5,
        ("MARTIN Anne", "Fête majeure"): -1,
        ("MARTIN Anne", "Unités de 4 h"): -1.5,
    }
    assert errors(workbook) == []


def big() -> Publication:
    """Sixty-one doctors, one line; med-020 holds two evenings."""
    pairs = [("med-020", f"2027-02-0{day}-mmg-soir") for day in (1, 4)]
    return publish(facts((line(),), people(61, ("S",))), Roster.of(pairs))


def test_the_selector_brings_the_duties_of_the_doctor_chosen(tmp_path: Path) -> None:
    """Choosing MARTIN Bruno lists the two evenings of MARTIN Bruno and nothing after."""
    path = tmp_path / "coordination.xlsx"
    write_coordination(big(), path)
    workbook = recalculated(path, {("Fiche médecin", "C2"): "MARTIN Bruno"})
    sheet = workbook["Fiche médecin"]
    days = [sheet[f"A{row}"].value for row in (7, 8, 9)]
    assert [getattr(day, "day", day) for day in days] == [1, 4, None]
    assert errors(workbook) == []
