"""The differences between two versions as rows and sentences that people read, the same on paper and at the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date, format_datetime

from rostering.domain.journal import Entry
from rostering.domain.period import zone_info
from rostering.domain.roster import Pair
from rostering.life.difference import Change, Difference
from rostering.rules.base import hours_of, long_date, number, plural

ADDED, REMOVED, NOBODY = "(garde ajoutée)", "(garde supprimée)", "personne"


@dataclass(frozen=True)
class Row:
    """A duty that changed, as the table shows it."""

    date: date
    day: str
    hours: str
    line: str
    before: str
    after: str
    served: str
    entries: str


def rows(found: Difference) -> Iterator[Row]:
    """One row a duty, by time."""
    for change in found.changes:
        shift = change.shift
        yield Row(
            date=shift.date,
            day=_day(found, shift.date),
            hours=_hours(change),
            line=shift.line.name,
            before=_people(found, change.left) if change.then else ADDED,
            after=_after(found, change) if change.now else REMOVED,
            served=", ".join(_served(found, change)),
            entries=", ".join(f"n° {one.number}" for one in change.entries),
        )


def _day(found: Difference, day: date) -> str:
    """ "lundi", or "lundi, Lundi de Pâques"."""
    holiday = found.after.problem.calendar.holiday_name(day)
    weekday = str(format_date(day, "EEEE", locale="fr"))
    return f"{weekday}, {holiday}" if holiday else weekday


def _hours(change: Change) -> str:
    then, now = (hours_of(shift) if shift else "" for shift in (change.then, change.now))
    return f"{then} → {now}" if then and now and then != now else now or then


def _people(found: Difference, doctors: tuple[str, ...]) -> str:
    return ", ".join(map(found.name, doctors)) or NOBODY


def _after(found: Difference, change: Change) -> str:
    posts, shift = found.after.posts, change.shift.id
    names = [
        found.name(who) + " (réquisition)" * posts.of(Pair(who, shift)).forced
        for who in change.held
    ]
    return ", ".join(names) or NOBODY


def _served(found: Difference, change: Change) -> Iterator[str]:
    """Who really served: the names, « à la place de… » where the post has several."""
    for doctor, worked in change.served:
        name = found.name(worked) if worked else NOBODY
        yield name if len(change.held) == 1 else f"{name} à la place de {found.name(doctor)}"


def sentences(found: Difference) -> Iterator[str]:
    """What changed, duty by duty, then loads and carences, then what the journal tells."""
    yield heading(found)
    for row in rows(found):
        yield f"  • {_sentence(row)}"
    yield from loads_in_words(found)
    missing = found.after.report.missing - found.before.report.missing
    if missing:
        more = "de plus" if missing > 0 else "de moins"
        yield f"Carences : {plural(abs(missing), 'poste')} {more}."
    if found.entries:
        yield "Au journal :"
    for entry in found.entries:
        yield f"  {entry_in_words(found, entry)}"


def heading(found: Difference) -> str:
    """How many duties change, from which version to which."""
    count = len(found.changes)
    changed = f"{plural(count, 'garde')} {'change' if count == 1 else 'changent'}"
    return (
        f"{found.after.instance.name}, de la version {_version(found, 0)} à la version {_version(found, 1)} : "
        f"{changed if count else 'aucune garde ne change'}."
    )


def _version(found: Difference, which: int) -> str:
    one = (found.before, found.after)[which]
    local = one.stamp.astimezone(zone_info(one.problem.zone))
    return f"{one.version} ({local:%d/%m/%Y %H:%M})"


def _sentence(row: Row) -> str:
    change = f"{row.before} → {row.after}" if row.before != row.after else row.after
    served = f", assurée par {row.served}" if row.served else ""
    entries = f" ({row.entries})" if row.entries else ""
    return f"{row.line} du {long_date(row.date)}, {row.hours} : {change}{served}{entries}"


def loads_in_words(found: Difference) -> Iterator[str]:
    """The loads that change."""
    if found.loads:
        yield "Charges qui changent :"
    for one in found.loads:
        yield (
            f"  • {found.name(one.doctor)}, {found.category(one.category)} : {number(one.before)} → "
            f"{number(one.after)} pour une part de {number(one.share)}"
        )


def entry_in_words(found: Difference, entry: Entry) -> str:
    """ "n° 3 – 15/11/2026 10:00 – Mme Lebrun : …"."""
    zone = zone_info(found.after.problem.zone)
    moment = format_datetime(entry.at.astimezone(zone), "dd/MM/y HH:mm", locale="fr", tzinfo=zone)
    return f"n° {entry.number} – {moment} – {entry.who} : {entry.told}."
