"""Accounts over years: close and reopen a roster. Handing its balances to the next one: carrying.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rostering.errors import InvalidInstance, Mistake, RosterMismatch
from rostering.expand import expand
from rostering.files.dates import french
from rostering.files.ledger_file import NAME, append, load_book
from rostering.files.roster_file import RosterFile
from rostering.files.spelling import did_you_mean
from rostering.files.territory_folder import checked, instance_of, roster_in_force
from rostering.instance import Instance
from rostering.memory.balances import feasts_served
from rostering.memory.book import Book, Posting
from rostering.memory.carry import carried
from rostering.memory.closing import Draft, Held, closing, opening, reopening
from rostering.problem.problem import Problem
from rostering.rules.base import plural

ELSEWHERE = (
    "si « rostering carry » a déjà emporté ce livre, refaire « carry » après la nouvelle clôture ; si la période suivante y est "
    "déjà close, c'est dans cette copie-là (--ledger) qu'il faut reprendre celle-ci."
)
"""A book that went along cannot be told from here."""


@dataclass(frozen=True)
class Closed:
    """What closing or reopening wrote: the postings, the book with them, its file, what is worth a second look."""

    instance: Instance
    added: tuple[Posting, ...]
    book: Book
    path: Path
    cautions: tuple[str, ...] = ()


def close(
    folder: Path,
    instance: Path | None = None,
    ledger: Path | None = None,
    at: datetime | None = None,
    newcomers: frozenset[str] = frozenset(),
) -> Closed:
    """Posts the effective duties of the roster in force, at that moment (None: now); `newcomers` joined after its publication.

    Raises InstanceError or RosterMismatch with every mistake; nothing is then posted.
    """
    stated, source = instance_of(folder, instance)
    file, path = roster_in_force(folder)
    checked(file, path, stated)
    held = effective(file, expand(stated), path)
    book_path = ledger or folder / NAME
    book = load_book(book_path)
    _refuse_closed(book, stated, book_path)
    now = at or datetime.now(UTC).replace(microsecond=0)
    drafts = _first(book, stated)
    about = {"about": stated.id, "version": file.version, "source": content_hash(path)}
    added = numbered(book, [*drafts, (closing(stated, held, newcomers), about)], now)
    return Closed(
        stated,
        added,
        append(book_path, book, added),
        book_path,
        (
            *_early(stated, now.date(), source),
            *_twice(book, stated, source),
            *uncounted(book, stated.horizon.start),
        ),
    )


def _first(book: Book, instance: Instance) -> list[tuple[Draft, dict[str, object]]]:
    """What the first roster of a book brings from before, when it brings something; past years taken over keep their balances."""
    acts = {posting.act for posting in book.in_force}
    if acts - {"reprise"}:
        return []
    if acts:
        known = set(feasts_served(book))
        feasts = tuple(one for one in instance.feasts if one not in known)
        instance = instance.model_copy(update={"ledger": (), "feasts": feasts})
    brought = instance.ledger or instance.feasts or instance.refused
    return [(opening(instance), {"about": instance.id})] if brought else []


def numbered(
    book: Book, drafts: Sequence[tuple[Draft, Mapping[str, object]]], now: datetime
) -> tuple[Posting, ...]:
    """The postings in their place under those of the book."""
    first = len(book.postings) + 1
    return tuple(
        draft.posting(number=number, stamp=now, **place)
        for number, (draft, place) in enumerate(drafts, first)
    )


def _early(instance: Instance, today: date, source: Path) -> Iterator[str]:
    if instance.horizon.end >= today:
        yield (
            f"{source.name} : la période finit le {french(instance.horizon.end)} ; ce qui changera d'ici là "
            "ne sera pas compté (« rostering close --undo » reprend la clôture)."
        )


def uncounted(book: Book, start: date) -> Iterator[str]:
    """Days between two closings, or before a period that begins, that no roster of the book counts."""
    closed = [one for one in book.closed if one.act == "cloture" and one.end < start]
    starts = [*(one.start for one in closed[1:]), start]
    for one, following in zip(closed, starts, strict=False):
        first, last = one.end + timedelta(days=1), following - timedelta(days=1)
        if first <= last:
            yield f"du {french(first)} au {french(last)}, le livre ne compte aucune garde."


def _twice(book: Book, instance: Instance, source: Path) -> Iterator[str]:
    """Balances that the file states beside past years taken over: the book keeps the years."""
    acts = {posting.act for posting in book.in_force}
    if (
        acts == {"reprise"}
        and instance.ledger
        and instance.ledger != carried(book, instance).ledger
    ):
        yield (
            f"{source.name} : le livre commence par des années reprises d'une table ; « Reliquats » "
            f"({plural(len(instance.ledger), 'solde')}) n'y a pas été ajouté, pour ne pas compter deux fois les mêmes gardes."
        )


def _refuse_closed(book: Book, instance: Instance, path: Path) -> None:
    """A roster is closed once, and no day of the same territory belongs to two closed periods."""
    start, end = instance.horizon.start, instance.horizon.end
    if done := book.standing(instance.id, "cloture"):
        expected = (
            f"déjà clos le {french(done.stamp.date())} (écriture n° {done.number}) ; "
            "« rostering close --undo » pour le reprendre"
        )
        if (done.start, done.end) != (start, end):
            told = f"du {french(done.start)} au {french(done.end)}"
            expected = f"cet identifiant est celui de la période close {told} : en donner un autre à celle-ci"
        mistake = Mistake(f"ligne {done.number}", instance.id, expected)
        raise InvalidInstance(str(path), (mistake,))
    met = [one for one in book.closed if one.start <= end and start <= one.end]
    if met:
        told = f"du {french(start)} au {french(end)}"
        raise InvalidInstance(
            str(path),
            tuple(
                Mistake(
                    f"ligne {one.number}",
                    one.about,
                    f"compte déjà des jours de la période {told} : du {french(one.start)} au {french(one.end)}",
                )
                for one in met
            ),
        )


def effective(file: RosterFile, problem: Problem, path: Path) -> tuple[Held, ...]:
    """Who was planned and who worked on each seat.

    Raises RosterMismatch naming every doctor or shift that the instance does not know, or who is twice on a shift.
    """
    file.roster(problem, path)
    held = tuple(
        Held(one.shift, one.planned or one.doctor, one.doctor if one.worked is None else one.worked)
        for one in file.assignments
    ) + tuple(
        Held(one.shift, one.doctor, "") for one in file.left if one.shift in problem.shift_by_id
    )
    mistakes: list[Mistake] = []
    for key in ("planned", "worked"):
        seen: set[tuple[str, str]] = set()
        for number, one in enumerate(held, 1):
            name, place = getattr(one, key), f"assignments n° {number}, {key}"
            if name and name not in problem.doctor_by_id:
                hint = did_you_mean(name, problem.doctor_by_id)
                mistakes.append(Mistake(place, name, f"médecin inconnu{hint}"))
            elif name and (one.shift, name) in seen:
                mistakes.append(Mistake(place, name, f"deux fois sur {one.shift}"))
            seen.add((one.shift, name))
    if mistakes:
        listed = "\n".join(f"  • {mistake}" for mistake in mistakes)
        raise RosterMismatch(f"{path} : ce tableau ne peut pas être clos.\n{listed}")
    return held


def reopen(
    folder: Path,
    instance: Path | None = None,
    ledger: Path | None = None,
    at: datetime | None = None,
) -> Closed:
    """Takes the closing of the folder's roster back, by the opposite posting.

    Raises InvalidInstance when it is not closed.
    """
    stated, _ = instance_of(folder, instance)
    book_path = ledger or folder / NAME
    book = load_book(book_path)
    done = book.standing(stated.id, "cloture")
    if done is None:
        known = [one.about for one in book.closed]
        expected = "ce tableau n'est pas clos" + did_you_mean(stated.id, known)
        raise InvalidInstance(str(book_path), (Mistake("livre", stated.id, expected),))
    place: dict[str, object] = {"about": done.about, "version": done.version}
    now = at or datetime.now(UTC).replace(microsecond=0)
    added = numbered(book, [(reopening(done), place)], now)
    return Closed(stated, added, append(book_path, book, added), book_path, (ELSEWHERE,))


def content_hash(path: Path) -> str:
    """What tells a file that was read from any other."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
