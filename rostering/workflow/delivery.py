"""The files of a publication: workbooks, calendars, picture and roster.json, each whole or not at all."""

from __future__ import annotations

import logging
from pathlib import Path

from rostering.errors import OutputError
from rostering.files.atomic import (
    free_name,
    is_held_open,
    write_bytes,
    write_text,
    write_workbook,
)
from rostering.files.folder import is_published
from rostering.files.roster_file import roster_file
from rostering.review.publication import Publication

logger = logging.getLogger(__name__)
REMINDER = "reminder"
"""The parameter that says how many hours before a duty phones remind of it."""


def check_draft_folder(folder: Path) -> None:
    """A draft is not written over what people already have.

    Raises OutputError.
    """
    if is_published(folder):
        raise OutputError(
            f"{folder} contient un tableau publié : écrire le nouveau dans un autre dossier, puis "
            f"« rostering publish {folder} --roster AUTRE/roster.json »."
        )


def write_files(publication: Publication, folder: Path, workbooks: bool = True) -> tuple[Path, ...]:
    """Every file; returns those that had to be written beside because somebody holds them open."""
    _make(folder)
    write_calendars(publication, folder)
    beside = _write_workbooks(publication, folder) if workbooks else ()
    write_text(folder / "roster.json", roster_file(publication))
    return beside


def write_roster(publication: Publication, folder: Path) -> tuple[Path, ...]:
    """roster.json alone; nothing has to be written beside."""
    _make(folder)
    write_text(folder / "roster.json", roster_file(publication))
    return ()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder} : dossier impossible à créer ({error.strerror}).") from error


def write_calendars(publication: Publication, folder: Path) -> tuple[str, ...]:
    """The calendars that say something new; returns their paths in the folder."""
    from rostering.export.ical import calendars  # icalendar: only when something is written

    hours = (publication.parameters or {}).get(REMINDER)
    files = calendars(publication, int(hours) if hours else None)
    _remove_strangers(folder, set(files))
    changed = [name for name, feed in files.items() if not _holds(folder / name, feed)]
    for name in changed:
        write_bytes(folder / name, files[name])
    return tuple(changed)


def _holds(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() == content


def _write_workbooks(publication: Publication, folder: Path) -> tuple[Path, ...]:
    from rostering.export.excel import coordination_bytes, posted_bytes
    from rostering.export.picture import picture

    write_text(folder / "apercu.html", picture(publication))
    beside = []
    for content, name in (
        (posted_bytes, "tableau.xlsx"),
        (coordination_bytes, "coordination.xlsx"),
    ):
        keep_edits(folder / name, publication)
        written = write_workbook(folder / name, content(publication))
        if written.name != name:
            beside.append(written)
    return tuple(beside)


def keep_edits(path: Path, publication: Publication) -> Path | None:
    """A workbook that somebody edited, and whose edits are not in this version, stays beside under another name."""
    from rostering.export.excel.returned import holds_more

    if not path.exists() or is_held_open(path) or not holds_more(path, publication):
        return None
    beside = path.with_name(f"{path.stem} (modifié){path.suffix}")
    kept = write_bytes(free_name(beside) if beside.exists() else beside, path.read_bytes())
    logger.warning("%s : vos modifications, non reprises ici, sont dans « %s »", path, kept.name)
    return kept


def _remove_strangers(folder: Path, names: set[str]) -> None:
    """Calendars of a doctor, sector or site that no longer has any duty would mislead."""
    for path in sorted((folder / "ics").glob("*/*.ics")):
        if path.relative_to(folder).as_posix() not in names:
            path.unlink()
