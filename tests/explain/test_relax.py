"""Ways out of a month: found, verified, said, and who could be asked instead."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rostering.expand import expand
from rostering.explain.relax import Failure, Wanted, relax, substitutes
from rostering.explain.tariff import TARIFF, said
from rostering.instance import DEFAULT_RULES, Instance
from rostering.problem.concession import Concession, grant
from rostering.review.audit import audit
from rostering.rules.max_in_window import MaxInWindow
from rostering.solve import measured
from rostering.solve.outcome import Infeasible, Solved
from tests.build import doctor, facts, line

MONDAY, TUESDAY = "2027-02-01", "2027-02-02"
WANTED = Wanted(seconds=30, workers=1)
TEAM = [
    doctor("anne", last_name="Martin", first_name="Anne", phone="06 39 98 00 01"),
    doctor("bruno", last_name="Durand", first_name="Bruno"),
    doctor("chloe", last_name="Petit", first_name="Chloé"),
]


def instance(*lines: Any, **fields: Any) -> Instance:
    """Two evenings under the usual rules."""
    rules = fields.pop("rules", DEFAULT_RULES)
    base = {"start": MONDAY, "end": TUESDAY} | fields
    found = facts(lines or [line(label="MMG")], base.pop("doctors", TEAM), **base)
    return Instance.model_validate(found.model_dump() | {"rules": rules})


def away(who: str, **more: object) -> dict[str, object]:
    """Absent on Monday."""
    return {"doctor": who, "level": "impossible", "date": MONDAY, **more}


ALL_AWAY = instance(availability=[away("anne"), away("bruno"), away("chloe", leave=True)])
PINNED = instance(
    availability=[away("anne")],
    pinned=[{"doctor": "anne", "date": MONDAY, "line": "mmg", "window": "soir"}],
)


def sentences(failure: Failure, number: int = 0) -> list[str]:
    """What a way out asks."""
    return list(said(failure.problem, failure.remedies[number].concessions))


def test_an_empty_duty_is_asked_of_the_absent_before_those_on_leave() -> None:
    """Three ways differ in whom they ask; Chloé's leave costs more than a single date; then the carence."""
    failure = relax(ALL_AWAY, replace(WANTED, distinct=False, most=10))
    assert failure.vacant == {f"{MONDAY}-mmg-soir"}
    assert [one.cost for one in failure.remedies] == [10, 10, 30, 300]
    assert all(
        (one.enough, one.minimal, one.cheapest) == (True, True, True) for one in failure.remedies
    )
    first = {sentences(failure, 0)[0], sentences(failure, 1)[0]}
    told = "de tenir MMG du lundi 1er février 2027, 20:00–24:00, malgré son absence"
    assert first == {
        f"demander au Dr MARTIN Anne (06 39 98 00 01) {told}",
        f"demander au Dr DURAND Bruno {told}",
    }
    assert sentences(failure, 3) == [
        "accepter la carence : MMG du lundi 1er février 2027, 20:00–24:00 reste sans médecin"
    ]


def test_who_could_be_asked_instead_costs_no_more() -> None:
    """Bruno instead of Anne and the reverse; not Chloé, who is on leave."""
    failure = relax(ALL_AWAY, replace(WANTED, most=1))
    (given,) = failure.remedies[0].concessions
    (other,) = substitutes(failure, failure.remedies[0], given)
    assert {given.doctor, other} == {"anne", "bruno"}


def test_who_says_no_is_not_asked() -> None:
    """Without Anne and Bruno only Chloé's leave is left."""
    failure = relax(ALL_AWAY, replace(WANTED, most=1, spared=frozenset({"anne", "bruno"})))
    assert [one.doctor for one in failure.remedies[0].concessions] == ["chloe"]


def test_a_territory_may_have_its_own_prices() -> None:
    """Where a leave is cheaper than a date, the leave is asked."""
    failure = relax(ALL_AWAY, replace(WANTED, most=1, tariff=dict(TARIFF) | {"conge": 5}))
    assert failure.remedies[0].cost == 5


