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
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from tests.build import doctor, line, problem, window
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
        assert all(is_short(case, roster, one.duties) for one in found.starved)
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
    assert all(sentence.endswith(" : 3 au moins, 2 possibles au plus") for sentence in said)
    assert all(sentence.count("3 au moins") == 1 for sentence in said)


def test_a_minimum_over_a_maximum_is_told() -> None:
    """Three evenings are open, a maximum lets her hold one, a minimum asks two."""
    found = problem([line()], [doctor("a", caps={"week": 1})], start=MONDAY, end="2027-02-03")
    rules = (*DEFAULT_RULES, MinInWindow(span="horizon", least=2, strength=50))
    (said,) = scout(found, rules).under_minimum
    assert said.endswith(" : 2 au moins, 1 possible au plus")


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


def test_a_week_that_asks_more_than_maxima_allow_is_told() -> None:
    """Three evenings for a doctor of two a week: short by one; for two doctors of two a week, one of them is needed."""
    days = {"start": MONDAY, "end": "2027-02-03"}
    one, two = doctor("a", caps={"week": 2}), doctor("b", caps={"week": 2})
    (short,) = scout(problem([line()], [one], **days), DEFAULT_RULES).starved
    assert (len(short.duties), short.needed, short.possible) == (3, 3, 2)
    pair = scout(problem([line()], [one, two], **days), DEFAULT_RULES)
    assert (pair.starved, set(pair.critical)) == ((), {"a", "b"})
    three = scout(problem([line()], [one, two, doctor("c")], **days), DEFAULT_RULES)
    assert (three.starved, three.critical) == ((), {})


def test_a_maximum_that_does_not_speak_of_all_duties_bounds_nothing() -> None:
    """Two a week of the MMG only: the visits are free of it."""
    rules = (*DEFAULT_RULES, MaxInWindow(span="week", most=1, lines=("mmg",)))
    lines = [
        line("mmg"),
        line("visites", window("jour", "08:00", "12:00"), function="effection_mobile"),
    ]
    found = scout(problem(lines, [doctor("a")], start=MONDAY, end=MONDAY), rules)
    assert found.starved == ()


@given(SEATS, st.dictionaries(st.sampled_from("abcd"), st.integers(1, 3)))
def test_a_matching_with_capacities_is_one_with_as_many_twins(
    open_: list[set[str]], most: dict[str, int]
) -> None:
    """A doctor of two seats is two doctors of one."""
    seats = [str(index) for index in range(len(open_))]
    able = {seat: sorted(doctors) for seat, doctors in zip(seats, open_, strict=True)}
    twins = {
        seat: [f"{who}{n}" for who in doctors for n in range(most.get(who, 1))]
        for seat, doctors in able.items()
    }
    assert len(Matching(seats, able, most).empty) == len(Matching(seats, twins).empty)
    if not Matching(seats, able, most).empty:
        for who in "abcd":
            alone = {seat: [one for one in doctors if one != who] for seat, doctors in able.items()}
            lacking = bool(Matching(seats, alone, most).empty)
            assert (who in indispensable(seats, able, most)) == lacking
