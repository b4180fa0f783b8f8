"""Wishes: what doctors would rather do or not do, with one budget of points for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, NamedTuple, Self

from pydantic import Field, NonNegativeInt

from rostering.domain.people import Availability, Doctor
from rostering.domain.roster import Roster
from rostering.domain.vocabulary import Level
from rostering.problem.eligibility import meets_hours, why_not
from rostering.problem.limit import Statement, Tier, at_least, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.absence import forbids
from rostering.rules.base import Breach, Rule, Strength, long_date, the_doctor, the_shift

STRONGEST = (Level.NO, Level.WANTED, Level.POSSIBLE)
"""When several wishes speak of one duty, the first of these is what the doctor said."""


class WishVerdict(NamedTuple):
    """What became of the wishes of one doctor, date and level; `shifts`: those held, or all when none is."""

    doctor: str
    date: date
    level: Level
    granted: bool
    points: int
    shifts: tuple[str, ...]


class Claim(NamedTuple):
    """What one doctor says of one date at one level and price, with the points it is worth in the equal budget."""

    doctor: Doctor
    date: date
    level: Level
    points: int
    shifts: tuple[Shift, ...]


class Word(NamedTuple):
    """What is said of a shift: a level, at its own points or (None) those of the level."""

    level: Level
    points: int | None

    @property
    def rank(self) -> tuple[int, int]:
        """The strongest word comes last: by level, then by points."""
        return -STRONGEST.index(self.level), self.points or 0


Said = Mapping[str, Word]
"""What is said of each shift, by shift id."""


class Wish(Rule):
    """Souhaits : chacun dispose du même budget de points pour dire ce qu'il voudrait faire ou éviter.

    « non » and « possible » cost their points for each duty held, « souhaité » for each date without any (an entry
    may set its own points: a date is then claimed apart for each price). Points are scaled down (never under 1) for
    whoever passes the budget, then made heavier by those refused before: a whole budget of them adds
    `memory.wish_gain` times as much. Edge: duties one may not serve, by eligibility or absence, make no claim.
    """

    kind: Literal["wish"] = "wish"
    strength: Strength = 1
    budget: int = Field(default=100, ge=1, le=10_000)
    against_points: NonNegativeInt = 30
    rather_not_points: NonNegativeInt = 2
    wanted_points: NonNegativeInt = 5

    title = "Souhaits"
    waivable = False
    blocks_as = "qui ont demandé à ne pas l'être"
    soft_tier = Tier.WISHES

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each claim."""
        open_to: dict[str, set[str]] = {}
        for claim in self.claims(problem):
            id_ = claim.doctor.id
            mine = open_to.setdefault(id_, {shift.id for shift in problem.candidates[id_]})
            pairs = [problem.pair(claim.doctor, s) for s in claim.shifts if s.id in mine]
            about = (id_, claim.date.isoformat(), claim.level.value)
            if claim.level is Level.WANTED and claim.points:
                yield at_least(1, pairs, *about, weight=claim.points)
            elif pairs and claim.points:
                yield at_most(0, pairs, *about, weight=claim.points)

    def claims(self, problem: Problem) -> Iterator[Claim]:
        """What every governed doctor says, walking the dates of each wish once."""
        by_date: defaultdict[date, list[Shift]] = defaultdict(list)
        for shift in problem.shifts:
            if self.counts(shift):
                by_date[shift.date].append(shift)
        entries = _at_levels(problem, STRONGEST)

        def said(doctor: Doctor) -> Said:
            return _said_by_date(problem, entries.get(doctor.id, ()), by_date)

        return self._claims(problem, said)

    def _claims(self, problem: Problem, said: Callable[[Doctor], Said]) -> Iterator[Claim]:
        """The claims of every governed doctor, by date and level, at their scaled points."""
        absences = _at_levels(problem, (Level.IMPOSSIBLE,))
        refused_before = {one.doctor: one.points for one in problem.facts.refused}
        for doctor in filter(self.governs, problem.doctors):
            groups: defaultdict[tuple[date, Level, int], list[Shift]] = defaultdict(list)
            for id_, word in said(doctor).items():
                shift = problem.shift_by_id[id_]
                if is_open(problem, doctor, shift, absences.get(doctor.id, ())):
                    groups[shift.date, word.level, self._asked(word)].append(shift)
            total = sum(asked for _, _, asked in groups)
            refused = refused_before.get(doctor.id, 0)
            for (day, level, asked), shifts in sorted(groups.items(), key=lambda group: group[0]):
                points = self._scaled(asked, total)
                points = self.heavier(points, refused, problem.facts.memory.wish_gain)
                yield Claim(doctor, day, level, points, tuple(shifts))

    def points_of(self, level: Level) -> int:
        """What a claim of that level is worth before the budget is looked at."""
        points = {
            Level.NO: self.against_points,
            Level.POSSIBLE: self.rather_not_points,
            Level.WANTED: self.wanted_points,
        }
        return points[level]

    def _asked(self, word: Word) -> int:
        return self.points_of(word.level) if word.points is None else word.points

    def _scaled(self, points: int, total: int) -> int:
        """Its part of the budget when the doctor's total passes it; at least 1, unless it is worth nothing."""
        if total <= self.budget or not points:
            return points
        return max(1, points * self.budget // total)

    def heavier(self, points: int, refused: int, gain: Decimal) -> int:
        """The points with what was refused before: `gain` times as much again for a whole budget, no more beyond."""
        share = Decimal(min(refused, self.budget)) / self.budget
        return int((points * (1 + gain * share)).to_integral_value(ROUND_HALF_UP))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Reads each doctor's wishes duty by duty, then what the roster gives."""
        for claim in self._claims(problem, lambda doctor: self._said_plainly(problem, doctor)):
            held = [s for s in claim.shifts if claim.doctor.id in roster.by_shift.get(s.id, ())]
            who, label = (claim.doctor.id,), claim.level.value
            if not claim.points:
                continue
            if claim.level is Level.WANTED and not held:
                ids = tuple(shift.id for shift in claim.shifts)
                yield self.breach(claim.points, who, ids, label=label)
            for shift in held if claim.level is not Level.WANTED else ():
                yield self.breach(claim.points, who, (shift.id,), label=label)

    def _said_plainly(self, problem: Problem, doctor: Doctor) -> Said:
        """The word on each counted shift, asking every wish about every shift."""
        mine = [a for a in problem.facts.availability if a.doctor == doctor.id]
        by_day = {day: [entry for entry in mine if entry.includes(day)] for day in problem.dates}
        said: dict[str, Word] = {}
        for shift in problem.shifts if mine else ():
            spoken = [entry for entry in by_day[shift.date] if _speaks_of(entry, shift)]
            levels = {entry.level for entry in spoken}
            strongest = next((level for level in STRONGEST if level in levels), None)
            if strongest and self.counts(shift):
                points = [one.points for one in spoken if one.points and one.level is strongest]
                said[shift.id] = Word(strongest, max(points, default=None))
        return said

    def verdicts(self, problem: Problem, roster: Roster) -> Iterator[WishVerdict]:
        """What became of each claim, granted or not, by doctor, date and level."""
        for claim in self._claims(problem, lambda doctor: self._said_plainly(problem, doctor)):
            doctor, day, level, points, shifts = claim
            all_ids = tuple(shift.id for shift in shifts)
            held = tuple(id_ for id_ in all_ids if doctor.id in roster.by_shift.get(id_, ()))
            granted = bool(held) == (level is Level.WANTED)
            yield WishVerdict(doctor.id, day, level, granted, points, held or all_ids)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Which wish is not met."""
        who = the_doctor(problem, breach)
        if breach.label == Level.WANTED:
            day = long_date(problem.shift_by_id[breach.shifts[0]].date)
            return f"{who} souhaitait une garde le {day} et n'en a pas"
        words = "« non »" if breach.label == Level.NO else "« possible » (plutôt non)"
        return f"{who} avait dit {words} pour {the_shift(problem, breach.shifts[0])}"

    @classmethod
    def example(cls) -> Self:
        """The defaults: a hundred points each."""
        return cls()


def is_open(
    problem: Problem, doctor: Doctor, shift: Shift, absences: Sequence[Availability]
) -> bool:
    """True when neither eligibility nor one of the doctor's absences closes the shift."""
    if why_not(problem.facts, doctor, shift):
        return False
    return not any(forbids(problem, absence, doctor, shift) for absence in absences)


def _at_levels(problem: Problem, levels: Sequence[Level]) -> Mapping[str, list[Availability]]:
    """What each doctor said at those levels."""
    groups: defaultdict[str, list[Availability]] = defaultdict(list)
    for entry in problem.facts.availability:
        if entry.level in levels:
            groups[entry.doctor].append(entry)
    return groups


def _said_by_date(
    problem: Problem, entries: Sequence[Availability], by_date: Mapping[date, Sequence[Shift]]
) -> Said:
    """The word on each shift, walking the dates of each wish, strongest wishes last."""
    said: dict[str, Word] = {}
    first, last = problem.facts.horizon.start, problem.facts.horizon.end
    words = {id(entry): Word(entry.level, entry.points) for entry in entries}
    for entry in sorted(entries, key=lambda entry: words[id(entry)].rank):
        day = max(first, entry.date or entry.start or first)
        until = min(last, entry.date or entry.end or last)
        while day <= until:
            for shift in by_date.get(day, ()):
                if narrows_to(entry, shift):
                    said[shift.id] = words[id(entry)]
            day += timedelta(days=1)
    return said


def narrows_to(entry: Availability, shift: Shift) -> bool:
    """True when the day words, hours, categories and lines of the entry leave the shift in."""
    if entry.every and shift.tags.isdisjoint(entry.every):
        return False
    if entry.lines and shift.line.id not in entry.lines:
        return False
    if entry.categories and shift.category not in entry.categories:
        return False
    return entry.between is None or meets_hours(entry.between, shift)


def _speaks_of(entry: Availability, shift: Shift) -> bool:
    """The same question asked once more, for the reader of the roster: the date is known to be included."""
    return (
        (not entry.every or any(word in shift.tags for word in entry.every))
        and (not entry.categories or shift.category in entry.categories)
        and (not entry.lines or shift.line.id in entry.lines)
        and (entry.between is None or meets_hours(entry.between, shift))
    )
