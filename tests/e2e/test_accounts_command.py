"""`past` and `accounts` as people type them: a table of past years, sheets, CSV and curves."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from rostering.files.ledger_file import load_book
from rostering.files.load import load_instance
from rostering.memory.balances import feasts_served
from tests.e2e.command import TINY, Run, rostering, solve

HEAD = "Médecin;Date;Catégorie"
GOOD = (
    "anne;24/01/2026;samedi",
    "EXEMPLE-DEUX Bruno;25/01/2026;Dimanche et JF",
    "Dr Bruno Exemple-Deux;2026-12-25;dimanche_jf",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the two doctors' instance in it, not solved."""
    (tmp_path / "t").mkdir()
    shutil.copy(TINY / "deux-medecins.yaml", tmp_path / "t" / "instance.yaml")
    return tmp_path / "t"


def table(folder: Path, *lines: str, head: str = HEAD) -> Path:
    """A CSV of past duties."""
    path = folder.parent / "passe.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def refused(run: Run, folder: Path, *words: str) -> None:
    """Exit 2, the words said, no book."""
    assert run.code == 2
    assert [word for word in words if word not in run.err] == []
    assert not (folder / "ledger.jsonl").exists()


def test_a_table_is_posted_by_quarters(folder: Path) -> None:
    """Three duties of 2026 in two quarters, halves due; codes, names in either order and labels are understood."""
    run = rostering("past", table(folder, *GOOD), folder)
    assert (
        run.code,
        "3 gardes reprises : 2 trimestres, du 01/01/2026 au 31/12/2026" in run.out,
    ) == (0, True)
    book = load_book(folder / "ledger.jsonl")
    assert [(one.act, one.duties) for one in book] == [("reprise", 2), ("reprise", 1)]
    assert book.postings[0].numbers["anne", "samedi"].change == 0.5
    assert [(one.doctor, one.feast, one.year) for one in feasts_served(book)] == [
        ("bruno", "noel", 2026)
    ]


def test_a_workbook_is_read_like_a_csv(folder: Path) -> None:
    """Real dates in cells, other columns ignored: the same book."""
    rostering("past", table(folder, *GOOD), folder)
    expected = [one.entries for one in load_book(folder / "ledger.jsonl")]
    (folder / "ledger.jsonl").unlink()
    sheets = openpyxl.Workbook()
    sheet = sheets.active
    assert sheet is not None
    sheet.append(["Note", "Catégorie", "Nom", "Date"])
    for line in GOOD:
        doctor, day, category = line.split(";")
        sheet.append(["", category, doctor, day])
    path = folder.parent / "passe.xlsx"
    sheets.save(path)
    assert rostering("past", path, folder).code == 0
    assert [one.entries for one in load_book(folder / "ledger.jsonl")] == expected


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "annne;24/01/2026;samedi",
            ("ligne 2, Médecin : « annne »", "médecin inconnu", "« anne »"),
        ),
        (";24/01/2026;samedi", ("ligne 2, Médecin", "médecin attendu")),
        ("anne;31/02/2026;samedi", ("ligne 2, Date : « 31/02/2026 »", "n'existe pas")),
        ("anne;hier;samedi", ("ligne 2, Date : « hier »", "24/12/2025")),
        ("anne;05/04/03;samedi", ("ligne 2, Date : « 05/04/03 »", "ambiguë", "quatre chiffres")),
        ("anne;24/01/2026;samdi", ("ligne 2, Catégorie : « samdi »", "« samedi »")),
        ("anne;06/02/2027;samedi", ("01/01/2027", "finis avant le 06/02/2027")),
    ],
)
def test_a_bad_line_is_refused_in_place(folder: Path, line: str, words: tuple[str, ...]) -> None:
    """Unknown doctor, date or category: line and column, and nothing posted, good lines included."""
    refused(rostering("past", table(folder, line, *GOOD), folder), folder, *words)


def test_dates_that_may_be_month_first_are_ambiguous(folder: Path) -> None:
    """12/24/2025 exists month first only: 03/04/2025 may then be read both ways; 24/03/2025 and 04/04/2025 may not."""
    lines = (
        "anne;12/24/2025;samedi",
        "anne;03/04/2025;samedi",
        "anne;24/03/2025;samedi",
        "anne;04/04/2025;samedi",
    )
    run = rostering("past", table(folder, *lines), folder)
    refused(
        run,
        folder,
        "2 erreurs",
        "ligne 2, Date : « 12/24/2025 »",
        "ligne 3, Date : « 03/04/2025 »",
        "« 12/24/2025 » (ligne 2, Date)",
    )


def test_all_mistakes_are_said_at_once(folder: Path) -> None:
    """Three wrong cells of one line are three mistakes."""
    refused(rostering("past", table(folder, "x;y;z"), folder), folder, "3 erreurs")


def test_a_missing_column_is_named(folder: Path) -> None:
    """Without dates there is nothing to post."""
    refused(
        rostering("past", table(folder, "anne;samedi", head="Nom;Catégorie"), folder),
        folder,
        "colonne « Date » absente",
    )


