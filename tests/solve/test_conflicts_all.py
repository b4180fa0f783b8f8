"""All conflicts: what enumeration of all rosters says, and what CPMpy's MARCO says of the same statements."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import chain, combinations

import cpmpy
import pytest
from cpmpy.tools.explain.marco import marco

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Limit, Term, Tier
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.pinned import Pinned
from rostering.solve.conflict import find_conflicts
from rostering.solve.control import Stop
from rostering.solve.cores import Extent, Tree
from rostering.solve.statements import Stated, hardened, priced
from tests.build import doctor, line
from tests.solve.brute import Case
from tests.solve.cases import case, name_of

EXTENT = Extent(most=200, seconds=60)
Sets = set[frozenset[int]]


def found(claims: list[Stated], pairs: list[Pair]) -> Sets:
    """What the tree finds, which must be all and each proved minimal."""
    tree = Tree(claims, pairs, Stop())
    listed = list(tree.conflicts(EXTENT))
    assert all(proved for _, proved in listed)
    assert tree.complete
    members = [members for members, _ in listed]
    assert len(members) == len(set(members))
    return set(members)


def every_roster(pairs: list[Pair]) -> Iterable[frozenset[Pair]]:
    """Every set of pairs."""
    assert len(pairs) <= 12
    sizes = range(len(pairs) + 1)
    return map(frozenset, chain.from_iterable(combinations(pairs, size) for size in sizes))


def enumerated(claims: list[Stated], pairs: list[Pair]) -> Sets:
    """The smallest sets that meet what each roster breaks: no roster keeps such a set whole."""
    broken = {
        frozenset(n for n, one in enumerate(claims) if one.statement.excess(roster))
        for roster in every_roster(pairs)
    }
    if frozenset() in broken:
        return set()
    smallest = [one for one in broken if not any(other < one for other in broken)]
    meeting: Sets = {frozenset()}
    for one in smallest:
        grown = {some | {n} for some in meeting for n in (one if some.isdisjoint(one) else some)}
        meeting = {some for some in grown if not any(other < some for other in grown)}
    return meeting


def drawn(seed: int) -> tuple[list[Stated], list[Pair]]:
    """Random statements over a few pairs, many of them contradictory together."""
    draw = random.Random(seed)
    pairs = [Pair(doctor, shift) for doctor in "ab" for shift in "xyz"][: draw.randint(4, 6)]
    rule = MaxInWindow.example()
    claims = []
    for number in range(draw.randint(6, 10)):
        terms: list[Term] = list(draw.sample(pairs, draw.randint(1, 3)))
        if draw.random() < 0.3:
            terms.append(AnyOf(tuple(draw.sample(pairs, 2))))
        weights = tuple(draw.choice([1, 1, 2, -1]) for _ in terms)
        least, most = sum(w for w in weights if w < 0), sum(w for w in weights if w > 0)
        bound = draw.randint(least, most)
        low, high = draw.choice([(bound, None), (None, bound), (bound, bound)])
        limit = Limit(tuple(terms), low, high, weights, about=(str(number),))
        claims.append(Stated(rule, limit, Tier.HARD, 0))
    return claims, pairs


CONTRADICTORY = [seed for seed in range(120) if enumerated(*drawn(seed))]


def test_enough_are_contradictory() -> None:
    """The draw gives conflicts to find, several at once among them."""
    several = [seed for seed in CONTRADICTORY if len(enumerated(*drawn(seed))) > 1]
    assert (len(CONTRADICTORY), len(several)) >= (60, 40)


@pytest.mark.parametrize("seed", CONTRADICTORY)
def test_the_conflicts_are_those_of_all_rosters(seed: int) -> None:
    """Each set that no roster keeps, and that loses this when any member is dropped; no other."""
    assert found(*drawn(seed)) == enumerated(*drawn(seed))


@pytest.mark.parametrize("seed", CONTRADICTORY[:30])
def test_marco_finds_the_same(seed: int) -> None:
    """CPMpy's enumeration of minimal unsatisfiable subsets gives the same sets."""
    claims, pairs = drawn(seed)
    x = {pair: cpmpy.boolvar(name=f"{pair.doctor}{pair.shift}") for pair in pairs}
    constraints = [_in_cpmpy(claim.statement, x) for claim in claims]  # type: ignore[arg-type]
    position = {id(one): index for index, one in enumerate(constraints)}
    listed = marco(constraints, return_mcs=False)
    assert {frozenset(position[id(one)] for one in some) for _, some in listed} == found(
        claims, pairs
    )


def _in_cpmpy(limit: Limit, x: dict[Pair, object]) -> object:
    """The same count as an expression of CPMpy."""
    terms = [
        cpmpy.any([x[pair] for pair in term.pairs]) if isinstance(term, AnyOf) else x[term]
        for term in limit.terms
    ]
    total = sum(w * term for w, term in zip(limit.coefficients or (), terms, strict=True))
    low = limit.low if limit.low is not None else -100
    high = limit.high if limit.high is not None else 100
    return (total >= low) & (total <= high)


def pin(who: str, day: str) -> dict[str, str]:
    return {"doctor": who, "date": f"2027-02-{day}", "line": "mmg", "window": "soir"}


def away(who: str, day: str) -> dict[str, str]:
    return {"doctor": who, "level": "impossible", "date": f"2027-02-{day}"}


A, B = doctor("a"), doctor("b")
CASES = (
    case("two independent", (Pinned(),), [line()], [A, B], end="2027-02-02",
         pinned=[pin("a", "01"), pin("b", "02")], availability=[away("a", "01"), away("b", "02")]),
    case("two sharing a pin", (Pinned(),), [line()], [A, B], end="2027-02-01",
         pinned=[pin("a", "01"), pin("b", "01")], availability=[away("a", "01")]),
    case("a minimum between two maxima", (MinInWindow(span="horizon", least=2), MaxInWindow(span="week", most=1)),
         [line(staffing={"min": 1, "max": 2})], [A, B], end="2027-02-03", availability=[away("a", "01")]),
    case("three pins over a cap", (Pinned(), MaxInWindow(span="week", most=2)), [line()], [A],
         end="2027-02-04", pinned=[pin("a", "01"), pin("a", "02"), pin("a", "03"), pin("a", "04")]),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=name_of)
@pytest.mark.parametrize("with_duties", [False, True])
def test_rules_give_the_conflicts_of_all_rosters(case: Case, with_duties: bool) -> None:
    """The same for the statements of real rules, with or without duties that must be filled: as many conflicts, of
    the same rules."""
    filled = [shift.id for shift in case.problem.shifts] if with_duties else []
    stated = [priced(rule, one) for rule in case.rules for one in rule.statements(case.problem)]
    claims = hardened(stated, filled)
    pairs = [pair for who in case.problem.doctors for pair in case.problem.pairs(who)]
    expected = sorted(
        sorted(claims[n].rule.kind for n in some) for some in enumerated(claims, pairs)
    )
    outcome = find_conflicts(case.problem, case.rules, Stop(), filled, extent=EXTENT)
    assert (
        sorted(sorted(one.rule for one in some.members) for some in outcome.conflicts) == expected
    )
    assert outcome.complete


def test_the_independent_ones_are_all_listed_when_few_are_wanted() -> None:
    """Two conflicts that share nothing come first, even when no more than two are wanted."""
    outcome = find_conflicts(CASES[0].problem, CASES[0].rules, Stop(), extent=Extent(most=2))
    first, second = outcome.conflicts
    assert not set(first.members) & set(second.members)
