"""The price of a rule: what enumeration says, never outside its proofs, and never claimed without them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rostering.domain.vocabulary import Function, Status
from rostering.explain.measure import Measure, Search, measure
from rostering.explain.proved import Interval, Proved, minus
from rostering.explain.rule_names import names_apart
from rostering.explain.rule_price import RulePrice, droppable, lent, price, prices
from rostering.instance import DEFAULT_RULES
from rostering.problem.limit import Tier
from rostering.review.audit import audit
from rostering.rules.apart import Apart
from rostering.rules.linked import LineWindow, Linked
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.rest import Rest
from rostering.rules.weekends import Weekends
from rostering.solve.outcome import Infeasible
from rostering.solve.settings import Settings
from tests.build import doctor, line, problem
from tests.explain.enumerated import best, judged
from tests.solve.brute import Case
from tests.solve.cases import BUILT, RANDOM, name_of

ONE = Search(Settings(seconds=20, workers=1))


def measured(case: Case) -> Measure:
    found = measure(case.problem, case.rules, ONE)
    assert isinstance(found, Measure)
    return found


def priced(case: Case) -> list[RulePrice]:
    return list(prices(measured(case), droppable(case.rules), ONE)[1])


@pytest.mark.parametrize("case", [*BUILT, RANDOM[1]], ids=name_of)
def test_the_price_is_the_difference_of_the_best_rosters(case: Case) -> None:
    """With and without each rule, the best of all rosters by enumeration; carences first, then points."""
    found = judged(case)
    carences, cost = best(found)
    assert found
    for one in priced(case):
        position = next(n for n, rule in enumerate(case.rules) if rule is one.rule)
        fewer, less = best(found, without=position)
        assert one.cost == Interval(cost - less, cost - less), one.name
        if fewer == carences:
            assert one.carences == Interval(0, 0)
        else:
            assert one.carences is not None
            assert one.carences.low > 0


@pytest.mark.parametrize("case", BUILT, ids=name_of)
def test_own_and_others_make_the_price(case: Case) -> None:
    """In a proved roster, what goes to the rule and what others lose add up, where carences do not change."""
    for one in priced(case):
        if one.carences == Interval(0, 0) and not one.idle:
            assert one.cost is not None
            assert one.others == Interval(one.cost.low - one.own, one.cost.high - one.own)


NIGHT = LineWindow(line="mmg", window="nuit")
HELD = problem([line()], [doctor("a"), doctor("b")], end="2027-02-04")


def test_a_rule_with_nothing_to_say_is_idle() -> None:
    """No published roster, no cap of one's own, nobody salaried: nothing is solved for those rules."""
    base = measured(Case("held", HELD, DEFAULT_RULES))
    found = {one.name for one in prices(base, droppable(DEFAULT_RULES), ONE)[1] if one.idle}
    assert "Stabilité" in found
    assert "Repos après une garde (dure, salarié)" in found


def test_a_hard_rule_that_empties_duties_costs_carences() -> None:
    """Two doctors, four evenings, one each: two carences because of the maximum, and the audit counts doctors."""
    capped = Case("capped", HELD, (*DEFAULT_RULES, MaxInWindow(most=1, span="horizon")))
    base = measured(capped)
    assert base.carences == Proved(2, 2)
    (found,) = prices(base, [capped.rules[-1]], ONE)[1]
    assert found.carences == Interval(2, 2)


def test_open_proofs_leave_a_price_undecided() -> None:
    """A bound under the value on either side: the interval holds zero, at least zero where carences are the same."""
    case = BUILT[0]
    base = measured(case)
    rule = droppable(case.rules)[0]
    without = measured(Case("", case.problem, tuple(one for one in case.rules if one is not rule)))
    loose = replace(without, cost=Proved(without.cost.value, 0))
    found = price(replace(base, cost=Proved(base.cost.value, 0)), RulePrice(rule, "", loose)).cost
    assert found is not None
    assert (found.low, found.is_decided) == (0, False)
    assert found.high >= base.cost.value - without.cost.value


