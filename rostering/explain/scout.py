"""Before the solve: who can hold what, where it is tight, without whom it fails, what contradicts itself.

Nothing is searched. A duty is open to a doctor when no hard fact (eligibility, absence) and no agreed date beside it
forbids it; duties of the same hour share doctors, as do those of a stretch of days of which hard maxima let a doctor hold
so many; matchings settle both. So « cannot be filled » and « fails without » are proofs; « can be filled » is not
promised: rest, successions and what ties doctors together may still forbid it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from rostering.domain.roster import Pair
from rostering.explain.matching import Matching, indispensable
from rostering.explain.stretches import PLENTY, Stretches
from rostering.problem.eligibility import why_not
from rostering.problem.limit import AnyOf, Limit, Term, holds
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.problem.spans import span_key
from rostering.rules import AnyRule
from rostering.rules.base import plural
from rostering.rules.max_in_window import MaxInWindow
from rostering.solve.statements import Stated, priced, state

MINIMA = ("min_in_window", "sas_hours")
"""Rules that ask a doctor for so many."""


@dataclass(frozen=True)
class Outlook:
    """A duty, how many doctors it needs and who can hold it."""

    shift: str
    needed: int
    able: tuple[str, ...]

    @property
    def margin(self) -> int:
        """Doctors more than needed; negative when it cannot be filled."""
        return len(self.able) - self.needed


@dataclass(frozen=True)
class Pressure:
    """A week and a category: posts to fill against the most that doctors can take (one a day, caps kept)."""

    week: str
    category: str
    demand: int
    capacity: int


@dataclass(frozen=True)
class Shortage:
    """Duties for which doctors are too few: `needed` doctors in all, `possible` at most."""

    duties: tuple[str, ...]
    needed: int
    possible: int


Findings = tuple[Shortage | None, Mapping[str, tuple[str, ...]]]
"""A shortage, or the doctors without whom there is one and the duties it would be about."""


@dataclass(frozen=True)
class Scouting:
    """What can be said before any solve; every claim of `starved` and `critical` is proved by a matching."""

    outlooks: tuple[Outlook, ...]
    starved: tuple[Shortage, ...]
    critical: Mapping[str, tuple[str, ...]]
    """Doctors without whom duties cannot be filled, and which."""
    pressures: tuple[Pressure, ...]
    under_minimum: tuple[str, ...]
    contradictions: tuple[str, ...]


def scout(problem: Problem, rules: Sequence[AnyRule]) -> Scouting:
    """Looks at the whole horizon."""
    return _Scout(problem, rules).look()


class _Scout:
    def __init__(self, problem: Problem, rules: Sequence[AnyRule]) -> None:
        self.problem, self.rules = problem, rules
        self.narrowed, self.stated = state(problem, rules)
        self.fixed = {pair for pair, _ in self._agreed()}

    def look(self) -> Scouting:
        outlooks = tuple(
            Outlook(shift.id, shift.staffing.min, self.able[shift.id])
            for shift in self.problem.shifts
        )
        starved, critical = self._shortages()
        return Scouting(
            outlooks=outlooks,
            starved=starved,
            critical=critical,
            pressures=tuple(self._pressures()),
            under_minimum=tuple(self._under_minimum()),
            contradictions=tuple(dict.fromkeys(self._contradictions())),
        )

    def _agreed(self) -> Iterator[tuple[Pair, Stated]]:
        """Pairs that a hard statement demands alone, closed or not."""
        for rule in self.rules:
            if rule.kind != "pinned":
                continue
            for statement in rule.statements(self.problem):
                entry = priced(rule, statement)
                if entry.is_hard:
                    yield next(iter(statement.pairs())), entry

    @cached_property
    def able(self) -> dict[str, tuple[str, ...]]:
        """Doctors by shift: open, and no agreed date closes it."""
        closed = set(self._closed_by_agreed())
        return {
            shift: tuple(d.id for d in doctors if Pair(d.id, shift) not in closed)
            for shift, doctors in self.narrowed.candidates_by_shift.items()
        }

    @cached_property
    def stretches(self) -> Stretches:
        """What hard maxima let each doctor hold from one day to another."""
        return Stretches(self.narrowed, self.stated, self.able)

    def _closed_by_agreed(self) -> Iterator[Pair]:
        """What one more term would break a hard maximum that agreed dates already fill."""
        for entry in self.stated:
            limit = entry.statement
            if not entry.is_hard or not isinstance(limit, Limit) or limit.high is None:
                continue
            weights = limit.coefficients or (1,) * len(limit.terms)
            if entry.rule.kind == "coverage" or min(weights, default=0) < 0:
                continue
            total = limit.total(self.fixed)
            if total:
                for term, weight in zip(limit.terms, weights, strict=True):
                    if total + weight > limit.high and not holds(term, self.fixed):
                        yield from _pairs(term)

    def _by_hour(self) -> Iterator[Findings]:
        """Duties of the same hour: a doctor holds one."""
        for group in self._hours():
            yield self._judged(group, {})

    def _by_stretch(self) -> Iterator[Findings]:
        """Duties of a day, a week, a month…: a doctor holds no more than hard maxima let them."""
        for first, last in self.stretches.all():
            group = [s for s in self.problem.shifts if s.staffing.min and first <= s.date <= last]
            seats = sum(shift.staffing.min for shift in group)
            doctors = {doctor for shift in group for doctor in self.able[shift.id]}
            if group and len(doctors) < PLENTY * seats:
                yield self._judged(group, self.stretches.capacities(first, last))

    def _judged(self, group: Sequence[Shift], most: Mapping[str, int]) -> Findings:
        """The duties that compete for too few doctors, else the doctors without whom some would."""
        seats = [shift.id for shift in group for _ in range(shift.staffing.min)]
        matching = Matching(seats, self.able, most)
        if starved := matching.starved():
            return Shortage(starved, *matching.needed_and_filled(starved)), {}
        return None, indispensable(seats, self.able, most)

    def _shortages(self) -> tuple[tuple[Shortage, ...], dict[str, tuple[str, ...]]]:
        """All of it; a stretch says nothing of duties that a shorter one already found starved, nor of a doctor whom an
        hour or a shorter stretch already needs."""
        shortages: list[Shortage] = []
        told: set[str] = set()
        critical: defaultdict[str, set[str]] = defaultdict(set)
        by_hour = list(self._by_hour())
        for _, needed in by_hour:
            for doctor, duties in needed.items():
                critical[doctor].update(duties)
        for shortage, needed in chain(by_hour, self._by_stretch()):
            if shortage and told.isdisjoint(shortage.duties):
                shortages.append(shortage)
                told.update(shortage.duties)
            for doctor in needed.keys() - critical.keys():
                critical[doctor].update(needed[doctor])
        return tuple(shortages), {who: tuple(sorted(critical[who])) for who in sorted(critical)}

    def _hours(self) -> Iterator[list[Shift]]:
        """Duties that are on at the same instant; a SAS block, which moves inside its window, is alone."""
        wanted = [shift for shift in self.problem.shifts if shift.staffing.min]
        steady = [shift for shift in wanted if shift.line.sas is None]
        seen: set[tuple[str, ...]] = set()
        for shift in steady:
            start = shift.period.start
            group = [one for one in steady if one.period.start <= start < one.period.end]
            key = tuple(one.id for one in group)
            if key not in seen:
                seen.add(key)
                yield group
        yield from ([shift] for shift in wanted if shift.line.sas is not None)

    def _pressures(self) -> Iterator[Pressure]:
        demand: Counter[tuple[str, str]] = Counter()
        days: defaultdict[tuple[str, str], defaultdict[str, set[object]]]
        days = defaultdict(lambda: defaultdict(set))
        for shift in self.problem.shifts:
            key = (span_key(shift.date, "week"), shift.category)
            demand[key] += shift.staffing.min
            for doctor in self.able[shift.id]:
                days[key][doctor].add(shift.date)
        for key in sorted(demand):
            if demand[key]:
                capacity = sum(min(len(on), self._cap(doctor)) for doctor, on in days[key].items())
                yield Pressure(*key, demand[key], capacity)

    def _cap(self, doctor: str) -> int:
        """The most duties a week: the personal cap, else the hard rule's that counts everything."""
        own = self.problem.doctor_by_id[doctor].caps.week
        if own is not None:
            return own
        caps = [
            rule.most
            for rule in self.rules
            if isinstance(rule, MaxInWindow) and rule.span == "week" and rule.strength == "hard"
            and rule.most is not None and not (rule.lines or rule.functions)
            and rule.governs(self.problem.doctor_by_id[doctor])
        ]  # fmt: skip
        return min(caps, default=7)

    def _under_minimum(self) -> Iterator[str]:
        """Minima that ask one doctor for more than stays open, or than the hard maxima of those days allow."""
        for entry in self.stated:
            limit = entry.statement
            if entry.rule.kind not in MINIMA or not isinstance(limit, Limit) or limit.low is None:
                continue
            dates = [self.problem.shift_by_id[pair.shift].date for pair in limit.pairs()]
            open_ = sum(self._is_open(term) for term in limit.terms)
            if open_ and limit.coefficients is None:
                most = self.stretches.capacity(limit.about[0], min(dates), max(dates))
                open_ = min(open_, most)
            if open_ < limit.low:
                told = entry.rule.tell(self.problem, limit.about)
                yield f"{told}, {plural(open_, 'possible')} au plus"

    def _is_open(self, term: Term) -> bool:
        return any(pair.doctor in self.able.get(pair.shift, ()) for pair in _pairs(term))

    def _contradictions(self) -> Iterator[str]:
        """Agreed dates that are closed, or that together break a hard rule."""
        told = {pair: entry for pair, entry in self._agreed()}
        for pair, entry in told.items():
            doctors = self.narrowed.candidates_by_shift.get(pair.shift, ())
            if pair.doctor not in {doctor.id for doctor in doctors}:
                words = entry.rule.tell(self.problem, entry.statement.about)
                who, shift = (
                    self.problem.doctor_by_id[pair.doctor],
                    self.problem.shift_by_id.get(pair.shift),
                )
                why = why_not(self.problem.facts, who, shift) if shift else None
                yield f"{words} : ce médecin ne peut pas tenir cette garde ({why.value if why else 'absent'})"
        for entry in self.stated:
            limit = entry.statement
            if entry.is_hard and isinstance(limit, Limit) and limit.high is not None:
                weights = limit.coefficients or (1,)
                if min(weights) > 0 and limit.total(self.fixed) > limit.high:
                    dates = [
                        told[pair].rule.tell(self.problem, told[pair].statement.about)
                        for pair in limit.pairs()
                        if pair in told
                    ]
                    yield f"{entry.rule.tell(self.problem, limit.about)} : {' ; '.join(dates)}"


def _pairs(term: Term) -> tuple[Pair, ...]:
    return term.pairs if isinstance(term, AnyOf) else (term,)
