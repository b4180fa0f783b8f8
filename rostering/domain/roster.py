"""A roster: who is on which shift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Pair(NamedTuple):
    """A doctor on a shift, by their ids."""

    doctor: str
    shift: str


@dataclass(frozen=True)
class Roster:
    """A set of pairs, with views by doctor and by shift; iteration is in order of shift then doctor."""

    pairs: frozenset[Pair]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Roster:
        """From (doctor id, shift id) couples."""
        return cls(frozenset(Pair(*pair) for pair in pairs))

    def __iter__(self) -> Iterator[Pair]:
        return iter(sorted(self.pairs, key=lambda pair: (pair.shift, pair.doctor)))

    def __len__(self) -> int:
        return len(self.pairs)

    def __contains__(self, pair: object) -> bool:
        return pair in self.pairs

    @cached_property
    def by_doctor(self) -> Mapping[str, tuple[str, ...]]:
        """Shift ids of each doctor who has some, sorted."""
        return _grouped((pair.doctor, pair.shift) for pair in self.pairs)

    @cached_property
    def by_shift(self) -> Mapping[str, tuple[str, ...]]:
        """Doctor ids of each shift that has some, sorted."""
        return _grouped((pair.shift, pair.doctor) for pair in self.pairs)


def _grouped(couples: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in couples:
        groups[key].append(value)
    return {key: tuple(sorted(values)) for key, values in sorted(groups.items())}
