"""The version after another: which duties changed, what calendars must be told is gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rostering.domain.post import Cancelled
from rostering.domain.roster import Roster
from rostering.export.ical import digests, events_of
from rostering.files.roster_file import RosterFile
from rostering.review.publication import Publication
from rostering.review.report import Vacancy


def first(draft: Publication) -> Publication:
    """The draft as version 1."""
    return replace(draft, digests=digests(draft))


def following(
    draft: Publication, earlier: RosterFile, before: Publication | None = None
) -> Publication:
    """The version after `earlier`: duties that changed get the new stamp and a higher SEQUENCE.

    `before`: the earlier version with its own territory, when it is known; else the draft's territory is taken for it.
    The same version when nothing changed.
    """
    told = digests(draft)
    changed = _changed(draft, earlier, told)
    if not changed and earlier.instance_hash == draft.instance_hash and earlier.digests == told:
        return _same(draft, earlier)
    stamps, sequences = dict(earlier.stamps), dict(earlier.sequences)
    for shift in draft.problem.shifts:
        stamps.setdefault(shift.id, earlier.stamp)
        sequences.setdefault(shift.id, 0)
    for shift_id in changed:
        stamps[shift_id] = draft.stamp
        sequences[shift_id] = _next_sequence(earlier, shift_id)
    known = {shift.id for shift in draft.problem.shifts}
    after = replace(
        draft,
        version=earlier.version + 1,
        stamps={id_: stamp for id_, stamp in stamps.items() if id_ in known},
        sequences={id_: number for id_, number in sequences.items() if id_ in known},
        digests=told,
    )
    return replace(after, cancelled=_cancelled(after, earlier, before or as_it_was(draft, earlier)))


def _same(draft: Publication, earlier: RosterFile) -> Publication:
    return replace(
        draft,
        version=earlier.version,
        stamp=earlier.stamp,
        stamps=earlier.stamps,
        sequences=earlier.sequences,
        digests=earlier.digests,
        cancelled=earlier.cancelled,
        entry=earlier.entry,
    )


def _changed(draft: Publication, earlier: RosterFile, told: Mapping[str, str]) -> list[str]:
    """The duties whose events say something else; by who holds them where the earlier file has no digests."""
    if earlier.digests:
        before, now = earlier.digests, told
        return [s.id for s in draft.problem.shifts if before.get(s.id) != now.get(s.id)]
    held, holds = earlier.doctors_by_shift(), draft.roster.by_shift
    return [s.id for s in draft.problem.shifts if held.get(s.id, ()) != holds.get(s.id, ())]


def _next_sequence(earlier: RosterFile, shift: str) -> int:
    """Higher than whatever calendars were told of the duty."""
    told = [one.sequence for one in earlier.cancelled if one.shift == shift]
    if shift in earlier.sequences or shift in earlier.digests or not earlier.digests:
        told.append(earlier.sequences.get(shift, 0))
    return max(told, default=-1) + 1


def as_it_was(draft: Publication, earlier: RosterFile) -> Publication:
    """The earlier version seen from this territory: what it held of doctors and duties still known."""
    problem = draft.problem
    known = (
        one.pair
        for one in earlier.assignments
        if one.doctor in problem.doctor_by_id and one.shift in problem.shift_by_id
    )
    short = tuple(
        Vacancy(one.shift, one.missing, (), ())
        for one in earlier.vacancies
        if one.shift in problem.shift_by_id
    )
    return replace(
        draft,
        roster=Roster.of(known),
        report=replace(draft.report, vacancies=short),
        version=earlier.version,
        stamp=earlier.stamp,
        stamps=earlier.stamps,
        sequences=earlier.sequences,
    )


def _cancelled(
    after: Publication, earlier: RosterFile, before: Publication
) -> tuple[Cancelled, ...]:
    """What was cancelled already and is still gone, and what this version takes away."""
    now, sequences = events_of(after), after.sequences or {}
    found = {one.uid: one for one in earlier.cancelled if one.uid not in now}
    for uid, one in events_of(before).items():
        if uid not in now:
            number = sequences.get(one.shift, one.sequence + 1)
            found[uid] = one.model_copy(update={"stamp": after.stamp, "sequence": number})
    return tuple(found[uid] for uid in sorted(found))
