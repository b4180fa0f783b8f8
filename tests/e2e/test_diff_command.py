"""`rostering diff`: two versions compared at the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.command import rostering
from tests.life.week import evening, published_week

AT = ("--at", "2027-01-11T10:00", "--yes")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week, with Monday given to Chloé in version 2."""
    published_week(tmp_path / "semaine")
    rostering("give", tmp_path / "semaine", "anne", evening(1), "--to", "chloe", *AT)
    return tmp_path / "semaine"


def test_words_and_table(folder: Path) -> None:
    """The change is told, the table written where asked."""
    table = folder / "changements.csv"
    run = rostering("diff", folder, 1, 2, "--out", table)
    assert (run.code, run.err) == (0, "")
    assert "Dr DELATTRE Anne → Dr LEMOINE Chloé (n° 2)" in run.out
    assert run.out.splitlines()[-1] == f"Table écrite : {table}."
    assert table.exists()


def test_a_script_gets_one_object(folder: Path) -> None:
    """--json: versions, changes, loads, entries."""
    answer = rostering("diff", folder, "--json").answer
    assert (answer["from"], answer["to"], answer["entries"]) == (1, 2, [2])
    assert answer["changes"] == [
        {
            "shift": evening(1),
            "added": False,
            "removed": False,
            "before": ["anne"],
            "after": ["chloe"],
            "served": [],
            "entries": [2],
        }
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((1, 9), "n'a pas de version 9"),
        ((1, 2, "--out", "t.pdf"), "donner un nom en .xlsx ou .csv"),
    ],
)
def test_bad_usage(folder: Path, words: tuple[object, ...], said: str) -> None:
    """Exit 2 with the sentence, nothing on stdout."""
    run = rostering("diff", folder, *words)
    assert (run.code, run.out) == (2, "")
    assert said in run.err
