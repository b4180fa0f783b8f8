"""The audit counts again: costs by tier and rule, carences with their reasons, balances, wishes, warnings."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from rostering.domain.roster import Roster
from rostering.domain.vocabulary import Level
from rostering.expand import expand
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.report import Report
from rostering.rules import AnyRule, Rule
from rostering.rules.absence import Absence
from rostering.rules.apart import Apart
from rostering.rules.coverage import Coverage
from rostering.rules.eligibility import Eligibility
from rostering.rules.fair_share import FairShare
from rostering.rules.linked import Linked
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.one_place import OnePlace
from rostering.rules.rest import Rest
from rostering.rules.sas_hours import SasHours
from rostering.rules.spacing import Spacing
from rostering.rules.together import Together
from rostering.rules.wish import Wish
from tests.build import doctor, facts, line, problem, roster, window
from tests.rules.contract import all_rosters
from tests.rules.test_contract import CASES

BASE: tuple[AnyRule, ...] = (Coverage(), Eligibility(), Absence(), OnePlace())
A, B, C = (doctor(name, last_name=name) for name in ("alpha", "bravo", "charlie"))
NIGHT = window("nuit", "20:00", "08:00")


def evening(day: int) -> str:
    return f"2027-02-{day:02d}-mmg-soir"


def said(who: str, level: str, day: int) -> dict[str, object]:
    return {"doctor": who, "level": level, "date": f"2027-02-{day:02d}"}


def verdict(found: Problem, *pairs: str, extra: tuple[AnyRule, ...] = ()) -> Report:
    return audit(found, (*BASE, *extra), roster(*pairs))


def test_costs_are_counted_by_rule_and_by_tier() -> None:
    """A carence of weight 3, a soft spacing at 7, a wish at 30; soirées and units half over, one and a half under."""
    found = problem([line()], [A, B], end="2027-02-03", availability=[said("alpha", "non", 1)])
    extra = (Spacing(days=1, strength=7), FairShare(), Wish())
    report = verdict(found, f"alpha {evening(1)}", f"alpha {evening(2)}", extra=extra)
    assert report.costs == {"coverage": 3, "fair_share": 5 + 45 + 2 + 22, "spacing": 7, "wish": 30}
    assert report.tiers == {
        Tier.CARENCE: 3,
        Tier.SOFT: 7,
        Tier.FAIRNESS: 50,
        Tier.WISHES: 30,
        Tier.COMFORT: 24,
    }
    assert (report.missing, report.hard_breaches) == (1, ())


def test_hard_breaches_are_amounts_and_cost_nothing() -> None:
    """Two doctors for one and an absent one: two units of hard breach, no price."""
    found = problem(
        [line()], [A, B], end="2027-02-01", availability=[said("bravo", "impossible", 1)]
    )
    report = verdict(found, f"alpha {evening(1)}", f"bravo {evening(1)}")
    assert sorted(breach.rule for breach in report.hard_breaches) == ["absence", "coverage"]
    assert report.tiers == {Tier.HARD: 2}
    assert report.costs == {}


def test_two_rules_of_one_kind_add_up() -> None:
    """A soft rest of 11 h and another of 30 h are both paid."""
    found = problem([line("mmg", NIGHT)], [A], end="2027-02-03")
    rules = (Rest(strength=5), Rest(hours=30, strength=100))
    nights = [f"alpha 2027-02-{day:02d}-mmg-nuit" for day in (1, 2, 3)]
    report = verdict(found, *nights, extra=rules)
    assert report.costs["rest"] == 200


def test_a_vacancy_says_for_each_doctor_of_the_line_why_not() -> None:
    """Absent, at work elsewhere, gone, exempt, or free to be called; those of other lines are not listed."""
    others = [
        doctor("delta", departure="2027-01-31"),
        doctor("echo", exemptions=[{"code": "age"}]),
        doctor("foxtrot", functions=("regulation",)),
        doctor("golf", sectors=("T",)),
    ]
    lines = [line(), line("autre", window("soir", "20:00", "24:00"), site="autre")]
    found = problem(
        lines, [A, B, C, *others], end="2027-02-01",
        sectors=({"id": "S"}, {"id": "T"}), availability=[said("alpha", "impossible", 1)],
    )  # fmt: skip
    report = verdict(found, "bravo 2027-02-01-autre-soir")
    (vacancy,) = report.vacancies
    assert (vacancy.shift, vacancy.missing) == (evening(1), 1)
    assert {blocker.doctor: blocker.family for blocker in vacancy.blockers} == {
        "alpha": "absents",
        "bravo": "déjà de garde",
        "charlie": "disponibles",
        "delta": "déjà parti",
        "echo": "exempté",
    }
    reasons = {blocker.doctor: blocker.reason for blocker in vacancy.blockers}
    assert reasons["alpha"].startswith("Dr ALPHA est absent pour mmg du lundi 1er février 2027")
    assert reasons["charlie"] == "libre selon les règles dures : à appeler"


def test_reasons_are_grouped_most_frequent_first() -> None:
    """Three absent, one resting."""
    doctors = [A, B, C, doctor("delta")]
    found = problem(
        [line("mmg", NIGHT)], doctors, end="2027-02-02",
        availability=[said(who, "impossible", 2) for who in ("alpha", "bravo", "charlie")],
    )  # fmt: skip
    rules = (MaxInWindow(span="week", most=1),)
    report = verdict(found, "delta 2027-02-01-mmg-nuit", extra=rules)
    (vacancy,) = report.vacancies
    assert vacancy.groups == (("absents", 3), (rules[0].blocks_as, 1))


@pytest.mark.parametrize(("present", "missing"), [("", 2), ("alpha", 1), ("alpha bravo", 0)])
def test_a_vacancy_counts_doctors_missing_under_the_minimum(present: str, missing: int) -> None:
    """Two at least, three wished: none, one, two present."""
    found = problem([line(staffing={"min": 2, "target": 3})], [A, B, C], end="2027-02-01")
    report = verdict(found, *[f"{who} {evening(1)}" for who in present.split()])
    assert report.missing == missing
    assert len(report.vacancies) == (missing > 0)


def test_soft_rules_do_not_block() -> None:
    """Whoever would only cost something is free to be called."""
    found = problem([line()], [A], end="2027-02-02")
    report = verdict(found, f"alpha {evening(1)}", extra=(Spacing(days=1, strength=9),))
    assert report.vacancies[0].groups == (("disponibles", 1),)


def test_a_breach_that_was_there_before_does_not_block() -> None:
    """Already twice over a cap elsewhere, a doctor is judged on what this duty would add."""
    found = problem([line(), line("autre", site="autre")], [A], end="2027-02-03")
    rules = (MaxInWindow(span="day", most=0, lines=("autre",)),)
    report = verdict(found, "alpha 2027-02-01-autre-soir", extra=rules)
    groups = {vacancy.shift: vacancy.groups for vacancy in report.vacancies}
    assert groups[evening(2)] == (("disponibles", 1),)
    assert groups["2027-02-02-autre-soir"] == ((rules[0].blocks_as, 1),)


def test_a_minimum_not_reached_yet_does_not_block() -> None:
    """A first duty of two due brings the doctor nearer to the minimum: nothing forbids it."""
    found = problem([line()], [A, B], end="2027-02-07")
    report = verdict(found, extra=(MinInWindow(span="week", least=2),))
    assert {vacancy.groups for vacancy in report.vacancies} == {(("disponibles", 2),)}


def test_sas_hours_not_reached_yet_do_not_block() -> None:
    """One block of two due a week is no obstacle."""
    sas = line(
        "sas", window("matin", "08:00", "12:00", ("ouvrable",)), function="sas", site="cabinet"
    )
    found = problem([sas], [doctor("alpha", sas_registered=True)], end="2027-02-07")
    report = verdict(found, extra=(SasHours(week_hours=4),))
    assert {vacancy.groups for vacancy in report.vacancies} == {(("disponibles", 1),)}


def test_a_linked_duty_that_is_barred_blocks() -> None:
    """The morning goes with an afternoon for which the doctor is absent: the morning is barred too."""
    halves = (window("matin", "08:00", "14:00"), window("apm", "14:00", "20:00"))
    link = Linked.model_validate(
        {"first": {"line": "mmg", "window": "matin"}, "then": {"line": "mmg", "window": "apm"}}
    )
    away = said("alpha", "impossible", 1) | {"between": {"start": "14:00", "end": "20:00"}}
    found = problem([line("mmg", *halves)], [A], end="2027-02-01", availability=[away])
    report = verdict(found, extra=(link,))
    groups = {vacancy.shift: vacancy.groups for vacancy in report.vacancies}
    assert groups["2027-02-01-mmg-matin"] == ((link.blocks_as, 1),)
    assert groups["2027-02-01-mmg-apm"] == (("absents", 1),)


@pytest.mark.parametrize(
    "rule", [Apart(members=("alpha", "bravo")), Together(members=("alpha", "charlie"))]
)
def test_colleagues_block(rule: AnyRule) -> None:
    """A doctor kept apart from, or tied to, another is blocked by where that one is."""
    lines = [line(), line("autre", site="autre")]
    found = problem(lines, [A, B, C], end="2027-02-01")
    report = verdict(found, "bravo 2027-02-01-autre-soir", extra=(rule,))
    blockers = {blocker.doctor: blocker.family for blocker in report.vacancies[0].blockers}
    assert blockers["alpha"] == rule.blocks_as


def test_balances_give_share_load_and_what_is_carried() -> None:
    """Three evenings; A owes half of one from before, B half a part; A holds two, B none."""
    half = doctor("bravo", quote_part="0.5")
    found = problem(
        [line()], [A, half], end="2027-02-03",
        ledger=[{"doctor": "alpha", "category": "soiree", "balance": "-0.5"}],
    )  # fmt: skip
    report = verdict(found, f"alpha {evening(1)}", f"alpha {evening(2)}")
    balances = {(b.doctor, b.category): b for b in report.balances}
    mine, other = balances["alpha", "soiree"], balances["bravo", "soiree"]
    # Levels: (x − 0,5) ÷ 1 = (3 − x) ÷ 0,5, so x = 13/6.
    assert (mine.share, mine.load, mine.before) == (2.17, 2.0, -0.5)
    assert (other.share, other.load, other.before) == (0.83, 0.0, 0.0)
    assert mine.after == mine.deviation == pytest.approx(-0.17)
    assert balances["alpha", "unites"].load == 2.0


def test_a_load_without_a_share_is_shown() -> None:
    """A doctor of another sector who helps has a load and no share."""
    helper = doctor("zoulou", sectors=("T",), help_sectors=("S",))
    found = problem([line()], [A, helper], end="2027-02-01", sectors=({"id": "S"}, {"id": "T"}))
    report = verdict(found, f"zoulou {evening(1)}")
    shown = [(b.doctor, b.share, b.load) for b in report.balances if b.category == "soiree"]
    assert shown == [("alpha", 1.0, 0.0), ("zoulou", 0.0, 1.0)]


def test_wishes_are_told_granted_or_refused() -> None:
    """« non » held is refused, « possible » not held is granted, « souhaité » held is granted."""
    wishes = [said("alpha", "non", 1), said("alpha", "possible", 2), said("bravo", "souhaite", 2)]
    found = problem([line()], [A, B], end="2027-02-03", availability=wishes)
    report = verdict(found, f"alpha {evening(1)}", f"bravo {evening(2)}", extra=(Wish(),))
    told = {(w.doctor, w.date, w.level): (w.granted, w.points) for w in report.wishes}
    assert told == {
        ("alpha", date(2027, 2, 1), Level.NO): (False, 30),
        ("alpha", date(2027, 2, 2), Level.POSSIBLE): (True, 2),
        ("bravo", date(2027, 2, 2), Level.WANTED): (True, 5),
    }


@pytest.mark.parametrize(("patients", "warned"), [(1, 0), (2, 1)])
def test_more_sas_acts_than_are_paid_is_a_warning(patients: int, warned: int) -> None:
    """Three blocks of six slots book 18 acts a week, or 36."""
    sas = line(
        "sas", window("matin", "08:00", "12:00", ("ouvrable",)), function="sas", site="cabinet",
        sas={"patients_per_slot": patients},
    )  # fmt: skip
    found = problem([sas], [doctor("alpha", sas_registered=True)])
    held = [f"alpha 2027-02-{day:02d}-sas-matin" for day in (1, 2, 3)]
    report = verdict(found, *held, extra=(SasHours(),))
    assert len(report.warnings) == warned
    assert all(
        "36 actes SNP pour la semaine du 1er février 2027" in words for words in report.warnings
    )


def test_an_empty_roster_of_an_empty_week_is_clean() -> None:
    """Nothing to hold, nothing to say."""
    found = problem(
        [line("mmg", window("soir", "20:00", "24:00", ("samedi",)))], [A], end="2027-02-01"
    )
    report = audit(found, BASE, Roster(frozenset()))
    assert (report.breaches, report.vacancies, report.balances) == ((), (), ())


@pytest.mark.parametrize(
    ("rule", "found"), CASES[::3], ids=lambda value: getattr(value, "kind", "")
)
def test_the_audit_adds_up_what_the_check_found(rule: AnyRule, found: Problem) -> None:
    """Prices by rule and by tier are the sums of the prices of the breaches, whatever the rule."""
    rosters = list(all_rosters(found))
    last = rosters[len(rosters) // 2]
    report = audit(found, (rule,), last)
    costs: Counter[Tier] = Counter()
    for breach in rule.check(found, last):
        costs[breach.tier] += breach.price or breach.amount
    assert report.tiers == {tier: costs[tier] for tier in sorted(costs)}
    assert sum(report.costs.values()) == sum(v for t, v in costs.items() if t is not Tier.HARD)


@pytest.mark.parametrize(("rule", "found"), CASES, ids=lambda value: getattr(value, "kind", ""))
def test_a_breach_carries_all_that_its_sentence_says(rule: Rule, found: Problem) -> None:
    """Two rules of one kind may differ: the sentence is the same whichever of them says it."""
    any_rule = type(rule).example()
    rosters = list(all_rosters(found))
    for sample in rosters[:: max(1, len(rosters) // 9)]:
        for breach in rule.check(found, sample):
            assert any_rule.say(found, breach) == rule.say(found, breach)


def test_the_audit_needs_no_solver_and_no_candidates() -> None:
    """A roster typed by hand is judged though it holds an ineligible doctor."""
    stranger = doctor("zoulou", functions=("regulation",))
    found = expand(facts([line()], [A, stranger], end="2027-02-01"))
    report = verdict(found, f"zoulou {evening(1)}")
    assert [(breach.rule, breach.doctors) for breach in report.hard_breaches] == [
        ("eligibility", ("zoulou",))
    ]
