"""Shares within what rules let each doctor hold."""

from __future__ import annotations

import pytest

from rostering.domain.people import Doctor
from rostering.expand import expand
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.fair_share import FairShare
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.sas_hours import SasHours
from tests.build import doctor, facts, line, window


def shared(doctors: list[Doctor], *rules: AnyRule, **fields: object) -> Problem:
    """February 2027 (28 days, four whole weeks): an evening a day, or the lines given, under those rules."""
    lines = fields.pop("lines", [line()])
    told = facts(lines, doctors, "2027-02-01", "2027-02-28", **fields)  # type: ignore[arg-type]
    return expand(told.model_copy(update={"rules": rules}))


def owed(problem: Problem, who: str) -> float:
    """The duties of one doctor's shares, all categories together."""
    return sum(
        share.target / 100
        for (doctor, category), share in problem.shares.items()
        if doctor == who and category != "unites"
    )


def test_nobody_owes_more_than_a_cap_allows_and_the_others_owe_the_rest_by_weight() -> None:
    """28 evenings, a cap of 2 a month: 2 for the one, 26 for the others in proportion to their quote-parts."""
    people = [doctor("a", caps={"month": 2}), doctor("b"), doctor("c", quote_part="0.5")]
    found = shared(people, MaxInWindow(span="month"))
    assert owed(found, "a") == pytest.approx(2, abs=0.05)
    assert owed(found, "b") == pytest.approx(26 * 2 / 3, abs=0.05)
    assert owed(found, "c") == pytest.approx(26 / 3, abs=0.05)


def test_a_cap_above_the_share_changes_nothing() -> None:
    """A cap at the share itself, and one more, leave every weight as it was."""
    for most in (14, 15):
        found = shared([doctor("a", caps={"month": most}), doctor("b")], MaxInWindow(span="month"))
        assert found.factors == {}
        assert owed(found, "a") == pytest.approx(14, abs=0.02)


def test_one_under_the_share_is_what_is_owed() -> None:
    """A cap of one less than the share: that, and one more for the other."""
    found = shared([doctor("a", caps={"month": 13}), doctor("b")], MaxInWindow(span="month"))
    assert owed(found, "a") == pytest.approx(13, abs=0.05)
    assert owed(found, "b") == pytest.approx(15, abs=0.05)


def test_what_a_rule_demands_is_owed() -> None:
    """Half a quote-part and four duties a week at least: 16, not a third of 28."""
    people = [doctor("a", quote_part="0.5"), doctor("b")]
    found = shared(people, MinInWindow(span="week", least=4, doctors=("a",)))
    assert owed(found, "a") == pytest.approx(16, abs=0.05)
    assert owed(found, "b") == pytest.approx(12, abs=0.05)


def test_a_soft_rule_does_not_bound_shares() -> None:
    """What may be broken at a price is no reason to owe less."""
    people = [doctor("a", caps={"month": 2}), doctor("b")]
    assert shared(people, MaxInWindow(span="month", strength=50)).factors == {}


def test_who_may_hold_nothing_owes_nothing() -> None:
    """A cap of 0: a share that reads 0."""
    found = shared([doctor("a", caps={"month": 0}), doctor("b")], MaxInWindow(span="month"))
    assert owed(found, "a") == 0
    assert owed(found, "b") == pytest.approx(28)


def test_sas_hours_are_owed_whatever_the_quote_part() -> None:
    """Two hours a week each, blocks of two hours: four weeks, four blocks, at half a quote-part too."""
    morning = window("matin", "08:00", "13:00", ("ouvrable",))
    sas = line("sas", morning, function="sas", site="cabinet", sectors=())
    people = [doctor("a", quote_part="0.1", sas_registered=True), doctor("b", sas_registered=True)]
    found = shared(people, SasHours(week_hours=2), lines=[sas])
    assert owed(found, "a") == pytest.approx(4, abs=0.05)
    assert owed(found, "b") == pytest.approx(16, abs=0.05)


def test_caps_that_leave_a_pool_short_of_hands_do_not_lighten_other_duties() -> None:
    """Where all are capped under the demand, shares stay by weight: there and in the categories beside it."""
    week, day = (
        window("soir", "20:00", "24:00", ("ouvrable",)),
        window("jour", "08:00", "20:00", ("samedi",)),
    )
    capped = [doctor("a", caps={"week": 1}), doctor("b", caps={"week": 1})]
    found = shared(
        [*capped, doctor("c", sectors=("T",))],
        MaxInWindow(span="week"),
        lines=[line("soirs", week), line("samedis", day, sectors=("S", "T"))],
        sectors=({"id": "S"}, {"id": "T"}),
    )  # fmt: skip
    assert found.shares["a", "soiree"].target == found.shares["b", "soiree"].target == 1000
    for who in "abc":
        assert found.shares[who, "samedi"].target == pytest.approx(133, abs=1)


def test_a_bound_on_some_lines_touches_their_part_only() -> None:
    """A cap of 4 on one of two lines: 4, and of the other line half of what a colleague at the level L owes of both; 4 + L/2 + L = 56."""
    first, second = line("un"), line("deux", window("soir", "20:00", "24:00"), site="autre")
    free = shared([doctor("a"), doctor("b")], lines=[first, second])
    found = shared(
        [doctor("a"), doctor("b")],
        MaxInWindow(span="month", most=4, lines=("un",), doctors=("a",)),
        lines=[first, second],
    )
    assert owed(free, "a") == pytest.approx(28, abs=0.05)
    assert owed(found, "a") == pytest.approx(4 + 52 / 3, abs=0.1)


def test_rules_without_bounds_leave_weights_alone() -> None:
    """Fairness itself bounds nothing."""
    assert shared([doctor("a"), doctor("b", quote_part="0.5")], FairShare()).factors == {}


def test_what_a_doctor_waived_bounds_nothing() -> None:
    """A cap let go altogether does not lower the share; let go for one duty, it leaves that one beside the cap."""
    people = [doctor("a", caps={"month": 2}), doctor("b")]
    wholly = ({"doctor": "a", "rule": "max_in_window"},)
    once = (
        {
            "doctor": "a",
            "rule": "max_in_window",
            "date": "2027-02-01",
            "line": "mmg",
            "window": "soir",
        },
    )
    cap = MaxInWindow(span="month")
    assert shared(people, cap, waivers=wholly).factors == {}
    free = owed(shared(people, cap, waivers=once), "a")
    assert owed(shared(people, cap), "a") == pytest.approx(2, abs=0.05)
    assert 2.3 < free < 3