def test_a_roster_and_a_bound_serve_both_sides() -> None:
    """Stopped too early, the freer search did worse than the roster at hand; its bound holds under more rules."""
    case = BUILT[0]
    base = measured(case)
    others = tuple(one for one in case.rules if one.kind != "wish")
    without = measured(Case("", case.problem, others))
    late = replace(without, cost=Proved(10**6, 0))
    assert (
        lent(late, base, case.rules).cost.value
        == audit(case.problem, others, base.roster).tiers[Tier.FAIRNESS]
    )
    open_ = replace(base, cost=Proved(10**6, 0))
    assert lent(open_, without, case.rules).cost.bound == without.cost.value
    assert lent(without, base, case.rules) is without


def test_open_carences_leave_costs_without_comparison() -> None:
    """Costs depend on how many duties are empty: without that proof nothing is said."""
    case = BUILT[0]
    base = measured(case)
    found = price(replace(base, weighted=Proved(3, 0)), RulePrice(case.rules[-1], "", base))
    assert (found.cost, found.others) == (None, None)


def test_contradictory_data_are_said_before_any_price() -> None:
    """A pin on a day of absence: no measure, but the contradiction."""
    asked = problem(
        [line()], [doctor("a")],
        availability=[{"doctor": "a", "level": "impossible", "date": "2027-02-01"}],
        pinned=[{"doctor": "a", "date": "2027-02-01", "line": "mmg", "window": "soir"}],
    )  # fmt: skip
    found = measure(asked, DEFAULT_RULES, ONE)
    assert isinstance(found, Infeasible)
    (conflict,) = found.conflicts
    assert {member.rule for member in conflict.members} == {"absence", "pinned"}


@pytest.mark.parametrize(
    ("after", "before", "expected", "decided"),
    [
        (Proved(5, 5), Proved(5, 5), Interval(0, 0), True),
        (Proved(5, 4), Proved(5, 5), Interval(-1, 0), False),
        (Proved(5, 4), Proved(3, 3), Interval(1, 2), True),
        (Proved(5, 5), Proved(9, 6), Interval(-4, -1), True),
        (Proved(5, 5), Proved(9, 5), Interval(-4, 0), False),
        (Proved(9, 0), Proved(9, 0), Interval(-9, 9), False),
    ],
)
def test_a_difference_is_decided_when_it_has_one_sign(
    after: Proved, before: Proved, expected: Interval, decided: bool
) -> None:
    """More, fewer, or exactly nothing; an interval that touches zero from one side is not decided."""
    found = minus(after, before)
    assert (found, found.is_decided) == (expected, decided)


def test_rules_of_one_kind_are_told_apart() -> None:
    """By what differs only, in French; alone, a rule has its title; twice the same, a number."""
    liberal = tuple(status for status in Status if status is not Status.SALARIED)
    rules = (
        Rest(statuses=(Status.SALARIED,)), Rest(statuses=liberal, strength=100),
        MaxInWindow(span="week", most=2), MaxInWindow(span="month", most=None),
        Apart(members=("a", "b")), Apart(members=("a", "b")),
    )  # fmt: skip
    assert [name for _, name in names_apart(HELD, rules)] == [
        "Repos après une garde (dure, salarié)",
        "Repos après une garde (prix 100, sauf salarié)",
        "Maximum de gardes (par semaine, 2 au plus)",
        "Maximum de gardes (par mois, maximum de chacun)",
        "Séparés",
        "Séparés, n° 2",
    ]


def test_rules_are_told_apart_by_whom_and_what_they_name() -> None:
    """Doctors and lines by their names, functions by their words, a yes or no in French."""
    rules = (
        Apart(members=("a", "b")), Apart(members=("a", "c")),
        Linked(first=LineWindow(line="mmg", window="soir"), then=NIGHT),
        Linked(first=LineWindow(line="mmg", window="jour"), then=NIGHT),
        Weekends(lines=("mmg",), consecutive_allowed=False), Weekends(functions=(Function.SAS,)),
    )  # fmt: skip
    held = problem([line(label="Maison médicale")], [doctor("a"), doctor("b")])
    assert [name for _, name in names_apart(held, rules)] == [
        "Séparés (Dr A, Dr B)",
        "Séparés (Dr A, c)",
        "Plages liées (Maison médicale soir)",
        "Plages liées (Maison médicale jour)",
        "Week-ends (Maison médicale, jamais deux de suite)",
        "Week-ends (créneaux SAS, deux de suite permis)",
    ]
