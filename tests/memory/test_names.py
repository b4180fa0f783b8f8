"""Accounts know no names: doctors renamed and listed otherwise have each other's accounts.

But for the millionth of a duty that makes shares sum up to what was done.
"""

from __future__ import annotations

import pytest

from rostering.instance import Instance
from rostering.memory.balances import points_refused
from rostering.memory.book import Book
from rostering.memory.carry import carried
from rostering.memory.closing import Held
from tests.memory.sample import THREE, all_by, closed, territory

NAMES = {"anne": "zoe-9", "bruno": "max", "carole": "abel"}


def called(names: dict[str, str], start: str, end: str) -> Instance:
    """The sample territory whose doctors bear those names, the last one first, each against a date of their own."""
    doctors = [one.model_copy(update={"id": names[one.id]}) for one in reversed(THREE)]
    against = [
        {"doctor": names[who], "level": "non", "date": f"{start[:8]}0{day}"}
        for who, day in (("anne", 2), ("bruno", 3), ("carole", 4))
    ]
    return territory(start, end, doctors=doctors, availability=tuple(against))


def lived(names: dict[str, str]) -> tuple[Book, Instance]:
    """February by Anne mostly, some of it swapped; what March is told."""
    february = called(names, "2027-02-01", "2027-02-28")
    first, second, *rest = all_by(february, names["anne"], names["anne"], names["bruno"])
    held = (
        Held(first.shift, names["anne"], names["carole"]),
        Held(second.shift, names["anne"], ""),
        *rest,
    )
    book = closed(february, held)
    return book, carried(book, called(names, "2027-03-01", "2027-03-31"))


def test_closing_and_carrying_know_no_names() -> None:
    """Every account, what was refused, and what the next roster is told of each."""
    same = {name: name for name in NAMES}
    book, march = lived(same)
    other, told = lived(NAMES)
    mine = {(NAMES[who], kind): line for (who, kind), line in book.postings[0].numbers.items()}
    theirs = other.postings[0].numbers
    assert mine.keys() == theirs.keys()
    assert [mine[key] for key in theirs] == [
        pytest.approx(line, abs=2e-6) for line in theirs.values()
    ]
    day = march.horizon.start
    refused = points_refused(book, march.memory, day)
    assert sum(refused.values()) > 0
    assert {NAMES[who]: points for who, points in refused.items()} == points_refused(
        other, told.memory, day
    )
    for key in ("ledger", "refused"):
        mine = {(NAMES[one.doctor], *_said(one)) for one in getattr(march, key)}
        assert mine == {(one.doctor, *_said(one)) for one in getattr(told, key)}
    assert march.ledger


def _said(one: object) -> tuple[object, ...]:
    """All but the name."""
    fields = one.model_dump()  # type: ignore[attr-defined]
    return tuple(value for key, value in fields.items() if key != "doctor")
