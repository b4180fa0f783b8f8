"""« Souhaits »: what became of each wish, with totals by doctor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rostering.domain.vocabulary import Level
from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import BOLD, CENTERED, DAY, WHOLE, Book, Value
from rostering.export.excel.table import Column, heading, list_sheet
from rostering.export.excel.text import plural
from rostering.export.excel.wall_grid import hours
from rostering.review.impossible import closures
from rostering.review.report import WishOutcome

SHEET, TOTALS = "Souhaits", "Souhaits – totaux"
TOP = 4
LEVELS = {
    Level.NO: "contre (fort)",
    Level.POSSIBLE: "contre (léger)",
    Level.WANTED: "pour",
    Level.YES: "oui",
    Level.IMPOSSIBLE: "impossible",
}
GRANTED, REFUSED = "accordé", "REFUSÉ"
COLUMNS = (
    Column("Médecin", 27, BOLD),
    Column("Date", 13, DAY),
    Column("Souhait", 18),
    Column("Réponse", 12, replace(CENTERED, bold=True)),
    Column("Points", 9, WHOLE),
    Column("Gardes concernées", 60),
)
PART = replace(WHOLE, number_format="0 %")
TOTAL_COLUMNS = (
    Column("Médecin", 27, BOLD),
    Column("Exprimés", 11, WHOLE),
    Column("Accordés", 11, WHOLE),
    Column("Refusés", 11, WHOLE),
    Column("Points refusés", 12, WHOLE),
    Column("Contre (fort) refusés", 14, WHOLE),
    Column("Contre (léger) refusés", 14, WHOLE),
    Column("Pour refusés", 14, WHOLE),
    Column("Impossible : part des gardes", 14, PART),
    Column("Impossible : part des week-ends", 14, PART),
)


CLOSED = "« Impossible » : la part que chacun ferme des gardes et des week-ends qui lui sont ouverts, hors congés."


def write_wishes(book: Book, edition: Edition) -> None:
    """The totals, then each wish."""
    outcomes = edition.publication.report.wishes
    granted = sum(outcome.granted for outcome in outcomes)
    note = (
        f"{plural(len(outcomes), 'souhait')} : {plural(granted, 'accordé')}, "
        f"{plural(len(outcomes) - granted, 'refusé')}. Chaque médecin a le même budget de points."
        if outcomes
        else "Aucun souhait n'a été exprimé pour cette période."
    )
    sheet = book.sheet(TOTALS)
    top = heading(book, sheet, f"Souhaits par médecin {edition.period}", (note, CLOSED), across=10)
    list_sheet(book, sheet, top, TOTAL_COLUMNS, _totals(edition))
    paper(sheet, edition)
    protect(sheet)
    sheet = book.sheet(SHEET)
    heading(book, sheet, f"Souhaits un par un {edition.period}", (note,), across=6)
    list_sheet(book, sheet, TOP, COLUMNS, _rows(edition))
    paper(sheet, edition)
    protect(sheet)


def by_doctor(edition: Edition) -> Mapping[str, tuple[WishOutcome, ...]]:
    """The wishes of each doctor, by date, doctors by name."""
    groups: defaultdict[str, list[WishOutcome]] = defaultdict(list)
    for outcome in edition.publication.report.wishes:
        groups[outcome.doctor].append(outcome)
    return {
        doctor.id: tuple(sorted(groups[doctor.id], key=lambda one: (one.date, one.level)))
        for doctor in edition.doctors
        if doctor.id in groups
    }


def _totals(edition: Edition) -> Iterator[tuple[Value, ...]]:
    """Doctors who stated a wish, or closed a duty without leave."""
    stated = by_doctor(edition)
    closed = {one.doctor: one for one in closures(edition.problem)}
    for doctor in (one.id for one in edition.doctors if one.id in stated or one.id in closed):
        outcomes = stated.get(doctor, ())
        refused = [outcome for outcome in outcomes if not outcome.granted]
        closure = closed.get(doctor)
        yield (
            edition.labels[doctor],
            len(outcomes),
            len(outcomes) - len(refused),
            len(refused),
            sum(outcome.points for outcome in refused),
            *(
                sum(outcome.level is level for outcome in refused)
                for level in (Level.NO, Level.POSSIBLE, Level.WANTED)
            ),
            closure.part if closure else 0,
            closure.weekend_part if closure else 0,
        )


def _rows(edition: Edition) -> Iterator[tuple[Value, ...]]:
    for doctor, outcomes in by_doctor(edition).items():
        for outcome in outcomes:
            yield edition.labels[doctor], *wish_words(edition, outcome)


def wish_words(edition: Edition, outcome: WishOutcome) -> tuple[Value, ...]:
    """Date, wish, answer, points, duties."""
    shifts = [edition.problem.shift_by_id[shift] for shift in outcome.shifts]
    return (
        outcome.date,
        LEVELS[outcome.level],
        GRANTED if outcome.granted else REFUSED,
        outcome.points,
        " ; ".join(f"{shift.line.name} {hours(shift)} h" for shift in shifts) or None,
    )
