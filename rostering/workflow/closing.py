"""Closing a published roster: its duties are posted to the book, and its journal says that it is closed."""

from __future__ import annotations

from pathlib import Path

from rostering.domain.journal import State
from rostering.errors import Refused
from rostering.files.folder import is_published, open_folder
from rostering.life.undo import arrived
from rostering.workflow import memory
from rostering.workflow.life import note
from rostering.workflow.memory import Closed
from rostering.workflow.published import Signature, load_published, record


def close(folder: Path, signature: Signature, instance: Path | None, ledger: Path | None) -> Closed:
    """Posts the effective duties of the roster in force; a published one is then « clos » in its journal.

    Raises InstanceError or RosterMismatch with every mistake; nothing is then posted.
    """
    if not is_published(folder):
        return memory.close(folder, instance, ledger, signature.at)
    _check_document(folder)
    found = memory.close(folder, instance, ledger, signature.at, _newcomers(folder))
    _step(folder, State.CLOSED, "Tableau clos : gardes faites portées au livre", signature)
    return found


def reopen(
    folder: Path, signature: Signature, instance: Path | None, ledger: Path | None
) -> Closed:
    """Takes the closing back; a published roster is running again.

    Raises InvalidInstance when it is not closed.
    """
    found = memory.reopen(folder, instance, ledger, signature.at)
    if is_published(folder):
        _step(
            folder, State.RUNNING, "Clôture reprise : le tableau est de nouveau en cours", signature
        )
    return found


def _newcomers(folder: Path) -> frozenset[str]:
    """Who joined after the tableau in force was last published: it was made without them."""
    found: set[str] = set()
    for entry in open_folder(folder).entries:
        if entry.kind == "publish":
            found.clear()
        elif entry.kind == "join":
            found.update(arrived(entry))
    return frozenset(found)


def _check_document(folder: Path) -> None:
    """The shares are counted on the territory of the version in force, not on what was edited since.

    Raises Refused.
    """
    if (opened := open_folder(folder)).is_edited:
        raise Refused(
            f"{opened.document} a été modifié depuis la version en vigueur : « rostering reroster » d'abord, "
            "ou remettre le fichier comme il était."
        )


def _step(folder: Path, state: State, told: str, signature: Signature) -> None:
    published = load_published(folder)
    if published.folder.state is not state:
        record(published, note(published, "state", told, signature, state=state), None)
