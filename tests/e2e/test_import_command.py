"""`rostering import`: a workbook edited in Excel, from the terminal and for scripts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from rostering.workflow.published import load_published
from tests.e2e.command import Run, rostering
from tests.life.week import SUNDAY, cell_of, edited, evening, published_week

AT = ("--at", "2027-01-11T10:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week."""
    published_week(tmp_path / "semaine")
    return tmp_path / "semaine"


def imported(folder: Path, workbook: Path, *words: object) -> Run:
    """`rostering import` on 11 January 2027."""
    return rostering("import", folder, workbook, *AT, *words)


def test_what_changes_is_told_and_nothing_written(folder: Path) -> None:
    """Without --yes and without a terminal: the cell, the move, the shares, and version 1 stays."""
    workbook = edited(folder, "e.xlsx", {evening(1): "LEMOINE Chloé"})
    run = imported(folder, workbook)
    cell = cell_of(workbook, evening(1))
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "e.xlsx, version 1 : 1 garde modifiée.",
        f"  • feuille Gardes, cellule {cell} : MMG du lundi 1er février 2027, 20:00–24:00 : "
        "Dr DELATTRE Anne la laisse, Dr LEMOINE Chloé la prend",
        "Classeur e.xlsx, version 1 : 1 garde change de mains.",
        "Règles dures : toutes tenues.",
        "Règles souples : aucune ne plie.",
        *run.out.splitlines()[5:-1],
        "Rien n'a été écrit ; ajouter --yes pour écrire.",
    ]
    assert "  Dr DELATTRE Anne, Soirée : 2 → 1 pour une part de 1,25 (écart −0,25)" in run.out
    assert load_published(folder).publication.version == 1


def test_agreed_it_is_written(folder: Path) -> None:
    """--yes writes version 2, and the folder's own workbook says it."""
    run = imported(folder, edited(folder, "e.xlsx", {evening(1): "LEMOINE Chloé"}), "--yes")
    assert run.out.splitlines()[-1] == f"Écrit : version 2 dans {folder}."
    again = imported(folder, folder / "tableau.xlsx")
    assert again.out.splitlines() == [
        "tableau.xlsx dit la même chose que la version 2.",
        "Rien à écrire.",
    ]


def test_an_unlawful_edit_names_its_cell(folder: Path) -> None:
    """Exit 1, the rule's sentence, the cell at fault, nothing written even with --yes."""
    workbook = edited(folder, "e.xlsx", {SUNDAY: "DELATTRE Anne", evening(1): "LEMOINE Chloé"})
    run = imported(folder, workbook, "--yes")
    assert run.code == 1
    assert f"Cellules en cause : feuille Gardes, cellule {cell_of(workbook, SUNDAY)}.\n" in run.out
    assert "Refusé, règle dure : Dr DELATTRE Anne est absent" in run.out
    assert load_published(folder).publication.version == 1


def test_an_older_workbook_is_said_to_be_one(folder: Path) -> None:
    """A workbook of version 1 laid on version 2 says both numbers; its clash is exit 2 on stderr."""
    workbook = edited(folder, "e.xlsx", {evening(1): "LEMOINE Chloé"})
    duty = ("give", folder, "chloe", evening(3), "--to", "damien", *AT, "--yes")
    assert rostering(*duty).code == 0
    run = imported(folder, workbook)
    expected = "e.xlsx, version 1 : 1 garde modifiée, à réunir avec la version 2 en vigueur."
    assert run.out.splitlines()[0] == expected
    duty = ("give", folder, "anne", evening(1), "--to", "bruno", *AT, "--yes")
    assert rostering(*duty).code == 0
    clash = imported(folder, workbook, "--yes")
    assert (clash.code, clash.out) == (2, "")
    assert "mais cette garde a changé depuis au journal, n° 3" in clash.err
    assert clash.err.endswith("Rien n'a été changé.\n")


def test_a_script_gets_one_object(folder: Path) -> None:
    """--json: the edits with their cells, the verdict, what was written."""
    workbook = edited(folder, "e.xlsx", {evening(1): "LEMOINE Chloé"})
    answer = imported(folder, workbook, "--yes", "--json").answer
    assert (answer["written"], answer["version"], answer["from_version"]) == (True, 2, 1)
    assert answer["edits"] == [
        {
            "shift": evening(1),
            "leaves": ["anne"],
            "takes": ["chloe"],
            "place": f"feuille Gardes, cellule {cell_of(workbook, evening(1))}",
        }
    ]
    same = imported(folder, folder / "tableau.xlsx", "--json").answer
    assert (same["written"], same["edits"]) == (False, [])


def test_a_workbook_still_open_is_read(folder: Path) -> None:
    """With the spreadsheet's lock file beside it, it is read and that is told."""
    workbook = edited(folder, "e.xlsx", {evening(1): "LEMOINE Chloé"})
    (workbook.parent / "~$e.xlsx").touch()
    run = imported(folder, workbook)
    assert "e.xlsx est encore ouvert" in run.out
    assert "1 garde modifiée" in run.out


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "n'existe pas"), (b"PK pas un classeur", "ce n'est pas un classeur Excel lisible")],
)
def test_what_is_no_workbook_is_refused(folder: Path, content: bytes | None, said: str) -> None:
    """Exit 2 with the sentence, version 1 untouched."""
    path = folder / "autre.xlsx"
    if content is not None:
        path.write_bytes(content)
    run = imported(folder, path, "--yes")
    assert (run.code, run.out) == (2, "")
    assert said in run.err


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_is_imported(folder: Path) -> None:
    """Edited, then opened and saved by LibreOffice: the hidden version and the codes are still there."""
    workbook = edited(folder, "e.xlsx", {evening(1): "LEMOINE Chloé"})
    office = shutil.which("soffice")
    assert office, "LibreOffice is not on this machine"
    saved = folder.parent / "saved"
    profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
               "--outdir", str(saved), str(workbook)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert imported(folder, saved / "e.xlsx", "--yes").code == 0
    assert load_published(folder).roster.by_shift[evening(1)] == ("chloe",)
