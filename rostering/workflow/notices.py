"""Who must be told of what was decided on a published roster, the messages to send them, and the note that they were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rostering.domain.journal import Entry
from rostering.domain.vocabulary import Body
from rostering.errors import Refused
from rostering.expand import expand
from rostering.files.atomic import write_bytes
from rostering.files.folder import snapshot
from rostering.files.load import load_instance
from rostering.files.spelling import fold
from rostering.life.notice_facts import NoticeFacts
from rostering.life.notices import Notice, notices
from rostering.life.recipients import Due, dues, mark
from rostering.problem.problem import Problem
from rostering.workflow.life import note
from rostering.workflow.published import Published, Signature, load_published, record
from rostering.workflow.words import Words

FOLDER, LIST = "avis", "a-prevenir.txt"
NAMED = 6
"""More people than that are counted, not named, in the journal's sentence; its marks name them all."""
EVERYONE = "tous"
"""The word for all who must still be told."""


@dataclass(frozen=True)
class Told:
    """A decision, with the message of each recipient."""

    due: Due
    notices: tuple[Notice, ...]

    @property
    def pending(self) -> tuple[Notice, ...]:
        """Those still to send."""
        waiting = frozenset(self.due.pending)
        return tuple(one for one in self.notices if one.who in waiting)


@dataclass(frozen=True)
class Notices:
    """The decisions that somebody must be told; `chosen`: one entry was asked for, whoever was told of it."""

    published: Published
    decisions: tuple[Told, ...]
    chosen: bool = False

    def shown(self, told: Told) -> tuple[Notice, ...]:
        """The messages to show or write of a decision."""
        return told.notices if self.chosen else told.pending


def to_tell(path: Path, number: int | None = None) -> Notices:
    """Every decision of which somebody must still be told; or that entry of the journal, told or not.

    Raises Refused when the entry tells nobody anything.
    """
    published = load_published(path)
    due = [one for one in dues(published.folder.entries) if _wanted(one, number)]
    if number is not None and not due:
        raise Refused(
            f"Le n° {number} du journal n'est pas un changement dont il faille prévenir quelqu'un."
        )
    known = _Territories(published)
    decisions = tuple(Told(one, tuple(notices(one, known.facts(one)))) for one in due)
    return Notices(published, decisions, number is not None)


def _wanted(due: Due, number: int | None) -> bool:
    return bool(due.pending) if number is None else due.entry.number == number


class _Territories:
    """The dated territory of each version, expanded once."""

    def __init__(self, published: Published) -> None:
        self.published = published
        self.versions = [one for one in published.folder.entries if one.version is not None]
        now = published.publication
        self.known = {now.instance_hash: now.problem}

    def facts(self, due: Due) -> NoticeFacts:
        """What a decision's messages are made of; a step tells of the version in force."""
        now, today = self.published.publication, self.published.folder.instance
        if due.entry.version is None:
            return NoticeFacts(now.problem, now.problem, now.version, today)
        place = self.versions.index(due.entry)
        earlier = self.versions[max(place - 1, 0)]
        return NoticeFacts(self.problem(earlier), self.problem(due.entry), due.entry.version, today)

    def problem(self, entry: Entry) -> Problem:
        """The territory of the version that the entry made."""
        hash_ = entry.instance_hash
        if hash_ not in self.known:
            document = snapshot(self.published.folder.path, hash_)
            self.known[hash_] = expand(load_instance(document))
        return self.known[hash_]


def write_notices(found: Notices, listed: str) -> tuple[Path, ...]:
    """`avis/NNN/` for each decision, a text and a message each; `listed`: who must still be told, for avis/a-prevenir.txt.

    Raises OutputError.
    """
    from rostering.export.notices import notice_message, notice_text

    folder = found.published.folder.path
    written = []
    for told in found.decisions:
        place = folder / FOLDER / f"{told.due.entry.number:03d}"
        for one in found.shown(told):
            files = {name: _content(folder / name) for name in one.attached}
            there = {name: content for name, content in files.items() if content is not None}
            message = notice_message(one, told.due.entry.at, there)
            written.append(write_bytes(place / f"{one.file_stem}.txt", notice_text(one)))
            written.append(write_bytes(place / f"{one.file_stem}.eml", message))
    write_bytes(folder / FOLDER / LIST, listed.encode("utf-8"))
    return tuple(written)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def tell(found: Notices, who: Sequence[str], signature: Signature) -> Published:
    """Notes in the journal that those people were told of all that they had still to be told, among `found`.

    Raises QuestionError for an unknown name, Refused for somebody who has nothing to be told, Overtaken, OutputError.
    """
    waiting = [one for told in found.decisions for one in told.pending]
    chosen = {one.who: one.name for one in _chosen(found, waiting, who)}
    marks = tuple(mark(one.number, one.who) for one in waiting if one.who in chosen)
    numbers = sorted({one.number for one in waiting if one.who in chosen})
    names = ", ".join(chosen.values()) if len(chosen) <= NAMED else f"{len(chosen)} destinataires"
    told = f"Prévenus : {names} ({', '.join(f'n° {n}' for n in numbers)})"
    entry = note(found.published, "told", told, signature, informed=marks)
    return record(found.published, entry, None)


def _chosen(found: Notices, waiting: Sequence[Notice], who: Sequence[str]) -> Iterator[Notice]:
    """The messages of those named, each once; every name that is wrong is told."""
    words, idle = Words(found.published.publication.problem), []
    for typed in who:
        same = [one for one in waiting if _is(one, typed)]
        if not same and not _is_body(typed):
            doctor = words.doctor(typed)
            same = [one for one in waiting if one.who == f"medecins/{doctor}"]
            if not doctor:
                continue
        if not same:
            idle.append(f"{typed} : rien ne reste à lui dire.")
        yield from same
    words.check()
    if idle:
        raise Refused(*idle)


def _is(notice: Notice, typed: str) -> bool:
    return fold(typed) == EVERYONE or fold(typed) in (fold(notice.who), fold(notice.name))


def _is_body(typed: str) -> bool:
    return fold(typed) in {body.value for body in Body} | {EVERYONE}
