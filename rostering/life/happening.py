"""What happens to people and duties: what it changes in the territory's document, and which duties it takes away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rostering.domain.journal import Kind, TerritoryChange
from rostering.domain.line import Line, Staffing, StaffingPeriod, Window
from rostering.domain.people import Availability, Doctor, Waiver
from rostering.domain.roster import Pair, Roster
from rostering.domain.vocabulary import DAY_TAGS, Level
from rostering.errors import Refused
from rostering.instance import Instance
from rostering.life.frozen import has_begun
from rostering.life.territory import change, unpinned
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules import AnyRule
from rostering.rules.base import long_date


@dataclass(frozen=True)
class Happening:
    """An event, before anybody says who takes what. `about`: the doctors whose event it is."""

    kind: Kind
    told: str
    about: tuple[str, ...] = ()
    territory: tuple[TerritoryChange, ...] = ()


def absent(doctor: Doctor, start: date, end: date, leave: bool = False) -> Happening:
    """A doctor cannot serve between two dates, both included.

    Raises Refused when the end comes before the start.
    """
    if end < start:
        raise Refused(f"Absence du {start:%d/%m/%Y} au {end:%d/%m/%Y} : la fin précède le début.")
    entry = Availability(
        doctor=doctor.id,
        level=Level.IMPOSSIBLE,
        start=start,
        end=end,
        leave=leave,
        source="journal",
    )
    when = (
        f"le {long_date(start)}" if start == end else f"du {long_date(start)} au {long_date(end)}"
    )
    told = f"Le Dr {doctor.name} est absent {when}"
    return Happening("absent", told, (doctor.id,), (change("availability", added=[entry]),))


def leave(doctor: Doctor, last: date) -> Happening:
    """A doctor leaves the rota; `last` is the last day served."""
    gone = doctor.model_copy(update={"departure": last})
    told = f"Le Dr {doctor.name} quitte le tableau après le {long_date(last)}"
    return Happening("leave", told, (doctor.id,), (change("doctors", [doctor], [gone]),))


def join(instance: Instance, new: Doctor) -> Happening:
    """A doctor comes on the rota.

    Raises Refused when the code is taken.
    """
    if any(doctor.id == new.id for doctor in instance.doctors):
        raise Refused(f"L'identifiant « {new.id} » est déjà celui d'un médecin du tableau.")
    since = f" à partir du {long_date(new.arrival)}" if new.arrival else ""
    told = f"Le Dr {new.name} rejoint le tableau{since}"
    return Happening("join", told, (new.id,), (change("doctors", added=[new]),))


def reopen(line: Line, window: Window, day: date, doctors: int, exists: bool) -> Happening:
    """The duty of a line on a day is held by so many doctors from now on; 0 takes it away.

    `exists`: the window takes place that day; else the line gets one of its own for it.
    """
    staffing = Staffing(min=doctors, target=doctors, max=doctors)
    if exists:
        period = StaffingPeriod(start=day, end=day, windows=(window.id,), staffing=staffing)
        more: dict[str, object] = {"staffing_periods": (*line.staffing_periods, period)}
    else:
        only = window.model_copy(
            update={
                "id": f"{window.id}-{day:%m%d}", "first": day, "last": day, "days": DAY_TAGS,
                "except_days": (), "staffing": staffing,
            }
        )  # fmt: skip
        more = {"windows": (*line.windows, only)}
    what = f"{line.name} ({window.label or window.id}) du {long_date(day)}"
    told = f"{what} : supprimée" if doctors == 0 else f"{what} : {doctors} médecin(s) attendus"
    changed = line.model_copy(update=more)
    return Happening("reopen", told, (), (change("lines", [line], [changed]),))


def reroster() -> Happening:
    """Nothing more than what the document and the roster already say."""
    return Happening("reroster", "Tableau refait au plus près")


def barred_pairs(problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> frozenset[Pair]:
    """The duties held that a hard single fact (an absence, a departure…) now forbids."""
    holders = problem.restricted(roster.by_doctor, roster.by_shift)
    return frozenset(
        pair
        for rule in rules
        if rule.screens
        for statement in rule.statements(holders)
        for pair in statement.pairs()
        if pair in roster
    )


def settled(
    happening: Happening,
    instance: Instance,
    gone: Iterable[Pair],
    begun: Iterable[tuple[str, Shift]],
) -> tuple[TerritoryChange, ...]:
    """All that the document must say: agreed dates that are lost fall; duties that began (doctor, shift) stay theirs."""
    waivers = tuple(_kept(doctor, shift) for doctor, shift in begun)
    more = (change("waivers", added=waivers),) if waivers else ()
    return (*happening.territory, *unpinned(instance, gone), *more)


def _kept(doctor: str, shift: Shift) -> Waiver:
    return Waiver(
        doctor=doctor, rule="absence", date=shift.date, line=shift.line.id, window=shift.window.id
    )


def split_by_start(
    problem: Problem, pairs: Iterable[Pair], now: datetime
) -> tuple[frozenset[Pair], tuple[tuple[str, Shift], ...]]:
    """Those still to come, and those that began with their shift."""
    coming, begun = set(), []
    for pair in sorted(pairs):
        shift = problem.shift_by_id[pair.shift]
        if has_begun(shift, now):
            begun.append((pair.doctor, shift))
        else:
            coming.add(pair)
    return frozenset(coming), tuple(begun)


def removed(roster: Roster, problem: Problem) -> Iterator[Pair]:
    """The duties held that no longer take place."""
    return (pair for pair in roster if pair.shift not in problem.shift_by_id)
