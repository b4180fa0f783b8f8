"""Doctors held by hard runs: lines, neighbourhoods and HiGHS find what enumeration finds, and nothing unlawful."""

from __future__ import annotations

import pytest

from rostering.domain.roster import Roster
from rostering.problem.limit import Limit, Tier
from rostering.rules import AnyRule
from rostering.rules.coverage import Coverage
from rostering.rules.fair_share import FairShare
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.runs import Runs
from rostering.rules.weekends import Weekends
from rostering.rules.wish import Wish
from rostering.solve.climb import race
from rostering.solve.compile import compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.improve import Improver
from rostering.solve.linear import relax
from rostering.solve.lines import line_by_line
from rostering.solve.parts import Part, is_held, priced
from rostering.solve.pieces import PieceSearch
from rostering.solve.rows import prove_by_rows
from rostering.solve.settings import BLENDED, Settings
from rostering.solve.solve import split
from rostering.solve.statements import Stated, state
from tests.build import doctor, line
from tests.solve.brute import Case, audited, blended, every
from tests.solve.cases import case, name_of
from tests.solve.test_climb import least, models

WEEK = "2027-02-06"
HELD = Runs(most_on=4, least_on=2, least_off=2, open_start=True)
LEAST = MinInWindow(span="horizon", least=3)
RULES: tuple[tuple[AnyRule, ...], ...] = (
    (HELD, LEAST, FairShare(), Wish()),
    (HELD, LEAST, Weekends(most=0, strength="hard"), FairShare()),
    (HELD, MinInWindow(span="horizon", least=2), Weekends(most=1), Wish(strength=3)),
)
SAID = [
    {"doctor": "a", "level": "non", "date": "2027-02-03"},
    {"doctor": "b", "level": "impossible", "date": "2027-02-02"},
    {"doctor": "b", "level": "souhaite", "date": "2027-02-05"},
]
WANTED = line(staffing={"min": 0, "target": 1, "max": 2})
CASES = tuple(
    case(f"held {number}", rules, [WANTED], [doctor("a"), doctor("b")], end=WEEK, availability=SAID)
    for number, rules in enumerate(RULES)
)


def part_of(case: Case) -> Part:
    """The case as one part."""
    (part,) = split(*state(case.problem, case.rules))
    return part


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_lines_are_lawful_at_once(case: Case) -> None:
    """One doctor after another: no hard breach by the audit, and not better than the best."""
    part = part_of(case)
    assert is_held(part)
    chosen = line_by_line(part, Stop())
    assert chosen is not None
    blended_cost = blended(audited(case, Roster(chosen)))
    assert blended_cost[1] >= least(case)


def test_a_doctor_without_a_line_or_a_stop_leaves_no_roster() -> None:
    """Seven duties of six days cannot be; and nothing is searched after a stop."""
    impossible = case("none", (HELD, MinInWindow(span="horizon", least=7)), [WANTED], [doctor("a")], end=WEEK)  # fmt: skip
    assert line_by_line(part_of(impossible), Stop()) is None
    stop = Stop()
    stop.ask()
    assert line_by_line(part_of(CASES[0]), stop) is None


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_neighbourhoods_reach_the_least_cost(case: Case) -> None:
    """The road of large parts: the least of all rosters, and a bound that is not above it."""
    result = Improver(part_of(case), Settings(seconds=5, workers=1), Stop(), lambda _: None).solve()
    assert result.chosen is not None
    rest = result.stages[1]
    assert (rest.value, rest.bound <= rest.value) == (least(case), True)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_from_any_roster_a_search_of_all_pairs_is_never_worse(case: Case) -> None:
    """Freed whole from many lawful rosters, narrowed to what the relaxation takes."""
    part = part_of(case)
    search = PieceSearch(part, Settings(), Stop())
    for roster, _ in list(every(case))[::40]:
        found, _ = search.best(frozenset(part.pairs), roster.pairs, BLENDED, 5.0)
        assert priced(part.stated, found, BLENDED) <= priced(part.stated, roster.pairs, BLENDED)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_thorough_search_of_all_pairs_finds_the_least_cost(case: Case) -> None:
    """From any lawful roster: nothing that a better roster may hold was left out."""
    part = part_of(case)
    search = PieceSearch(part, Settings(), Stop())
    for roster, _ in list(every(case))[::80]:
        found, closed = search.best(frozenset(part.pairs), roster.pairs, BLENDED, 5.0, True)
        assert (closed, priced(part.stated, found, BLENDED)) == (True, least(case))


def test_a_gain_forgets_the_searches_without_one() -> None:
    """One after another they count, so that the next may cost more; a gain begins again."""
    search = PieceSearch(part_of(CASES[0]), Settings(), Stop())
    for gain, barren in ((0, 1), (0, 2), (3, 0), (0, 1)):
        search.learn(gain)
        assert search.barren == barren


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_highs_proves_what_enumeration_finds(case: Case) -> None:
    """Alone, and in the race with CP-SAT: the least of all rosters."""
    ((part, model),) = models(case)
    found = prove_by_rows(part, model, Params(seconds=20), Stop())
    raced = race(part, model, Params(seconds=20), Stop(), lambda *_: None)
    assert found is not None
    assert [(one.status, one.value, one.bound) for one in (found, raced)] == [
        ("optimal", least(case), least(case))
    ] * 2


def test_a_stop_ends_highs() -> None:
    """It proves nothing then, and that is no error."""
    ((part, model),) = models(CASES[0])
    stop = Stop()
    stop.ask()
    assert prove_by_rows(part, model, Params(), stop) is None


def test_minutes_are_rounded_to_whole_duties() -> None:
    """480 minutes a duty, 1,000 at most, 400 at least for each missing one: the relaxation knows that two fit, not 2.08."""
    pairs = part_of(CASES[0]).pairs[:3]
    minutes = Limit(tuple(pairs), high=1_000, coefficients=(480,) * 3)
    wanted = Limit(tuple(pairs), low=3)
    stated = [Stated(Coverage(), minutes, Tier.HARD, 0), Stated(Coverage(), wanted, Tier.SOFT, 100)]
    model = compile_model(stated, pairs)
    model.cp.minimize(model.objective(BLENDED))
    found = relax(model, 10.0)
    assert found is not None
    assert found.bound == 100
    assert sum(found.values.values()) == pytest.approx(2)
