"""Most duties per day, week, month, quarter, or in any so many days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, NonNegativeInt, model_validator

from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.problem.spans import Span, span_key
from rostering.rules.base import Breach, Rule, long_date, plural, the_doctor, the_span


class MaxInWindow(Rule):
    """Maximum de gardes : un médecin tient au plus `most` gardes par jour, semaine, mois, trimestre, ou sur `days` jours de suite.

    Σ duties dated in the stretch ≤ max(0, most − those served before); the excess, stretch by stretch (each
    run of `days` days that ends inside the horizon is one). A doctor's own cap for the span replaces `most`.
    Edge: a duty counts once, on the date it begins; without `most`, only those with a cap are bound.
    """

    kind: Literal["max_in_window"] = "max_in_window"
    span: Span | None = None
    days: int | None = Field(default=None, ge=2, le=366)
    most: NonNegativeInt | None = None

    title = "Maximum de gardes"
    demands = False
    blocks_as = "au maximum de leurs gardes"

    @model_validator(mode="after")
    def _one_window(self) -> Self:
        if (self.span is None) == (self.days is None):
            raise ValueError("donner `span` ou `days`, l'un des deux seulement")
        if self.most is None and self.span in (None, "horizon"):
            raise ValueError("`most` est nécessaire ici")
        return self

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and stretch that could hold too many."""
        keys = {day: span_key(day, self.span) for day in problem.dates} if self.span else {}
        for doctor, shifts in self.governed(problem):
            most = self._most(doctor)
            if most is None:
                continue
            by_day: defaultdict[date, list[Pair]] = defaultdict(list)
            for shift in shifts:
                by_day[shift.date].append(problem.pair(doctor, shift))
            served = [duty.date for duty in problem.past_by_doctor.get(doctor.id, ())]
            if self.span:
                groups = self._by_span(by_day, keys)
                gone = Counter(span_key(day, self.span) for day in served)
                for key, pairs in groups.items():
                    high = max(0, most - gone[key])
                    if len(pairs) > high:
                        yield at_most(high, pairs, doctor.id, key)
            else:
                yield from self._rolling(problem, doctor, by_day, served)

    def _most(self, doctor: Doctor) -> int | None:
        own: int | None = getattr(doctor.caps, self.span, None) if self.span else None
        return self.most if own is None else own

    def _by_span(
        self, by_day: dict[date, list[Pair]], keys: dict[date, str]
    ) -> dict[str, list[Pair]]:
        groups: defaultdict[str, list[Pair]] = defaultdict(list)
        for day in sorted(by_day):
            groups[keys[day]] += by_day[day]
        return groups

    def _rolling(
        self, problem: Problem, doctor: Doctor, by_day: dict[date, list[Pair]], served: list[date]
    ) -> Iterator[Statement]:
        """One statement for each different set of dates, as many times as windows hold just those."""
        windows: Counter[tuple[int, tuple[date, ...]]] = Counter()
        for last in problem.dates:
            days = [last - timedelta(days=back) for back in range((self.days or 1) - 1, -1, -1)]
            gone = sum(days[0] <= day <= last for day in served)
            high = max(0, (self.most or 0) - gone)
            windows[high, tuple(day for day in days if day in by_day)] += 1
        for (high, held), count in windows.items():
            pairs = [pair for day in held for pair in by_day[day]]
            if len(pairs) > high:
                yield at_most(high, pairs, doctor.id, weight=count)

    def corridors(
        self, problem: Problem, open_to: Mapping[Doctor, tuple[Shift, ...]]
    ) -> Iterator[tuple[Doctor, int, int]]:
        """At most the sum of what each stretch leaves; windows of days that overlap say nothing here."""
        if not self.span:
            return
        keys = {day: span_key(day, self.span) for day in problem.dates}
        for doctor, shifts in open_to.items():
            most = self._most(doctor)
            if most is None or not shifts:
                continue
            past = problem.past_by_doctor.get(doctor.id, ())
            gone = Counter(span_key(duty.date, self.span) for duty in past)
            offered = Counter(keys[shift.date] for shift in shifts)
            high = sum(min(count, max(0, most - gone[key])) for key, count in offered.items())
            if high < len(shifts):
                yield doctor, 0, high

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Counts each doctor's duties, with those served before, in each stretch."""
        for doctor, shifts in self.duties(problem, roster):
            most = self._most(doctor)
            if most is None:
                continue
            past = [duty.date for duty in problem.past if duty.doctor == doctor.id]
            dates = {*past, *(shift.date for shift in shifts)}
            for label, stretch in self._stretches(problem, sorted(dates)):
                held = tuple(shift.id for shift in shifts if shift.date in stretch)
                before = sum(day in stretch for day in past)
                amount = len(held) - max(0, most - before)
                if held and amount > 0:
                    count = len(held) + before
                    yield self.breach(amount, (doctor.id,), held, count, most, label)

    def _stretches(self, problem: Problem, dates: list[date]) -> Iterator[tuple[str, set[date]]]:
        """Each stretch by its French name, with those of the dates that lie in it."""
        if self.span:
            names = {span_key(day, self.span): the_span(day, self.span) for day in dates}
            for key, label in names.items():
                yield label, {day for day in dates if span_key(day, self.span) == key}
            return
        for last in problem.dates:
            first = last - timedelta(days=(self.days or 1) - 1)
            label = f"les {self.days} jours qui finissent le {long_date(last)}"
            yield label, {day for day in dates if first <= day <= last}

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many duties in which stretch, and how many are allowed."""
        count, most = plural(int(breach.measured or 0), "garde"), int(breach.allowed or 0)
        return f"{the_doctor(problem, breach)} : {count} pour {breach.label}, {most} au plus"

    def tell(self, problem: Problem, about: tuple[str, ...]) -> str:
        """Whose maximum, in which stretch, how many."""
        most = self._most(problem.doctor_by_id[about[0]])
        stretch = f" en {self.days} jours" if self.days else ""
        return f"{super().tell(problem, about)} : {most} au plus{stretch}"

    @classmethod
    def example(cls) -> Self:
        """Two duties a week."""
        return cls(span="week", most=2)
