"""What is allowed in a file and still worth a second look: French sentences, never a refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rostering.domain.facts import Facts
from rostering.domain.vocabulary import Function
from rostering.files.crosscheck import Days, dated, takes_place
from rostering.files.dates import french
from rostering.instance import Instance
from rostering.review.publication import FORWARD_DAYS, TRANSMIT_DAYS

LEAST_MONTHS = 3
"""CSP art. R.6315-2: the tableau covers three months at least."""
MOST_NAMED = 5


def cautions(instance: Instance, today: date) -> tuple[str, ...]:
    """Every warning on an instance, seen from `today`."""
    days = dated(instance)
    return tuple(
        sentence
        for part in (
            _law(instance, today),
            _school(instance, days),
            _numbers(instance),
            _lines(instance, days),
            _people(instance),
        )
        for sentence in part
    )


def _law(facts: Facts, today: date) -> Iterator[str]:
    start, end = facts.horizon.start, facts.horizon.end
    if end < last_day_of_quarter(start):
        yield (
            f"La période ({french(start)} – {french(end)}) dure moins de trois mois, "
            "durée minimale d'un tableau (CSP, art. R. 6315-2)."
        )
    left = (start - today).days
    if left < TRANSMIT_DAYS:
        limit = date.fromordinal(start.toordinal() - TRANSMIT_DAYS)
        yield (
            f"La date de transmission au conseil départemental de l'Ordre (J-{TRANSMIT_DAYS}, "
            f"le {french(limit)}) est passée."
        )
    if left < FORWARD_DAYS:
        limit = date.fromordinal(start.toordinal() - FORWARD_DAYS)
        yield f"La date de diffusion par l'Ordre (J-{FORWARD_DAYS}, le {french(limit)}) est passée."


def last_day_of_quarter(start: date) -> date:
    """The last day of the three months that begin on `start`: 31 March for 1 January."""
    year, month = divmod(start.year * 12 + start.month - 1 + LEAST_MONTHS, 12)
    first_of_month = date(year, month + 1, 1).toordinal()
    month_end = date(year + (month == 11), (month + 1) % 12 + 1, 1).toordinal() - 1
    return date.fromordinal(min(first_of_month + start.day - 2, month_end))


def _school(instance: Instance, days: Days) -> Iterator[str]:
    used = any(
        "vacances_scolaires" in (*window.days, *window.except_days)
        for line in instance.lines
        for window in line.windows
    ) or any("vacances_scolaires" in entry.every for entry in instance.availability)
    calendar = instance.days()
    if used and calendar.school_zone is None:
        yield "« vacances_scolaires » est employé sans zone scolaire (A, B ou C) : aucun jour n'en est."
    elif used or calendar.school_zone:
        unknown = [day for day in days if not calendar.knows_school_holidays(day)]
        if unknown:
            yield f"Les vacances scolaires ne sont pas encore connues à partir du {french(unknown[0])}."


def _numbers(instance: Instance) -> Iterator[str]:
    doubtful = [one.name for one in instance.doctors if one.rpps and not luhn(one.rpps)]
    if doubtful:
        yield f"Numéro RPPS à vérifier (clé de contrôle inexacte) : {_named(doubtful)}."
    silent = [one.name for one in instance.doctors if not one.rpps]
    if silent:
        yield f"Numéro RPPS absent : {_named(silent)}."
    held = {line.site for line in instance.lines} | {
        change.site for line in instance.lines for change in line.site_changes
    }
    bare = [site.name for site in instance.sites if site.id in held and not site.finess]
    if bare:
        yield f"Site de garde sans numéro FINESS : {_named(bare)}."


def luhn(digits: str) -> bool:
    """True when the last digit is the Luhn key of the others."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + rank % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _lines(instance: Instance, days: Days) -> Iterator[str]:
    for line in instance.lines:
        if line.function is Function.SAS and not line.departement:
            yield f"Poste SAS « {line.id} » sans département : ouvert aux médecins de tous les départements."
        if not any(line.function in doctor.functions for doctor in instance.doctors):
            yield f"Aucun médecin n'exerce la fonction du poste « {line.id} » ({line.function.label})."
        for window in line.windows:
            if not any(takes_place(line, window, day, tags) for day, tags in days.items()):
                yield f"La plage « {window.id} » du poste « {line.id} » n'a jamais lieu sur la période."
        for period in line.staffing_periods:
            first, last = min(days), max(days)
            if (period.start or first) > last or (period.end or last) < first:
                yield f"Un changement d'effectif du poste « {line.id} » est hors de la période."


def _people(instance: Instance) -> Iterator[str]:
    first, last = instance.horizon.start, instance.horizon.end
    for doctor in instance.doctors:
        if (doctor.arrival or first) > last or (doctor.departure or last) < first:
            yield f"{doctor.name} n'est présent aucun jour de la période."
        elif doctor.licence_end and doctor.licence_end < last and doctor.status.value == "interne":
            yield f"La licence de {doctor.name} finit le {french(doctor.licence_end)}, avant la fin de la période."
    outside = sum(
        1
        for entry in instance.availability
        if (entry.date or entry.start or first) > last or (entry.date or entry.end or last) < first
    )
    if outside:
        yield f"{outside} absence(s) ou souhait(s) hors de la période : sans effet."


def _named(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"{shown} et {more} autre{'s' * (more > 1)}" if more > 0 else shown
