"""An edition: a publication with the names and the posts that every sheet shows, worked out once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from rostering.domain.line import OWN_PLACE, Line
from rostering.domain.people import Doctor
from rostering.domain.period import Period, zone_info
from rostering.domain.roster import Pair
from rostering.domain.territory import Category, Site
from rostering.export.excel.labels import labels, short_labels
from rostering.export.excel.text import span
from rostering.problem.eligibility import Reason, why_not
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.review.publication import Publication

FILLED, AGREED = "Pourvu", "Pourvu (convenu d'avance)"
VACANT, OPTIONAL = "CARENCE", "Non pourvu (facultatif)"
REQUIRED, NOT_SERVED = "Réquisition", "Non assurée"
ALWAYS = frozenset({Reason.FUNCTION, Reason.SECTOR, Reason.ZONE, Reason.REGISTERED})
"""Reasons that hold on every date: one shift of the line is enough to know."""


@dataclass(frozen=True)
class Post:
    """One seat of a shift, counted from 1: who holds it, when, where; `doctor` None: nobody."""

    shift: Shift
    seat: int
    doctor: Doctor | None
    period: Period
    place: str
    status: str


@dataclass(frozen=True)
class Edition:
    """What all sheets draw from."""

    publication: Publication

    @property
    def problem(self) -> Problem:
        """The dated problem."""
        return self.publication.problem

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Doctor id → the one name used in the workbook."""
        return labels(self.problem.doctors)

    @cached_property
    def short_labels(self) -> Mapping[str, str]:
        """Doctor id → a shorter name for narrow wall columns."""
        return short_labels(self.problem.doctors, self.labels)

    @cached_property
    def doctors(self) -> tuple[Doctor, ...]:
        """Doctors as people look for them: by name."""
        return tuple(sorted(self.problem.doctors, key=lambda one: (self.labels[one.id], one.id)))

    @cached_property
    def sites(self) -> Mapping[str, Site]:
        """Each site by id."""
        return {site.id: site for site in self.problem.facts.sites}

    @cached_property
    def categories(self) -> Mapping[str, Category]:
        """Each category by id."""
        return {category.id: category for category in self.problem.facts.categories}

    @cached_property
    def period(self) -> str:
        """ "du 1er janvier au 31 mars 2027"."""
        horizon = self.problem.facts.horizon
        return span(horizon.start, horizon.end)

    @property
    def stamp(self) -> datetime:
        """The version's instant, naive UTC as workbooks want it."""
        return self.publication.stamp.astimezone(UTC).replace(tzinfo=None)

    def local(self, instant: datetime) -> datetime:
        """The wall clock of the territory."""
        return instant.astimezone(zone_info(self.problem.zone))

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Every seat of every shift, by time then line."""
        return tuple(post for shift in self.problem.shifts for post in self._posts(shift))

    def _posts(self, shift: Shift) -> Iterator[Post]:
        held = self.publication.roster.by_shift.get(shift.id, ())
        named = sorted(held, key=lambda doctor: self.labels[doctor])
        for seat, id_ in enumerate(named, 1):
            doctor = self.problem.doctor_by_id[id_]
            period = self.problem.period(doctor, shift)
            status = self._status(Pair(id_, shift.id))
            yield Post(shift, seat, doctor, period, self.place(shift, doctor), status)
        for seat in range(len(named) + 1, shift.staffing.wished + 1):
            status = VACANT if seat <= shift.staffing.min else OPTIONAL
            yield Post(shift, seat, None, _vacant_period(shift), self.place(shift), status)

    def _status(self, pair: Pair) -> str:
        """What is to be known of a post that is held: who really worked, a requisition, whom the holder replaces."""
        post = self.publication.posts.of(pair)
        if post.worked is not None:
            return f"Assurée par {self._named(post.worked)}" if post.worked else NOT_SERVED
        if post.forced:
            return REQUIRED
        if post.planned:
            return f"Remplace {self._named(post.planned)}"
        return AGREED if pair in self._agreed else FILLED

    def _named(self, doctor: str) -> str:
        return self.labels.get(doctor, doctor)

    @cached_property
    def _agreed(self) -> frozenset[tuple[str, str]]:
        pins = self.problem.facts.pinned
        return frozenset(
            (pin.doctor, f"{pin.date.isoformat()}-{pin.line}-{pin.window}") for pin in pins
        )

    @cached_property
    def posts_by_shift(self) -> Mapping[str, tuple[Post, ...]]:
        """The seats of each shift."""
        groups: dict[str, list[Post]] = {shift.id: [] for shift in self.problem.shifts}
        for post in self.posts:
            groups[post.shift.id].append(post)
        return {shift: tuple(posts) for shift, posts in groups.items()}

    @cached_property
    def posts_by_doctor(self) -> Mapping[str, tuple[Post, ...]]:
        """The duties of each doctor, by time."""
        groups: dict[str, list[Post]] = {doctor.id: [] for doctor in self.problem.doctors}
        for post in sorted(self.posts, key=lambda one: (one.period, one.shift.id)):
            if post.doctor:
                groups[post.doctor.id].append(post)
        return {doctor: tuple(posts) for doctor, posts in groups.items()}

    def place(self, shift: Shift, doctor: Doctor | None = None) -> str:
        """Where the shift is served: the site's name, or the doctor's own place."""
        site = self.problem.place(doctor, shift) if doctor else shift.site
        if site in self.sites:
            return self.sites[site].name
        return "Cabinet du médecin" if site in ("", OWN_PLACE) else site

    def sectors_of(self, line: Line) -> str:
        """The names of the line's sectors, or « Territoire »."""
        names = {sector.id: sector.name for sector in self.problem.facts.sectors}
        return ", ".join(names.get(id_, id_) for id_ in line.sectors) or "Territoire"

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Lines that have at least one shift, in the order of the file."""
        used = {shift.line.id for shift in self.problem.shifts}
        return tuple(line for line in self.problem.facts.lines if line.id in used)

    @cached_property
    def members(self) -> Mapping[str, tuple[Doctor, ...]]:
        """The doctors who may serve at least one shift of each line (or who do), by name."""
        return {line.id: tuple(self._members(line)) for line in self.lines}

    def _members(self, line: Line) -> Iterator[Doctor]:
        shifts = [shift for shift in self.problem.shifts if shift.line.id == line.id]
        by_shift = self.publication.roster.by_shift
        serving = {doctor for shift in shifts for doctor in by_shift.get(shift.id, ())}
        for doctor in self.doctors:
            if doctor.id in serving or self._may_serve(doctor, shifts):
                yield doctor

    def _may_serve(self, doctor: Doctor, shifts: list[Shift]) -> bool:
        for shift in shifts:
            reason = why_not(self.problem.facts, doctor, shift)
            if reason is None:
                return True
            if reason in ALWAYS:
                return False
        return False

    def day_type(self, day: date) -> str:
        """ "Ouvrable", "Samedi", "Dimanche", "Férié – Toussaint", "Pont"."""
        calendar = self.problem.calendar
        if name := calendar.holiday_name(day):
            return f"Férié – {name}"
        if calendar.pont(day):
            return "Pont (samedi)" if day.weekday() == 5 else "Pont"
        return {5: "Samedi", 6: "Dimanche"}.get(day.weekday(), "Ouvrable")

    def mark(self, day: date) -> str:
        """The letter that says it without colour: F, P, WE."""
        calendar = self.problem.calendar
        if calendar.is_holiday(day):
            return "F"
        return "P" if calendar.pont(day) else "WE" if day.weekday() >= 5 else ""

    @cached_property
    def fingerprint(self) -> str:
        """What tells this roster from another: a hash of who is on what."""
        text = "\n".join(f"{pair.shift} {pair.doctor}" for pair in self.publication.roster)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def _vacant_period(shift: Shift) -> Period:
    """The whole window, or the length of a SAS block at its beginning."""
    if shift.line.sas is None:
        return shift.period
    start = shift.period.start
    return Period(start, min(shift.period.end, start + timedelta(minutes=shift.line.sas.minutes)))
