"""Ways out: the same as trying every set of concessions on every roster, by the changed file and the checks alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations

import pytest

from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.explain.tariff import TARIFF, AskingPrice, open_to_ask
from rostering.problem.concession import Concession, grant
from rostering.problem.limit import Tier
from rostering.rules.eligibility import Eligibility
from rostering.rules.linked import Linked
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.pinned import Pinned
from rostering.rules.rest import Rest
from rostering.rules.runs import Runs
from rostering.rules.spacing import Spacing
from rostering.rules.succession import Succession
from rostering.solve.relax import CROWDING, Effort, WayOut, ways_out
from tests.build import doctor, line, window
from tests.rules.contract import all_rosters
from tests.solve.brute import Case
from tests.solve.cases import EVENING, NIGHT, case, name_of

MOST_TRIED = 3
"""Concessions in the sets that are tried one by one."""
Sort = frozenset[tuple[tuple[str, ...], int]]
"""A set of concessions as people see it: how many of each group."""
A, B = doctor("a"), doctor("b")
DAY = window("jour", "09:00", "20:00")


def away(who: str, day: str, **more: object) -> dict[str, object]:
    return {"doctor": who, "level": "impossible", "date": f"2027-02-{day}", **more}


def pin(who: str, day: str) -> dict[str, str]:
    return {"doctor": who, "date": f"2027-02-{day}", "line": "mmg", "window": "soir"}


CASES = (
    case("both absent", (), [line()], [A, B], end="2027-02-02",
         availability=[away("a", "01"), away("b", "01", leave=True)]),
    case("capped", (MaxInWindow(span="week", most=1),), [line()], [A, B], end="2027-02-03"),
    case("a neighbour", (), [line()], [A, doctor("b", sectors=("T",))], end="2027-02-02",
         availability=[away("a", "01")]),
    case("no neighbour with a licence", (), [line()],
         [A, doctor("b", sectors=("T",), status="remplacant", licence_end="2027-01-31")],
         end="2027-02-02", availability=[away("a", "01")]),
    case("nights without rest", (Rest(hours=14),), [line("mmg", NIGHT)], [A], end="2027-02-02"),
    case("rest, and a day after", (Rest(),), [line("nuit", NIGHT), line("jour", DAY)], [A], end="2027-02-02"),
    case("spaced", (Spacing(days=1),), [line()], [A], end="2027-02-03"),
    case("runs", (Runs(most_on=1),), [line()], [A], end="2027-02-03"),
    case("two lines, one doctor", (), [line(), line("renfort", EVENING, function="renfort", site="autre")],
         [A], end="2027-02-01"),
)  # fmt: skip
CONTRADICTORY = (
    case("pinned and absent", (Pinned(),), [line()], [A, B], end="2027-02-02",
         pinned=[pin("a", "01")], availability=[away("a", "01")]),
    case("pins over a cap", (Pinned(), MaxInWindow(span="week", most=1)), [line()], [A, B],
         end="2027-02-02", pinned=[pin("a", "01"), pin("a", "02")]),
    case("a minimum nobody can reach", (MinInWindow(span="horizon", least=2),), [line()], [A, B],
         end="2027-02-02", availability=[away("a", "01")]),
    case("pinned, linked, absent",
         (Pinned(), Linked(first={"line": "mmg", "window": "soir"}, then={"line": "mmg", "window": "soir"}, offset_days=1)),
         [line()], [A, B], end="2027-02-02", pinned=[pin("a", "01")], availability=[away("a", "02")]),
    case("pins one after the other", (Pinned(), Succession(first={"lines": ["mmg"]}, then={"lines": ["mmg"]}, within_days=1)),
         [line()], [A], end="2027-02-02", pinned=[pin("a", "01"), pin("a", "02")]),
)  # fmt: skip


def filled(case: Case) -> frozenset[str]:
    """Every mandatory duty, unless the case is about contradictions."""
    wanted = {shift.id for shift in case.problem.shifts if shift.is_mandatory}
    return frozenset() if case in CONTRADICTORY else frozenset(wanted)


def prices(case: Case) -> AskingPrice:
    """The usual tariff, every duty open to neighbours."""
    return AskingPrice(case.problem, TARIFF, {shift.id for shift in case.problem.shifts})


def options(case: Case) -> Iterator[Concession]:
    """All that can be asked: a rule for a duty or altogether, a date given back, a doctor missing."""
    asked, hard = prices(case), [rule for rule in case.rules if rule.tier is Tier.HARD]
    for who in case.problem.doctors:
        for rule in hard:
            for shift in ("", *(one.id for one in case.problem.shifts)):
                given = Concession("waive", who.id, rule.kind, shift)
                minimum = isinstance(rule, MinInWindow) == (shift == "")
                barred = not isinstance(rule, Eligibility) or asked(given)
                if rule.waivable and rule.kind in TARIFF and minimum and barred:
                    yield given
    for one in case.problem.facts.pinned:
        yield Concession("unpin", one.doctor, shift=f"{one.date}-{one.line}-{one.window}")
    for shift_id in sorted(filled(case)):
        yield Concession("empty", shift=shift_id, rank=1)


@cache
def is_enough(case: Case, given: frozenset[Concession]) -> bool:
    """Does any of all rosters of the changed file break nothing hard and fill the duties?"""
    changed = expand(grant(case.problem, case.problem.facts, given))
    return any(_is_right(case, changed, roster) for roster in all_rosters(changed))


def _is_right(case: Case, changed: object, roster: Roster) -> bool:
    full = all(
        len(roster.by_shift.get(shift.id, ())) >= shift.staffing.min
        for shift in changed.shifts  # type: ignore[attr-defined]
        if shift.id in filled(case)
    )
    return full and not any(
        breach.tier is Tier.HARD
        for rule in case.rules
        for breach in rule.breaches(changed, roster)  # type: ignore[arg-type]
    )


def sort_of(given: frozenset[Concession] | tuple[Concession, ...]) -> Sort:
    return frozenset(Counter(one.group for one in given).items())


def tried(case: Case) -> set[Sort]:
    """The smallest sets that are enough, each size after the other; one that asks people more of each is no smaller."""
    enough: list[frozenset[Concession]] = []
    for size in range(MOST_TRIED + 1):
        for given in map(frozenset, combinations(sorted(options(case)), size)):
            if not any(smaller <= given for smaller in enough) and is_enough(case, given):
                enough.append(given)
    counts = [Counter(one.group for one in given) for given in enough]
    return {
        sort_of(given)
        for given, count in zip(enough, counts, strict=True)
        if not any(other < count for other in counts)
    }


def asked(case: Case) -> list[WayOut]:
    """What the solver finds."""
    problem = open_to_ask(case.problem, case.rules, prices(case))
    effort = Effort(most=500, seconds=60)
    return list(ways_out(problem, case.rules, prices(case), filled(case), effort))


@pytest.mark.parametrize("case", [*CASES, *CONTRADICTORY], ids=name_of)
def test_the_ways_out_are_the_smallest_sets_of_all(case: Case) -> None:
    """Neither one too many nor one too few, among those of at most three concessions."""
    ways = asked(case)
    assert all(way.proved for way in ways)
    assert {sort_of(w.concessions) for w in ways if len(w.concessions) <= MOST_TRIED} == tried(case)


@pytest.mark.parametrize("case", [*CASES, *CONTRADICTORY], ids=name_of)
def test_they_come_cheapest_first_at_the_price_of_the_tariff(case: Case) -> None:
    """The cost is the sum of the prices, and of what asking one doctor several times adds."""
    ways, price = asked(case), prices(case)
    assert [way.cost for way in ways] == sorted(way.cost for way in ways)
    for way in ways:
        times = Counter(one.doctor for one in way.concessions if one.doctor)
        crowding = sum(CROWDING[count] for count in times.values())
        assert way.cost == sum(price(one) or 0 for one in way.concessions) + crowding


@pytest.mark.parametrize("case", [*CASES, *CONTRADICTORY], ids=name_of)
def test_the_roster_of_each_is_right_in_the_changed_file(case: Case) -> None:
    """Audited by every rule's check, with every duty filled that is to be."""
    for way in asked(case):
        changed = expand(grant(case.problem, case.problem.facts, way.concessions))
        assert _is_right(case, changed, Roster(way.chosen))


def test_nothing_is_asked_when_nothing_fails() -> None:
    """A month that can be made has one way out: none."""
    ways = asked(case("possible", (), [line()], [A, B], end="2027-02-02"))
    assert [(way.concessions, way.cost) for way in ways] == [((), 0)]


def test_sets_may_be_told_to_differ_in_kind() -> None:
    """Three evenings, two doctors of one each: whoever takes the third, it is the same kind of asking."""
    capped = CASES[1]
    problem = open_to_ask(capped.problem, capped.rules, prices(capped))
    effort = Effort(most=500, seconds=60, distinct=True)
    ways = list(ways_out(problem, capped.rules, prices(capped), filled(capped), effort))
    kinds = [Counter(one.sort for one in way.concessions) for way in ways]
    assert 0 < len(kinds) == len({frozenset(kind.items()) for kind in kinds}) < len(asked(capped))
