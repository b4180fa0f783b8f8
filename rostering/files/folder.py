"""A published territory is a folder: its document, its versions, its journal.

- `instance.yaml` (or `.xlsx`): what people edit; `versions/instances/`: the same, word for word, as it was for each version.
- `versions/NNN.json`: each version whole, with the entry that made it. Writing it is the moment a change exists.
- `journal.jsonl`: every entry, one a line; only ever added to.

All the rest (roster.json, calendars, workbooks) can be made again from these. What a crash left unsaid between two
files is finished when the folder is next opened.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import ValidationError

from rostering.domain.journal import Entry, State
from rostering.errors import Mistake, OutputError, Overtaken, Refused, UnreadableFile
from rostering.files.atomic import append_line, write_bytes, write_text
from rostering.files.load import load_instance, save_instance
from rostering.files.roster_file import RosterFile, instance_hash, load_roster
from rostering.instance import Instance

NAMES = ("instance.yaml", "instance.xlsx")
JOURNAL, VERSIONS, INSTANCES, LOCK = "journal.jsonl", "versions", "instances", ".verrou"
SHOWN = 16
"""Letters of a hash in a file's name."""
PATIENCE = 10
"""Seconds to wait for somebody else who is writing."""


@dataclass(frozen=True)
class Folder:
    """A published territory as it stands on the disk.

    `instance`: what its document says now; `published`: what it said for the version in force.
    """

    path: Path
    document: Path
    instance: Instance
    published: Instance
    version: RosterFile
    entries: tuple[Entry, ...]

    @property
    def is_edited(self) -> bool:
        """Was the document edited since the version in force?"""
        return instance_hash(self.instance) != self.version.instance_hash

    @property
    def state(self) -> State:
        """Where the roster stands, as last said."""
        told = [entry.state for entry in self.entries if entry.state is not None]
        return told[-1] if told else State.DRAFT


def is_published(path: Path) -> bool:
    """Does the folder hold a published roster?"""
    return (path / JOURNAL).exists()


def document_of(path: Path) -> Path | None:
    """The territory's document in the folder, if there is one.

    Raises Refused when there are two.
    """
    found = [path / name for name in NAMES if (path / name).exists()]
    if len(found) > 1:
        raise Refused(
            f"{path} contient {' et '.join(one.name for one in found)} : n'en garder qu'un."
        )
    return found[0] if found else None


def open_folder(path: Path) -> Folder:
    """The published territory, after finishing what a crash left unsaid.

    Raises Refused when the folder holds none, UnreadableFile, InvalidInstance.
    """
    document = document_of(path)
    if document is None or not is_published(path):
        raise Refused(
            f"{path} : aucun tableau publié ici. « rostering publish » publie celui que « rostering solve » a écrit."
        )
    with locked(path):
        _finish(path, document)
    version = load_roster(version_path(path, latest(path)))
    instance = load_instance(document)
    edited = instance_hash(instance) != version.instance_hash
    published = load_instance(snapshot(path, version.instance_hash)) if edited else instance
    return Folder(path, document, instance, published, version, read_journal(path))


def version_path(path: Path, number: int) -> Path:
    """Where a version is kept."""
    return path / VERSIONS / f"{number:03d}.json"


def latest(path: Path) -> int:
    """The number of the version in force; 0 when there is none."""
    numbers = [
        int(found.stem) for found in (path / VERSIONS).glob("*.json") if found.stem.isdecimal()
    ]
    return max(numbers, default=0)