def test_a_month_that_can_be_made_asks_nothing() -> None:
    """No carence, no contradiction: no way out is looked for."""
    failure = relax(instance(), WANTED)
    assert isinstance(failure.outcome, Solved)
    assert (failure.vacant, failure.remedies) == (frozenset(), ())


def test_contradictory_data_have_ways_out() -> None:
    """An agreed date on an absence: come all the same, or give the date back."""
    failure = relax(PINNED, WANTED)
    assert isinstance(failure.outcome, Infeasible)
    assert [one.cost for one in failure.remedies] == [TARIFF["absence"], TARIFF["convenue"]]
    assert sentences(failure, 1) == [
        "annuler la garde convenue du Dr MARTIN Anne (06 39 98 00 01) : MMG du lundi 1er février 2027, 20:00–24:00"
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_each_way_applied_leaves_nothing_to_concede(number: int) -> None:
    """The changed document is valid, and a roster of it has no hard breach and no carence."""
    for start in (ALL_AWAY, PINNED):
        failure = relax(start, WANTED)
        changed = grant(failure.problem, start, failure.remedies[number].concessions)
        again = relax(Instance.model_validate(changed.model_dump()), WANTED)
        assert isinstance(again.outcome, Solved)
        report = audit(expand(changed), changed.rules, again.outcome.roster)
        assert (report.missing, report.hard_breaches) == (0, ())


def test_a_neighbour_is_borrowed_for_the_empty_duty_only() -> None:
    """Bruno is of the next sector: asked for Monday, which is empty, not for Tuesday."""
    team = [TEAM[0], doctor("bruno", last_name="Durand", sectors=("T",))]
    failure = relax(instance(doctors=team, availability=[away("anne")]), replace(WANTED, most=2))
    asked = {one for remedy in failure.remedies for one in remedy.concessions}
    assert Concession("waive", "bruno", "eligibility", f"{MONDAY}-mmg-soir") in asked
    assert {one.shift for one in asked} == {f"{MONDAY}-mmg-soir"}
    assert "hors de son secteur" in sentences(failure, 1)[0]


def test_duties_over_a_maximum_are_counted_not_listed() -> None:
    """One doctor of one duty at most, five evenings: four more, of which three are named."""
    rules = (*DEFAULT_RULES, MaxInWindow(span="horizon", most=1))
    failure = relax(
        instance(doctors=TEAM[:1], end="2027-02-05", rules=rules), replace(WANTED, most=1)
    )
    (sentence,) = sentences(failure)
    assert "de tenir 4 gardes de plus que son maximum (" in sentence
    assert sentence.count("MMG du") == 3


def test_one_empty_duty_among_several() -> None:
    """Both evenings are empty; only Tuesday is asked to be filled, Monday stays as it is."""
    both = instance(availability=[{**away(who), "date": day} for who in ("anne", "bruno", "chloe") for day in (MONDAY, TUESDAY)])  # fmt: skip
    wanted = replace(WANTED, most=1, shifts=frozenset({f"{TUESDAY}-mmg-soir"}))
    failure = relax(both, wanted)
    assert [one.shift for one in failure.remedies[0].concessions] == [f"{TUESDAY}-mmg-soir"]


def test_near_its_empty_duties_only_nothing_is_said_to_be_cheapest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A territory taken for a large one: what is far keeps its doctors, the way out is enough and minimal, no more."""
    monkeypatch.setattr(measured, "LARGE", 0)
    long = instance(end="2027-02-28", availability=[away("anne"), away("bruno"), away("chloe")])
    failure = relax(long, replace(WANTED, most=1))
    assert isinstance(failure.outcome, Solved)
    (remedy,) = failure.remedies
    assert (remedy.cost, remedy.enough, remedy.minimal, remedy.cheapest) == (10, True, True, False)
    far = {pair for pair in failure.outcome.roster.pairs if pair.shift > "2027-02-12"}
    assert {pair for pair in remedy.roster.pairs if pair.shift > "2027-02-12"} == far
