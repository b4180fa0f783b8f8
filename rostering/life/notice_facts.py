"""What a notice is made of: duties and doctors as the version after the decision, or else the one before, knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from babel.dates import format_date

from rostering.domain.facts import Facts
from rostering.domain.people import Doctor
from rostering.life.recipients import Due, reshapes
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import first_in_words, hours_of, long_date


@dataclass(frozen=True)
class Handover:
    """One duty of a decision: who had it, who has it after; either may be nobody.

    `others`: who stays on it; `gone`: it no longer takes place; `new`: it did not before;
    `short`: it has fewer doctors than it must.
    """

    shift: Shift
    givers: tuple[Doctor, ...]
    takers: tuple[Doctor, ...]
    others: tuple[Doctor, ...]
    forced: frozenset[str]
    gone: bool
    new: bool
    short: bool


@dataclass(frozen=True)
class NoticeFacts:
    """The two territories of a decision, the version it made or that is in force, and where people are reached today."""

    before: Problem
    after: Problem
    version: int
    today: Facts

    @property
    def title(self) -> str:
        """ "« Boulogne-sur-Mer, 1er trimestre 2027 »"."""
        return f"« {self.after.facts.name} »"

    @property
    def span(self) -> str:
        """ "du 1er janvier 2027 au 31 mars 2027"."""
        horizon = self.after.facts.horizon
        first, last = (
            first_in_words(str(format_date(day, "d MMMM y", locale="fr")))
            for day in (horizon.start, horizon.end)
        )
        return f"du {first} au {last}"

    def doctor(self, id_: str) -> Doctor:
        """A doctor, as the document tells of them today, or as one of the two territories did."""
        today = next((one for one in self.today.doctors if one.id == id_), None)
        return today or self.after.doctor_by_id.get(id_) or self.before.doctor_by_id[id_]

    def shift(self, id_: str) -> Shift:
        """A duty that one of the two territories knows."""
        return self.after.shift_by_id.get(id_) or self.before.shift_by_id[id_]

    def handovers(self, due: Due) -> Iterator[Handover]:
        """The duties of the decision, by time."""
        more = self._reshaped() if reshapes(due.entry) else ()
        for id_ in self.by_time({*due.entry.touched, *more}):
            yield self._handover(due, id_)

    def _reshaped(self) -> Iterator[str]:
        """The duties that come, go, or need another number of doctors."""
        before, after = (
            {shift.id: shift.staffing for shift in one.shifts} for one in (self.before, self.after)
        )
        return (id_ for id_ in {**before, **after} if before.get(id_) != after.get(id_))

    def _handover(self, due: Due, id_: str) -> Handover:
        entry, shift = due.entry, self.shift(id_)
        taken = {one.doctor for one in entry.gained if one.shift == id_}
        held = {pair.doctor for pair in due.then if pair.shift == id_}
        return Handover(
            shift=shift,
            givers=tuple(self.doctor(one.doctor) for one in entry.lost if one.shift == id_),
            takers=tuple(self.doctor(who) for who in sorted(taken)),
            others=tuple(self.doctor(who) for who in sorted(held - taken)),
            forced=frozenset(one.doctor for one in entry.forced if one.shift == id_),
            gone=id_ not in self.after.shift_by_id,
            new=id_ not in self.before.shift_by_id,
            short=len(held) < shift.staffing.min,
        )

    def by_time(self, shifts: Iterable[str]) -> list[str]:
        """The ids in the order of the calendar."""
        return sorted(shifts, key=lambda id_: (self.shift(id_).period, id_))

    def told(self, shift: Shift) -> str:
        """ "MMG du lundi 1er février 2027, 20:00–24:00, Maison médicale"."""
        sites = {site.id: site.name for site in self.after.facts.sites}
        place = f", {sites[shift.site]}" if shift.site in sites else ""
        return f"{shift.line.name} du {long_date(shift.date)}, {hours_of(shift)}{place}"


def with_phone(doctor: Doctor) -> str:
    """ "Dr MARTIN Anne (03 00 00 00 00)", or the name alone."""
    return f"Dr {doctor.name}" + (f" ({doctor.phone})" if doctor.phone else "")


def with_rpps(doctor: Doctor) -> str:
    """ "Dr MARTIN Anne (RPPS 99700000011)", or the name alone."""
    return f"Dr {doctor.name}" + (f" (RPPS {doctor.rpps})" if doctor.rpps else "")


def joined(doctors: Iterable[Doctor], article: str, name: Callable[[Doctor], str]) -> str:
    """ "le Dr A et le Dr B", "du Dr A"."""
    return " et ".join(f"{article} {name(doctor)}" for doctor in doctors)
