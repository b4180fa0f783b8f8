"""Who can hold several duties at the same hour: maximum matchings, by augmenting paths."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

Holders = Mapping[str, Collection[str]]
"""Doctors able to hold each duty."""


class Matching:
    """As many seats as possible filled, each doctor in one seat at most; a seat is a duty, once a doctor needed."""

    def __init__(self, seats: Sequence[str], able: Holders, without: str = "") -> None:
        self.seats, self.able, self.without = seats, able, without
        self.seat_of: dict[str, int] = {}
        self.empty = [seat for seat in range(len(seats)) if not self._place(seat, set())]

    def _place(self, seat: int, tried: set[str]) -> bool:
        for doctor in self.able[self.seats[seat]]:
            if doctor == self.without or doctor in tried:
                continue
            tried.add(doctor)
            if doctor not in self.seat_of or self._place(self.seat_of[doctor], tried):
                self.seat_of[doctor] = seat
                return True
        return False

    def starved(self) -> tuple[str, ...]:
        """The duties that compete for too few doctors (Hall): none when all seats are filled."""
        reached, doctors = set(self.empty), set()
        queue = list(self.empty)
        while queue:
            for doctor in self.able[self.seats[queue.pop()]]:
                if doctor == self.without or doctor in doctors:
                    continue
                doctors.add(doctor)
                seat = self.seat_of[doctor]
                if seat not in reached:
                    reached.add(seat)
                    queue.append(seat)
        return tuple(sorted({self.seats[seat] for seat in reached}))


def indispensable(seats: Sequence[str], able: Holders) -> dict[str, tuple[str, ...]]:
    """The doctors without whom a seat stays empty though all can be filled with them, and the starved duties."""
    whole = Matching(seats, able)
    if whole.empty:
        return {}
    found = {}
    for doctor in sorted(whole.seat_of):
        if starved := Matching(seats, able, without=doctor).starved():
            found[doctor] = starved
    return found
