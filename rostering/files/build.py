"""From a raw document to an Instance: every mistake at once, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rostering.domain.calendar import time_zone
from rostering.domain.people import Availability
from rostering.errors import InvalidInstance
from rostering.files.agenda import UnreadableAgenda, read_agenda
from rostering.files.canonical import canonical
from rostering.files.crosscheck import contradictions
from rostering.files.duplicates import duplicates
from rostering.files.mistakes import findings_of
from rostering.files.references import unknown_names
from rostering.files.shape import keys_allowed
from rostering.files.source import Finding, Location, RawDocument, Tree, entries
from rostering.files.spelling import did_you_mean
from rostering.instance import Instance

DATED = ("date", "start", "end", "every", "between")
"""Keys of an availability that its calendar replaces."""


@dataclass(frozen=True)
class AgendaLine:
    """An availability whose dates stand in a calendar file."""

    index: int
    path: str


def build_instance(raw: RawDocument) -> Instance:
    """The instance that the document states.

    Raises InvalidInstance with every mistake, in the order of the file.
    """
    raw, agendas = take_agendas(raw)
    findings = [*raw.findings, *_empty_strangers(raw)]
    instance: Instance | None = None
    try:
        instance = Instance.model_validate(_typed(raw.content))
    except ValidationError as error:
        findings += findings_of(error, raw)
    findings += [*unknown_names(raw), *duplicates(raw)]
    if instance is not None:
        findings += contradictions(instance)
        instance, unread = with_agendas(instance, agendas, Path(raw.path).parent)
        findings += unread
    if instance is None or findings:
        raise InvalidInstance(raw.path, raw.mistakes(findings))
    return canonical(instance)


def _typed(content: dict[str, Tree]) -> dict[str, Any]:
    """The tree, with the format's number as a number: the only value that pydantic compares as it is."""
    return content | {"format": 1} if content.get("format") == "1" else dict(content)


def take_agendas(raw: RawDocument) -> tuple[RawDocument, tuple[AgendaLine, ...]]:
    """The document without its `ics` keys, and what they said."""
    agendas, findings = [], list(raw.findings)
    listed = raw.content.get("availability")
    kept = list(listed) if isinstance(listed, list) else []
    for index, entry in entries(listed):
        if not isinstance(path := entry.get("ics"), str):
            continue
        agendas.append(AgendaLine(index, path.strip()))
        kept[index] = {key: value for key, value in entry.items() if key != "ics"}
        for key in (key for key in DATED if key in entry):
            said = "pas de date ici : elles viennent de l'agenda (ics)"
            findings.append(Finding(("availability", index, key), "", said))
    if not agendas:
        return raw, ()
    content = raw.content | {"availability": kept}
    return replace(raw, content=content, findings=tuple(findings)), tuple(agendas)


def with_agendas(
    instance: Instance, agendas: tuple[AgendaLine, ...], folder: Path
) -> tuple[Instance, list[Finding]]:
    """The instance with each calendar read in place, and those that could not be."""
    findings: list[Finding] = []
    replaced: dict[int, list[Availability]] = {}
    zone = time_zone(instance.departement)
    for agenda in agendas:
        stated = instance.availability[agenda.index]
        try:
            replaced[agenda.index] = read_agenda(
                folder / agenda.path, stated, instance.horizon, zone
            )
        except UnreadableAgenda as error:
            location: Location = ("availability", agenda.index, "ics")
            findings.append(Finding(location, agenda.path, str(error)))
    availability = [
        one
        for index, stated in enumerate(instance.availability)
        for one in replaced.get(index, [stated])
    ]
    return instance.model_copy(update={"availability": tuple(availability)}), findings


def _empty_strangers(raw: RawDocument) -> Iterator[Finding]:
    """Unknown keys without a value: nothing of them is left in the tree, only their place."""
    for location in raw.marks:
        if raw.form != "yaml" or not location or not isinstance(location[-1], str):
            continue
        key, inside = location[-1], raw.at(location[:-1])
        if key.startswith("@") or not isinstance(inside, dict) or key in inside or key == "ics":
            continue
        allowed = keys_allowed(raw, location[:-1])
        if allowed and key not in allowed:
            yield Finding(location, key, "clé inconnue" + did_you_mean(key, allowed))
