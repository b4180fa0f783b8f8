"""What invented doctors cannot or would rather not do: leave, a weekday, a dozen dates each, old balances."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from instances.recipe.people import Entry
from instances.recipe.text import Note
from rostering.domain.calendar import Calendar

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")


@dataclass
class Diary:
    """The days of a territory; `away_share` bounds how many of a group are on leave in one week."""

    start: date
    end: date
    calendar: Calendar
    seed: int
    away_share: float = 0.25
    impossible_weekday: float = 0.15
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def saturdays(self) -> list[date]:
        """The first day of each week of leave, at random; for six doctors in ten school holidays first."""
        days = [self.start + timedelta(days=n) for n in range((self.end - self.start).days - 7)]
        saturdays = [day for day in days if day.weekday() == 5]
        self.chance.shuffle(saturdays)
        if self.chance.random() > 0.6:
            return saturdays
        monday = timedelta(days=2)
        return sorted(saturdays, key=lambda s: not self.calendar.is_school_holiday(s + monday))

    def group(self, name: str, doctors: Sequence[str]) -> list[Entry | Note]:
        """Leave and wishes of the doctors of one sector, each doctor's together."""
        away: Counter[date] = Counter()
        weekdays: Counter[str] = Counter()
        room = max(1, int(self.away_share * len(doctors)))
        entries: list[Entry | Note] = [Note(name)] if name else []
        for doctor in doctors:
            leave = self._leave(doctor, away, room)
            entries += leave
            entries += self._weekday(doctor, weekdays, len(doctors))
            entries += self._dates(doctor, leave)
        return entries

    def _leave(self, doctor: str, away: Counter[date], room: int) -> list[Entry]:
        """One or two weeks from a Saturday to the Sunday of the week after, where there is room."""
        weeks = 2 if self.chance.random() < 0.3 and (self.end - self.start).days > 60 else 1
        found: list[date] = []
        for saturday in self.saturdays():
            before, after = saturday - timedelta(days=7), saturday + timedelta(days=7)
            at_once = away[saturday] + max(away[before], away[after])  # they share a week-end
            if (
                len(found) < weeks
                and not {before, saturday, after} & set(found)
                and (at_once <= 1.5 * room and away[saturday] < room)
            ):
                found.append(saturday)
        for saturday in found:
            away[saturday] += 1
        return [
            {"doctor": doctor, "level": "impossible", "start": day, "end": day + timedelta(days=8),
             "leave": True}
            for day in sorted(found)
        ]  # fmt: skip

    def _weekday(self, doctor: str, taken: Counter[str], size: int) -> Iterator[Entry]:
        """For six doctors in ten, a weekday: impossible for a few, never many on the same."""
        draw, weekday = self.chance.random(), self.chance.choice(WEEKDAYS)
        if draw > 0.6:
            return
        level = "non" if draw > self.impossible_weekday + 0.2 else "possible"
        if draw < self.impossible_weekday and taken[weekday] < size // 5:
            taken[weekday] += 1
            level = "impossible"
        yield {"doctor": doctor, "level": level, "every": [weekday]}

    def _dates(self, doctor: str, leave: Sequence[Entry]) -> Iterator[Entry]:
        """About one date in eight: week-ends and evenings against, and a few for."""
        span = (self.end - self.start).days + 1
        blocked = {entry["start"] + timedelta(days=n) for entry in leave for n in range(-1, 10)}
        free = [day for day in self._days(span) if day not in blocked]
        wanted = max(4, span // 9)
        levels = ["non", "possible", "souhaite", "non", "souhaite", "possible"]
        chosen: dict[date, str] = {}
        while sum(1 for _ in chosen) < wanted and free:
            day, level = self.chance.choice(free), levels[len(chosen) % len(levels)]
            pair = [day, day + timedelta(days=1)] if day.weekday() == 5 else [day]
            chosen.update({one: level for one in pair if one <= self.end and one not in chosen})
            free = [day for day in free if day not in chosen]
        yield from _entries(doctor, chosen)

    def _days(self, span: int) -> list[date]:
        return [self.start + timedelta(days=n) for n in range(span)]


def _entries(doctor: str, chosen: dict[date, str]) -> Iterator[Entry]:
    """Single dates, and intervals where neighbours say the same."""
    days = sorted(chosen)
    while days:
        first = last = days.pop(0)
        while days and days[0] == last + timedelta(days=1) and chosen[days[0]] == chosen[first]:
            last = days.pop(0)
        when = {"date": first} if first == last else {"start": first, "end": last}
        yield {"doctor": doctor, "level": chosen[first], **when}


def balances(doctors: Sequence[str], categories: Sequence[str], seed: int) -> list[Entry]:
    """Old balances of two doctors in five, of sum zero in each category."""
    chance = random.Random(seed)
    entries: list[Entry] = []
    for category in categories:
        some = chance.sample(list(doctors), max(2, len(doctors) // 5 * 2))
        for over, under in zip(some[::2], some[1::2], strict=False):
            size = chance.choice(("0.5", "1", "1", "1.5"))
            entries.append({"doctor": over, "category": category, "balance": size})
            entries.append({"doctor": under, "category": category, "balance": f"-{size}"})
    return entries