def read_journal(path: Path) -> tuple[Entry, ...]:
    """Every entry; what a crash left of a last line is not one.

    Raises UnreadableFile when another line is spoiled.
    """
    journal = path / JOURNAL
    content = journal.read_bytes() if journal.exists() else b""
    found = []
    for number, line in enumerate(content.split(b"\n")[:-1], start=1):
        try:
            found.append(Entry.model_validate_json(line))
        except ValidationError as error:
            said = "entrée illisible : remettre le journal d'une sauvegarde"
            mistake = Mistake(f"ligne {number}", "", said)
            raise UnreadableFile(str(journal), (mistake,)) from error
    return tuple(found)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else writes in the folder meanwhile.

    Raises Refused when somebody else does not finish, OutputError when nothing can be written there.
    """
    try:
        with FileLock(path / LOCK, timeout=PATIENCE):
            yield
    except Timeout:
        raise Refused(f"{path} : quelqu'un d'autre y écrit ; réessayer dans un instant.") from None
    except (PermissionError, NotADirectoryError) as error:
        raise OutputError(f"{path} : impossible d'écrire ici (accès refusé).") from error


def begin(path: Path, document: Path) -> Path:
    """The territory's document takes its place in a folder that is about to be published; where it is then."""
    target = path / f"instance{document.suffix.lower()}"
    if document.resolve() != target.resolve():
        write_bytes(target, document.read_bytes())
    return target


@dataclass(frozen=True)
class Addition:
    """What is added to a folder: an entry, the text of the version it made, the document when it changed."""

    entry: Entry
    version: str | None = None
    instance: Instance | None = None


def commit(path: Path, known: int, document: Path, added: Addition) -> None:
    """Adds to a folder whose journal had `known` entries when it was read.

    Raises Overtaken when it has more, OutputError; the last version stays readable whatever happens.
    """
    with locked(path):
        since = read_journal(path)[known:]
        if since:
            raise Overtaken(
                "Le tableau a changé depuis votre question :",
                *(f"  • {one.told} ({one.who})" for one in since),
                "Reposez-la : la réponse n'est peut-être plus la même.",
            )
        entry, version = added.entry, added.version
        if added.instance is not None:
            _stage(path, added.instance, document)
        if version is not None and entry.version is not None:
            write_text(version_path(path, entry.version), version)
        append_line(path / JOURNAL, entry_line(entry))
        if added.instance is not None:
            _install(path, document, entry.instance_hash)


def entry_line(entry: Entry) -> str:
    """The entry as a line of the journal: what is as usual is left out."""
    content = entry.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False)


def keep_document(path: Path, instance: Instance, document: Path) -> None:
    """The document as it stands, word for word, under the hash of what it says; before any version speaks of it."""
    kept = _kept(path, instance, document)
    if not kept.exists():
        write_bytes(kept, document.read_bytes())


def _stage(path: Path, instance: Instance, document: Path) -> None:
    """A changed document, kept for the version that is about to speak of it; word for word when people changed it."""
    kept = _kept(path, instance, document)
    if instance_hash(load_instance(document)) == instance_hash(instance):
        write_bytes(kept, document.read_bytes())
    elif not kept.exists():
        save_instance(instance, kept)


def _kept(path: Path, instance: Instance, document: Path) -> Path:
    name = f"{instance_hash(instance)[:SHOWN]}{document.suffix}"
    return path / VERSIONS / INSTANCES / name


def _install(path: Path, document: Path, hash_: str) -> None:
    """The document of a version takes the place of the one that people see."""
    write_bytes(document, snapshot(path, hash_).read_bytes())


def snapshot(path: Path, hash_: str) -> Path:
    """The document that said what has that hash.

    Raises Refused when it is not there.
    """
    found = sorted((path / VERSIONS / INSTANCES).glob(f"{hash_[:SHOWN]}.*"))
    if not found:
        raise Refused(
            f"{path / VERSIONS / INSTANCES} : le territoire {hash_[:SHOWN]} manque ; le remettre d'une sauvegarde."
        )
    return found[0]


def _finish(path: Path, document: Path) -> None:
    """The entry of a version that the journal does not know yet; the document that version speaks of."""
    number = latest(path)
    version = load_roster(version_path(path, number)) if number else None
    if version is None or version.entry is None:
        return
    if version.entry.number > len(read_journal(path)):
        append_line(path / JOURNAL, entry_line(version.entry))
    if version.entry.territory and _is_before(path, document, number):
        _install(path, document, version.instance_hash)


def _is_before(path: Path, document: Path, number: int) -> bool:
    """Does the document still say what it said for the version before that one?"""
    earlier = version_path(path, number - 1)
    return earlier.exists() and (
        instance_hash(load_instance(document)) == load_roster(earlier).instance_hash
    )
