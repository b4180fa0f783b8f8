"""What a doctor agreed to let go: the duty does not count for that rule, for the solver and for the reader alike."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rostering.domain.people import Waiver
from rostering.domain.vocabulary import Status
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.rules import RULES
from rostering.rules.absence import Absence
from rostering.rules.base import Rule
from rostering.rules.eligibility import Eligibility
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.rest import Rest
from rostering.rules.spacing import Spacing
from tests.build import doctor, line, problem, roster, window
from tests.rules.contract import all_rosters

MONDAY, TUESDAY = "2027-02-01", "2027-02-02"
NIGHT = line("nuit", window("n", "20:00", "08:00"))
DAY = line("jour", window("j", "09:00", "20:00"))
EVENING = line()


def waiver(
    who: str, rule: str, day: str = "", what: str = "mmg", when: str = "soir"
) -> dict[str, str]:
    """One duty, or all when no day is given."""
    duty = {"date": day, "line": what, "window": when} if day else {}
    return {"doctor": who, "rule": rule, **duty}


def tired(*waivers: dict[str, str]) -> Problem:
    """A night, then a day of 11 hours one hour later."""
    who = [doctor("a", status=Status.SALARIED), doctor("b", status=Status.SALARIED)]
    return problem([NIGHT, DAY], who, start=MONDAY, end=TUESDAY, waivers=waivers)


def away(*waivers: dict[str, str]) -> Problem:
    """Anne is absent on Monday and Tuesday; Bruno is of another sector."""
    absence = {"doctor": "a", "level": "impossible", "start": MONDAY, "end": TUESDAY}
    who = [doctor("a"), doctor("b", sectors=("T",))]
    return problem([EVENING], who, start=MONDAY, end=TUESDAY, availability=(absence,), waivers=waivers)  # fmt: skip


def pair_of_days(*waivers: dict[str, str]) -> Problem:
    """Two doctors, two evenings."""
    who = [doctor("a"), doctor("b")]
    return problem([EVENING], who, start=MONDAY, end=TUESDAY, waivers=waivers)


CASES: tuple[tuple[Rule, Problem, str, int], ...] = (
    (Rest(), tired(), f"a {MONDAY}-nuit-n, a {TUESDAY}-jour-j", 1),
    (Rest(), tired(waiver("a", "rest", TUESDAY, "jour", "j")), f"a {MONDAY}-nuit-n, a {TUESDAY}-jour-j", 0),
    (Rest(), tired(waiver("a", "rest", MONDAY, "nuit", "n")), f"a {MONDAY}-nuit-n, a {TUESDAY}-jour-j", 0),
    (Rest(), tired(waiver("b", "rest", TUESDAY, "jour", "j")), f"a {MONDAY}-nuit-n, a {TUESDAY}-jour-j", 1),
    (Rest(), tired(waiver("a", "spacing", TUESDAY, "jour", "j")), f"a {MONDAY}-nuit-n, a {TUESDAY}-jour-j", 1),
    (Rest(), tired(waiver("a", "rest")), f"a {MONDAY}-nuit-n, a {TUESDAY}-jour-j", 0),
    (Absence(), away(), f"a {MONDAY}-mmg-soir", 1),
    (Absence(), away(waiver("a", "absence", MONDAY)), f"a {MONDAY}-mmg-soir", 0),
    (Absence(), away(waiver("a", "absence", MONDAY)), f"a {TUESDAY}-mmg-soir", 1),
    (Eligibility(), away(), f"b {MONDAY}-mmg-soir", 1),
    (Eligibility(), away(waiver("b", "eligibility", MONDAY)), f"b {MONDAY}-mmg-soir", 0),
    (MaxInWindow(span="week", most=1), away(), f"a {MONDAY}-mmg-soir, a {TUESDAY}-mmg-soir", 1),
    (MaxInWindow(span="week", most=1), away(waiver("a", "max_in_window", MONDAY)), f"a {MONDAY}-mmg-soir, a {TUESDAY}-mmg-soir", 0),
    (MinInWindow(span="horizon", least=1), pair_of_days(), f"a {MONDAY}-mmg-soir", 1),
    (MinInWindow(span="horizon", least=1), pair_of_days(waiver("b", "min_in_window")), f"a {MONDAY}-mmg-soir", 0),
    (MinInWindow(span="horizon", least=1), pair_of_days(waiver("b", "min_in_window")), "", 1),
    (Spacing(days=1), away(waiver("a", "spacing", TUESDAY)), f"a {MONDAY}-mmg-soir, a {TUESDAY}-mmg-soir", 0),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "found", "pairs", "amount"), CASES)
def test_a_waived_duty_does_not_count(rule: Rule, found: Problem, pairs: str, amount: int) -> None:
    """The duty of that doctor for that rule, and no other; without a duty, the doctor altogether."""
    given = roster(*(pair for pair in pairs.split(", ") if pair))
    assert sum(breach.amount for breach in rule.breaches(found, given)) == amount


@pytest.mark.parametrize(("rule", "found"), [case[:2] for case in CASES])
def test_statements_and_check_agree_on_what_is_waived(rule: Rule, found: Problem) -> None:
    """On every roster, the statements are broken exactly when the check finds something."""
    for given in all_rosters(found):
        stated = any(
            one.excess(given.pairs)
            for one in rule.statements(found)
            if one.tier in (None, Tier.HARD)
        )
        assert stated == any(rule.breaches(found, given)), given  # fmt: skip


def test_a_duty_is_named_whole_or_not_at_all() -> None:
    """A date without its line is a mistake."""
    with pytest.raises(ValidationError, match="ou aucun des trois"):
        Waiver.model_validate({"doctor": "a", "rule": "rest", "date": MONDAY})


def test_what_no_doctor_can_let_go() -> None:
    """Coverage, places, agreed dates, shares, wishes and the published roster are nobody's to waive."""
    never = {str(rule.example().kind) for rule in RULES if not rule.waivable}
    assert never == {
        "coverage", "one_place", "pinned", "fair_share", "workload", "wish", "refusals", "stability",
    }  # fmt: skip
