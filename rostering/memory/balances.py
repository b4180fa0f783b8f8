"""What the book says of each doctor on a date: balances forgotten little by little, and what was served."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rostering.domain.memory import Memory
from rostering.domain.people import FeastServed
from rostering.domain.territory import Category
from rostering.memory.book import Book, Line, Posting

MONTHS_A_QUARTER = 3.0
DAYS_A_MONTH = 30.0


def remembered(memory: Memory, category: str, posting: Posting, day: date) -> float:
    """The part of a posting's change that still counts on `day` (fairness.md §3.3).

    A posting that ended on the eve counts whole; `forgetting` of it is left a quarter later. Feast categories lose
    nothing within the civil year of the posting and keep `feast_forgetting` after each new year; a roster that begins
    on 1 January still sees the year before whole.
    """
    if category in memory.feast_categories:
        kept, age = (
            memory.feast_forgetting,
            float((day - timedelta(days=1)).year - posting.end.year),
        )
    else:
        months = months_between(posting.end + timedelta(days=1), day)
        kept, age = memory.forgetting, months / MONTHS_A_QUARTER
    return math.pow(float(kept), max(0.0, age))


def months_between(first: date, last: date) -> float:
    """Calendar months from one day to another: 1 from 1 January to 1 February."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return months + (last.day - first.day) / DAYS_A_MONTH


Balances = Mapping[tuple[str, str], float]
"""By doctor and category, in the category's measure."""


def balances(
    book: Book, memory: Memory, categories: Mapping[str, Category], day: date
) -> dict[tuple[str, str], float]:
    """Every account as remembered on `day`, before any centring."""
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for posting, lines in measured(book, categories):
        for (doctor, category), line in lines.items():
            weight = remembered(memory, category, posting, day)
            found[doctor, category] += weight * line.change
    return dict(sorted(found.items()))


def measured(
    book: Book, categories: Mapping[str, Category]
) -> Iterator[tuple[Posting, Mapping[tuple[str, str], Line]]]:
    """Each posting in force with what it did, every category in its own measure."""
    for posting in book.in_force:
        yield (
            posting,
            {
                key: line
                for lines, measure in ((posting.numbers, "number"), (posting.bricks, "units"))
                for key, line in lines.items()
                if measure_of(categories, key[1]) == measure
            },
        )


def measure_of(categories: Mapping[str, Category], category: str) -> str:
    """How a category is counted; one that no longer exists was counted in duties."""
    return categories[category].measure if category in categories else "number"


def feasts_served(book: Book) -> tuple[FeastServed, ...]:
    """Who served which feast of which year, as duties were really done."""
    served: Counter[tuple[str, str, int]] = Counter()
    for posting in book.in_force:
        for one in posting.feasts:
            served[one.doctor, one.feast, one.year] += 1
        for entry in posting.entries:
            if entry.feast and entry.number:
                served[entry.gains, entry.feast, entry.feast_year] += 1
                served[entry.loses, entry.feast, entry.feast_year] -= 1
    return tuple(
        FeastServed.model_validate({"doctor": doctor, "feast": feast, "year": year})
        for (doctor, feast, year), count in sorted(served.items())
        if doctor and count > 0
    )


def points_refused(book: Book, memory: Memory, day: date) -> dict[str, float]:
    """The wish points refused to each doctor, as remembered on `day`: they fade like balances."""
    found: defaultdict[str, float] = defaultdict(float)
    for posting in book.in_force:
        for one in posting.wishes:
            found[one.doctor] += remembered(memory, "", posting, day) * one.refused
    return dict(sorted(found.items()))
