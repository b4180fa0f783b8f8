"""French names that tell rules of one kind apart: the title, and the parameters in which they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from rostering.domain.document import Document
from rostering.domain.vocabulary import STATUS_LABELS, Function, Status
from rostering.problem.problem import Problem
from rostering.rules import AnyRule

SPANS = {
    "day": "par jour", "week": "par semaine", "month": "par mois", "quarter": "par trimestre",
    "horizon": "sur la période", "shift": "sur une plage", "weekend": "par week-end",
}  # fmt: skip
WORDS: dict[str, str] = {
    "most": "{} au plus",
    "least": "{} au moins",
    "hours": "{} h",
    "week_hours": "{} h par semaine",
    "days": "{} jours",
    "within_days": "sous {} jours",
    "most_on": "{} jours de suite au plus",
    "least_off": "{} jours libres au moins",
}
"""How a number of the rule is said."""
FLAGS = {
    "consecutive_allowed": ("deux de suite permis", "jamais deux de suite"),
    "same_day_allowed": ("plusieurs le même jour permises", "une par jour"),
    "forbid": ("interdites", "voulues"),
    "xor": ("Noël ou Nouvel An", ""),
    "no_repeat": ("jamais la même deux ans de suite", ""),
    "comfort": ("confort", ""),
}
"""How a yes and a no are said."""
SHAPES = {"whole": "d'un seul tenant", "split": "partagés", "free": ""}
FEW = 2
"""Statuses named one by one; beyond, those left out are named."""


def names_apart(problem: Problem, rules: Sequence[AnyRule]) -> Iterator[tuple[AnyRule, str]]:
    """Each rule with its name: « Couverture », « Repos après une garde (salarié, dure) »."""
    kinds = Counter(rule.kind for rule in rules)
    seen: Counter[str] = Counter()
    for rule in rules:
        alike = [one for one in rules if one.kind == rule.kind]
        parts = list(_differences(problem, rule, alike)) if kinds[rule.kind] > 1 else []
        name = f"{rule.title} ({', '.join(parts)})" if parts else rule.title
        seen[name] += 1
        yield rule, name if seen[name] == 1 else f"{name}, n° {seen[name]}"


def _differences(problem: Problem, rule: AnyRule, alike: Sequence[AnyRule]) -> Iterator[str]:
    for field in type(rule).model_fields:
        values = [getattr(one, field) for one in alike]
        if any(value != values[0] for value in values[1:]):
            said = _said(problem, field, getattr(rule, field))
            if said:
                yield said


def _said(problem: Problem, field: str, value: Any) -> str:
    """A parameter in French; "" when it says nothing."""
    if field == "strength":
        return "dure" if value == "hard" else f"prix {value}"
    if field == "statuses":
        return _statuses(value)
    if field in FLAGS:
        return FLAGS[field][0 if value else 1]
    if field in ("span", "scope", "shape"):
        return (SPANS | SHAPES).get(value, "")
    if value is None or value == ():
        return "maximum de chacun" if field == "most" else ""
    if field in WORDS:
        return WORDS[field].format(f"{value:g}")
    return ", ".join(_named(problem, value))


def _statuses(value: tuple[Status, ...]) -> str:
    left_out = [status for status in Status if status not in value]
    if len(value) > FEW and len(left_out) <= FEW:
        return "sauf " + " et ".join(STATUS_LABELS[status] for status in left_out)
    return ", ".join(STATUS_LABELS[status] for status in value)


def _named(problem: Problem, value: Any) -> Iterator[str]:
    """Doctors, lines and functions by their names; anything else as it is written."""
    if isinstance(value, Document):
        yield " ".join(word for _, part in value for word in _named(problem, part))
    elif isinstance(value, tuple):
        for one in value:
            yield from _named(problem, one)
    elif isinstance(value, Function):
        yield value.label
    elif value is not None:
        names = {doctor.id: f"Dr {doctor.name}" for doctor in problem.doctors}
        names |= {line.id: line.name for line in problem.facts.lines}
        yield names.get(value, str(value))
