"""Changes of the territory's document that an event brings, and the document once they are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rostering.domain.document import Document
from rostering.domain.journal import Section, TerritoryChange
from rostering.domain.people import Pin
from rostering.domain.roster import Pair
from rostering.errors import Refused
from rostering.instance import Instance


def change(
    section: Section, removed: Iterable[Document] = (), added: Iterable[Document] = ()
) -> TerritoryChange:
    """Those entries leave the section, those join it."""
    return TerritoryChange(
        section=section,
        removed=tuple(one.model_dump(mode="json") for one in removed),
        added=tuple(one.model_dump(mode="json") for one in added),
    )


def changed(instance: Instance, changes: Iterable[TerritoryChange]) -> Instance:
    """The document with those changes, validated as from a file.

    Raises Refused when an entry that should leave is not there.
    """
    parts: dict[str, list[Any]] = {}
    for one in changes:
        present = parts.get(one.section) or _dumped(instance, one.section)
        parts[one.section] = _list_after(present, one)
    if not parts:
        return instance
    return Instance.model_validate(instance.model_dump(mode="json") | parts)


def _dumped(instance: Instance, section: Section) -> list[Any]:
    return [one.model_dump(mode="json") for one in getattr(instance, section)]


def _list_after(present: list[Any], told: TerritoryChange) -> list[Any]:
    """Each removed entry gives its place to an added one, as long as there are some."""
    added: list[Mapping[str, Any]] = list(told.added)
    for entry in told.removed:
        if entry not in present:
            raise Refused(
                f"Le territoire ne dit plus ce qu'il faudrait retirer ({told.section}) : il a été modifié depuis."
            )
        place = present.index(entry)
        present[place : place + 1] = [added.pop(0)] if added else []
    return [*present, *added]


def unpinned(instance: Instance, lost: Iterable[Pair]) -> tuple[TerritoryChange, ...]:
    """The agreed dates that duties lost take away: whoever agreed to them agrees to let them go."""
    gone = set(lost)
    pins = [pin for pin in instance.pinned if Pair(pin.doctor, pinned_shift(pin)) in gone]
    return (change("pinned", removed=pins),) if pins else ()


def pinned_shift(pin: Pin) -> str:
    """The id of the duty agreed on."""
    return f"{pin.date.isoformat()}-{pin.line}-{pin.window}"
