"""The leximin certificate: what enumeration gives, level by level, whatever doctors are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, combinations
from typing import Any

import pytest

from rostering.domain.certificate import DeviationProof, Fairness, LevelProof, Unavoidable
from rostering.domain.roster import Pair, Roster
from rostering.expand import expand
from rostering.problem.limit import Tier
from rostering.rules.fair_share import FairShare
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.weekends import Weekends
from rostering.solve.control import Stop
from rostering.solve.leximin import leximin, together
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve, split
from rostering.solve.statements import state
from tests.build import doctor, line, window
from tests.solve.brute import Case, every
from tests.solve.cases import BUILT, RANDOM, case, name_of

CERTIFIED = Settings(seconds=20, workers=1, certify=True)
AWAY = [{"doctor": "a", "level": "impossible", "start": "2027-02-01"}]
HALVES = case(
    "three for two", (FairShare(),), [line()], [doctor("a"), doctor("b")], end="2027-02-03"
)
OUTLIER = case(
    "one is away", (FairShare(),), [line()], [doctor("a"), doctor("b"), doctor("c")],
    end="2027-02-03", availability=AWAY,
)  # fmt: skip
CAPPED = case(
    "a maximum of one's own", (FairShare(), MaxInWindow(span="week", most=3)), [line()],
    [doctor("a", caps={"week": 1}), doctor("b"), doctor("c")], end="2027-02-06",
)  # fmt: skip
SHUT_OUT = case(
    "no duty that week", (FairShare(), MaxInWindow(span="week", most=3)), [line()],
    [doctor("a", caps={"week": 0}), doctor("b"), doctor("c")], start="2027-02-05", end="2027-02-08",
)  # fmt: skip
TWO_KINDS = case(
    "evenings and Sundays", (FairShare(), Weekends(consecutive_allowed=False, strength=60)),
    [line("mmg", window("soir", "20:00", "24:00"), window("jour", "08:00", "14:00", ("dimanche_jf",)))],
    [doctor("a"), doctor("b", quote_part="0.5"), doctor("c")], start="2027-02-04", end="2027-02-08",
)  # fmt: skip
WITH_FAIRNESS = [one for one in BUILT if any(isinstance(rule, FairShare) for rule in one.rules)]
TRIED = [HALVES, OUTLIER, CAPPED, SHUT_OUT, TWO_KINDS, *WITH_FAIRNESS, *RANDOM]


def certified(case: Case, settings: Settings = CERTIFIED) -> Solved:
    """The certified outcome, a roster."""
    outcome = solve(case.problem, case.rules, settings)
    assert isinstance(outcome, Solved)
    return outcome


@cache
def fairness(name: str) -> Fairness:
    """The certificate of a case, of the only part or of the whole."""
    found = certified(next(one for one in TRIED if one.name == name)).certificate
    assert found.whole.fairness is not None
    return found.whole.fairness


# By enumeration ---------------------------------------------------------------------------------


def loads(case: Case, roster: Roster) -> Counter[tuple[str, str]]:
    """Hundredths of duties by doctor and category, counted duty by duty."""
    shifts = case.problem.shift_by_id
    return Counter({key: 100 * n for key, n in Counter(
        (pair.doctor, shifts[pair.shift].category) for pair in roster).items()})  # fmt: skip


def counted(case: Case) -> list[tuple[str, str]]:
    """The doctors and categories that fairness counts in duties."""
    ids = {c.id for c in case.problem.facts.categories if c.measure == "number" and c.weight}
    return [key for key in case.problem.shares if key[1] in ids]


def off(case: Case, key: tuple[str, str], load: int) -> int:
    """|load − share|."""
    return abs(load - case.problem.shares[key].target)


def alone(case: Case, who: str) -> Iterator[Roster]:
    """Every set of duties of one doctor that breaks no hard rule about that doctor."""
    pairs = [Pair(who, shift.id) for shift in case.problem.shifts]
    for some in chain.from_iterable(combinations(pairs, size) for size in range(len(pairs) + 1)):
        roster = Roster(frozenset(some))
        hard = (rule for rule in case.rules if rule.tier is Tier.HARD)
        if not any(
            breach.doctors == (who,)
            for rule in hard
            for breach in rule.check(case.problem, roster)
            if breach.tier is Tier.HARD
        ):
            yield roster


def parts_away(case: Case) -> dict[tuple[str, str], int]:
    """What each cannot avoid beyond rounding: the nearest load of the doctor alone, less the nearest whole number."""
    found = {}
    for who in {key[0] for key in counted(case)}:
        mine = [loads(case, roster) for roster in alone(case, who)]
        for key in counted(case):
            if key[0] == who:
                whole = min(off(case, key, 100 * load) for load in range(40))
                found[key] = min(off(case, key, one[key]) for one in mine) - whole
    return found


def expected(case: Case) -> tuple[list[int], list[tuple[int, int]]]:
    """The five worst deviations, then the counts by quarter, among rosters with as few carences and as cheap soft rules."""
    away, lawful = parts_away(case), list(every(case))
    best = min((costs[Tier.CARENCE], costs[Tier.SOFT]) for _, costs in lawful)
    left = []
    for roster, costs in lawful:
        if (costs[Tier.CARENCE], costs[Tier.SOFT]) == best:
            held = loads(case, roster)
            left.append(
                sorted(
                    (off(case, key, held[key]) - away[key] for key in counted(case)), reverse=True
                )
            )
    worst = min(vector[0] for vector in left)
    left = [vector for vector in left if vector[0] == worst]
    placed, quarters = 0, []
    for level in range(worst - 1, -1, -1):
        if placed < 5 or (level and level % 25 == 0):
            placed = min(beyond(vector, level) for vector in left)
            left = [vector for vector in left if beyond(vector, level) == placed]
            if level and level % 25 == 0:
                quarters.append((level, placed))
    return left[0][:5], quarters


def beyond(vector: Sequence[int], level: int) -> int:
    """How many are over it."""
    return sum(one > level for one in vector)


@pytest.mark.parametrize("tried", TRIED, ids=name_of)
def test_the_levels_are_those_of_enumeration_and_proved(tried: Case) -> None:
    """The worst deviation, the four next, and the counts by quarter, each at its least given those before."""
    found = fairness(tried.name)
    if len(certified(tried).certificate.parts) > 1:
        assert found.levels == ()
        assert found.worst[0].least == expected(tried)[0][0]
        return
    worst, quarters = expected(tried)
    assert [one.least for one in found.worst] == worst
    assert [(one.beyond, one.least) for one in found.levels] == quarters
    assert found.proved


@pytest.mark.parametrize("tried", TRIED, ids=name_of)
def test_what_is_unavoidable_is_what_the_doctor_alone_cannot_avoid(tried: Case) -> None:
    """Each entry is the enumerated part; what is not listed is 0, or already at its nearest in the roster."""
    outcome = certified(tried)
    assert outcome.certificate.whole.fairness is not None
    listed = {
        (one.doctor, one.category): one for one in outcome.certificate.whole.fairness.unavoidable
    }
    held = loads(tried, outcome.roster)
    for key, part in parts_away(tried).items():
        if key in listed:
            assert listed[key].part == part > 0
            assert off(tried, key, 100 * listed[key].load) == part + min(
                off(tried, key, 100 * n) for n in range(40)
            )
        else:
            assert part == 0 or off(tried, key, held[key]) == 0


@pytest.mark.parametrize("tried", TRIED, ids=name_of)
def test_reached_is_what_the_delivered_roster_has(tried: Case) -> None:
    """Counted duty by duty, unavoidable parts taken off."""
    outcome = certified(tried)
    found = outcome.certificate.whole.fairness
    assert found is not None
    away = {(one.doctor, one.category): one.part for one in found.unavoidable}
    held = loads(tried, outcome.roster)
    vector = sorted(
        (off(tried, key, held[key]) - away.get(key, 0) for key in counted(tried)), reverse=True
    )
    assert [one.reached for one in found.worst] == vector[: len(found.worst)]
    assert [one.reached for one in found.levels] == [
        beyond(vector, one.beyond) for one in found.levels
    ]


# By hand ----------------------------------------------------------------------------------------


def test_three_duties_for_two_leave_half_a_duty_each() -> None:
    """Shares of 1.5: nobody under 0.5, nor the other; two beyond 0.25."""
    assert fairness("three for two") == Fairness(
        worst=(
            DeviationProof(reached=50, least=50, bound=50),
            DeviationProof(reached=50, least=50, bound=50),
        ),
        levels=(LevelProof(beyond=25, reached=2, least=2, bound=2),),
    )


def test_who_is_away_does_not_stand_before_everybody() -> None:
    """Three evenings, shares of 1, one doctor never there: that 1 is unavoidable; of the others one has 2, one 1."""
    found = fairness("one is away")
    assert found.unavoidable == (
        Unavoidable(doctor="a", category="soiree", share=100, load=0, part=100),
    )
    assert [one.least for one in found.worst] == [100, 0, 0]


def test_the_delivered_roster_is_the_same_with_or_without_levels() -> None:
    """The certificate stands beside the roster: squares and wishes are as certified without it."""
    for tried in (OUTLIER, TWO_KINDS):
        stages = certified(tried).certificate.whole.stages
        costs = [stage.value for stage in stages[:4]]
        every_cost = [
            tuple(c[t] for t in (Tier.CARENCE, Tier.SOFT, Tier.FAIRNESS, Tier.WISHES))
            for _, c in every(tried)
        ]
        assert tuple(costs) == min(every_cost)


def renamed(case: Case, names: dict[str, str]) -> Case:
    """The same facts under other ids, so in another order."""
    content: dict[str, Any] = case.problem.facts.model_dump()
    content["doctors"] = [{**one, "id": names[one["id"]]} for one in content["doctors"]]
    for key in ("availability", "ledger", "previous", "feasts", "pinned", "waivers"):
        content[key] = [{**one, "doctor": names[one["doctor"]]} for one in content[key]]
    return case._replace(problem=expand(type(case.problem.facts).model_validate(content)))


@pytest.mark.parametrize("tried", [HALVES, OUTLIER, TWO_KINDS, *RANDOM], ids=name_of)
def test_names_and_their_order_change_nothing_but_names(tried: Case) -> None:
    """Doctors renamed so that the last comes first: same worst deviations, same levels, same unavoidable parts."""
    names = {"a": "z-a", "b": "y-b", "c": "x-c"}
    before = fairness(tried.name)
    other = certified(renamed(tried, names)).certificate.whole.fairness
    assert other is not None
    assert [(one.least, one.bound) for one in other.worst] == [
        (one.least, one.bound) for one in before.worst
    ]
    assert [(one.beyond, one.least, one.bound) for one in other.levels] == [
        (one.beyond, one.least, one.bound) for one in before.levels
    ]


def test_a_reproducible_run_says_the_same_each_time() -> None:
    """Levels, reached and proved, and what is unavoidable."""
    settings = Settings(seconds=20, reproducible=True, certify=True)
    one, other = (certified(TWO_KINDS, settings).certificate.whole.fairness for _ in range(2))
    assert one == other
    assert one is not None
    assert one.proved


def test_a_solve_without_certify_says_nothing_of_levels() -> None:
    """The certificate is asked for."""
    outcome = certified(HALVES, Settings(seconds=20, workers=1))
    assert outcome.certificate.whole.fairness is None


def test_a_stop_leaves_levels_unproved_and_true() -> None:
    """Asked to stop before the levels: bounds are what whole numbers alone force, and never over what was found."""
    tried = next(one for one in BUILT if one.name == "caps")
    roster = certified(tried).roster
    narrowed, stated = state(tried.problem, tried.rules)
    (part,) = split(narrowed, stated)
    stop = Stop()
    stop.ask()
    worse = Roster(frozenset(Pair("a", pair.shift) for pair in list(roster)[:1]))
    found = leximin(part, worse.pairs, CERTIFIED, 1.0, stop)
    assert found is not None
    assert not found.proved
    assert all(one.bound <= one.least <= one.reached for one in found.worst)
    assert all(one.bound <= one.least for one in found.levels)


def test_the_whole_of_several_parts_has_the_worst_of_all() -> None:
    """Each bound and each value is the largest; what is unavoidable is listed together."""
    one = Fairness(worst=(DeviationProof(reached=80, least=70, bound=60),))
    other = Fairness(worst=(DeviationProof(reached=75, least=75, bound=75),))
    assert together([one, None, other]) == Fairness(
        worst=(DeviationProof(reached=80, least=75, bound=75),)
    )
    assert together([None, one]) == one
    assert together([None]) is None
