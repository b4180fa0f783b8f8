"""Two territories side by side: counts by hand, and « non décidable » as soon as proofs leave two signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rostering.cli.whatif_words import compared_in_words, lead
from rostering.explain.measure import Search
from rostering.explain.proved import Interval, Proved
from rostering.explain.territory import closed, one_more
from rostering.explain.whatif import Comparison, Refused, Side, compare_territories
from rostering.instance import DEFAULT_RULES, Instance
from rostering.rules.max_in_window import MaxInWindow
from rostering.solve.outcome import Infeasible
from rostering.solve.settings import Settings
from tests.build import doctor, facts, line

ONE = Search(Settings(seconds=20, workers=1))
SHORT = Instance.model_validate(
    facts([line(priority=5)], [doctor("anne"), doctor("bruno")], id="court").model_dump()
    | {"rules": [*DEFAULT_RULES, MaxInWindow(most=2, span="horizon")]}
)
"""Seven evenings, two doctors of two at most: three carences, of which one weighs double on Saturday or Sunday."""


def compared(after: Instance, *told: str) -> Comparison:
    found = compare_territories(SHORT, after, told, ONE)
    assert isinstance(found, Comparison)
    return found


FOUND = compared(one_more(SHORT, "anne"), "un médecin de plus comme le Dr ANNE")


def test_carences_are_counted_in_doctors_and_proved() -> None:
    """Three missing for two doctors, one for three: two fewer, exactly, though days weigh differently."""
    assert FOUND.before.measure.carences == Proved(3, 3)
    assert FOUND.after.measure.carences == Proved(1, 1)
    assert FOUND.carences == Interval(-2, -2)


def test_averages_and_the_heaviest_load_are_those_of_the_roster() -> None:
    """Two evenings of four hours each, before and after."""
    for side in (FOUND.before, FOUND.after):
        assert (side.duties_each, side.hours_each, side.heaviest) == (2, 8, ("anne", 2))
        assert side.posts == 7


def test_the_lead_says_what_is_proved() -> None:
    """A number with its proof, then what it means for each doctor, marked as of this roster."""
    first, second = lead(FOUND)
    assert first.startswith(
        "Avec un médecin de plus comme le Dr ANNE : 2 carences de moins (prouvé) ; "
    )
    assert second == (
        "En moyenne un médecin tient 2 gardes comme avant (8 h comme avant) ; le plus chargé, le Dr ANNE, "
        "en tient 2 comme avant (ce tableau)."
    )


def test_the_table_is_plain_text() -> None:
    """Aligned columns, no colour, no box that a pipe would break."""
    lines = compared_in_words(FOUND).splitlines()
    table = [one for one in lines[3:] if one.startswith(("Médecins", "Carences", "Gardes à"))]
    assert [one.split()[-3:] for one in table] == [["7", "7", "0"], ["2", "3", "+1"], ["3", "1", "−2"]]  # fmt: skip
    assert len({len(one) for one in table}) == 1
    assert "\x1b" not in "\n".join(lines)


def loosened(carences: Proved, cost: Proved, *, closed_first: bool = True) -> Comparison:
    """The same comparison as if less had been proved of the second territory."""
    weighted = Proved(1, 1) if closed_first else Proved(1, 0)
    measure = replace(FOUND.after.measure, carences=carences, cost=cost, weighted=weighted)
    return replace(FOUND, after=Side("après", measure))


@pytest.mark.parametrize(
    ("carences", "words"),
    [
        (Proved(3, 3), "toujours 3 carences"),
        (Proved(2, 1), "entre 1 et 2 carences de moins (prouvé)"),
        (Proved(3, 1), "carences, non décidable (de −2 à 0)"),
        (Proved(4, 2), "carences, non décidable (de −1 à +1)"),
        (Proved(5, 4), "entre 1 et 2 carences de plus (prouvé)"),
    ],
)
def test_carences_with_two_signs_are_undecided(carences: Proved, words: str) -> None:
    """Artificial bounds: what they leave open is never claimed."""
    assert f" : {words} ; " in lead(loosened(carences, Proved(9, 9)))[0]


@pytest.mark.parametrize(
    ("more", "less", "words"),
    [
        (0, 0, "coûtent autant (prouvé)"),
        (4, 0, "coûtent 4 points de plus (prouvé)"),
        (4, 2, "coûtent entre 2 et 4 points de plus (prouvé)"),
        (4, 4, "coûtent 4 points de plus (prouvé)"),
        (2, -3, "non décidable (de −3 à +2)"),
        (0, -3, "non décidable (de −3 à 0)"),
    ],
)
def test_costs_with_two_signs_are_undecided(more: int, less: int, words: str) -> None:
    """The same of points."""
    before = FOUND.before.measure.cost.value
    bound = before + (less if less else more)
    found = loosened(Proved(1, 1), Proved(before + more, bound))
    assert words in lead(found)[0]


def test_costs_are_not_compared_when_carences_are_not_proved() -> None:
    """Fewer empty duties would cost more elsewhere: nothing is said."""
    found = loosened(Proved(1, 0), Proved(9, 9), closed_first=False)
    assert found.cost is None
    assert "non décidable faute de preuve sur les carences" in lead(found)[0]
    assert "sauf ce qui porte « ≥ »" in compared_in_words(found)


def test_nothing_left_to_hold_is_told_all_the_same() -> None:
    """The only line closed: no duty, no heaviest load, no mistake."""
    found = compared(closed(SHORT, "mmg"), "le poste mmg fermé")
    assert (found.after.posts, found.after.heaviest) == (0, ("", 0))
    assert "personne" not in lead(found)[1]


def test_a_territory_that_contradicts_itself_is_said_so() -> None:
    """Which of the two, and why."""
    pinned = [{"doctor": who, "date": f"2027-02-0{day}", "line": "mmg", "window": "soir"}
              for who, day in (("anne", 1), ("anne", 2), ("anne", 3))]  # fmt: skip
    bad = Instance.model_validate(SHORT.model_dump() | {"pinned": pinned})
    for before, after in ((SHORT, bad), (bad, SHORT)):
        found = compare_territories(before, after, ("rien",), ONE)
        assert isinstance(found, Refused)
        assert found.is_after == (after is bad)
        assert isinstance(found.outcome, Infeasible)
