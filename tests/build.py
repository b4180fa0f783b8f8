"""Small builders: `facts(...)`, `doctor("martin")`, `evening()`, so that a test shows only what matters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from rostering.domain.facts import Horizon
from rostering.domain.line import Line, Window
from rostering.domain.people import Doctor
from rostering.domain.roster import Roster
from rostering.domain.territory import Site
from rostering.expand import expand
from rostering.instance import Instance
from rostering.problem.problem import Problem
from rostering.rules.base import Breach, Rule

EVERY_DAY = ("ouvrable", "samedi", "dimanche_jf")


def doctor(id: str, **fields: Any) -> Doctor:
    """A doctor of sector S who holds every function unless told otherwise."""
    functions = ("effection_fixe", "effection_mobile", "regulation", "deuxieme_ligne", "renfort",
                 "astreinte_jour", "sas", "vacation")  # fmt: skip
    defaults: dict[str, Any] = {"last_name": id, "functions": functions, "sectors": ("S",)}
    return Doctor.model_validate({"id": id, **defaults, **fields})


def window(id: str, start: str, end: str, days: Iterable[str] = EVERY_DAY, **fields: Any) -> Window:
    """A window on every day unless told otherwise."""
    return Window.model_validate(
        {"id": id, "start": start, "end": end, "days": tuple(days), **fields}
    )


def line(id: str = "mmg", *windows: Window, **fields: Any) -> Line:
    """A line of sector S at site "mmg", effection fixe, one evening window unless told otherwise."""
    defaults: dict[str, Any] = {"function": "effection_fixe", "sectors": ("S",), "site": "mmg"}
    return Line.model_validate(
        {"id": id, "windows": windows or (window("soir", "20:00", "24:00"),), **defaults, **fields}
    )


def facts(
    lines: Iterable[Line],
    doctors: Iterable[Doctor],
    start: str = "2027-02-01",
    end: str = "2027-02-07",
    **fields: Any,
) -> Instance:
    """A territory of département 62; 1 February 2027 is a Monday."""
    base: dict[str, Any] = {
        "id": "test",
        "departement": "62",
        "horizon": Horizon(start=date.fromisoformat(start), end=date.fromisoformat(end)),
        "sectors": ({"id": "S"},),
        "sites": (Site(id="mmg"), Site(id="autre")),
        "lines": tuple(lines),
        "doctors": tuple(doctors),
    }
    return Instance.model_validate({**base, **fields})


def problem(*args: Any, **fields: Any) -> Problem:
    """The expanded problem of `facts(...)`."""
    return expand(facts(*args, **fields))


def roster(*pairs: str) -> Roster:
    """From "martin 2027-02-01-mmg-soir" strings."""
    return Roster.of(tuple(pair.split(" ", 1)) for pair in pairs)  # type: ignore[misc]


def breaches(rule: Rule, problem: Problem, *pairs: str) -> list[Breach]:
    """The rule's verdict on that roster."""
    return list(rule.check(problem, roster(*pairs)))


def amount(rule: Rule, problem: Problem, *pairs: str) -> int:
    """The sum of amounts of the rule's breaches on that roster."""
    return sum(breach.amount for breach in breaches(rule, problem, *pairs))
