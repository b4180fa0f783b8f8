"""Random statements over a few pairs: the compiled cost is the excess times the price, some pairs fixed or not."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Limit, Load, Runs, Statement, Term, Tier
from rostering.rules.coverage import Coverage
from rostering.solve.compile import Model, compile_model
from rostering.solve.greedy import Tally
from rostering.solve.parts import priced
from rostering.solve.settings import BLENDED
from rostering.solve.statements import Stated

RULE = Coverage()
PAIRS = tuple(Pair("ab"[index % 2], f"s{index // 2}") for index in range(8))
MANY = 2 * settings().max_examples
"""Statements are cheap to try: twice what the profile asks for."""
PAID: tuple[Tier, ...] = (Tier.CARENCE, Tier.SOFT, Tier.FAIRNESS, Tier.WISHES, Tier.COMFORT)

pairs = st.sampled_from(PAIRS)
groups = st.lists(pairs, min_size=1, max_size=4, unique=True).map(lambda some: AnyOf(tuple(some)))
terms: st.SearchStrategy[Term] = st.one_of(pairs, groups)
bounds = st.none() | st.integers(-3, 6)
weights = st.integers(1, 3)


@st.composite
def limits(draw: st.DrawFn) -> Limit:
    """Any weighted count of terms, between any bounds."""
    listed = draw(st.lists(terms, max_size=6, unique=True))
    size = len(listed)
    signed = st.lists(st.integers(-3, 3).filter(bool), min_size=size, max_size=size).map(tuple)
    low, high = draw(bounds), draw(bounds)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return Limit(tuple(listed), low, high, draw(st.none() | signed), draw(weights))


@st.composite
def runs(draw: st.DrawFn) -> Runs:
    """Runs over two to five days that share no pair."""
    order = draw(st.permutations(PAIRS))
    cuts = sorted(draw(st.sets(st.integers(1, 7), min_size=1, max_size=4)))
    days = tuple(
        AnyOf(tuple(order[a:b])) for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)
    )
    return Runs(
        days,
        most_on=draw(st.none() | st.integers(0, 3)),
        least_on=draw(st.integers(1, 4)),
        least_off=draw(st.integers(1, 4)),
        before=draw(st.integers(0, 3)),
        rested=draw(st.none() | st.integers(1, 3)),
        weight=draw(weights),
    )


@st.composite
def loads(draw: st.DrawFn) -> Load:
    """A load of pairs and groups, up and down, whose cost falls to a share, then rises ever faster; the table may be short."""
    listed = draw(st.lists(terms, min_size=1, max_size=6, unique=True))
    signed = st.integers(-2, 3).filter(bool)
    sizes = draw(st.lists(signed, min_size=len(listed), max_size=len(listed)))
    base = draw(st.integers(0, 2)) - sum(min(0, size) for size in sizes)
    steps = sorted(draw(st.lists(st.integers(-5, 12), min_size=1, max_size=10)))
    cost = [draw(st.integers(0, 4)) + sum(-step for step in steps if step < 0)]
    for step in steps:
        cost.append(cost[-1] + step)
    return Load(tuple(listed), tuple(sizes), tuple(cost), draw(weights), base=base)


@st.composite
def entries(draw: st.DrawFn, statements: st.SearchStrategy[Statement]) -> Stated:
    """A statement paid in some tier."""
    statement = draw(statements)
    price = statement.weight * draw(st.integers(1, 9))
    return Stated(RULE, statement, draw(st.sampled_from(PAID)), price)


paid = st.lists(entries(st.one_of(limits(), runs(), loads())), min_size=1, max_size=5)
tallied = st.lists(entries(st.one_of(limits(), loads())), min_size=1, max_size=5)
forced = st.lists(st.one_of(limits(), runs()).map(lambda s: Stated(RULE, s, Tier.HARD, 0)), max_size=3)  # fmt: skip
rosters = st.frozensets(pairs)


def counted(stated: list[Stated], chosen: frozenset[Pair]) -> Counter[Tier]:
    """Σ price × excess, tier by tier, straight from the statements."""
    costs: Counter[Tier] = Counter()
    for entry in stated:
        units, rest = divmod(entry.statement.excess(chosen), entry.statement.weight)
        assert rest == 0
        costs[entry.tier] += entry.price * units
    return +costs


def solved(model: Model, chosen: frozenset[Pair]) -> Counter[Tier] | None:
    """What each tier costs at least once the free pairs are as in the roster; None when forbidden."""
    for pair, x in model.x.items():
        model.cp.add(x == (pair in chosen))
    model.cp.minimize(model.objective(dict.fromkeys(PAID, 1)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if model.broken or solver.solve(model.cp) == cp_model.INFEASIBLE:
        return None
    return +Counter({tier: int(solver.value(model.objective({tier: 1}))) for tier in PAID})


@given(paid, rosters, st.sets(pairs))
@settings(max_examples=MANY)
def test_a_roster_costs_its_excess_with_some_pairs_fixed(
    stated: list[Stated], chosen: frozenset[Pair], free: set[Pair]
) -> None:
    """Whichever pairs are free, the least cost of a roster is what its statements count."""
    model = compile_model(stated, sorted(free), chosen - free)
    assert solved(model, chosen) == counted(stated, chosen)


@given(forced, rosters, st.sets(pairs))
@settings(max_examples=MANY)
def test_a_roster_is_possible_when_nothing_hard_is_exceeded(
    stated: list[Stated], chosen: frozenset[Pair], free: set[Pair]
) -> None:
    """Hard statements allow just the rosters without excess, whichever pairs are free."""
    model = compile_model(stated, sorted(free), chosen - free)
    allowed = all(entry.statement.excess(chosen) == 0 for entry in stated)
    assert (solved(model, chosen) is not None) == allowed


@st.composite
def held(draw: st.DrawFn) -> list[Stated]:
    """Hard runs of few days with a minimum, and how many week-ends, whole or not, of those days may be worked."""
    one = replace(draw(runs()), most_on=draw(st.integers(1, 3)), least_on=2, before=0, rested=None)
    spans = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3)), min_size=1, max_size=3))
    ends = [AnyOf(tuple(p for d in one.days[i : i + n] for p in d.pairs)) for i, n in spans]
    count = Limit(tuple(e for e in ends if e.pairs), draw(bounds), draw(bounds))
    return [Stated(RULE, count, Tier.HARD, 0), Stated(RULE, one, Tier.HARD, 0)]


@given(held(), rosters, st.sets(pairs))
@settings(max_examples=4 * MANY)
def test_week_ends_of_hard_runs_are_counted_as_they_are(
    stated: list[Stated], chosen: frozenset[Pair], free: set[Pair]
) -> None:
    """Stretches of days counted beside arcs: allowed just when neither is exceeded, whichever pairs are free."""
    model = compile_model(stated, sorted(free), chosen - free)
    allowed = all(entry.statement.excess(chosen) == 0 for entry in stated)
    assert (solved(model, chosen) is not None) == allowed


@given(tallied, st.permutations(PAIRS))
def test_a_running_tally_prices_each_pair_at_what_it_adds(
    stated: list[Stated], order: list[Pair]
) -> None:
    """Pair after pair, groups and loads that go down included, the price is the difference of two counts."""
    tally, chosen = Tally(stated), frozenset[Pair]()
    for pair in order:
        before, chosen = chosen, chosen | {pair}
        added = priced(stated, chosen, BLENDED | {Tier.COMFORT: 1})
        added -= priced(stated, before, BLENDED | {Tier.COMFORT: 1})
        assert tally.price(pair) == added
        tally.choose(pair)


cliques = st.lists(pairs, min_size=1, max_size=5, unique=True).map(
    lambda some: Stated(RULE, Limit(tuple(some), high=1), Tier.HARD, 0)
)


@given(st.lists(cliques, max_size=4), paid, rosters, st.sets(pairs))
@settings(max_examples=2 * MANY)
def test_pairs_that_exclude_each_other_change_no_price(
    hard: list[Stated], stated: list[Stated], chosen: frozenset[Pair], free: set[Pair]
) -> None:
    """What « one place at a time » says of a group's pairs never changes what an allowed roster costs."""
    model = compile_model([*hard, *stated], sorted(free), chosen - free)
    allowed = all(entry.statement.excess(chosen) == 0 for entry in hard)
    assert solved(model, chosen) == (counted(stated, chosen) if allowed else None)


