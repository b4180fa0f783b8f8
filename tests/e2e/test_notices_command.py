"""`rostering notices`: the list, the texts, the files, the note, at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.command import files_of, rostering
from tests.life.week import evening, published_week

AT = ("--at", "2027-01-11T10:00")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week, with Monday given to Chloé in version 2."""
    published_week(tmp_path / "semaine")
    rostering("give", tmp_path / "semaine", "anne", evening(1), "--to", "chloe", "--yes", *AT)
    return tmp_path / "semaine"


def test_the_list(folder: Path) -> None:
    """The state, the decision, who must still be told with how to reach them, and why they."""
    run = rostering("notices", folder)
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines() == [
        "Semaine d'essai : version 2, brouillon.",
        "n° 2 – 11/01/2027 10:00 – Le Dr DELATTRE Anne donne MMG du lundi 1er février 2027, 20:00–24:00 "
        "au Dr LEMOINE Chloé.",
        "  Reste à prévenir : le conseil départemental de l'Ordre (CDOM), "
        "Dr DELATTRE Anne (03 00 00 00 01, anne.delattre@exemple.invalid), "
        "Dr LEMOINE Chloé (chloe.lemoine@exemple.invalid).",
        "  Pourquoi eux : tableau pas encore diffusé (brouillon) : les médecins concernés, et le CDOM dès que "
        "possible ; les autres le recevront à la diffusion.",
    ]


def test_files_and_texts(folder: Path) -> None:
    """--out writes a text and a message for each and the list; --full shows the texts."""
    run = rostering("notices", folder, "--out", "--full")
    assert files_of(folder / "avis") == [
        "002/cdom.eml", "002/cdom.txt", "002/dr-anne.eml", "002/dr-anne.txt",
        "002/dr-chloe.eml", "002/dr-chloe.txt", "a-prevenir.txt",
    ]  # fmt: skip
    assert "Objet : Vos gardes changent : 1 de plus (01/02/2027)" in run.out
    assert run.out.splitlines()[-1] == f"Écrit : 6 fichiers dans {folder / 'avis'}."


def test_told(folder: Path) -> None:
    """--told shortens the list; with all told it says so; a told entry can be shown again."""
    rostering("notices", folder, "--told", "Delattre", "--told", "cdom", *AT)
    assert rostering("notices", folder, "--json").answer["decisions"][0]["pending"] == [
        "medecins/chloe"
    ]
    run = rostering("notices", folder, "--told", "tous", *AT)
    assert run.out.splitlines()[-1] == "Tout le monde est prévenu."
    again = rostering("notices", folder, 2, "--full")
    assert "  Tout le monde est prévenu." in again.out.splitlines()
    assert "Vous tenez désormais :" in again.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((9,), "n° 9"),
        (("--told", "Inconnu"), "médecin inconnu"),
        (("--told", "ars"), "rien ne reste"),
    ],
)
def test_bad_usage(folder: Path, words: tuple[object, ...], said: str) -> None:
    """Exit 2 with the sentence, nothing on stdout."""
    run = rostering("notices", folder, *words)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