def test_a_name_that_two_bear_is_refused(folder: Path) -> None:
    """Two doctors of one name: who of them, with their codes."""
    path = folder / "instance.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Exemple-Deux", "Exemple-Un"), encoding="utf-8"
    )
    run = rostering("past", table(folder, "Exemple-Un;24/01/2026;samedi"), folder)
    refused(run, folder, "plusieurs médecins portent ce nom", "(anne)", "(bruno)")


def test_a_table_is_taken_over_once(folder: Path) -> None:
    """The same table again, or another of the same quarters, is refused; the book stays."""
    rostering("past", table(folder, *GOOD), folder)
    before = (folder / "ledger.jsonl").read_text(encoding="utf-8")
    again = rostering("past", table(folder, *GOOD), folder)
    other = rostering("past", table(folder, GOOD[0]), folder)
    assert (again.code, "déjà reprise" in again.err, other.code, "déjà compté" in other.err) == (
        2,
        True,
        2,
        True,
    )
    assert (folder / "ledger.jsonl").read_text(encoding="utf-8") == before


def test_the_past_comes_before_the_balances_that_sum_it_up(folder: Path) -> None:
    """A book that opened with balances refuses the years that these balances already say."""
    path = folder / "instance.yaml"
    told = (
        path.read_text(encoding="utf-8")
        + "\nledger:\n  - {doctor: anne, category: samedi, balance: 1}\n"
    )
    path.write_text(told, encoding="utf-8")
    solve(path, folder)
    rostering("close", folder)
    run = rostering("past", table(folder, *GOOD), folder)
    assert (run.code, "s'ouvre déjà avec des reliquats" in run.err) == (2, True)


def test_balances_stated_beside_years_taken_over_are_told(folder: Path) -> None:
    """Years first, then a closing of a file with balances: these are not added, and it is said."""
    path = folder / "instance.yaml"
    assert rostering("past", table(folder, *GOOD), folder).code == 0
    told = path.read_text(encoding="utf-8")
    told += "\nledger:\n  - {doctor: anne, category: samedi, balance: 1}\n"
    path.write_text(told, encoding="utf-8")
    solve(path, folder)
    run = rostering("close", folder)
    assert run.code == 0, run.err
    assert "« Reliquats » (1 solde) n'y a pas été ajouté" in run.out


def test_the_accounts_are_written_three_ways(folder: Path, tmp_path: Path) -> None:
    """A workbook of five sheets, a CSV of as many rows as « Comptes », a page with a section and a curve per doctor."""
    rostering("past", table(folder, *GOOD), folder)
    solve(folder / "instance.yaml", folder)
    rostering("close", folder)
    run = rostering("accounts", folder, "--out", tmp_path / "comptes")
    assert (run.code, "Comptes au 08/02/2027 : 2 médecins, 3 écritures." in run.out) == (0, True)
    book = openpyxl.load_workbook(tmp_path / "comptes" / "comptes.xlsx")
    assert book.sheetnames == ["Soldes", "Comptes", "Fêtes", "Souhaits", "Livre"]
    text = (tmp_path / "comptes" / "comptes.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(text) - 1 == book["Comptes"].max_row - 5
    assert text[1].startswith(
        "EXEMPLE-DEUX Bruno;Samedi;01/01/2026;31/03/2026;années passées;0,00;0,00;0,50;0,00"
    )
    page = (tmp_path / "comptes" / "comptes.html").read_text(encoding="utf-8")
    assert Counter({"<section": page.count("<section"), "<svg": page.count("<svg")}) == {
        "<section": 2,
        "<svg": 2,
    }
    assert "Fêtes servies : Noël 2026." in page


def test_the_sheets_add_up(folder: Path, tmp_path: Path) -> None:
    """In « Soldes », each line is its own sum, duties done sum to those of the book and deviations to zero."""
    rostering("past", table(folder, *GOOD), folder)
    rostering("accounts", folder, "--out", tmp_path / "comptes")
    sheet = openpyxl.load_workbook(tmp_path / "comptes" / "comptes.xlsx")["Soldes"]
    heads, *rows = sheet.iter_rows(min_row=5, values_only=True)
    lines = [dict(zip(map(str, heads), row, strict=True)) for row in rows]

    def amounts(title: str) -> list[float]:
        return [float(str(line[title])) for line in lines]

    columns = map(amounts, ("Reliquat d'avant", "Faites", "Part due", "Écart"))
    for before, done, owed, change in zip(*columns, strict=True):
        assert change == pytest.approx(before + done - owed, abs=0.011)
    assert sum(amounts("Faites")) == 3
    assert round(sum(amounts("Écart")), 6) == 0


def test_an_empty_book_has_no_accounts(folder: Path, tmp_path: Path) -> None:
    """The command says what comes first, and makes no folder."""
    run = rostering("accounts", folder, "--out", tmp_path / "comptes")
    assert (run.code, "rostering close" in run.err, (tmp_path / "comptes").exists()) == (
        2,
        True,
        False,
    )


def test_the_past_feeds_the_shares(folder: Path) -> None:
    """Anne did the Saturday of 2026: the next instance says so."""
    rostering("past", table(folder, *GOOD), folder)
    target = folder.parent / "suivant.yaml"
    assert rostering("carry", folder, folder / "instance.yaml", "--out", target).code == 0
    balances = {(one.doctor, one.category): one.balance for one in load_instance(target).ledger}
    assert balances["anne", "samedi"] > 0 > balances["bruno", "samedi"]
