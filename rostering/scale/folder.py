"""A folder rewritten whole or not at all: written beside, then put in its place by renaming."""

from __future__ import annotations

import glob
import re
import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from rostering.errors import OutputError
from rostering.files.atomic import reason

OURS = ("tableau.xlsx", "coordination.xlsx", "apercu.html", "ics")
"""What people open: renewed together, or gone, so that none is of an earlier roster."""

HALF_WRITTEN = re.compile(r"\.[0-9a-f]{8}\.part")
"""How the name of a draft ends, after that of its folder."""


@contextmanager
def rewritten(folder: Path, without: Collection[str] = ()) -> Iterator[Path]:
    """A copy of the folder to write into; it takes the folder's place at the end, unless something went wrong.

    `without`: what is not copied. Raises OutputError.
    """
    draft = folder.with_name(f".{folder.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        recover(folder)
        if folder.exists():
            shutil.copytree(
                folder, draft, ignore=lambda at, names: _skipped(at, folder, without),
                copy_function=_copied,
            )  # fmt: skip
        else:
            draft.mkdir(parents=True)
        yield draft
        _put_in_place(draft, folder)
    except OutputError as refusal:  # told of the folder that people know
        raise OutputError(str(refusal).replace(str(draft), str(folder))) from refusal.__cause__
    except OSError as error:
        raise OutputError(f"{folder} : impossible d'écrire ici ({reason(error)}).") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _copied(source: str, target: str) -> str:
    """As `copytree` does by default, but the first file that cannot be copied ends it, with its cause."""
    try:
        return shutil.copy2(source, target)
    except OSError as error:
        raise OutputError(f"{target} : impossible d'écrire ici ({reason(error)}).") from error


def recover(folder: Path) -> None:
    """After a run that was killed between two renames: the earlier folder comes back."""
    aside = _aside(folder)
    if not aside.exists():
        return
    if folder.exists():
        shutil.rmtree(aside, ignore_errors=True)
    else:
        aside.rename(folder)


def sweep(folder: Path) -> None:
    """Removes what killed runs left half-written beside the folder, and nothing of a folder whose name begins alike."""
    for draft in folder.parent.glob(f".{glob.escape(folder.name)}.*.part"):
        if HALF_WRITTEN.fullmatch(draft.name.removeprefix(f".{folder.name}")):
            shutil.rmtree(draft, ignore_errors=True)


def _put_in_place(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    aside = _aside(folder)
    folder.rename(aside)
    draft.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.avant")


def _skipped(at: str, folder: Path, without: Collection[str]) -> Collection[str]:
    return without if Path(at) == folder else ()
