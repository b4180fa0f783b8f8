"""The last weeks of a roster as the next one needs them: for rest, spacing and week-ends in a row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rostering.domain.line import OWN_PLACE
from rostering.domain.people import PastDuty
from rostering.instance import Instance
from rostering.memory.closing import Held
from rostering.problem.problem import Problem

LAST_DAYS = 28
"""Four weeks: what the usual rules look back on."""


def with_last_duties(problem: Problem, held: Sequence[Held], following: Instance) -> Instance:
    """The next instance with the duties really done in the last four weeks, for doctors who are still there."""
    since = problem.facts.horizon.end - timedelta(days=LAST_DAYS - 1)
    here = {doctor.id for doctor in following.doctors}
    places = {site.id for site in following.sites} | {OWN_PLACE}
    found = []
    for one in held:
        shift = problem.shift_by_id[one.shift]
        if one.worked in here and shift.date >= since:
            site = shift.site if shift.site in places else None
            start, end = shift.window.start, shift.window.end
            found.append(
                PastDuty(doctor=one.worked, date=shift.date, start=start, end=end, site=site)
            )
    ordered = sorted(found, key=lambda duty: (duty.date, duty.start, duty.doctor))
    return following.model_copy(update={"previous": tuple(ordered)})
