"""Questions about a roster, as a person types them: files, names, duties and dates are found, then asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from rostering.errors import Mistake, QuestionError
from rostering.explain.answer import Answer
from rostering.explain.carences import about_carence
from rostering.explain.questions import SECONDS, Questions
from rostering.explain.sharing import why_more
from rostering.files.dates import read_date
from rostering.files.spelling import did_you_mean, fold
from rostering.problem.problem import Problem
from rostering.workflow.roster import check


@dataclass(frozen=True)
class Wanted:
    """What is asked, each as typed: (doctor, duty), (doctor, date), (doctor, doctor) or a duty."""

    why: tuple[str, str] | None = None
    why_not: tuple[str, str] | None = None
    wish: tuple[str, str] | None = None
    free: tuple[str, str] | None = None
    compare: tuple[str, str] | None = None
    carence: str | None = None


def explain(
    instance: Path, roster: Path, wanted: Wanted, seconds: float = SECONDS
) -> tuple[Answer, ...]:
    """The answers, in the order of `Wanted`; without any question, every carence of the roster."""
    verdict = check(instance, roster)
    questions = Questions(verdict.problem, verdict.instance.rules, verdict.roster, seconds)
    asked = _Words(verdict.problem)
    found = list(_asked(questions, wanted, asked))
    if asked.mistakes:
        raise QuestionError(tuple(asked.mistakes))
    if wanted == Wanted():
        vacancies = questions.report.vacancies
        return tuple(about_carence(questions, vacancy.shift) for vacancy in vacancies) or (
            Answer("carence", "Aucune carence : chaque plage obligatoire a son médecin."),
        )
    return tuple(ask() for ask in found)


def _asked(questions: Questions, wanted: Wanted, words: _Words) -> Iterator[Callable[[], Answer]]:
    """Each question with what it is about, found; a mistake is noted and the question left out."""
    for typed, ask in ((wanted.why, questions.why), (wanted.why_not, questions.why_not)):
        if typed and (who := words.doctor(typed[0])) and (duty := words.duty(typed[1])):
            yield partial(ask, who, duty)
    for typed, look in ((wanted.wish, questions.wish), (wanted.free, questions.free)):
        if typed and (who := words.doctor(typed[0])) and (day := words.date(typed[1])):
            yield partial(look, who, day)
    if wanted.compare:
        one, other = (words.doctor(typed) for typed in wanted.compare)
        if one and other:
            yield partial(why_more, questions, one, other)
    if wanted.carence and (duty := words.duty(wanted.carence)):
        yield partial(about_carence, questions, duty)


class _Words:
    """Finds doctors, duties and dates as people type them; what is not found is a mistake with the nearest spelling."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
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
        self._miss("médecin", typed, f"médecin inconnu{several or did_you_mean(typed, shown)}")
        return ""

    def duty(self, typed: str) -> str:
        """By identifier, or by date alone when that day has one duty; "" when not found."""
        if typed in self.problem.shift_by_id:
            return typed
        day = read_date(typed)
        same = [shift.id for shift in self.problem.shifts if shift.date == day]
        if len(same) == 1:
            return same[0]
        if same:
            self._miss("garde", typed, f"plusieurs gardes ce jour-là : {', '.join(same)}")
            return ""
        self._miss("garde", typed, f"garde inconnue{did_you_mean(typed, self.problem.shift_by_id)}")
        return ""

    def date(self, typed: str) -> date | None:
        """A date of the horizon."""
        day = read_date(typed)
        if day is None:
            self._miss("date", typed, "date attendue, comme 24/12/2026")
        elif day not in self.problem.dates:
            first, last = self.problem.dates[0], self.problem.dates[-1]
            self._miss(
                "date", typed, f"hors du tableau, qui va du {first:%d/%m/%Y} au {last:%d/%m/%Y}"
            )
            return None
        return day

    def _miss(self, place: str, typed: str, expected: str) -> None:
        self.mistakes.append(Mistake(place, typed, expected))
