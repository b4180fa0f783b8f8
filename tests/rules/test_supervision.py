"""Supervision: a senior during the whole duty, on the same line or at the same site."""

from __future__ import annotations

import pytest

from rostering.rules.supervision import Supervision
from tests.build import amount, breaches, doctor, line, problem, window

MORNING, DAY = window("matin", "08:00", "14:00"), window("jour", "08:00", "20:00")
AFTERNOON = window("apres", "14:00", "20:00")
SMP = line("smp", MORNING, needs_supervision=True)
DAYS = line("jours", DAY, function="vacation")
HOME = line("appui", DAY, function="deuxieme_ligne", second_line_of="smp")
ELSEWHERE = line("ailleurs", DAY, site="autre")
OWN = line("visites", DAY, site="cabinet", needs_supervision=True)
OTHER_OWN = line("renfort", DAY, function="renfort", site="cabinet")
INTERN = doctor("i", status="interne", licence_end="2027-11-15")
JUNIOR = doctor("j", status="docteur_junior")
SENIOR = doctor("s", status="retraite")
MONDAY = {"start": "2027-02-01", "end": "2027-02-01"}
TEAM = problem([SMP, DAYS, HOME, ELSEWHERE], [INTERN, JUNIOR, SENIOR], **MONDAY)
LONG = problem([line("smp", MORNING, DAY, needs_supervision=True)], [INTERN, SENIOR], **MONDAY)
HALVES = problem(
    [line("smp", MORNING, DAY, AFTERNOON, needs_supervision=True)], [INTERN, SENIOR], **MONDAY
)
FREE = problem([DAYS, ELSEWHERE], [INTERN, SENIOR], **MONDAY)
CABINETS = problem([OWN, OTHER_OWN], [JUNIOR, SENIOR], **MONDAY)
ALONE = problem([SMP, DAYS], [INTERN, JUNIOR], **MONDAY)
CONTRACT = [
    (rule, found)
    for found in (TEAM, LONG, HALVES, FREE, CABINETS, ALONE)
    for rule in (Supervision(), Supervision(strength=50))
] + [
    (Supervision(statuses=("docteur_junior",), strength=50), TEAM),
    (Supervision(lines=("jours",)), TEAM),
]


def dated(*pairs: str) -> list[str]:
    """Those pairs on Monday 1 February."""
    return [pair.replace(" ", " 2027-02-01-") for pair in pairs]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (["s smp-matin"], 0),
        (["i smp-matin", "s smp-matin"], 0),
        (["i smp-matin"], 1),
        (["i smp-matin", "j smp-matin"], 2),
        (["i smp-matin", "j smp-matin", "s smp-matin"], 0),
        (["i smp-matin", "s jours-jour"], 0),
        (["i smp-matin", "s appui-jour"], 1),
        (["i smp-matin", "s ailleurs-jour"], 1),
        (["i jours-jour"], 0),
    ],
)
def test_a_junior_needs_a_senior_on_the_line_or_at_the_site(
    pairs: list[str], expected: int
) -> None:
    """Another junior, a second line at home or a doctor elsewhere is no presence; a free line needs none."""
    assert amount(Supervision(), TEAM, *dated(*pairs)) == expected


@pytest.mark.parametrize(
    ("junior", "senior", "expected"),
    [("smp-matin", "smp-jour", 0), ("smp-jour", "smp-matin", 1), ("smp-jour", "smp-jour", 0)],
)
def test_the_senior_stays_as_long(junior: str, senior: str, expected: int) -> None:
    """Leaving at 14:00 does not supervise until 20:00."""
    assert amount(Supervision(), LONG, *dated(f"i {junior}", f"s {senior}")) == expected


@pytest.mark.parametrize(
    ("junior", "senior", "expected"),
    [("smp-jour", "smp-apres", 1), ("smp-apres", "smp-jour", 0), ("smp-matin", "smp-apres", 1)],
)
def test_the_senior_is_there_from_the_start(junior: str, senior: str, expected: int) -> None:
    """Coming at 14:00 does not supervise from 8:00."""
    assert amount(Supervision(), HALVES, *dated(f"i {junior}", f"s {senior}")) == expected


def test_a_licensed_intern_works_alone_on_other_lines() -> None:
    """As a locum, outside the lines that need supervision."""
    assert amount(Supervision(), FREE, *dated("i jours-jour", "i ailleurs-jour")) == 0


def test_two_own_places_are_not_one_site() -> None:
    """Each in their own cabinet, nobody is present."""
    assert amount(Supervision(), CABINETS, *dated("j visites-jour", "s renfort-jour")) == 1
    assert amount(Supervision(), CABINETS, *dated("j visites-jour", "s visites-jour")) == 0


def test_it_says_who_is_alone() -> None:
    """The sentence names the junior and the duty."""
    found = breaches(Supervision(), TEAM, *dated("i smp-matin"))
    assert [Supervision().say(TEAM, breach) for breach in found] == [
        "Dr I est sans médecin sénior pendant smp du lundi 1er février 2027, 08:00–14:00"
    ]
