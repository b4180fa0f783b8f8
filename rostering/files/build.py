"""From a raw document to an Instance: every mistake at once, each with its place."""

from __future__ import annotations

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
from rostering.files.impossible import refused_closures
from rostering.files.mistakes import findings_of
from rostering.files.references import unknown_names
from rostering.files.shape import is_idle
from rostering.files.source import Finding, Location, RawDocument, Tree, entries
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
    findings = [*raw.findings]
    instance: Instance | None = None
    try:
        instance = Instance.model_validate(_typed(raw))
    except ValidationError as error:
        findings += findings_of(error, raw)
    findings += [*unknown_names(raw), *duplicates(raw)]
    if instance is not None:
        findings += contradictions(instance)
        findings += refused_closures(instance)
        instance, unread = with_agendas(instance, agendas, Path(raw.path).parent)
        findings += unread
    if instance is None or findings:
        raise InvalidInstance(raw.path, raw.mistakes(findings))
    return canonical(instance)


def _typed(raw: RawDocument) -> dict[str, Any]:
    """The tree for pydantic: the format's number as a number (compared as it is), no idle nulls."""
    content = {key: _without_idle(raw, value, (key,)) for key, value in raw.content.items()}
    kept = {key: value for key, value in content.items() if not is_idle(raw, (key,), value)}
    return kept | {"format": 1} if kept.get("format") == "1" else kept


def _without_idle(raw: RawDocument, node: Tree, at: Location) -> Tree:
    if isinstance(node, dict):
        return {
            key: _without_idle(raw, below, (*at, key))
            for key, below in node.items()
            if not is_idle(raw, (*at, key), below)
        }
    if isinstance(node, list):
        return [_without_idle(raw, below, (*at, index)) for index, below in enumerate(node)]
    return node


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
