"""Doctors, duties, dates, lines, sectors and rules as people type them, found or told with the nearest spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from rostering.domain.line import Line, Window
from rostering.domain.roster import Pair, Roster
from rostering.domain.territory import Sector
from rostering.domain.vocabulary import parse_clock
from rostering.errors import Mistake, QuestionError
from rostering.files.dates import read_date
from rostering.files.spelling import did_you_mean, fold, one_of
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.base import the_shift

Named = TypeVar("Named", Line, Sector)


class Words:
    """Finds what people name as they type it; what is not found is noted as a mistake with the nearest spelling."""

    def __init__(self, problem: Problem, roster: Roster | None = None) -> None:
        self.problem, self.roster = problem, roster or Roster(frozenset())
        self.mistakes: list[Mistake] = []

    def doctor(self, typed: str) -> str:
        """By identifier, full name or last name when only one bears it; "" when not found."""
        ids = {fold(doctor.id): doctor.id for doctor in self.problem.doctors}
        full = {fold(doctor.name): doctor.id for doctor in self.problem.doctors}
        last: dict[str, list[str]] = {}
        for doctor in self.problem.doctors:
            last.setdefault(fold(doctor.last_name), []).append(doctor.id)
        word = fold(typed.removeprefix("Dr "))
        if found := ids.get(word) or full.get(word):
            return found
        if len(alike := last.get(word, [])) == 1:
            return alike[0]
        shown = [doctor.name for doctor in self.problem.doctors] + list(ids.values())
        several = " ; plusieurs portent ce nom, précisez le prénom" if alike else ""
        self.miss("médecin", typed, f"médecin inconnu{several or did_you_mean(typed, shown)}")
        return ""

    def duty(self, typed: str, holder: str = "") -> str:
        """By identifier, or by date alone when the holder, or anybody, has one duty that day; "" when not found."""
        if typed in self.problem.shift_by_id:
            return typed
        day = read_date(typed)
        every = [shift.id for shift in self.problem.shifts if shift.date == day]
        mine = set(self.roster.by_doctor.get(holder, ()))
        same = [id_ for id_ in every if id_ in mine] or every
        if len(same) == 1:
            return same[0]
        if same:
            told = " ; ".join(f"{id_} ({the_shift(self.problem, id_)})" for id_ in same)
            self.miss("garde", typed, f"plusieurs gardes ce jour-là : {told}")
            return ""
        self.miss("garde", typed, f"garde inconnue{did_you_mean(typed, self.problem.shift_by_id)}")
        return ""

    def held(self, doctor: str, duty: str) -> Pair:
        """A doctor and a duty: of those of a date, the one that the doctor holds."""
        who = self.doctor(doctor)
        return Pair(who, self.duty(duty, who))

    def any_date(self, typed: str) -> date | None:
        """A date, of the horizon or not."""
        day = read_date(typed)
        if day is None:
            self.miss("date", typed, "date attendue, comme 24/12/2026")
        return day

    def date(self, typed: str) -> date | None:
        """A date of the horizon."""
        day = read_date(typed)
        if day is None:
            self.miss("date", typed, "date attendue, comme 24/12/2026")
        elif day not in self.problem.dates:
            first, last = self.problem.dates[0], self.problem.dates[-1]
            self.miss(
                "date", typed, f"hors du tableau, qui va du {first:%d/%m/%Y} au {last:%d/%m/%Y}"
            )
            return None
        return day

    def line(self, typed: str) -> Line | None:
        """A line by its identifier or its label."""
        return self._named("poste", typed, self.problem.facts.lines)

    def sector(self, typed: str) -> Sector | None:
        """A sector by its identifier or its label."""
        return self._named("secteur", typed, self.problem.facts.sectors)

    def window(self, line: Line, typed: str) -> Window | None:
        """A window of the line, by its identifier."""
        for window in line.windows:
            if fold(window.id) == fold(typed):
                return window
        options = one_of(window.id for window in line.windows)
        self.miss("plage", typed, f"plage inconnue de {line.name} ; elle a {options}")
        return None

    def clock(self, typed: str) -> int | None:
        """Minutes since midnight of « 20:00 » or « 20h »."""
        try:
            return parse_clock(typed)
        except ValueError as error:
            self.miss("heure", typed, str(error))
            return None

    def rules(self, typed: str, stated: Sequence[AnyRule]) -> list[AnyRule]:
        """The stated rules of that kind or French name."""
        word = fold(typed)
        found = [rule for rule in stated if word in (fold(rule.kind), fold(rule.title))]
        if not found:
            options = [word for rule in stated for word in (rule.kind, rule.title)]
            self.miss(
                "règle", typed, f"règle que ce territoire n'a pas{did_you_mean(typed, options)}"
            )
        return found

    def _named(self, place: str, typed: str, among: Iterable[Named]) -> Named | None:
        listed, word = list(among), fold(typed)
        by_id = [one for one in listed if fold(one.id) == word]
        by_label = [one for one in listed if fold(one.name) == word]
        for same in (by_id, by_label):
            if len(same) == 1:
                return same[0]
        shown = [name for one in listed for name in (one.id, one.name)]
        self.miss(place, typed, f"{place} inconnu{did_you_mean(typed, shown)}")
        return None

    def miss(self, place: str, typed: str, expected: str) -> None:
        """Notes what was typed there and what was expected."""
        self.mistakes.append(Mistake(place, typed, expected))

    def check(self) -> None:
        """Raises QuestionError with every mistake noted, if any."""
        if self.mistakes:
            raise QuestionError(tuple(self.mistakes))
