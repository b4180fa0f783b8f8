"""The accounts as people read them: period by period, what was taken over, due, done, handed over, and what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from rostering.domain.people import FeastServed
from rostering.domain.territory import Category
from rostering.instance import Instance
from rostering.memory.balances import feasts_served, measure_of, remembered
from rostering.memory.book import Book, Line, Posting, lines_of


@dataclass(frozen=True)
class Row:
    """One doctor, one category, one period. `before`: the balance of the line above; `forgotten`: what fading has added to it
    by the end, idle periods between included; `units`: the same period in units of 4 h; `hours`: hours really served."""

    doctor: str
    category: str
    posting: Posting
    before: float
    forgotten: float
    line: Line
    units: Line
    hours: float

    @property
    def balance(self) -> float:
        """The balance at the end: before, plus what fading adds, plus done, less due."""
        return self.before + self.forgotten + self.line.change


@dataclass(frozen=True)
class Accounts:
    """Every account of a book, by the categories and the memory of an instance."""

    book: Book
    instance: Instance

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """The categories of the instance, then those that only the book knows."""
        known = {category.id: category for category in self.instance.categories}
        ids = {category for posting in self.periods for _, category in _lines(posting, known)}
        return known | {id_: Category(id=id_) for id_ in sorted(ids - known.keys())}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Doctor id → name, as last known, in the order of names."""
        members = sorted(self.book.members.values(), key=lambda one: (one.name, one.id))
        return {member.id: member.name for member in members}

    @cached_property
    def periods(self) -> tuple[Posting, ...]:
        """What opened the book and the closings that stand, in the order of time."""
        opened = [posting for posting in self.book if posting.act == "ouverture"]
        return tuple(sorted((*opened, *self.book.closed), key=lambda one: (one.start, one.number)))

    @cached_property
    def day(self) -> date:
        """The day after the last period."""
        return max((one.end for one in self.periods), default=date.min) + timedelta(days=1)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every account by doctor's name, then category, then period."""
        return tuple(self._rows())

    def _rows(self) -> Iterator[Row]:
        units = {one.number: lines_of(one.entries, "units") for one in self.periods}
        hours = {one.number: lines_of(one.entries, "hours") for one in self.periods}
        changes: defaultdict[tuple[str, str], list[tuple[Posting, Line]]] = defaultdict(list)
        for posting in self.periods:
            for key, line in _lines(posting, self.categories).items():
                changes[key].append((posting, line))
        for doctor in self.names:
            for category in self.categories:
                past: list[tuple[Posting, Line]] = []
                before = 0.0
                for posting, line in changes.get((doctor, category), ()):
                    key = doctor, category
                    after = self._faded(past, category, posting.end + timedelta(days=1))
                    own, spent = (
                        found[posting.number].get(key, Line()) for found in (units, hours)
                    )
                    yield Row(
                        doctor, category, posting, before, after - before, line, own, spent.done
                    )
                    past.append((posting, line))
                    before = after + line.change

    def _faded(self, past: list[tuple[Posting, Line]], category: str, day: date) -> float:
        memory = self.instance.memory
        return sum(
            (remembered(memory, category, posting, day) * line.change for posting, line in past),
            start=0.0,
        )

    @cached_property
    def by_account(self) -> Mapping[tuple[str, str], tuple[Row, ...]]:
        """The rows of each doctor and category."""
        groups: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            groups[row.doctor, row.category].append(row)
        return {key: tuple(rows) for key, rows in groups.items()}

    def remembered(self, doctor: str, category: str) -> float:
        """The balance as it counts the day after the last period."""
        rows = self.by_account.get((doctor, category), ())
        return self._faded([(row.posting, row.line) for row in rows], category, self.day)

    @cached_property
    def feasts(self) -> tuple[FeastServed, ...]:
        """Who served which feast of which year."""
        return feasts_served(self.book)


def _lines(posting: Posting, categories: Mapping[str, Category]) -> Mapping[tuple[str, str], Line]:
    """What the posting did, every category in its own measure."""
    own = {
        key: line
        for key, line in posting.numbers.items()
        if measure_of(categories, key[1]) == "number"
    }
    return own | {
        key: line
        for key, line in posting.bricks.items()
        if measure_of(categories, key[1]) == "units"
    }