@given(paid, rosters, st.sets(pairs))
@settings(max_examples=MANY)
def test_the_hint_of_a_roster_is_an_exact_solution(
    stated: list[Stated], chosen: frozenset[Pair], free: set[Pair]
) -> None:
    """All variables put at their hinted values satisfy the model, at the cost of the roster."""
    model = compile_model(stated, sorted(free), chosen - free)
    model.hint(chosen)
    hint = model.cp.proto.solution_hint
    assert sorted(hint.vars) == list(range(len(model.cp.proto.variables)))
    for index, value in zip(hint.vars, hint.values, strict=True):
        model.cp.add(model.cp.get_int_var_from_proto_index(index) == value)
    assert solved(model, chosen) == counted(stated, chosen)


@given(st.lists(pairs, min_size=1, max_size=5, unique=True), rosters, st.sets(pairs), st.integers(1, 3), st.integers(1, 2))  # fmt: skip
@settings(max_examples=MANY)
def test_a_carence_under_a_maximum_of_the_same_pairs_costs_what_is_missing(
    listed: list[Pair], chosen: frozenset[Pair], free: set[Pair], high: int, low: int
) -> None:
    """Coverage states a hard maximum and a paid minimum of one tuple: within the maximum, the shortfall is paid."""
    shared = tuple(listed)
    stated = [
        Stated(RULE, Limit(shared, high=high), Tier.HARD, 0),
        Stated(RULE, Limit(shared, low=low, weight=4), Tier.CARENCE, 4),
    ]
    model = compile_model(stated, sorted(free), chosen - free)
    total = len(chosen & set(shared))
    missing = 4 * max(0, low - total)
    expected = None if total > high else +Counter({Tier.CARENCE: missing})
    assert solved(model, chosen) == expected
