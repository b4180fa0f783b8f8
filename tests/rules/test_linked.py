"""Linked: both or neither, on the days when both take place."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit
from rostering.rules.linked import LineWindow, Linked
from tests.build import amount, breaches, doctor, line, problem, window

SUNDAY = ("dimanche_jf",)
MMG = line(
    "mmg",
    window("apres-midi", "14:00", "20:00", SUNDAY),
    window("soir", "20:00", "24:00"),
    staffing={"min": 1, "target": 2},
)
AFTERNOON, EVENING = (LineWindow(line="mmg", window=name) for name in ("apres-midi", "soir"))
DOCTORS = [doctor("a"), doctor("b")]
WEEKEND = problem([MMG], DOCTORS, start="2027-02-06", end="2027-02-07")
THREE_DAYS = problem([MMG], DOCTORS, start="2027-02-05", end="2027-02-07")
VISITS = LineWindow(line="visites", window="soir")
TWO_LINES = problem(
    [MMG, line("visites", window("soir", "20:00", "24:00"))],
    DOCTORS,
    start="2027-02-07",
    end="2027-02-07",
)
SAME_DAY = Linked(first=AFTERNOON, then=EVENING)
NEXT_DAY = Linked(first=EVENING, then=EVENING, offset_days=1, strength=40)
CONTRACT = [
    (SAME_DAY, WEEKEND),
    (Linked(first=AFTERNOON, then=EVENING, strength=40), WEEKEND),
    (NEXT_DAY, THREE_DAYS),
    (Linked(first=EVENING, then=AFTERNOON, offset_days=1), THREE_DAYS),
    (Linked(first=AFTERNOON, then=EVENING, strength=40, doctors=("a",)), WEEKEND),
    (Linked(first=AFTERNOON, then=VISITS, strength=40), TWO_LINES),
    (Linked(first=AFTERNOON, then=VISITS, strength=40, lines=("mmg",)), TWO_LINES),
]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], 0),
        (["a 2027-02-07-mmg-apres-midi", "a 2027-02-07-mmg-soir"], 0),
        (["a 2027-02-07-mmg-apres-midi"], 1),
        (["a 2027-02-07-mmg-soir"], 1),
        (["a 2027-02-07-mmg-apres-midi", "b 2027-02-07-mmg-soir"], 2),
        (["a 2027-02-06-mmg-soir"], 0),
    ],
)
def test_both_or_neither(pairs: list[str], expected: int) -> None:
    """Each doctor with just one of the two counts 1; Saturday has no afternoon, so nothing is linked."""
    assert amount(SAME_DAY, WEEKEND, *pairs) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(["05", "06", "07"], 0), (["05", "06"], 1), (["05"], 1), (["06"], 2)]
)
def test_offset_links_one_day_to_the_next(days: list[str], expected: int) -> None:
    """Friday with Saturday and Saturday with Sunday: Saturday alone breaks both."""
    assert amount(NEXT_DAY, THREE_DAYS, *[f"a 2027-02-{d}-mmg-soir" for d in days]) == expected


def test_whoever_can_hold_only_one_may_not_hold_it() -> None:
    """Without the evening, the afternoon is closed to the doctor."""
    narrowed = WEEKEND.without([Pair("a", "2027-02-07-mmg-soir")])
    limits = [limit for limit in SAME_DAY.limits(narrowed) if isinstance(limit, Limit)]
    closed = [limit.terms for limit in limits if limit.high == 0 and limit.coefficients is None]
    assert closed == [(("a", "2027-02-07-mmg-apres-midi"),)]


def test_a_rule_narrowed_to_one_of_the_two_lines_links_nothing() -> None:
    """Both shifts must be ones that the rule speaks of."""
    pair = "a 2027-02-07-mmg-apres-midi"
    assert amount(Linked(first=AFTERNOON, then=VISITS), TWO_LINES, pair) == 1
    assert amount(Linked(first=AFTERNOON, then=VISITS, lines=("mmg",)), TWO_LINES, pair) == 0


def test_a_window_is_not_linked_to_itself() -> None:
    """The same window on the same day is refused."""
    with pytest.raises(ValidationError, match="deux plages différentes attendues"):
        Linked(first=EVENING, then=EVENING)


def test_it_says_what_is_held_and_what_is_not() -> None:
    """The duty held comes first."""
    found = breaches(SAME_DAY, WEEKEND, "a 2027-02-07-mmg-soir")
    assert [SAME_DAY.say(WEEKEND, breach) for breach in found] == [
        "Dr A tient mmg du dimanche 7 février 2027, 20:00–24:00 "
        "sans mmg du dimanche 7 février 2027, 14:00–20:00"
    ]
