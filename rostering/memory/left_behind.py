"""Balances of the book that the next roster does not take over: who left, what was renamed."""

from __future__ import annotations

from dataclasses import dataclass

from rostering.instance import Instance
from rostering.memory.balances import balances
from rostering.memory.book import Book

NOTICED = 0.5
"""Half a duty: what is less is rounding."""


@dataclass(frozen=True)
class LeftBehind:
    """Names of doctors, ids of categories and of sectors that the next roster does not know, each with a balance worth telling."""

    doctors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


def left_behind(book: Book, following: Instance) -> LeftBehind:
    """What stays in the book on the first day of the next roster."""
    known = {category.id: category for category in following.categories}
    here = {doctor.id for doctor in following.doctors}
    places = {sector.id for sector in following.sectors}
    found = balances(book, following.memory, known, following.horizon.start)
    heavy = {key for key, balance in found.items() if abs(balance) >= NOTICED}
    owners = {doctor for doctor, _ in heavy}
    served = {
        following.memory.sector_today(sector)
        for posting in book.in_force
        for member in posting.members
        if member.id in owners & here
        for sector in member.sectors
    }
    return LeftBehind(
        tuple(sorted(book.members[doctor].name for doctor in owners - here)),
        tuple(sorted({category for _, category in heavy} - known.keys())),
        tuple(sorted(served - places)),
    )
