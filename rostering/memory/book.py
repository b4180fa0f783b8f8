"""The book: postings in double entry, never changed, from which every account can be counted again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import AwareDatetime, Field, NonNegativeInt, PositiveInt

from rostering.domain.document import Document
from rostering.domain.people import FeastName, FeastServed
from rostering.domain.territory import Id

Why = Literal["report", "part", "garde", "echange"]
"""Why an amount moves: balance from before the book, share owed, duty planned, duty handed over."""
Act = Literal["ouverture", "reprise", "cloture", "reouverture"]
"""What a posting is: balances from before, past duties from a table, a roster closed, a closing taken back."""
TERRITORY = ""
"""The account that is not a doctor's: it owes the duties that are done and receives the shares that are due."""


class Entry(Document):
    """An amount that goes from one account to another: what one gains the other loses.

    Accounts are doctors, or "" for the territory. `number` counts duties, `units` bricks of 4 h, `hours` real ones.
    """

    why: Why
    gains: str
    loses: str
    category: Id
    number: Decimal = Decimal(0)
    units: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)
    date: datetime.date | None = None
    shift: str = ""
    feast: FeastName | Literal[""] = ""
    feast_year: int = 0

    def reversed(self) -> Entry:
        """The entry that undoes it."""
        return self.model_copy(update={"gains": self.loses, "loses": self.gains})


class Member(Document):
    """A doctor as the roster that was closed knew them."""

    id: Id
    name: str
    sectors: tuple[Id, ...] = ()
    quote_part: Decimal = Decimal(1)


class WishPoints(Document):
    """The wish points that a doctor stated and was refused; negative when a closing is taken back."""

    doctor: Id
    asked: int
    refused: int


class Line(NamedTuple):
    """What a posting did to one account in one category, in one measure.

    `owed`: the share; `planned`, `given`, `received`: duties; `before`: a balance from before the book.
    """

    before: float = 0.0
    owed: float = 0.0
    planned: float = 0.0
    given: float = 0.0
    received: float = 0.0

    @property
    def done(self) -> float:
        """Duties done in the end."""
        return self.planned - self.given + self.received

    @property
    def change(self) -> float:
        """What the posting adds to the balance."""
        return self.before + self.done - self.owed

    def plus(self, other: Line) -> Line:
        """Both together."""
        return Line(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))


class Posting(Document):
    """One line of the book. `about`: the roster or the table; `source`: a hash of what was read."""

    number: PositiveInt
    act: Act
    about: str
    start: datetime.date
    end: datetime.date
    version: NonNegativeInt = 0
    source: str = ""
    stamp: AwareDatetime
    members: tuple[Member, ...] = ()
    entries: tuple[Entry, ...] = ()
    feasts: tuple[FeastServed, ...] = ()
    wishes: tuple[WishPoints, ...] = ()
    duties: int = Field(description="Duties done, in all: the sum that its entries must give.")

    @property
    def counted(self) -> int:
        """Duties done as the entries say: planned ones, less those that nobody did."""
        moved = [one for one in self.entries if one.number and one.why in ("garde", "echange")]
        done = sum(one.loses == TERRITORY for one in moved)
        return done - sum(one.gains == TERRITORY for one in moved)

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], Line]:
        """What it did to each doctor and category, in duties."""
        return lines_of(self.entries, "number")

    @cached_property
    def bricks(self) -> Mapping[tuple[str, str], Line]:
        """The same in units of 4 h."""
        return lines_of(self.entries, "units")


@dataclass(frozen=True)
class Book:
    """All postings, in order."""

    postings: tuple[Posting, ...] = ()

    def __iter__(self) -> Iterator[Posting]:
        return iter(self.postings)

    def with_posting(self, posting: Posting) -> Book:
        """The book with one more line."""
        return Book((*self.postings, posting))

    def standing(self, about: str, act: Act) -> Posting | None:
        """The last posting of that kind about that roster, unless it was taken back since."""
        found = None
        for posting in self.postings:
            if posting.about == about and posting.act == act:
                found = posting
            elif posting.about == about and posting.act == "reouverture":
                found = None
        return found

    @property
    def closed(self) -> tuple[Posting, ...]:
        """Closings and tables that stand, in the order of their dates."""
        kept = [
            posting
            for posting in self.postings
            if posting.act in ("cloture", "reprise")
            and self.standing(posting.about, posting.act) is posting
        ]
        return tuple(sorted(kept, key=lambda posting: (posting.start, posting.number)))

    @property
    def in_force(self) -> tuple[Posting, ...]:
        """Every posting but closings that were taken back and what took them back: as if neither had been written."""
        standing = set(map(id, self.closed))
        return tuple(one for one in self if one.act == "ouverture" or id(one) in standing)

    @cached_property
    def members(self) -> Mapping[str, Member]:
        """Every doctor of the book, as last known."""
        return {member.id: member for posting in self.postings for member in posting.members}


def lines_of(
    entries: Sequence[Entry], measure: Literal["number", "units", "hours"]
) -> dict[tuple[str, str], Line]:
    """What those entries do to each doctor and category."""
    found: dict[tuple[str, str], Line] = {}
    for entry in entries:
        amount = float(getattr(entry, measure))
        for doctor, sign in ((entry.gains, 1), (entry.loses, -1)):
            if doctor != TERRITORY and amount:
                key = doctor, entry.category
                found[key] = found.get(key, Line()).plus(_line(entry.why, sign, amount))
    return dict(sorted(found.items()))


def _line(why: Why, sign: int, amount: float) -> Line:
    """The account's side of an entry."""
    if why == "report":
        return Line(before=sign * amount)
    if why == "part":
        return Line(owed=-sign * amount)
    if why == "garde":
        return Line(planned=sign * amount)
    return Line(received=amount) if sign > 0 else Line(given=amount)
