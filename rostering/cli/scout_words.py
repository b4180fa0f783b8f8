"""What `scout` says, in French."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.explain.scout import Scouting
from rostering.problem.problem import Problem
from rostering.rules.base import long_date, plural, the_shift, the_stretch

SHOWN = 8
NAMED = 3
"""Longer lists are cut, with the number left out; --json has all."""


def scouted_in_words(problem: Problem, found: Scouting) -> list[str]:
    """The finding first, then what is impossible, what hangs on one doctor, what is tight."""
    wanted = [outlook for outlook in found.outlooks if outlook.needed]
    first, last = long_date(problem.dates[0]), long_date(problem.dates[-1])
    lines = [
        f"{problem.facts.name} : {plural(len(wanted), 'garde')} à pourvoir du {first} au {last}, "
        f"{plural(len(problem.doctors), 'médecin')}."
    ]
    lines += _cut("Contradiction", found.contradictions)
    lines += _cut("Impossible à pourvoir", _starved(problem, found))
    lines += _cut("Indispensable", _critical(problem, found))
    lines += _cut("Sous le minimum", found.under_minimum)
    lines += _cut("Tendu", _pressures(problem, found))
    tight = sorted((one.margin, one.shift) for one in wanted if 0 <= one.margin <= 1)
    lines += _cut("Juste", (_margin(problem, shift, margin) for margin, shift in tight))
    if len(lines) == 1:
        lines.append(
            "Rien d'impossible à première vue ; repos et maxima ne seront jugés qu'au calcul."
        )
    return lines


def _cut(lead: str, sentences: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    found = list(sentences)
    yield from (f"{lead} : {sentence}." for sentence in found[:SHOWN])
    if len(found) > SHOWN:
        yield f"{lead} : … et {len(found) - SHOWN} autres (--json les donne toutes)."


def _starved(problem: Problem, found: Scouting) -> Iterator[str]:
    for one in found.starved:
        if len(one.duties) == 1:
            yield the_shift(problem, one.duties[0])
            continue
        enough = f"{one.possible} au plus peuvent être tenues"
        if one.needed > len(one.duties):
            enough = f"il y faut {one.needed} médecins, {one.possible} au plus sont possibles"
        yield f"{_together(problem, one.duties)}, ensemble : {enough}"


def _together(problem: Problem, duties: tuple[str, ...]) -> str:
    """Each duty when few, else how many and from when to when."""
    if len(duties) <= NAMED:
        return " et ".join(the_shift(problem, duty) for duty in duties)
    dates = [problem.shift_by_id[duty].date for duty in duties]
    return f"{len(duties)} gardes du {long_date(min(dates))} au {long_date(max(dates))}"


def _critical(problem: Problem, found: Scouting) -> Iterator[str]:
    by_count = sorted(found.critical.items(), key=lambda one: (-len(one[1]), one[0]))
    for doctor, duties in by_count:
        who = problem.doctor_by_id[doctor].name
        others = len(duties) - 1
        more = (
            ""
            if not others
            else " et une autre garde"
            if others == 1
            else f" et {others} autres gardes"
        )
        verb = "ne pourraient être toutes pourvues" if others else "ne pourrait être pourvue"
        yield f"sans le Dr {who}, {the_shift(problem, duties[0])}{more} {verb}"


def _pressures(problem: Problem, found: Scouting) -> Iterator[str]:
    names = {category.id: category.name for category in problem.facts.categories}
    for one in sorted(found.pressures, key=lambda one: one.capacity - one.demand):
        if one.capacity < one.demand * 1.5:
            label = names.get(one.category, one.category)
            yield f"{the_stretch(one.week)}, {label} : {one.demand} à pourvoir, {one.capacity} possibles au plus"


def _margin(problem: Problem, shift: str, margin: int) -> str:
    spare = (
        "personne de plus qu'il n'en faut"
        if margin == 0
        else "un seul médecin de plus qu'il n'en faut"
    )
    return f"{the_shift(problem, shift)} : {spare}"
