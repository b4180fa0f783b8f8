"""« Impossible » beyond the territory's cap: a caution, or a mistake where the territory refuses it."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.vocabulary import Level
from rostering.expand import expand
from rostering.files.source import Finding
from rostering.instance import Instance
from rostering.problem.problem import Problem
from rostering.review.impossible import Closure, beyond_cap


def too_much_closed(problem: Problem) -> Iterator[str]:
    """A sentence for each doctor beyond the cap."""
    for one in beyond_cap(problem):
        name = problem.doctor_by_id[one.doctor].name
        yield f"Dr {name} : « impossible » (hors congés) {_told(one)}, au-delà de {_cap(problem)}."


def refused_closures(instance: Instance) -> Iterator[Finding]:
    """The same as mistakes, at the doctor's first « impossible », when the cap is not to be passed."""
    if instance.memory.beyond_cap != "refuse":
        return
    problem = expand(instance)
    for one in beyond_cap(problem):
        index = next(
            index
            for index, entry in enumerate(instance.availability)
            if entry.doctor == one.doctor and entry.level is Level.IMPOSSIBLE and not entry.leave
        )
        read = f"impossible {_told(one)}"
        expected = f"{_cap(problem)} au plus : en passer en « non », ou en congé"
        yield Finding(("availability", index, "level"), read, expected)


def _told(one: Closure) -> str:
    return (
        f"pour {one.closed} gardes sur {one.duties} et "
        f"{one.weekends_closed} week-ends sur {one.weekends}"
    )


def _cap(problem: Problem) -> str:
    memory = problem.facts.memory
    duties, weekends = (
        round(100 * memory.impossible_duties),
        round(100 * memory.impossible_weekends),
    )
    return f"{duties} % des gardes ou {weekends} % des week-ends"
