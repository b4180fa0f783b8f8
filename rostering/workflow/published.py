"""A published roster: opened, given its next version, replayed from its journal."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rostering import ENGINE
from rostering.domain.journal import Entry, Held, State
from rostering.domain.post import NOTHING, followed, served
from rostering.domain.roster import Pair, Roster
from rostering.errors import Refused
from rostering.expand import expand
from rostering.files.canonical import canonical
from rostering.files.folder import (
    Addition,
    Folder,
    begin,
    commit,
    document_of,
    is_published,
    keep_document,
    locked,
    open_folder,
    read_journal,
    snapshot,
    version_path,
)
from rostering.files.load import load_instance
from rostering.files.roster_file import RosterFile, instance_hash, load_roster, roster_file
from rostering.instance import Instance
from rostering.review.audit import audit
from rostering.review.publication import Publication
from rostering.workflow.delivery import write_files
from rostering.workflow.versions import first, following

UNSEEN = (State.DRAFT, State.TRANSMITTED, State.CHECKED)
"""States in which doctors do not have the roster yet."""


@dataclass(frozen=True)
class Published:
    """A published territory opened, with the publication of the version in force."""

    folder: Folder
    publication: Publication

    @property
    def roster(self) -> Roster:
        """Who holds what now."""
        return self.publication.roster


@dataclass(frozen=True)
class Signature:
    """Who decides, why, when (None: now), and the reason for passing the deadline."""

    who: str = ""
    why: str = ""
    now: datetime | None = None
    late: str = ""

    @property
    def at(self) -> datetime:
        """The moment of the decision, to the second."""
        return (self.now or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)

    @property
    def name(self) -> str:
        """Who decides; the machine's user when nobody said."""
        return self.who or getpass.getuser()


def load_published(path: Path) -> Published:
    """The territory and its version in force; files that a crash left behind it are made again.

    Raises Refused when nothing is published there, UnreadableFile, InvalidInstance.
    """
    folder = open_folder(path)
    publication = publication_of(folder.published, folder.version)
    if not are_current(path, folder.version.version):
        with locked(path):
            write_files(publication, path)
    return Published(folder, publication)


def load_open(path: Path) -> Published:
    """The same, of a roster that may still change.

    Raises Refused when it is closed.
    """
    found = load_published(path)
    if found.folder.state is State.CLOSED:
        raise Refused(f"{path} : ce tableau est clos ; « rostering close --undo » le reprend.")
    return found


def are_current(path: Path, number: int) -> bool:
    """Do the files that people read speak of that version? roster.json is the last of them to be written."""
    shown, kept = path / "roster.json", version_path(path, number)
    return shown.exists() and shown.read_bytes() == kept.read_bytes()


def publication_of(instance: Instance, version: RosterFile) -> Publication:
    """The publication that a version file tells of, audited again."""
    problem = expand(instance)
    roster = version.roster(problem)
    return Publication(
        instance=instance,
        problem=problem,
        roster=roster,
        report=audit(problem, instance.rules, roster),
        certificate=version.certificate,
        stamp=version.stamp,
        version=version.version,
        engine=version.engine,
        instance_hash=version.instance_hash,
        parameters=version.parameters,
        stamps=version.stamps,
        sequences=version.sequences,
        digests=version.digests,
        cancelled=version.cancelled,
        posts=version.posts,
        entry=version.entry,
    )


def publish(path: Path, draft: Path, document: Path | None, signature: Signature) -> Published:
    """Makes a solved roster the version in force: the first one of the folder, or the next.

    Raises Refused when roster and document do not go together, OutputError.
    """
    path.mkdir(parents=True, exist_ok=True)
    found = document or document_of(path)
    if found is None:
        raise Refused(f"{path} : il manque le territoire ; l'indiquer avec --instance FICHIER.")
    instance, file = load_instance(found), load_roster(draft)
    if file.instance_hash and file.instance_hash != instance_hash(instance):
        raise Refused(
            f"{draft} n'a pas été fait avec {found} tel qu'il est maintenant : relancer « rostering solve »."
        )
    before = load_open(path) if is_published(path) else None
    entry = _publishing(file, expand_roster(instance, file, draft), before, instance, signature)
    after = next_publication(before, entry, instance)
    text = roster_file(after)
    target = begin(path, found)
    keep_document(path, instance, target)
    known = len(before.folder.entries) if before else 0
    commit(path, known, target, Addition(entry, text))
    write_files(after, path)
    return load_published(path)


