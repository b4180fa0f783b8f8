"""The scout: what it calls impossible or critical is so in every roster; the rest is counted right."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostering.domain.roster import Roster
from rostering.explain.matching import Matching, indispensable
from rostering.explain.scout import scout
from rostering.instance import DEFAULT_RULES
from rostering.problem.problem import Problem
from rostering.rules.min_in_window import MinInWindow
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from tests.build import doctor, line, problem
from tests.solve.brute import Case, every
from tests.solve.cases import CASES, name_of, random_case

MONDAY, TUESDAY = "2027-02-01", "2027-02-02"
SHARED = [*CASES, *(random_case(seed) for seed in range(100, 125))]


def is_short(case: Case, roster: Roster, duties: tuple[str, ...]) -> bool:
    """Is one of the duties under its minimum?"""
    shifts = case.problem.shift_by_id
    return any(len(roster.by_shift.get(id_, ())) < shifts[id_].staffing.min for id_ in duties)


@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_what_is_starved_or_critical_is_so_in_every_roster(case: Case) -> None:
    """Every lawful roster leaves a starved set short; so does every one in which the critical doctor serves nothing."""
    found = scout(case.problem, case.rules)
    for roster, _ in every(case):
        assert all(is_short(case, roster, duties) for duties in found.starved)
        for who, duties in found.critical.items():
            if who not in roster.by_doctor:
                assert is_short(case, roster, duties), who


def away(*who: str) -> Problem:
    """Two lines of the same evening on two days; Anne does both lines, Bruno one, Chloé one on Monday only."""
    absences = [{"doctor": "chloe", "level": "impossible", "date": TUESDAY}]
    absences += [
        {"doctor": one, "level": "impossible", "start": MONDAY, "end": TUESDAY} for one in who
    ]
    return problem(
        [line("mmg"), line("visites", function="effection_mobile")],
        [
            doctor("anne"),
            doctor("bruno", functions=("effection_fixe",)),
            doctor("chloe", functions=("effection_mobile",)),
        ],
        start=MONDAY,
        end=TUESDAY,
        availability=tuple(absences),
    )


def carences(found: Problem) -> int:
    """What the solver proves."""
    outcome = solve(found, DEFAULT_RULES, Settings(seconds=10, workers=1))
    return outcome.certificate.whole.stages[0].value  # type: ignore[union-attr]


def test_removing_a_critical_doctor_makes_a_carence_and_another_does_not() -> None:
    """On Tuesday the two lines need Anne and Bruno; Chloé, on Monday, is one of three for two."""
    found = scout(away(), DEFAULT_RULES)
    assert set(found.critical) == {"anne", "bruno"}
    assert found.starved == ()
    assert carences(away()) == 0
    assert min(carences(away("anne")), carences(away("bruno"))) > 0
    assert carences(away("chloe")) == 0


def test_margins_count_absences_and_agreed_dates() -> None:
    """Monday's visits: Anne and Chloé; Anne agreed to the MMG that evening leaves Chloé alone."""
    free = {one.shift: one for one in scout(away(), DEFAULT_RULES).outlooks}
    assert free[f"{MONDAY}-visites-soir"].able == ("anne", "chloe")
    base = away()
    agreed = problem(
        base.facts.lines,
        base.facts.doctors,
        start=MONDAY,
        end=TUESDAY,
        availability=base.facts.availability,
        pinned=({"doctor": "anne", "date": MONDAY, "line": "mmg", "window": "soir"},),
    )
    held = {one.shift: one for one in scout(agreed, DEFAULT_RULES).outlooks}
    assert held[f"{MONDAY}-visites-soir"].able == ("chloe",)
    assert held[f"{MONDAY}-visites-soir"].margin == 0


def test_demand_and_capacity_of_the_week() -> None:
    """Two MMG evenings; Anne and Bruno can give two days each, one less when Anne takes one a week at most."""
    base = away()
    capped = [doctor("anne", caps={"week": 1}), *base.facts.doctors[1:]]
    facts = base.facts
    tight = problem(facts.lines, capped, start=MONDAY, end=TUESDAY, availability=facts.availability)
    for found, capacity in ((base, 4), (tight, 3)):
        pressures = {one.category: one for one in scout(found, DEFAULT_RULES).pressures}
        mmg = pressures[found.shift_by_id[f"{MONDAY}-mmg-soir"].category]
        assert (mmg.week, mmg.demand, mmg.capacity) == ("2027-S05", 2, capacity)


@pytest.mark.parametrize(("least", "told"), [(2, 0), (3, 2)])
def test_a_doctor_who_cannot_reach_a_minimum_is_named(least: int, told: int) -> None:
    """Over two evenings of one line each: two are possible, three are not."""
    found = problem([line()], [doctor("a"), doctor("b")], start=MONDAY, end=TUESDAY)
    rules = (*DEFAULT_RULES, MinInWindow(span="horizon", least=least, strength=50))
    said = scout(found, rules).under_minimum
    assert len(said) == told
    assert all("3 au moins, 2 possibles" in sentence for sentence in said)


def test_agreed_dates_that_contradict_are_told() -> None:
    """An agreed date on an absence, and two at the same hour: both are said before any solve."""
    found = problem(
        [line("mmg"), line("visites", function="effection_mobile")],
        [doctor("anne"), doctor("bruno")],
        start=MONDAY,
        end=TUESDAY,
        availability=({"doctor": "bruno", "level": "impossible", "date": TUESDAY},),
        pinned=(
            {"doctor": "bruno", "date": TUESDAY, "line": "mmg", "window": "soir"},
            {"doctor": "anne", "date": MONDAY, "line": "mmg", "window": "soir"},
            {"doctor": "anne", "date": MONDAY, "line": "visites", "window": "soir"},
        ),
    )
    said = scout(found, DEFAULT_RULES).contradictions
    assert any("bruno" in one.casefold() and "ne peut pas tenir" in one for one in said)
    assert any("anne" in one.casefold() and "visites" in one for one in said)


SEATS = st.lists(st.sets(st.sampled_from("abcd"), max_size=3), min_size=1, max_size=4)


@given(SEATS)
def test_a_matching_is_as_large_as_enumeration_says(open_: list[set[str]]) -> None:
    """Seats filled, and doctors without whom one fewer can be, against all assignments."""
    seats = [str(index) for index in range(len(open_))]
    able = {seat: sorted(doctors) for seat, doctors in zip(seats, open_, strict=True)}

    def best(without: str = "") -> int:
        choices = [[*(doctors - {without}), ""] for doctors in open_]
        used = ([one for one in given_ if one] for given_ in product(*choices))
        return max(len(taken) for taken in used if len(set(taken)) == len(taken))

    matching = Matching(seats, able)
    assert len(seats) - len(matching.empty) == best()
    assert bool(matching.starved()) == (best() < len(seats))
    expected = {one for one in "abcd" if best(one) < best()} if best() == len(seats) else set()
    assert set(indispensable(seats, able)) == expected
