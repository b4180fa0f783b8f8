"""Wishes: points by level, an equal budget, and what counts as a claim."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from rostering.domain.vocabulary import Level
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.rules.wish import Wish, WishVerdict
from tests.build import amount, breaches, doctor, line, problem, roster, window

MMG = line("mmg", window("jour", "14:00", "20:00"), window("soir", "20:00", "24:00"))
MONDAY, DAY, EVENING = "2027-02-01", "2027-02-01-mmg-jour", "2027-02-01-mmg-soir"


def said(*entries: dict[str, Any], end: str = "2027-02-02", **fields: Any) -> Problem:
    """Monday (and Tuesday), afternoon and evening, two doctors, Dr A's entries."""
    availability = tuple({"doctor": "a", **entry} for entry in entries)
    doctors = [doctor("a", **fields), doctor("b")]
    return problem([MMG], doctors, start=MONDAY, end=end, availability=availability)


def no(**fields: Any) -> dict[str, Any]:
    """A « non »."""
    return {"level": "non", **fields}


def wanted(**fields: Any) -> dict[str, Any]:
    """A « souhaité »."""
    return {"level": "souhaite", **fields}


def possible(**fields: Any) -> dict[str, Any]:
    """A « possible »."""
    return {"level": "possible", **fields}


ON_MONDAY = {"date": MONDAY}
MIXED = said(no(**ON_MONDAY), possible(start=MONDAY), wanted(date="2027-02-02", lines=("mmg",)))
LATE = {"start": "21:00", "end": "07:00"}
HOURS = said(no(between=LATE), wanted(every=("mardi",)), possible(categories=("soiree",)))
HOPELESS = said(wanted(date="2027-02-02"), no(**ON_MONDAY), departure=MONDAY)
ABSENT = said(wanted(**ON_MONDAY), {"level": "impossible", **ON_MONDAY, "between": LATE})
PRICED = said(
    no(date=MONDAY, points=50, lines=("mmg",)), no(date=MONDAY, between=LATE, points=80), wanted(date=MONDAY, points=9),
    wanted(date="2027-02-02", points=3), wanted(date="2027-02-02", points=8, categories=("soiree",)),
)  # fmt: skip
TOMORROW = said(possible(date="2027-02-02"))
CONTRACT = [
    (rule, found)
    for found in (TOMORROW, PRICED, MIXED, HOURS, HOPELESS, ABSENT)
    for rule in (
        Wish(),
        Wish(budget=20, strength=2),
        Wish(strength="hard"),
        Wish(wanted_points=0, lines=("mmg",), doctors=("a",)),
        Wish(budget=1, against_points=7, rather_not_points=3, wanted_points=2),
    )
]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([], 8),
        (["01-mmg-jour"], 58),
        (["01-mmg-soir"], 88),  # the higher price speaks when two entries do
        (["02-mmg-soir"], 0),
    ],
)
def test_an_entry_sets_its_own_points(held: list[str], expected: int) -> None:
    """Points replace those of the level, and dates are claimed apart by their points."""
    pairs = [f"a 2027-02-{one}" for one in held]
    assert amount(Wish(budget=1000), PRICED, *pairs) == expected


def test_own_points_come_out_of_the_same_budget() -> None:
    """A hundred and thirty-eight points asked of a budget of sixty-nine are halved."""
    assert amount(Wish(budget=69), PRICED, f"a {DAY}") == 25 + 4


def test_only_wishes_bear_points() -> None:
    """An absence is no wish."""
    with pytest.raises(ValidationError, match="des points ne vont qu'avec"):
        said({"level": "impossible", "date": MONDAY, "points": 3})


@pytest.mark.parametrize(
    ("entry", "pairs", "expected"),
    [
        (no(**ON_MONDAY), [], 0),
        (no(**ON_MONDAY), [DAY], 30),
        (no(**ON_MONDAY), [DAY, EVENING], 60),
        (possible(**ON_MONDAY), [DAY], 2),
        (wanted(**ON_MONDAY), [], 5),
        (wanted(**ON_MONDAY), [EVENING], 0),
        (wanted(**ON_MONDAY), [DAY, EVENING], 0),
        ({"level": "oui", **ON_MONDAY}, [DAY], 0),
        (no(date="2027-02-02"), [DAY, EVENING], 0),
        (no(start="2027-02-02"), [DAY], 0),
        (no(end=MONDAY), [DAY], 30),
        (no(every=("lundi",)), [DAY], 30),
        (no(every=("mardi",)), [DAY], 0),
        (no(between={"start": "20:00", "end": "08:00"}), [DAY], 0),
        (no(between={"start": "19:45", "end": "08:00"}), [DAY], 30),
        (no(lines=("autre",)), [DAY], 0),
        (no(categories=("samedi",)), [DAY], 0),
        (no(categories=("soiree",)), [DAY], 30),
    ],
)
def test_points_by_level_and_by_what_the_wish_matches(
    entry: dict[str, Any], pairs: list[str], expected: int
) -> None:
    """Against costs for each duty matched, for costs once when there is none, « oui » is blank."""
    assert amount(Wish(), said(entry, end=MONDAY), *[f"a {duty}" for duty in pairs]) == expected


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ((no(**ON_MONDAY), possible(**ON_MONDAY)), 30),
        ((possible(**ON_MONDAY), no(**ON_MONDAY)), 30),
        ((no(**ON_MONDAY), no(start=MONDAY)), 30),
        ((possible(start=MONDAY), wanted(**ON_MONDAY)), 0),
        ((no(start=MONDAY), wanted(**ON_MONDAY)), 30),
    ],
)
def test_the_strongest_wish_about_a_duty_counts_once(
    entries: tuple[dict[str, Any], ...], expected: int
) -> None:
    """non, then souhaité, then possible, in whatever order they were written."""
    assert amount(Wish(), said(*entries, end=MONDAY), f"a {DAY}") == expected


