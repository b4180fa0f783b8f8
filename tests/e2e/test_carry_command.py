"""`carry` refuses what would be lost, and tells what stays behind."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.command import rostering
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
    assert "les deux livres doivent rester les mêmes" in rostering("close", folder, "--undo").out
