"""`past` taken back and corrected, beside what a file states, and what it tells of odd lines."""

from __future__ import annotations

from pathlib import Path

import yaml

from rostering.files.ledger_file import load_book
from rostering.memory.balances import feasts_served
from tests.e2e.command import rostering, solve
from tests.e2e.test_accounts_command import GOOD, table


def test_past_years_are_taken_back_and_corrected(folder: Path) -> None:
    """The wrong table out, the right one in; a name that was never taken over is refused."""
    rostering("past", table(folder, *GOOD), folder)
    assert rostering("past", "autre.csv", folder, "--undo").code == 2
    run = rostering("past", folder.parent / "passe.csv", folder, "--undo")
    assert (run.code, "3 gardes en moins au livre : 2 trimestres." in run.out) == (0, True)
    assert rostering("past", table(folder, GOOD[0]), folder).code == 0
    book = load_book(folder / "ledger.jsonl")
    assert [one.act for one in book] == [
        "reprise",
        "reprise",
        "reouverture",
        "reouverture",
        "reprise",
    ]
    assert [one.duties for one in book.closed] == [1]
    assert feasts_served(book) == ()


def test_feasts_and_refused_points_beside_past_years_are_posted(folder: Path) -> None:
    """Years first, then a closing of a file that states older feasts: they are in the book, once."""
    path = folder / "instance.yaml"
    rostering("past", table(folder, *GOOD), folder)
    told = path.read_text(encoding="utf-8")
    told += "\nfeasts:\n  - {doctor: anne, feast: noel, year: 2019}\n  - {doctor: bruno, feast: noel, year: 2026}\n"
    told += "\nrefused:\n  - {doctor: anne, points: 12}\n"
    path.write_text(told, encoding="utf-8")
    solve(path, folder)
    assert rostering("close", folder).code == 0
    book = load_book(folder / "ledger.jsonl")
    assert [one.act for one in book] == ["reprise", "reprise", "ouverture", "cloture"]
    opened = book.postings[2]
    assert [(one.doctor, one.year) for one in opened.feasts] == [("anne", 2019)]
    assert [(one.doctor, one.refused) for one in opened.wishes] == [("anne", 12)]
    assert opened.entries == ()


def test_past_years_taken_back_leave_the_book_as_empty(folder: Path) -> None:
    """A table taken over, then back: the first closing opens the book with the balances and feasts of the file."""
    path = folder / "instance.yaml"
    told = path.read_text(encoding="utf-8")
    told += "\nledger:\n  - {doctor: anne, category: samedi, balance: 1}\n"
    path.write_text(told, encoding="utf-8")
    rostering("past", table(folder, *GOOD), folder)
    rostering("past", "passe.csv", folder, "--undo")
    solve(path, folder)
    run = rostering("close", folder)
    assert "Livre ouvert avec 1 reliquat d'avant." in run.out
    assert "Attention : « Reliquats »" not in run.out


def test_past_duties_that_look_wrong_are_told(folder: Path) -> None:
    """A category without duties today, a duty before its doctor came: taken over, and said."""
    path = folder / "instance.yaml"
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    raw["categories"].append({"id": "soiree"})
    raw["doctors"][0]["arrival"] = "2026-06-01"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")
    run = rostering("past", table(folder, *GOOD, "anne;24/02/2026;soiree"), folder)
    assert run.code == 0, run.err
    assert "Attention : aucune plage de cette période n'est de la catégorie « soiree »" in run.out
    assert (
        "Attention : gardes d'avant l'arrivée ou d'après le départ, reprises quand même : anne."
        in run.out
    )
    again = rostering("past", table(folder, *GOOD, "anne;24/02/2026;soiree"), folder)
    assert "« rostering past --undo » la retire" in again.err
