"""Writing a file whole or not at all, and never over what a spreadsheet holds open."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from itertools import count
from pathlib import Path

from rostering.errors import OutputError


def write_text(path: Path, text: str) -> Path:
    """UTF-8 with plain line feeds, whole or not at all."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> Path:
    """Writes beside, then renames: a reader sees the old file or the new one, nothing between."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise OutputError(f"{path} : impossible d'écrire ici ({reason(error)}).") from error
    return path


def append_line(path: Path, line: str) -> None:
    """One more line at the end, on the disk before this returns; what a crash left of a line is cut off first."""
    try:
        with path.open("ab+") as file:
            file.truncate(_whole_lines(path))
            file.write(line.encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputError(f"{path} : impossible d'écrire ici ({reason(error)}).") from error


def _whole_lines(path: Path) -> int:
    """Bytes up to the end of the last whole line."""
    return path.read_bytes().rfind(b"\n") + 1


def write_workbook(path: Path, content: bytes) -> Path:
    """As `write_bytes`; a workbook that is open elsewhere is left alone and "nom (2).xlsx" written instead.

    Returns the path really written.
    """
    if is_held_open(path):
        return write_bytes(free_name(path), content)
    try:
        return write_bytes(path, content)
    except OutputError as error:
        if path.exists() and isinstance(error.__cause__, PermissionError):
            return write_bytes(free_name(path), content)
        raise


def is_held_open(path: Path) -> bool:
    """True when Excel or LibreOffice left its lock file beside the workbook."""
    locks = (f"~${path.name}", f"~${path.name[2:]}", f".~lock.{path.name}#")
    return path.exists() and any((path.parent / lock).exists() for lock in locks)


def free_name(path: Path) -> Path:
    """The first of "nom (2).xlsx", "nom (3).xlsx"… that does not exist."""
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())


def is_full(error: OSError) -> bool:
    """Is there no room left, on the disk or in what the user may take of it?"""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def reason(error: OSError) -> str:
    """Why it cannot be written, in the words shown to people."""
    if is_full(error):
        return "plus de place sur le disque"
    if isinstance(error, PermissionError):
        return "accès refusé, ou fichier ouvert dans un autre programme"
    if isinstance(error, NotADirectoryError | FileExistsError):
        return "un fichier porte le nom du dossier"
    if isinstance(error, FileNotFoundError):
        return "le dossier n'existe pas"
    if isinstance(error, IsADirectoryError):
        return "c'est un dossier"
    return error.strerror or "erreur du système"
