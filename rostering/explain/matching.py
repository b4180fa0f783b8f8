"""Who can hold several duties that share doctors: maximum matchings, by augmenting paths."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Holders = Mapping[str, Collection[str]]
"""Doctors able to hold each duty."""


class Matching:
    """As many seats as possible filled; a seat is a duty, once a doctor needed; `most`: seats a doctor may have (usually one)."""

    def __init__(
        self, seats: Sequence[str], able: Holders, most: Mapping[str, int] | None = None
    ) -> None:
        self.seats, self.able, self.most = seats, able, most or {}
        self.held: dict[str, list[int]] = {}
        self.empty = [seat for seat in range(len(seats)) if not self._place(seat, set())]

    def _place(self, seat: int, tried: set[str]) -> bool:
        for doctor in self.able[self.seats[seat]]:
            if doctor in tried:
                continue
            tried.add(doctor)
            mine = self.held.setdefault(doctor, [])
            if len(mine) < self.most.get(doctor, 1):
                mine.append(seat)
                return True
            for index, other in enumerate(mine):
                if self._place(other, tried):
                    mine[index] = seat
                    return True
        return False

    def starved(self) -> tuple[str, ...]:
        """The duties that compete for too few doctors (Hall): none when all seats are filled."""
        return self._starved("")

    def _starved(self, without: str) -> tuple[str, ...]:
        reached, doctors = set(self.empty), {without}
        queue = list(self.empty)
        while queue:
            for doctor in self.able[self.seats[queue.pop()]]:
                if doctor in doctors:
                    continue
                doctors.add(doctor)
                fresh = [seat for seat in self.held.get(doctor, ()) if seat not in reached]
                reached.update(fresh)
                queue += fresh
        return tuple(sorted({self.seats[seat] for seat in reached}))

    def needed_and_filled(self, duties: Collection[str]) -> tuple[int, int]:
        """The seats of those duties, and how many of them are filled."""
        seats = [seat for seat, duty in enumerate(self.seats) if duty in duties]
        return len(seats), len(set(seats) - set(self.empty))

    def starved_without(self, doctor: str) -> tuple[str, ...]:
        """The duties that would compete for too few without that doctor; none when the others fill all seats."""
        other = Matching((), self.able, {**self.most, doctor: 0})
        other.seats = self.seats
        other.held = {who: list(seats) for who, seats in self.held.items() if who != doctor}
        left = self.held.get(doctor, ())
        other.empty = [seat for seat in left if not other._place(seat, set())]
        return other._starved(doctor)


def indispensable(
    seats: Sequence[str], able: Holders, most: Mapping[str, int] | None = None
) -> dict[str, tuple[str, ...]]:
    """The doctors without whom a seat stays empty though all can be filled with them, and the starved duties."""
    whole = Matching(seats, able, most)
    if whole.empty:
        return {}
    found = {}
    for doctor in sorted(who for who, held in whole.held.items() if held):
        if starved := whole.starved_without(doctor):
            found[doctor] = starved
    return found
