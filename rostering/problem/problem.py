"""The planning problem: dated shifts, doctors, candidates, and the few questions every rule asks."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cached_property

from rostering.domain.calendar import Calendar, time_zone
from rostering.domain.facts import Facts
from rostering.domain.line import OWN_PLACE
from rostering.domain.people import Doctor, FeastServed
from rostering.domain.period import Period
from rostering.domain.roster import Pair, Roster
from rostering.problem.eligibility import own_site_in
from rostering.problem.shift import Shift

HALF_UNIT_MINUTES = 120
"""Loads in units are counted in half bricks of 2 h, so that a 6-hour duty is 1.5 units."""


@dataclass(frozen=True, order=True)
class Past:
    """A duty served before the horizon."""

    doctor: str
    period: Period
    date: datetime.date
    site: str


@dataclass(frozen=True)
class Share:
    """What a doctor should carry in a category, in hundredths of a duty (or of a 4-hour unit).

    `weight`: quote-part × presence, 0 for those not concerned. `carried`: the part of the ledger's balance that is
    paid back in this period; `kept`: what is left of it for the next ones.
    """

    doctor: str
    category: str
    target: int
    weight: float
    carried: int
    kept: int = 0


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a rule or the checker may ask; shifts by start then id, doctors by id.

    `candidates`: shifts still open to each doctor (all of them before hard single facts are read). `factors`: by doctor
    and category, what rules that bound a doctor's duties make of the weight (`bounds`); 1 where nothing is said.
    """

    facts: Facts
    calendar: Calendar
    shifts: tuple[Shift, ...]
    doctors: tuple[Doctor, ...]
    past: tuple[Past, ...] = ()
    shares: Mapping[tuple[str, str], Share] = field(default_factory=dict)
    factors: Mapping[tuple[str, str], float] = field(default_factory=dict)
    candidates: Mapping[str, tuple[Shift, ...]] = field(default_factory=dict)
    published: Roster | None = None

    @property
    def zone(self) -> str:
        """The IANA time zone of the territory."""
        return time_zone(self.facts.departement)

    @cached_property
    def shift_by_id(self) -> Mapping[str, Shift]:
        """Each shift by its id."""
        return {shift.id: shift for shift in self.shifts}

    @cached_property
    def doctor_by_id(self) -> Mapping[str, Doctor]:
        """Each doctor by id."""
        return {doctor.id: doctor for doctor in self.doctors}

    @cached_property
    def past_by_doctor(self) -> Mapping[str, tuple[Past, ...]]:
        """Duties served before the horizon, in order of time."""
        groups: defaultdict[str, list[Past]] = defaultdict(list)
        for duty in sorted(self.past):
            groups[duty.doctor].append(duty)
        return {doctor: tuple(duties) for doctor, duties in groups.items()}

    @cached_property
    def feasts_by_doctor(self) -> Mapping[str, tuple[FeastServed, ...]]:
        """The feasts on record of each doctor who served some."""
        groups: defaultdict[str, list[FeastServed]] = defaultdict(list)
        for served in self.facts.feasts:
            groups[served.doctor].append(served)
        return {doctor: tuple(feasts) for doctor, feasts in groups.items()}

    @cached_property
    def record_begins(self) -> Mapping[str, int]:
        """The first year on record of each feast."""
        years: dict[str, int] = {}
        for served in self.facts.feasts:
            years[served.feast] = min(served.year, years.get(served.feast, served.year))
        return years

    @cached_property
    def _pairs(self) -> Mapping[str, Mapping[str, Pair]]:
        return {
            doctor: {shift.id: Pair(doctor, shift.id) for shift in shifts}
            for doctor, shifts in self.candidates.items()
        }

    def pair(self, doctor: Doctor, shift: Shift) -> Pair:
        """The pair of a candidate doctor and shift (one object each, shared by all statements)."""
        return self._pairs[doctor.id][shift.id]

    def pairs(self, doctor: Doctor) -> tuple[Pair, ...]:
        """Every candidate pair of the doctor, by time."""
        return tuple(self._pairs[doctor.id].values())

    @cached_property
    def candidates_by_shift(self) -> Mapping[str, tuple[Doctor, ...]]:
        """Doctors to whom each shift is open, by id."""
        groups: dict[str, list[Doctor]] = {shift.id: [] for shift in self.shifts}
        for doctor in self.doctors:
            for shift in self.candidates[doctor.id]:
                groups[shift.id].append(doctor)
        return {shift: tuple(doctors) for shift, doctors in groups.items()}

    def without(self, forbidden: Iterable[Pair]) -> Problem:
        """The same problem with those pairs no longer candidates."""
        barred: defaultdict[str, set[str]] = defaultdict(set)
        for doctor, shift in forbidden:
            barred[doctor].add(shift)
        kept = {
            doctor: tuple(shift for shift in shifts if shift.id not in barred[doctor])
            for doctor, shifts in self.candidates.items()
        }
        return replace(self, candidates=kept)

    def restricted(self, doctors: Iterable[str], shifts: Iterable[str]) -> Problem:
        """The same problem seen by some doctors and some shifts only."""
        who, what = frozenset(doctors), frozenset(shifts)
        return replace(
            self,
            doctors=tuple(doctor for doctor in self.doctors if doctor.id in who),
            shifts=tuple(shift for shift in self.shifts if shift.id in what),
            candidates={
                doctor: tuple(shift for shift in open_shifts if shift.id in what)
                for doctor, open_shifts in self.candidates.items()
                if doctor in who
            },
        )

    @cached_property
    def _waived(self) -> Mapping[str, tuple[frozenset[Pair], frozenset[str]]]:
        """By kind of rule: the duties that do not count for it, the doctors of whom it does not speak."""
        duties: defaultdict[str, set[Pair]] = defaultdict(set)
        doctors: defaultdict[str, set[str]] = defaultdict(set)
        for waiver in self.facts.waivers:
            if waiver.shift is None:
                doctors[waiver.rule].add(waiver.doctor)
            else:
                duties[waiver.rule].add(Pair(waiver.doctor, waiver.shift))
        kinds = sorted({*duties, *doctors})
        return {kind: (frozenset(duties[kind]), frozenset(doctors[kind])) for kind in kinds}

    def seen_by(self, kind: str) -> Problem:
        """The problem as a kind of rule sees it: without what was waived for it."""
        if not self.facts.waivers or kind not in self._waived:
            return self
        duties, doctors = self._waived[kind]
        rest = [doctor.id for doctor in self.doctors if doctor.id not in doctors]
        return self.restricted(rest, self.shift_by_id).without(duties)

    def shown_to(self, kind: str, roster: Roster) -> Roster:
        """The roster as a kind of rule sees it: without what was waived for it."""
        if not self.facts.waivers or kind not in self._waived:
            return roster
        duties, doctors = self._waived[kind]
        return Roster(
            frozenset(pair for pair in roster.pairs - duties if pair.doctor not in doctors)
        )

    def period(self, doctor: Doctor, shift: Shift) -> Period:
        """When the doctor is really held: the shift's period, or the SAS block at the usual hour."""
        if shift.line.sas is None:
            return shift.period
        usual = doctor.usual_hours.morning if shift.is_morning else doctor.usual_hours.afternoon
        length = timedelta(minutes=shift.line.sas.minutes)
        offset = 0 if usual is None else max(0, usual - shift.window.start)
        start = min(shift.period.start + timedelta(minutes=offset), shift.period.end - length)
        start = max(start, shift.period.start)
        return Period(start, start + length)

    def place(self, doctor: Doctor, shift: Shift) -> str:
        """The site id where the doctor serves the shift; "" when the own place has no site."""
        if shift.site != OWN_PLACE:
            return shift.site
        if shift.line.departement:
            return own_site_in(self.facts, doctor, shift.line.departement, shift.date) or ""
        return doctor.sites[0] if doctor.sites else ""

    @cached_property
    def _travel(self) -> Mapping[frozenset[str], int]:
        table = self.facts.travel.table
        return {frozenset((leg.start, leg.end)): leg.minutes for leg in table}

    def travel_minutes(self, one: str, other: str) -> int:
        """Minutes between two sites: 0 at the same one or when either is unknown, else table or default."""
        if one == other or not one or not other:
            return 0
        return self._travel.get(frozenset((one, other)), self.facts.travel.default_minutes)

    def half_units(self, doctor: Doctor, shift: Shift) -> int:
        """Size of the duty in half bricks of 2 h, at least 1, by the wall clock (a night stays 6)."""
        sas, window = shift.line.sas, shift.window
        minutes = window.end_minute - window.start if sas is None else sas.minutes
        return max(1, (minutes + HALF_UNIT_MINUTES // 2) // HALF_UNIT_MINUTES)

    @cached_property
    def dates(self) -> tuple[datetime.date, ...]:
        """Every day of the horizon."""
        start, end = self.facts.horizon.start, self.facts.horizon.end
        return tuple(start + timedelta(days=n) for n in range((end - start).days + 1))
