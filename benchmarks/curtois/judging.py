"""What a roster costs by the description of the instances, and which of its rules it breaks; nothing of the product is asked.

A roster is a set of (person, day, kind). Minima of runs do not bind a run that touches the first or the last day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import groupby

from benchmarks.curtois.reading import Person, Ward

Duty = tuple[str, int, str]
"""person, day, kind."""


def cost(ward: Ward, roster: Collection[Duty]) -> int:
    """Requests refused, heads under and heads over, each at its price."""
    total = sum(price for asked, price in ward.asks_on.items() if asked not in roster)
    total += sum(price for asked, price in ward.asks_off.items() if asked in roster)
    heads = Counter((day, kind) for _, day, kind in roster)
    for where, cover in ward.cover.items():
        total += cover.under * max(0, cover.wanted - heads[where])
        total += cover.over * max(0, heads[where] - cover.wanted)
    return total


def broken(ward: Ward, roster: Collection[Duty]) -> list[str]:
    """Every rule that the roster breaks, in words."""
    found = []
    for person, terms in ward.staff.items():
        mine = sorted((day, kind) for who, day, kind in roster if who == person)
        found += [f"{person}: {what}" for what in _wrong(ward, terms, mine)]
        found += [f"{person}: works day {day}, off" for day, _ in mine if (person, day) in ward.off]
    return found


def _wrong(ward: Ward, terms: Person, mine: list[tuple[int, str]]) -> Iterator[str]:
    days = [day for day, _ in mine]
    yield from (f"two shifts on day {day}" for day in sorted(set(days)) if days.count(day) > 1)
    for day, kind in mine:
        for later, after in mine:
            if later == day + 1 and after in ward.kinds[kind].not_after:
                yield f"{after} after {kind}, day {later}"
    for kind, most in terms.most.items():
        if (count := sum(one == kind for _, one in mine)) > most:
            yield f"{count} shifts {kind} for {most}"
    minutes = sum(ward.kinds[kind].minutes for _, kind in mine)
    if not terms.least_minutes <= minutes <= terms.most_minutes:
        yield f"{minutes} minutes for {terms.least_minutes} to {terms.most_minutes}"
    if (weekends := len({day // 7 for day in days if day % 7 >= 5})) > terms.weekends:
        yield f"{weekends} week-ends for {terms.weekends}"
    yield from _runs(terms, [day in days for day in range(ward.days)])


def _runs(terms: Person, on: list[bool]) -> Iterator[str]:
    start = 0
    for works, group in groupby(on):
        length = len(list(group))
        inside = start > 0 and start + length < len(on)
        if works and length > terms.most_on:
            yield f"{length} days running from day {start}"
        if works and inside and length < terms.least_on:
            yield f"only {length} days running from day {start}"
        if not works and inside and length < terms.least_off:
            yield f"only {length} days off from day {start}"
        start += length
