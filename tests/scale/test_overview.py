"""The table of a batch, and its sums."""

from __future__ import annotations

from rostering.scale.order import Ended, Figures
from rostering.scale.overview import HEADINGS, as_table, totals

ROSTER = Figures("feasible", 10, 90, 95, 93, 2, 0, 120, 117, 0.0125)
ENDINGS = (
    Ended("62/un", "rostered", ROSTER, cpu=1.5),
    Ended("62/deux", "kept", Figures("optimal", 5, 40, 40, 40, 0, 1, 60, 60, 0.0), cpu=4.0),
    Ended("62/trois", "bad_file", words="ligne 3 ; clé\nligne 4"),
)


def test_each_territory_is_a_line_for_a_french_spreadsheet() -> None:
    """« ; » between cells, « , » in numbers, words in quotes where they need it, as many cells as headings."""
    heading, first, second, third = (
        as_table(ENDINGS).replace('"ligne 3 ; clé\nligne 4"', "dit").splitlines()
    )
    assert heading == ";".join(HEADINGS)
    assert first == "62/un;fait;10;90;95;93;2;0;120;117;1,25;non;1,50;"
    assert second == "62/deux;déjà fait;5;40;40;40;0;1;60;60;0,00;oui;4,00;"
    assert third == "62/trois;fichier à corriger;;;;;;;;;;;0,00;dit"


def test_sums_are_of_the_rosters_there_are() -> None:
    """Kept ones count, failed ones do not; what was computed earlier is not computed now."""
    sums = totals(ENDINGS)
    assert sums["endings"] == {"rostered": 1, "kept": 1, "bad_file": 1}
    assert (sums["doctors"], sums["posts"], sums["carences"], sums["hard_breaches"]) == (
        15,
        135,
        2,
        1,
    )
    assert (sums["proved"], sums["worst_gap"], sums["cpu"]) == (1, 0.0125, 1.5)