@pytest.mark.parametrize(("budget", "expected"), [(60, 30), (59, 29), (1, 1)])
def test_points_are_scaled_to_the_budget(budget: int, expected: int) -> None:
    """Two « non » of 30 fit in 60, shrink to 29 in 59, and never go under 1."""
    two = said(no(**ON_MONDAY), no(date="2027-02-02"))
    assert amount(Wish(budget=budget), two, f"a {DAY}") == expected


@pytest.mark.parametrize(
    ("pairs", "expected"), [([], 0), ([DAY], 20), ([DAY, "2027-02-02-mmg-soir"], 20)]
)
def test_a_wish_worth_nothing_stays_worth_nothing_beyond_the_budget(
    pairs: list[str], expected: int
) -> None:
    """The least of 1 is for what had points: « souhaité » at 0 is not asked, « non » at 30 fills the 20."""
    rule, found = Wish(budget=20, wanted_points=0), said(no(**ON_MONDAY), wanted(date="2027-02-02"))
    assert amount(rule, found, *[f"a {duty}" for duty in pairs]) == expected


def test_the_budget_counts_each_date_once() -> None:
    """Two entries about one Monday are one claim of 30."""
    twice = said(no(**ON_MONDAY), no(every=("lundi",)))
    assert amount(Wish(budget=30), twice, f"a {DAY}") == 30


@pytest.mark.parametrize(
    ("found", "expected"),
    [(HOPELESS, 0), (ABSENT, 5), (said({"level": "impossible", **ON_MONDAY}, wanted()), 5)],
)
def test_duties_one_may_not_serve_make_no_claim(found: Problem, expected: int) -> None:
    """Wanting a day after one's departure or during an absence costs nothing; another duty of the day does."""
    assert amount(Wish(), found) == expected


def test_wishes_are_paid_in_their_own_tier() -> None:
    """Below fairness, at the rule's strength."""
    found = breaches(Wish(strength=3), MIXED, f"a {DAY}")
    assert {(breach.tier, breach.amount, breach.price) for breach in found} == {
        (Tier.WISHES, 30, 90),
        (Tier.WISHES, 5, 15),
    }


def test_verdicts_list_every_claim_with_what_became_of_it() -> None:
    """Refused ones name the duties held against, or all those wanted in vain."""
    monday, tuesday = date(2027, 2, 1), date(2027, 2, 2)
    both = ("2027-02-02-mmg-jour", "2027-02-02-mmg-soir")
    held = roster(f"a {EVENING}", f"b {DAY}")
    assert list(Wish().verdicts(MIXED, held)) == [
        WishVerdict("a", monday, Level.NO, False, 30, (EVENING,)),
        WishVerdict("a", tuesday, Level.WANTED, False, 5, both),
    ]
    granted = roster("a 2027-02-02-mmg-soir")
    assert list(Wish().verdicts(MIXED, granted)) == [
        WishVerdict("a", monday, Level.NO, True, 30, (DAY, EVENING)),
        WishVerdict("a", tuesday, Level.WANTED, True, 5, both[1:]),
    ]


@pytest.mark.parametrize(
    ("entry", "pairs", "expected"),
    [
        (no(), [DAY], "Dr A avait dit « non » pour mmg du lundi 1er février 2027, 14:00–20:00"),
        (
            possible(),
            [DAY],
            "Dr A avait dit « possible » (plutôt non) pour mmg du lundi 1er février 2027, 14:00–20:00",
        ),
        (wanted(), [], "Dr A souhaitait une garde le lundi 1er février 2027 et n'en a pas"),
    ],
)
def test_it_says_which_wish_is_not_met(
    entry: dict[str, Any], pairs: list[str], expected: str
) -> None:
    """In the doctor's own level."""
    found = said(entry, end=MONDAY)
    given = breaches(Wish(), found, *[f"a {duty}" for duty in pairs])
    assert [Wish().say(found, breach) for breach in given] == [expected]


@pytest.mark.parametrize(
    ("refused", "gain", "expected"),
    [(0, "1", 30), (50, "1", 45), (100, "1", 60), (250, "1", 60), (50, "0", 30), (50, "0.5", 38)],
)
def test_points_refused_before_make_wishes_heavier(refused: int, gain: str, expected: int) -> None:
    """Of 30 points: half a budget refused adds half as much again, a whole one doubles, more adds nothing more."""
    found = problem(
        [line()],
        [doctor("a")],
        availability=({"doctor": "a", "level": "non", "date": "2027-02-01"},),
        refused=({"doctor": "a", "points": refused},),
        memory={"wish_gain": gain},
    )
    assert amount(Wish(), found, "a 2027-02-01-mmg-soir") == expected
