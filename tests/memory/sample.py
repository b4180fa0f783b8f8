"""A small territory closed month by month: three doctors, one evening line, and who really worked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from rostering.domain.people import Doctor
from rostering.expand import expand
from rostering.instance import Instance
from rostering.memory.book import Book, Posting
from rostering.memory.closing import Draft, Held, closing
from tests.build import doctor, facts, line, window

STAMP = datetime.datetime(2027, 3, 1, tzinfo=datetime.UTC)
EVENINGS = line("mmg", window("soir", "20:00", "24:00", ("ouvrable",)))
THREE = (doctor("anne"), doctor("bruno"), doctor("carole"))


def territory(
    start: str = "2027-02-01",
    end: str = "2027-02-28",
    doctors: Iterable[Doctor] = THREE,
    lines: Iterable[Any] = (EVENINGS,),
    **fields: Any,
) -> Instance:
    """February 2027 unless told otherwise: twenty evenings."""
    stated = facts(lines, doctors, start, end, **fields)
    return Instance.model_validate({**stated.model_dump(), "id": f"t-{start}"})


def all_by(instance: Instance, *doctors: str) -> tuple[Held, ...]:
    """Every shift planned and worked by those doctors in turn."""
    shifts = expand(instance).shifts
    turns = (doctors[place % len(doctors)] for place in range(len(shifts)))
    return tuple(Held(shift.id, who, who) for shift, who in zip(shifts, turns, strict=True))


def posted(book: Book, draft: Draft, about: str = "t") -> Book:
    """The book with that draft as its next line."""
    number = len(book.postings) + 1
    return book.with_posting(draft.posting(number=number, stamp=STAMP, about=about))


def closed(instance: Instance, held: Iterable[Held], book: Book | None = None) -> Book:
    """The book once the instance is closed."""
    return posted(book or Book(), closing(instance, tuple(held)), instance.id)


def change(posting: Posting, lines: Any, doctor: str, category: str = "soiree") -> float:
    """What the posting adds to that balance, to the hundredth."""
    found = lines.get((doctor, category))
    return round(found.change, 2) if found else 0.0