def expand_roster(instance: Instance, file: RosterFile, path: Path) -> Roster:
    """The roster of a file for that territory.

    Raises RosterMismatch.
    """
    return file.roster(expand(instance), path)


def _publishing(
    file: RosterFile,
    roster: Roster,
    before: Published | None,
    instance: Instance,
    signature: Signature,
) -> Entry:
    """The entry that publishes a draft: what it changes from the version in force, with the draft's own proof."""
    held = before.roster.pairs if before else frozenset()
    number = before.publication.version + 1 if before else file.version
    if (
        before
        and roster.pairs == held
        and instance_hash(instance) == before.folder.version.instance_hash
    ):
        raise Refused("Ce tableau est déjà celui de la version en vigueur.")
    return Entry(
        number=len(before.folder.entries) + 1 if before else 1,
        at=signature.at,
        who=signature.name,
        kind="publish",
        told=f"Tableau publié, version {number}",
        why=signature.why,
        version=number,
        lost=_listed(held - roster.pairs),
        gained=_listed(roster.pairs - held),
        instance_hash=instance_hash(instance),
        certificate=file.certificate,
        parameters=file.parameters,
        engine=file.engine or ENGINE,
        afresh=before is None or before.folder.state in UNSEEN,
    )


def _listed(pairs: frozenset[Pair]) -> tuple[Held, ...]:
    return tuple(Held.of(pair) for pair in Roster(pairs))


def next_publication(before: Published | None, entry: Entry, instance: Instance) -> Publication:
    """The version that an entry makes of the one before it: no clock, no chance, nothing but these three."""
    problem = expand(instance)
    lost, gained = (frozenset(one.pair for one in held) for held in (entry.lost, entry.gained))
    held = before.roster.pairs if before else frozenset()
    roster = Roster((held - lost) | gained)
    draft = Publication(
        instance=instance,
        problem=problem,
        roster=roster,
        report=audit(problem, instance.rules, roster),
        certificate=entry.certificate,
        stamp=entry.at,
        version=entry.version or 1,
        engine=entry.engine,
        instance_hash=entry.instance_hash,
        parameters=entry.parameters,
    )
    if before is None:
        return replace(first(draft), entry=entry)
    forced = [one.pair for one in entry.forced]
    posts = NOTHING if entry.afresh else followed(before.publication.posts, lost, gained, forced)
    for fact in entry.served:
        posts = served(posts, Pair(fact.doctor, fact.shift), fact.worked)
    after = following(replace(draft, posts=posts), before.folder.version, before.publication)
    return replace(after, version=entry.version or after.version, entry=entry)


def record(
    before: Published, entry: Entry, instance: Instance | None, workbooks: bool = True
) -> Published:
    """Adds the entry, and the version it makes; then every file that people read.

    `instance`: the territory when it changed. Raises Overtaken, OutputError.
    """
    folder = before.folder
    after, version, text = before.publication, folder.version, None
    if entry.version is not None:
        after = next_publication(before, entry, instance or folder.published)
        text = roster_file(after)
        version = RosterFile.model_validate_json(text)
    told = canonical(instance) if instance else None
    commit(folder.path, len(folder.entries), folder.document, Addition(entry, text, told))
    if text is not None:
        write_files(after, folder.path, workbooks)
    present = replace(
        folder,
        instance=told or folder.instance,
        published=told or folder.published,
        version=version,
        entries=(*folder.entries, entry),
    )
    return Published(present, after)


def replay(path: Path) -> Iterator[tuple[int, bool]]:
    """Each version made again from the journal alone: its number, and whether it is the file kept, byte for byte.

    Raises Refused when a document of some version is missing.
    """
    before: Published | None = None
    folder = open_folder(path)
    for entry in read_journal(path):
        if entry.version is None:
            continue
        instance = load_instance(snapshot(path, entry.instance_hash))
        after = next_publication(before, entry, instance)
        kept = version_path(path, entry.version)
        text = roster_file(after)
        yield entry.version, kept.read_text(encoding="utf-8") == text
        file = RosterFile.model_validate_json(text)
        made = replace(folder, version=file, published=instance)
        before = Published(made, replace(after, version=entry.version))
