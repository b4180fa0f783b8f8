"""Who must still be told, and the messages, in French."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rostering.domain.period import zone_info
from rostering.life.notices import Notice
from rostering.life.recipients import DOCTOR
from rostering.workflow.notices import Notices, Told

SHOWN = 12
"""More doctors than that are counted, not named, at the terminal."""
RULE = "─" * 72


def notices_in_words(found: Notices) -> Iterator[str]:
    """The state, then each decision with who must still be told of it and why they."""
    folder, publication = found.published.folder, found.published.publication
    yield f"{publication.instance.name} : version {publication.version}, {folder.state.label}."
    if not found.decisions:
        yield "Tout le monde est prévenu."
    for told in found.decisions:
        yield from _decision(found, told, SHOWN)


def listed(found: Notices) -> str:
    """The list to keep beside the messages: everybody, with telephone and address."""
    lines = [line for told in found.decisions for line in _decision(found, told, None)]
    return "\n".join(lines or ["Tout le monde est prévenu."]) + "\n"


def _decision(found: Notices, told: Told, most: int | None) -> Iterator[str]:
    entry = told.due.entry
    moment = entry.at.astimezone(zone_info(found.published.publication.problem.zone))
    yield f"n° {entry.number} – {moment:%d/%m/%Y %H:%M} – {entry.told}."
    if told.pending:
        yield f"  Reste à prévenir : {_names(told.pending, most)}."
    else:
        yield "  Tout le monde est prévenu."
    yield f"  Pourquoi eux : {told.due.reason}."


def _names(waiting: Sequence[Notice], most: int | None) -> str:
    """Bodies, then doctors with their telephones, or how many they are."""
    bodies = [_reached(one) for one in waiting if not one.who.startswith(DOCTOR)]
    doctors = [one for one in waiting if one.who.startswith(DOCTOR)]
    if most is not None and len(doctors) > most:
        return ", ".join([*bodies, f"{len(doctors)} médecins"])
    return ", ".join([*bodies, *map(_reached, doctors)])


def _reached(notice: Notice) -> str:
    how = ", ".join(filter(None, (notice.phone, notice.email)))
    return f"{notice.name} ({how})" if how else notice.name


def texts(found: Notices) -> Iterator[str]:
    """Each message, ready to paste."""
    for told in found.decisions:
        for one in found.shown(told):
            yield RULE
            yield f"À : {one.name}" + (f" <{one.email}>" if one.email else "")
            yield f"Objet : {one.subject}"
            yield ""
            yield one.text
