"""`carry` refuses what would be lost, and tells what stays behind."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.e2e.command import rostering, solve
from tests.e2e.test_close_command import following


def test_a_folder_whose_own_roster_is_open_is_not_carried_from(folder: Path) -> None:
    """The book knows the week before, this one was never closed: its duties would count nowhere."""
    rostering("close", folder)
    open_one = folder.parent / "ouvert"
    assert (
        rostering("carry", folder, following(folder), "--out", open_one / "instance.yaml").code == 0
    )
    told = (folder / "roster.json").read_text(encoding="utf-8")
    (open_one / "roster.json").write_text(
        told.replace("tiny-deux-medecins", "suivant"), encoding="utf-8"
    )
    last = following(folder, id="dernier", horizon={"start": "2027-02-15", "end": "2027-02-21"})
    run = rostering("carry", open_one, last, "--out", folder.parent / "x" / "dernier.yaml")
    assert run.code == 2
    assert "le tableau du 08/02/2027 au 14/02/2027 n'est pas clos : « rostering close" in run.err
    assert not (folder.parent / "x").exists()


def test_days_that_no_roster_counts_are_told(folder: Path) -> None:
    """The next period begins a day after the last closing, or later."""
    rostering("close", folder)
    late = {"start": "2027-02-10", "end": "2027-02-14"}
    run = rostering("carry", folder, following(folder, horizon=late))
    assert run.code == 0, run.err
    assert "Attention : du 08/02/2027 au 09/02/2027, le livre ne compte aucune garde." in run.out
    assert "Attention" not in rostering("carry", folder, following(folder)).out


def test_taking_a_closing_back_says_that_the_book_may_be_elsewhere(folder: Path) -> None:
    """A copy that `carry` took along is not known here."""
    rostering("close", folder)
    assert "c'est dans cette copie-là (--ledger)" in rostering("close", folder, "--undo").out


def test_a_hole_in_the_middle_of_the_book_is_told(folder: Path, tmp_path: Path) -> None:
    """Two closings a week apart, by the same book: told when the second is closed, and again when the third is begun."""
    rostering("close", folder)
    late = {"start": "2027-02-15", "end": "2027-02-21"}
    other = tmp_path / "autre"
    other.mkdir()
    shutil.copy(following(folder, horizon=late), other / "instance.yaml")
    solve(other / "instance.yaml", other)
    hole = "Attention : du 08/02/2027 au 14/02/2027, le livre ne compte aucune garde."
    assert hole in rostering("close", other, "--ledger", folder / "ledger.jsonl").out
    third = following(folder, id="troisieme", horizon={"start": "2027-02-22", "end": "2027-02-28"})
    run = rostering("carry", other, third, "--ledger", folder / "ledger.jsonl")
    assert run.code == 0, run.err
    assert run.out.count("le livre ne compte aucune garde") == 1
    assert hole in run.out


def test_a_roster_made_anew_since_its_closing_is_told(folder: Path) -> None:
    """The folder was solved again after the closing: what is carried would be of two rosters."""
    rostering("close", folder)
    path = folder / "roster.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    run = rostering("carry", folder, following(folder))
    assert run.code == 0
    assert "roster.json a changé depuis sa clôture" in run.out


def test_the_identifier_of_a_closed_period_is_refused_before_the_next_is_made(folder: Path) -> None:
    """Not at its closing, a quarter later."""
    rostering("close", folder)
    same = following(folder, id="tiny-deux-medecins")
    before = same.read_text(encoding="utf-8")
    run = rostering("carry", folder, same)
    assert run.code == 2
    assert "cet identifiant est celui de la période close du 06/02/2027 au 07/02/2027" in run.err
    assert same.read_text(encoding="utf-8") == before


def test_a_book_that_went_along_is_closed_anew_as_the_sentence_says(folder: Path) -> None:
    """Undone and closed again in its own folder, then carried again: the copy goes on from it."""
    target = folder.parent / "suite" / "instance.yaml"
    rostering("close", folder)
    rostering("carry", folder, following(folder), "--out", target)
    assert "refaire « carry » après la nouvelle clôture" in rostering("close", folder, "--undo").out
    rostering("close", folder)
    assert rostering("carry", folder, following(folder), "--out", target).code == 0
    assert (target.parent / "ledger.jsonl").read_bytes() == (folder / "ledger.jsonl").read_bytes()
