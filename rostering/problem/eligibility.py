"""Why a doctor may not serve a shift, whatever the roster: function, sector, zone, status, dates."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from rostering.domain.facts import Facts
from rostering.domain.line import Line
from rostering.domain.people import Doctor, Exemption, Hours
from rostering.domain.vocabulary import LICENSED
from rostering.problem.shift import Shift


class Reason(StrEnum):
    """Why not, in the words shown to people."""

    FUNCTION = "fonction non exercée"
    SECTOR = "autre secteur"
    ZONE = "hors de la zone d'installation"
    DEPARTEMENT = "aucun lieu d'exercice dans le département"
    REGISTERED = "non inscrit au SAS"
    NOT_YET = "pas encore arrivé"
    GONE = "déjà parti"
    LICENCE = "licence de remplacement non valable à cette date"
    EXEMPT = "exempté"


NOT_OF_THE_LINE = frozenset(
    {Reason.FUNCTION, Reason.SECTOR, Reason.ZONE, Reason.DEPARTEMENT, Reason.REGISTERED}
)
"""Doctors barred for these are not of the line at all: they are not listed under its carences."""


def why_not(facts: Facts, doctor: Doctor, shift: Shift) -> Reason | None:
    """The first reason that bars the doctor, or None when the shift is open to them."""
    if reason := line_bars(doctor, shift.line):
        return reason
    if _is_elsewhere(facts, doctor, shift):
        return Reason.DEPARTEMENT
    if doctor.arrival and shift.date < doctor.arrival:
        return Reason.NOT_YET
    if doctor.departure and shift.date > doctor.departure:
        return Reason.GONE
    if doctor.status in LICENSED and not _licence_is_valid(doctor, shift.last_date):
        return Reason.LICENCE
    if any(exempts(exemption, shift) for exemption in doctor.exemptions):
        return Reason.EXEMPT
    return None


def line_bars(doctor: Doctor, line: Line) -> Reason | None:
    """The first reason that keeps the doctor from every shift of the line, whatever its date."""
    if line.function not in doctor.functions:
        return Reason.FUNCTION
    if line.sectors and not set(line.sectors) & {*doctor.sectors, *doctor.help_sectors}:
        return Reason.SECTOR
    if line.zone and line.zone not in doctor.zones:
        return Reason.ZONE
    if line.sas and not doctor.sas_registered:
        return Reason.REGISTERED
    return None


def _is_elsewhere(facts: Facts, doctor: Doctor, shift: Shift) -> bool:
    """Does the line ask for a place in a département where the doctor has none open on that day?"""
    wanted = shift.line.departement
    if not wanted:
        return False
    return own_site_in(facts, doctor, wanted, shift.date) is None


def own_site_in(facts: Facts, doctor: Doctor, departement: str, day: date) -> str | None:
    """The doctor's own site in that département, open on `day`; the first listed, or None."""
    sites = {site.id: site for site in facts.sites}
    for id_ in doctor.sites:
        if id_ in sites and sites[id_].departement == departement and sites[id_].is_open(day):
            return id_
    return None


def _licence_is_valid(doctor: Doctor, day: date) -> bool:
    return doctor.licence_end is not None and day <= doctor.licence_end


def exempts(exemption: Exemption, shift: Shift) -> bool:
    """True when the exemption covers the shift: dates, then every list that is not empty."""
    if not (exemption.start or shift.date) <= shift.date <= (exemption.end or shift.date):
        return False
    if exemption.functions and shift.line.function not in exemption.functions:
        return False
    if exemption.lines and shift.line.id not in exemption.lines:
        return False
    if exemption.categories and shift.category not in exemption.categories:
        return False
    return exemption.between is None or meets_hours(exemption.between, shift)


def meets_hours(hours: Hours, shift: Shift) -> bool:
    """True when the wall-clock hours of the shift overlap those, on its day or the next ones."""
    length = (hours.end - hours.start) % 1440 or 1440
    start, end = shift.window.start, shift.window.end_minute
    return any(
        day * 1440 + hours.start < end and start < day * 1440 + hours.start + length
        for day in range(-1, shift.window.nights + 2)
    )
