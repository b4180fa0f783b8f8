"""Independent parts of a problem: doctors and shifts that no statement links to others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rostering.domain.roster import Pair


def components(groups: Iterable[Iterable[Pair]], pairs: Iterable[Pair]) -> list[frozenset[Pair]]:
    """Splits the pairs into the finest parts such that each group lies in one of them, largest first.

    Pairs of one doctor, and pairs of one shift, always stay together.
    """
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    everything = list(pairs)
    for doctor, shift in everything:
        parent[root(f"d {doctor}")] = root(f"s {shift}")
    for group in groups:
        roots = {root(f"d {pair.doctor}") for pair in group}
        first = min(roots, default=None)
        for other in roots:
            parent[root(other)] = root(first or other)
    parts: defaultdict[str, set[Pair]] = defaultdict(set)
    for pair in everything:
        parts[root(f"d {pair.doctor}")].add(pair)
    return sorted(map(frozenset, parts.values()), key=lambda part: (-len(part), min(part)))
