"""Dates agreed at the meeting and duties of the roster before, given to people who can hold them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

from instances.recipe.people import Entry, ids
from instances.recipe.text import Note, Quoted, flow
from rostering.expand import expand
from rostering.instance import Instance
from rostering.problem.eligibility import why_not
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.absence import forbids


def read(document: Entry) -> Instance:
    """The document as the program reads it: every scalar as text."""
    return Instance.model_validate(as_text(document))


def as_text(value: Any) -> Any:
    """Scalars as the YAML reader hands them over; notes are comments and vanish."""
    if isinstance(value, dict):
        return {key: as_text(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(inner) for inner in value if not isinstance(inner, Note)]
    return flow(value).strip('"') if isinstance(value, bool) else str(value)


def free_doctors(problem: Problem, shift: Shift) -> list[str]:
    """Those to whom the shift is open and who did not say it is impossible."""
    impossible = [a for a in problem.facts.availability if a.level == "impossible"]
    return [
        doctor.id
        for doctor in problem.doctors
        if why_not(problem.facts, doctor, shift) is None
        and not any(
            a.doctor == doctor.id and forbids(problem, a, doctor, shift) for a in impossible
        )
    ]


def pins(document: Entry, wanted: Iterable[tuple[str, str, str]], seed: int) -> list[Entry]:
    """A pin for each (date, line, window): someone free, who said nothing against, each once.

    Doctors with a feast on record or a duty just before are left alone, so that no rule is broken.
    """
    problem = expand(read(document))
    taken = {entry["doctor"] for key in ("feasts", "previous") for entry in document.get(key, ())}
    chance = random.Random(seed)
    found: list[Entry] = []
    for day, line, window in wanted:
        shift = problem.shift_by_id[f"{day}-{line}-{window}"]
        against = _against(problem, shift)
        doctors = [d for d in free_doctors(problem, shift) if d not in taken | against]
        doctor = chance.choice(doctors)
        taken.add(doctor)
        found.append({"doctor": doctor, "date": day, "line": line, "window": window})
    return found


def _against(problem: Problem, shift: Shift) -> set[str]:
    """Doctors who would rather not, on that date."""
    tags = shift.tags
    return {
        wish.doctor
        for wish in problem.facts.availability
        if wish.level in ("non", "possible") and wish.includes(shift.date)
        and (not wish.every or not tags.isdisjoint(wish.every))
    }  # fmt: skip


def past(
    doctors: Sequence[Entry],
    served: Iterable[tuple[str, str, str]],
    feasts: Iterable[Entry],
    site: str = "",
) -> list[Entry]:
    """The last duties before the horizon, (date, start, end) each, by people without a feast on record."""
    busy = {entry["doctor"] for entry in feasts}
    idle = [doctor for doctor in reversed(ids(doctors)) if doctor not in busy]
    entries: list[Entry] = []
    for doctor, (day, start, end) in zip(idle, served, strict=False):
        entry: Entry = {"doctor": doctor, "date": day, "start": Quoted(start), "end": Quoted(end)}
        entries.append({**entry, "site": site} if site else entry)
    return entries
