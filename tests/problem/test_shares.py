"""Shares: level where they can be, in proportion to quote-part and presence, after the ledger is repaid."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostering.problem.problem import Problem
from rostering.problem.shares import fill, water_fill
from tests.build import doctor, line, problem, window

NEAR = 1e-4
EVENINGS = ({"id": "soiree"}, {"id": "fete"}, {"id": "dimanche_jf"})

names = st.sampled_from("abcdef")
weights = st.floats(0.1, 2.0)
owed = st.floats(-3.0, 3.0)


@st.composite
def one_pool(draw: st.DrawFn) -> tuple[float, dict[str, float], dict[str, float]]:
    """A demand, weights and what each carries already."""
    members = sorted(draw(st.sets(names, min_size=1)))
    return (
        draw(st.floats(0.0, 40.0)),
        {name: draw(weights) for name in members},
        {name: draw(owed) for name in members},
    )


@given(one_pool())
def test_a_pool_gives_out_its_demand_and_no_more(
    pool: tuple[float, dict[str, float], dict[str, float]],
) -> None:
    """Nobody gets less than nothing, and all together get the demand."""
    demand, shared, carried = pool
    found = water_fill(demand, shared, carried)
    assert min(found.values()) >= 0
    assert sum(found.values()) == pytest.approx(demand, abs=1e-6)


@given(one_pool())
def test_those_who_get_something_are_level_and_the_others_above(
    pool: tuple[float, dict[str, float], dict[str, float]],
) -> None:
    """(given + carried) ÷ weight is one level for all who get something, and no lower for the rest."""
    demand, shared, carried = pool
    found = water_fill(demand, shared, carried)
    levels = {name: (found[name] + carried[name]) / shared[name] for name in found}
    served = [levels[name] for name in found if found[name] > 1e-6]
    assert all(level == pytest.approx(served[0], abs=1e-5) for level in served)
    assert all(levels[name] >= served[0] - 1e-5 for name in found if served)


@st.composite
def linked_pools(
    draw: st.DrawFn,
) -> tuple[dict[tuple[str, ...], float], dict[str, float], dict[str, float]]:
    """Up to four pools over six doctors, some of whom belong to several."""
    members = st.sets(names, min_size=1).map(lambda some: tuple(sorted(some)))
    pools = draw(st.dictionaries(members, st.integers(1, 30).map(float), min_size=1, max_size=4))
    shared = {name: draw(st.sampled_from([0.25, 0.5, 1.0])) for name in "abcdef"}
    carried = {name: draw(st.sampled_from([-1.0, 0.0, 0.5, 1.0])) for name in "abcdef"}
    return pools, shared, carried


Pools = tuple[dict[tuple[str, ...], float], dict[str, float], dict[str, float]]


@given(linked_pools())
def test_linked_pools_give_out_all_their_demand(found: Pools) -> None:
    """Targets sum to the demand of all pools together, and each set of doctors gets what only they can serve."""
    pools, shared, carried = found
    targets = fill(pools, shared, carried)
    assert sum(targets.values()) == pytest.approx(sum(pools.values()), abs=NEAR)
    for members in pools:
        only_theirs = sum(demand for other, demand in pools.items() if set(other) <= set(members))
        assert sum(targets[name] for name in members) >= only_theirs - NEAR


@given(linked_pools())
def test_the_higher_ones_serve_only_what_none_of_the_lower_ones_could(found: Pools) -> None:
    """Above any level, doctors get just the demand of the pools that have no member below it: no shift levels further."""
    pools, shared, carried = found
    targets = fill(pools, shared, carried)
    levels = {name: (targets[name] + carried[name]) / shared[name] for name in targets}
    ordered = sorted(levels.values())
    for lower, higher in pairwise(ordered):
        if higher - lower < 0.01:
            continue
        above = {name for name in levels if levels[name] >= higher}
        theirs = sum(demand for members, demand in pools.items() if set(members) <= above)
        assert sum(targets[name] for name in above) == pytest.approx(theirs, abs=0.01)


@given(linked_pools(), st.randoms(use_true_random=False))
def test_the_order_of_pools_and_doctors_changes_nothing(found: Pools, draw: Any) -> None:
    """The same targets whichever pool is filled first."""
    pools, shared, carried = found
    order = list(pools)
    draw.shuffle(order)
    mixed = {members: pools[members] for members in order}
    backwards = dict(reversed(list(shared.items())))
    assert fill(mixed, backwards, carried) == pytest.approx(fill(pools, shared, carried), abs=0.02)


def test_a_doctor_of_two_pools_levels_them() -> None:
    """A alone with B on 6, C alone with B on 2: 8 between three; B takes what evens A and C out."""
    targets = fill({("a", "b"): 6.0, ("b", "c"): 2.0}, dict.fromkeys("abc", 1.0), {})
    assert targets == pytest.approx({"a": 3.0, "b": 3.0, "c": 2.0}, abs=NEAR)


def test_pools_that_can_be_levelled_are() -> None:
    """5 for A and B, 4 for B and C: three each."""
    targets = fill({("a", "b"): 5.0, ("b", "c"): 4.0}, dict.fromkeys("abc", 1.0), {})
    assert targets == pytest.approx({"a": 3.0, "b": 3.0, "c": 3.0}, abs=NEAR)


def shares(found: Problem, category: str = "soiree") -> dict[str, int]:
    """The targets of a category, in hundredths."""
    return {
        share.doctor: share.target for share in found.shares.values() if share.category == category
    }


def two_weeks(doctors: list[Any], **fields: Any) -> Problem:
    """Twelve evenings of which each day has one: 1 to 12 February 2027."""
    return problem([line()], doctors, end="2027-02-12", categories=EVENINGS, **fields)


def test_a_half_part_gets_half() -> None:
    """Ten evenings for two parts and a half: 4, 4 and 2."""
    doctors = [doctor("a"), doctor("b"), doctor("c", quote_part="0.5")]
    assert shares(two_weeks(doctors)) == {"a": 400, "b": 400, "c": 200}


def test_a_third_of_presence_gets_a_third_of_a_part() -> None:
    """Nine evenings of which C is there for the last three: a weight of a third, 9 × (1/3) ÷ (7/3) duties."""
    doctors = [doctor("a"), doctor("b"), doctor("c", arrival="2027-02-09")]
    found = problem(
        [line("mmg", window("soir", "20:00", "24:00", ("ouvrable",)))], doctors, end="2027-02-11"
    )
    assert found.shares["c", "soiree"].weight == pytest.approx(1 / 3)
    assert shares(found) == {"a": 386, "b": 386, "c": 129}


@pytest.mark.parametrize(
    ("balance", "expected", "carried"),
    [("-1", 450, -100), ("0", 400, 0), ("0.5", 375, 50), ("1", 350, 100), ("7", 350, 100), ("-7", 450, -100)],
)  # fmt: skip
def test_the_ledger_is_repaid_one_duty_a_month_at_most(
    balance: str, expected: int, carried: int
) -> None:
    """Eight evenings, two doctors: who carried one more before carries a half less than the other twice over."""
    found = problem(
        [line("mmg", window("soir", "20:00", "24:00", ("ouvrable",)))], [doctor("a"), doctor("b")],
        end="2027-02-10", ledger=[{"doctor": "a", "category": "soiree", "balance": balance}],
    )  # fmt: skip
    assert found.shares["a", "soiree"].target == expected
    assert found.shares["b", "soiree"].target == 800 - expected
    assert found.shares["a", "soiree"].carried == carried


def test_two_months_repay_two_duties() -> None:
    """The clip grows with the horizon: 61 days repay 2.01 duties at most."""
    found = problem(
        [line()], [doctor("a"), doctor("b")], start="2027-03-01", end="2027-04-30",
        ledger=[{"doctor": "a", "category": "soiree", "balance": "9"}],
    )  # fmt: skip
    assert found.shares["a", "soiree"].carried == 201


def test_those_barred_by_function_have_no_share_and_helpers_neither() -> None:
    """Only the doctors of the sector who hold the function are in the pool."""
    doctors = [
        doctor("a"),
        doctor("helper", sectors=("T",), help_sectors=("S",)),
        doctor("other", functions=("regulation",)),
        doctor("exempt", exemptions=[{"code": "age"}]),
    ]
    found = problem([line()], doctors, sectors=({"id": "S"}, {"id": "T"}), categories=EVENINGS)
    assert set(shares(found)) == {"a"}


def test_targets_above_the_minimum_count() -> None:
    """Two wished on five evenings: ten duties to share."""
    found = problem(
        [line("mmg", window("soir", "20:00", "24:00", ("ouvrable",)), staffing={"min": 1, "target": 2})],
        [doctor(name) for name in "abcd"], end="2027-02-05",
    )  # fmt: skip
    assert shares(found) == dict.fromkeys("abcd", 250)


def test_units_count_every_line_by_length() -> None:
    """An evening is one unit of 4 hours, a day of 8–20 three, a 20–8 night three."""
    lines = [line("mmg", window("soir", "20:00", "24:00")), line("jour", window("jour", "08:00", "20:00")),
             line("nuit", window("nuit", "20:00", "08:00"))]  # fmt: skip
    found = problem(lines, [doctor("a"), doctor("b")], end="2027-02-01")
    assert shares(found, "unites") == {"a": 350, "b": 350}


def test_the_sum_of_shares_is_the_demand() -> None:
    """Whatever parts, presences and exemptions, the shares of a category are what there is to hold."""
    doctors = [
        doctor("a", quote_part="0.75"),
        doctor("b", departure="2027-02-06"),
        doctor("c", exemptions=[{"code": "sante", "start": "2027-02-03", "end": "2027-02-05"}]),
        doctor("e", quote_part="1.3"),
    ]
    found = two_weeks(doctors)
    for category in ("soiree", "dimanche_jf"):
        demand = sum(shift.category == category for shift in found.shifts)
        assert sum(shares(found, category).values()) == pytest.approx(100 * demand, abs=2)


def test_a_category_whose_only_duties_are_optional_owes_nothing() -> None:
    """A reinforcement with 0 wished and 1 at most: it is open, and nobody's share has any of it."""
    extra = line(
        "renfort", window("soir", "20:00", "24:00"), staffing={"min": 0, "target": 0, "max": 1}
    )
    found = problem([extra], [doctor("a"), doctor("b")])
    assert found.shifts
    assert {share.target for share in found.shares.values()} <= {0}
