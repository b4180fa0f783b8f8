"""Questions about a roster, as a person types them: files, names, duties and dates are found, then asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rostering.explain.answer import Answer
from rostering.explain.carences import about_carence
from rostering.explain.questions import SECONDS, Questions
from rostering.explain.sharing import why_more
from rostering.workflow.roster import check
from rostering.workflow.words import Words


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
    asked = Words(verdict.problem)
    found = list(_asked(questions, wanted, asked))
    asked.check()
    if wanted == Wanted():
        vacancies = questions.report.vacancies
        return tuple(about_carence(questions, vacancy.shift) for vacancy in vacancies) or (
            Answer("carence", "Aucune carence : chaque plage obligatoire a son médecin."),
        )
    return tuple(ask() for ask in found)


def _asked(questions: Questions, wanted: Wanted, words: Words) -> Iterator[Callable[[], Answer]]:
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
