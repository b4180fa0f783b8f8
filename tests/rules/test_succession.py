"""Successions: what may not follow, and what should."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.rules.succession import DutyKind, Succession
from tests.build import amount, breaches, doctor, line, problem, window

DAYS = line(
    "mmg",
    window("nuit", "00:00", "08:00"),
    window("jour", "08:00", "20:00"),
    window("soir", "20:00", "24:00"),
)
FOUR_DAYS = problem([DAYS], [doctor("a")], start="2027-02-01", end="2027-02-04")
THREE_DAYS = problem([DAYS], [doctor("a")], start="2027-02-01", end="2027-02-03")
TWO_LINES = problem(
    [
        line("mmg", window("soir", "20:00", "24:00"), window("nuit", "20:00", "08:00")),
        line("regulation", window("matin", "08:00", "12:00"), function="regulation", site="autre"),
        line("visites", window("midi", "10:00", "14:00"), function="effection_mobile"),
    ],
    [doctor("a")],
    start="2027-03-27",
    end="2027-03-28",
)
BUNDLE = problem(
    [
        line("bloc", window("bloc", "20:00", "08:00", ["vendredi"], nights=3)),
        line("mmg", window("soir", "20:00", "24:00")),
    ],
    [doctor("a")],
    start="2027-02-04",
    end="2027-02-10",
)


def rule(first: Any, then: Any, **fields: Any) -> Succession:
    """From window ids, or whole selectors."""
    kinds = [kind if isinstance(kind, dict) else {"windows": (kind,)} for kind in (first, then)]
    return Succession.model_validate({"first": kinds[0], "then": kinds[1], **fields})


CONTRACT = [
    (rule(first, then, within_days=days, forbid=forbid, strength=strength), tiny)
    for strength in ("hard", 6)
    for forbid in (True, False)
    for first, then, days, tiny in (
        ("soir", "nuit", 1, THREE_DAYS),
        ("nuit", "soir", 0, THREE_DAYS),
        ({}, "jour", 2, THREE_DAYS),
        ("nuit", {"functions": ("regulation", "effection_mobile")}, 1, TWO_LINES),
        ({"categories": ("dimanche_jf",)}, {}, 1, TWO_LINES),
        ("soir", {"lines": ("fermee",)}, 0, TWO_LINES),
        ({"lines": ("bloc",)}, "soir", 1, BUNDLE),
    )
]


@pytest.mark.parametrize(
    ("days", "held", "expected"),
    [
        (1, ["1-soir"], 0),
        (1, ["1-soir", "2-nuit"], 1),  # touching
        (1, ["1-nuit", "1-soir"], 0),  # the other way round
        (1, ["1-soir", "3-nuit"], 0),
        (2, ["1-soir", "3-nuit"], 1),
        (2, ["1-soir", "2-nuit", "3-nuit"], 2),
        (1, ["1-soir", "2-nuit", "2-soir", "3-nuit"], 2),
        (0, ["1-soir", "2-nuit"], 0),
    ],
)
def test_a_forbidden_succession(days: int, held: list[str], expected: int) -> None:
    """No night within so many days after an evening."""
    pairs = [f"a 2027-02-0{one[0]}-mmg-{one[2:]}" for one in held]
    assert amount(rule("soir", "nuit", within_days=days), FOUR_DAYS, *pairs) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["1-soir"], 1),
        (["1-soir", "2-nuit"], 0),
        (["1-soir", "1-nuit"], 1),
        (["1-soir", "3-nuit"], 1),
        (["3-soir"], 1),
        (["4-soir"], 0),  # the day after is beyond the horizon
        (["2-nuit"], 0),
    ],
)
def test_a_wanted_succession(held: list[str], expected: int) -> None:
    """Whoever holds the evening holds the night that follows."""
    pairs = [f"a 2027-02-0{one[0]}-mmg-{one[2:]}" for one in held]
    assert amount(rule("soir", "nuit", forbid=False), FOUR_DAYS, *pairs) == expected


@pytest.mark.parametrize(
    ("held", "expected"), [(["nuit", "soir"], 1), (["soir"], 0), (["nuit"], 0)]
)
def test_zero_days_is_the_same_day(held: list[str], expected: int) -> None:
    """A night and the evening of the same date."""
    pairs = [f"a 2027-02-04-mmg-{one}" for one in held]
    assert amount(rule("nuit", "soir", within_days=0), FOUR_DAYS, *pairs) == expected


@pytest.mark.parametrize(("evening", "expected"), [("08", 1), ("09", 1), ("10", 0), ("04", 0)])
def test_days_are_counted_from_the_last_day(evening: str, expected: int) -> None:
    """One day after a duty of Friday to Monday is Tuesday; Monday evening follows it too."""
    held = ["a 2027-02-05-bloc-bloc", f"a 2027-02-{evening}-mmg-soir"]
    assert amount(rule({"lines": ("bloc",)}, "soir"), BUNDLE, *held) == expected


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ({}, True),
        ({"windows": ("nuit",)}, True),
        ({"windows": ("soir",)}, False),
        ({"lines": ("mmg",), "categories": ("dimanche_jf",)}, True),
        ({"lines": ("mmg",), "categories": ("nuit",)}, False),
        ({"functions": ("regulation",)}, False),
        ({"lines": ("autre",)}, False),
    ],
)
def test_every_list_that_is_not_empty_must_match(selector: dict[str, Any], expected: bool) -> None:
    """The night of Easter Sunday at the MMG."""
    shift = TWO_LINES.shift_by_id["2027-03-28-mmg-nuit"]
    assert DutyKind.model_validate(selector).matches(shift) is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {},
            "Dr A ne peut pas enchaîner mmg du lundi 1er février 2027, 20:00–24:00 "
            "et mmg du mardi 2 février 2027, 00:00–08:00",
        ),
        (
            {"forbid": False, "then": {"windows": ("jour",)}},
            "Dr A : après mmg du lundi 1er février 2027, 20:00–24:00, la garde voulue ne suit pas le lendemain",
        ),
        (
            {"forbid": False, "then": {"windows": ("jour",)}, "within_days": 2},
            "Dr A : après mmg du lundi 1er février 2027, 20:00–24:00, la garde voulue ne suit pas dans les 2 jours",
        ),
    ],
)
def test_the_sentence_names_the_duties(fields: dict[str, Any], expected: str) -> None:
    """Which duty follows which, or after which none does."""
    asked = Succession.model_validate({**rule("soir", "nuit").model_dump(), **fields})
    found = breaches(asked, FOUR_DAYS, "a 2027-02-01-mmg-soir", "a 2027-02-02-mmg-nuit")
    assert asked.say(FOUR_DAYS, found[0]) == expected
