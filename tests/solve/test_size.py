"""The compiled model is no larger than it has to be: what excludes itself, and what cannot be reached, costs nothing."""

from __future__ import annotations

from itertools import combinations

import pytest

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Limit, Load, Statement, Tier
from rostering.rules.coverage import Coverage
from rostering.solve.cliques import Cliques
from rostering.solve.compile import Model, compile_model
from rostering.solve.statements import Stated

A, B, C, D = (Pair("martin", shift) for shift in ("s1", "s2", "s3", "s4"))
ALL = (A, B, C, D)


def hard(statement: Statement) -> Stated:
    """The statement, never to be broken."""
    return Stated(Coverage(), statement, Tier.HARD, 0)


def paid(statement: Statement) -> Stated:
    """The statement at price 1."""
    return Stated(Coverage(), statement, Tier.SOFT, 1)


def one_of(*pairs: Pair) -> Stated:
    """At most one of those pairs, hard."""
    return hard(Limit(pairs, high=1))


def added(model: Model) -> int:
    """Variables besides those of the pairs."""
    return len(model.cp.proto.variables) - len(model.x)


def test_a_group_that_excludes_itself_needs_no_variable() -> None:
    """« Any of a, b » is a + b when at most one of them is held."""
    group = hard(Limit((AnyOf((A, B)), AnyOf((C, D))), high=1))
    assert added(compile_model([one_of(A, B), one_of(C, D), group], ALL)) == 0


def test_a_group_that_does_not_exclude_itself_has_one_variable() -> None:
    """« Any of a, b » is a literal of its own, shared by the statements that speak of it."""
    both = [hard(Limit((AnyOf((A, B)), other), high=1)) for other in (C, D)]
    assert added(compile_model(both, ALL)) == 1


def test_a_group_of_which_one_pair_is_open_is_that_pair() -> None:
    """« Any of a, b » is a when b is closed."""
    group = hard(Limit((AnyOf((A, B)), C), high=1))
    assert added(compile_model([group], (A, C))) == 0


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ((0, 0, 1, 4, 9, 16, 25, 36), 2),  # loads 3 and more are out of reach
        ((0, 1, 4), 2),
        ((0, 1), 2),  # one step, then an overflow
    ],
)
def test_a_load_has_one_step_for_each_load_it_can_reach(
    table: tuple[int, ...], expected: int
) -> None:
    """Two duties of size 1: two steps however long the table."""
    assert added(compile_model([paid(Load((A, B), (1, 1), table))], (A, B))) == expected


def test_beyond_its_table_a_load_has_one_variable() -> None:
    """Four duties and a table of two loads: a step, and one overflow for the other three."""
    assert added(compile_model([paid(Load(ALL, (1,) * 4, (0, 1)))], ALL)) == 2


def test_a_load_of_closed_pairs_leaves_no_trace() -> None:
    """Its cost is known: neither variable nor constraint, whether its pairs are held for good or by nobody."""
    for fixed in (frozenset[Pair](), frozenset((C, D))):
        model = compile_model([paid(Load((C, D), (1, 1), (3, 0, 4)))], (A, B), fixed)
        assert (added(model), len(model.cp.proto.constraints)) == (0, 0)
        assert model.offsets[Tier.SOFT] == (4 if fixed else 3)


def test_a_bound_that_cannot_be_broken_leaves_no_trace() -> None:
    """« At most two of a, b » and « at least none » add neither variable nor constraint."""
    model = compile_model([paid(Limit((A, B), high=2)), paid(Limit((A, B), low=0))], ALL)
    assert (added(model), len(model.cp.proto.constraints)) == (0, 0)


def test_a_group_is_covered_by_its_largest_cliques() -> None:
    """Three pairs of which two other « at most one » hold two each are covered by the one that holds all."""
    cliques = Cliques.among([one_of(A, B), one_of(A, B, C), one_of(B, C)])
    assert list(cliques.cover((A, B, C))) == [[A, B, C]]


def test_pairs_in_no_clique_are_covered_one_by_one() -> None:
    """What excludes nothing stands alone, after what excludes something."""
    assert list(Cliques.among([one_of(A, B)]).cover((C, A, B, D))) == [[A, B], [C], [D]]


@pytest.mark.parametrize("held", [pairs for n in (2, 3) for pairs in combinations(ALL, n)])
def test_a_clique_holds_just_its_own_pairs(held: tuple[Pair, ...]) -> None:
    """Pairs exclude each other when one « at most one » names them all, not when two do between them."""
    cliques = Cliques.among([one_of(A, B, C), one_of(C, D)])
    assert cliques.hold(held) == (set(held) <= {A, B, C} or set(held) == {C, D})


@pytest.mark.parametrize(
    "other",
    [
        paid(Limit((A, B), high=1)),
        hard(Limit((A, B), high=2)),
        hard(Limit((A, B), high=0)),
        hard(Limit((A, B), high=1, coefficients=(1, -1))),
        hard(Limit((A, AnyOf((B, C))), high=1)),
        hard(Limit((A, B), low=1)),
    ],
)
def test_only_a_hard_at_most_one_of_bare_pairs_is_a_clique(other: Stated) -> None:
    """A paid one, another bound, points or groups say nothing of which pairs exclude each other."""
    assert not Cliques.among([other]).hold((A, B))
