"""What changed between two versions of a roster: duty by duty with the entries that did it, then the loads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rostering.domain.journal import Entry
from rostering.domain.roster import Pair
from rostering.problem.shift import Shift
from rostering.review.publication import Publication
from rostering.review.report import Balance


@dataclass(frozen=True)
class Change:
    """One duty that is not the same in both versions. `then`, `now`: the duty in each, None where there is none.

    `left`, `held`: who was on it and who is. `served`: who was planned and who really served, where that became known
    ("" is nobody).
    """

    then: Shift | None
    now: Shift | None
    left: tuple[str, ...]
    held: tuple[str, ...]
    served: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]

    @property
    def shift(self) -> Shift:
        """The duty as it is now, or as it was."""
        found = self.now or self.then
        assert found is not None
        return found


@dataclass(frozen=True)
class LoadChange:
    """A doctor's load in a category, before and after, for the share of the later version."""

    doctor: str
    category: str
    before: float
    after: float
    share: float


@dataclass(frozen=True)
class Difference:
    """Two versions side by side; `entries`: those of the journal between them, in order."""

    before: Publication
    after: Publication
    changes: tuple[Change, ...]
    loads: tuple[LoadChange, ...]
    entries: tuple[Entry, ...]

    def name(self, doctor: str) -> str:
        """ "Dr MARTIN Anne", whichever version knows them."""
        known = (self.after.problem.doctor_by_id, self.before.problem.doctor_by_id)
        return next(f"Dr {doctors[doctor].name}" for doctors in known if doctor in doctors)

    def category(self, id_: str) -> str:
        """The name that people read."""
        known = (*self.after.problem.facts.categories, *self.before.problem.facts.categories)
        return next((one.name for one in known if one.id == id_), id_)


def difference(before: Publication, after: Publication, entries: Sequence[Entry]) -> Difference:
    """What changed from one version to another, earlier or later; `entries`: the journal."""
    low, high = sorted((before.version, after.version))
    between = tuple(one for one in entries if one.version and low < one.version <= high)
    return Difference(
        before, after,
        tuple(_changes(before, after, between)),
        tuple(_loads(before.report.balances, after.report.balances)),
        between,
    )  # fmt: skip


def _changes(before: Publication, after: Publication, entries: Sequence[Entry]) -> Iterator[Change]:
    """By time, then id."""
    then, now = before.problem.shift_by_id, after.problem.shift_by_id
    known = {**then, **now}
    for id_ in sorted(known, key=lambda id_: (known[id_].period, id_)):
        left, held = (one.roster.by_shift.get(id_, ()) for one in (before, after))
        served = tuple(_served(before, after, id_, held))
        if left != held or served or _hours(then.get(id_)) != _hours(now.get(id_)):
            moved = (id_ in then) != (id_ in now)
            did = tuple(one for one in entries if _did(one, id_, moved))
            yield Change(then.get(id_), now.get(id_), left, held, served, did)


def _hours(shift: Shift | None) -> tuple[object, ...]:
    return (shift.period, shift.line.name, shift.site) if shift else ()


def _served(
    before: Publication, after: Publication, shift: str, held: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for doctor in held:
        pair = Pair(doctor, shift)
        worked = after.posts.effective(pair)
        was = before.posts.effective(pair) if pair in before.roster else doctor
        if worked != was:
            yield doctor, worked


def _did(entry: Entry, shift: str, comes_or_goes: bool) -> bool:
    """Did that entry change the duty? One that comes or goes may be held by nobody: the document says it then."""
    if shift in entry.touched or any(one.shift == shift for one in entry.served):
        return True
    lines = any(change.section == "lines" for change in entry.territory)
    return comes_or_goes and (lines or entry.kind == "publish")


def _loads(before: Sequence[Balance], after: Sequence[Balance]) -> Iterator[LoadChange]:
    then = {(one.doctor, one.category): one for one in before}
    now = {(one.doctor, one.category): one for one in after}
    for key in {**now, **then}:
        was, has = then.get(key), now.get(key)
        old, new = (one.load if one else 0.0 for one in (was, has))
        if old != new:
            yield LoadChange(*key, old, new, has.share if has else 0.0)
