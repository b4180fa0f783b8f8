"""From the book to the next period's file: balances, feasts, refused points, the last duties; and what nobody takes over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from rostering.errors import InvalidInstance, Mistake, UnreadableFile
from rostering.expand import expand
from rostering.files.crosscheck import contradictions
from rostering.files.dates import french
from rostering.files.ledger_file import NAME, continued, load_book
from rostering.files.load import load_instance, save_instance
from rostering.files.roster_file import RosterFile
from rostering.files.territory_folder import instance_of, roster_in_force
from rostering.instance import Instance
from rostering.memory.book import Book
from rostering.memory.carry import carried
from rostering.memory.last_duties import with_last_duties
from rostering.memory.left_behind import left_behind
from rostering.workflow.memory import content_hash, effective, uncounted


@dataclass(frozen=True)
class Carried:
    """The next instance with what was remembered, where it and the book were written, what is worth a second look."""

    instance: Instance
    path: Path
    book: Book
    book_path: Path
    cautions: tuple[str, ...] = ()


def carry(folder: Path, following: Path, out: Path | None, ledger: Path | None = None) -> Carried:
    """Writes the next instance with the balances, feasts and refused points of the book, and the last duties.

    The book goes along when the instance is written in another folder.
    Raises InstanceError, OutputError.
    """
    book_path = ledger or folder / NAME
    book = load_book(book_path)
    if not book.closed:
        expected = "aucun tableau clos ici : « rostering close » d'abord"
        raise InvalidInstance(str(book_path), (Mistake("livre", "", expected),))
    instance = load_instance(following)
    _refuse_overlap(book, instance, following)
    _refuse_same(book, instance, following)
    own = _roster_of(folder)
    _refuse_open(own, folder, book, instance, book_path)
    filled = _with_last_duties(own, carried(book, instance))
    found = [
        Mistake("territoire suivant", one.read, one.expected) for one in contradictions(filled)
    ]
    if found:
        raise InvalidInstance(str(following), tuple(found))
    target = out or following
    if ledger is None:
        continued(book_path, target.parent / NAME)
    cautions = (
        *uncounted(book, instance.horizon.start),
        *_other_roster(own, book),
        *_left_behind(book, instance),
    )
    return Carried(filled, save_instance(filled, target), book, book_path, cautions)


Own = tuple[Instance, RosterFile, Path]
"""A folder's instance, its roster in force and that roster's file."""


def _roster_of(folder: Path) -> Own | None:
    """What the folder holds; it may be a book alone."""
    try:
        return instance_of(folder)[0], *roster_in_force(folder)
    except UnreadableFile:
        return None


def _with_last_duties(own: Own | None, following: Instance) -> Instance:
    """The next instance with the last weeks of the folder's roster, when that ends the day before it begins."""
    if own is None or own[0].horizon.end + timedelta(days=1) != following.horizon.start:
        return following
    stated, file, path = own
    problem = expand(stated)
    return with_last_duties(problem, effective(file, problem, path), following)


def _refuse_overlap(book: Book, instance: Instance, path: Path) -> None:
    """Balances of a period are no past of that same period."""
    late = [one for one in book.closed if one.end >= instance.horizon.start]
    if late:
        expected = f"date après le {french(max(one.end for one in late))} attendue : le livre compte déjà ces jours"
        read = french(instance.horizon.start)
        raise InvalidInstance(str(path), (Mistake("début de la période", read, expected),))


def _refuse_same(book: Book, instance: Instance, path: Path) -> None:
    """An identifier is of one period: told here, before the tableau is out."""
    if done := book.standing(instance.id, "cloture"):
        told = f"du {french(done.start)} au {french(done.end)}"
        expected = (
            f"cet identifiant est celui de la période close {told} : en donner un autre à celle-ci"
        )
        raise InvalidInstance(str(path), (Mistake("identifiant", instance.id, expected),))


def _refuse_open(own: Own | None, folder: Path, book: Book, instance: Instance, path: Path) -> None:
    """A folder's roster of an earlier period is closed first: its duties would count in no balance."""
    if own is None or own[0].horizon.start >= instance.horizon.start:
        return
    stated = own[0]
    if not book.standing(stated.id, "cloture"):
        told = f"du {french(stated.horizon.start)} au {french(stated.horizon.end)}"
        expected = f"le tableau {told} n'est pas clos : « rostering close {folder} » d'abord"
        raise InvalidInstance(str(path), (Mistake("livre", stated.id, expected),))


def _other_roster(own: Own | None, book: Book) -> Iterator[str]:
    """The folder's roster was made anew since it was closed: balances are of the one, last duties of the other."""
    done = book.standing(own[0].id, "cloture") if own else None
    if own and done and done.source != content_hash(own[2]):
        yield (
            f"{own[2].name} a changé depuis sa clôture ({french(done.stamp.date())}) : les soldes sont du tableau clos, "
            "« Tableau précédent » de celui-ci ; s'il est le bon, « rostering close --undo », puis « close »."
        )


def _left_behind(book: Book, instance: Instance) -> Iterator[str]:
    """Balances of half a duty or more that nobody takes over, and why."""
    found = left_behind(book, instance)
    if found.doctors:
        names = ", ".join(found.doctors)
        yield (
            f"plus dans le territoire, solde laissé au livre : {names} "
            "(si un code de médecin a changé, remettre l'ancien)."
        )
    if found.categories:
        names = ", ".join(f"« {one} »" for one in found.categories)
        yield (
            f"soldes laissés au livre, catégories absentes du territoire : {names} "
            "(si un identifiant a changé, remettre l'ancien)."
        )
    if found.sectors:
        names = ", ".join(f"« {one} »" for one in found.sectors)
        yield (
            f"secteurs du livre inconnus du territoire : {names} ; ce qui y fut porté ne suit pas, "
            "sauf à les dire réunis à un autre (« Secteurs réunis »)."
        )
