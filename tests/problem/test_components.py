"""Independent parts: what nothing ties together is apart, what anything ties is one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rostering.domain.roster import Pair
from rostering.problem.components import components

pairs = st.builds(Pair, st.sampled_from("abcde"), st.sampled_from("uvwxyz"))
some = st.lists(pairs, max_size=12, unique=True)


def pair(text: str) -> Pair:
    return Pair(*text.split())


def test_doctors_who_share_no_shift_are_apart() -> None:
    """A and B share u; C is alone on w."""
    found = components([], [pair("a u"), pair("b u"), pair("b v"), pair("c w")])
    assert found == [frozenset({pair("a u"), pair("b u"), pair("b v")}), frozenset({pair("c w")})]


def test_a_group_ties_its_doctors() -> None:
    """A statement about A and C makes one part of two."""
    listed = [pair("a u"), pair("b u"), pair("c w"), pair("d x")]
    found = components([[pair("a u"), pair("c w")]], listed)
    assert [sorted(part) for part in found] == [[("a", "u"), ("b", "u"), ("c", "w")], [("d", "x")]]


def test_nothing_gives_no_part() -> None:
    """No pair, no part."""
    assert components([], []) == []


@given(some, st.lists(some, max_size=3))
def test_parts_are_the_finest_that_nothing_crosses(
    listed: list[Pair], groups: list[list[Pair]]
) -> None:
    """Each pair in one part; no doctor, shift or group in two; and no part splits further."""
    inside = [[pair for pair in group if pair in listed] for group in groups]
    found = components(inside, listed)
    assert sorted(pair for part in found for pair in part) == sorted(listed)
    ties = [
        *({p for p in listed if p.doctor == doctor} for doctor in "abcde"),
        *({p for p in listed if p.shift == shift} for shift in "uvwxyz"),
        *({p for p in listed if p.doctor in {q.doctor for q in group}} for group in inside),
    ]
    assert all(sum(not part.isdisjoint(tie) for part in found) <= 1 for tie in ties)
    for part in found:
        assert _reached(min(part), ties) == part


def _reached(first: Pair, ties: list[set[Pair]]) -> set[Pair]:
    """All that ties lead to, one after the other."""
    reached = {first}
    while True:
        more = set().union(*(tie for tie in ties if not reached.isdisjoint(tie)), reached)
        if more == reached:
            return reached
        reached = more


@given(some, st.lists(some, max_size=3))
def test_larger_parts_come_first(listed: list[Pair], groups: list[list[Pair]]) -> None:
    """By size, then by first pair: the same order each time."""
    inside = [[pair for pair in group if pair in listed] for group in groups]
    found = components(inside, listed)
    assert found == sorted(found, key=lambda part: (-len(part), min(part)))
    assert found == components(inside[::-1], listed[::-1])
