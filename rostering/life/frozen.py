"""Which duties may still change: those that began are frozen, those past the deadline need a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from babel.dates import format_datetime

from rostering.domain.period import zone_info
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import the_shift

OVERRIDE = "pour passer outre : --late « motif »"


def has_begun(shift: Shift, now: datetime) -> bool:
    """True from its first minute on: who served it is a fact."""
    return shift.period.start <= now


def is_late(problem: Problem, shift: Shift, now: datetime) -> bool:
    """True from the deadline on."""
    return problem.facts.change_deadline.instant(shift.date, problem.zone) <= now


def barred(problem: Problem, shifts: Iterable[str], now: datetime, late: str = "") -> Iterator[str]:
    """Why some of those duties can no longer change, a sentence each; `late`: the reason given to pass the deadline."""
    for id_ in sorted(set(shifts)):
        shift = problem.shift_by_id[id_]
        if has_begun(shift, now):
            yield f"{the_shift(problem, id_)} : déjà commencée, elle ne change plus de mains."
        elif not late and is_late(problem, shift, now):
            limit = problem.facts.change_deadline.instant(shift.date, problem.zone)
            yield (
                f"{the_shift(problem, id_)} : le délai est passé depuis le {moment(problem, limit)} ; "
                f"{OVERRIDE}."
            )


def open_shifts(problem: Problem, now: datetime, late: str = "") -> frozenset[str]:
    """The duties that may still change."""
    return frozenset(
        shift.id
        for shift in problem.shifts
        if not has_begun(shift, now) and (late or not is_late(problem, shift, now))
    )


def moment(problem: Problem, instant: datetime) -> str:
    """ "vendredi 5 février 2027 à 12:00", by the wall clock of the territory."""
    local = instant.astimezone(zone_info(problem.zone))
    return str(format_datetime(local, "EEEE d MMMM y 'à' HH:mm", locale="fr", tzinfo=local.tzinfo))
