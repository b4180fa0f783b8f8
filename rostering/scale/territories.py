"""Which territories a batch is about: those of a folder, or those that a list names, and where each will be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rostering.errors import Mistake, UnreadableFile
from rostering.files.load import WORKBOOK_SUFFIXES, YAML_SUFFIXES
from rostering.files.yaml_form import decode

IN_FOLDERS = (YAML_SUFFIXES | WORKBOOK_SUFFIXES) - {".json"}
"""What is taken from a folder: our own answers end in .json, a list may still name one."""
COMMENT = "#"


@dataclass(frozen=True)
class Territory:
    """A file, and its name: the folder under the batch's own where its roster goes."""

    name: str
    path: Path


@dataclass(frozen=True)
class Named:
    """A territory and where it was named: « ligne 3 » of a list, or its own file."""

    place: str
    territory: Territory


def territories(source: Path, out: Path) -> tuple[Territory, ...]:
    """The territories of a folder (and of the folders in it) or of a list, by name.

    Raises UnreadableFile with every mistake: a file that is not there, two that would be written in one place.
    """
    if source.is_dir():
        named = [Named(str(t.path.relative_to(source)), t) for t in _of_folder(source, out)]
        mistakes: list[Mistake] = []
    else:
        named, mistakes = _of_list(source)
    mistakes += _twice(named)
    if not named and not mistakes:
        expected = "au moins un territoire (.yaml ou .xlsx) attendu"
        mistakes.append(Mistake("dossier" if source.is_dir() else "liste", "", expected))
    if mistakes:
        raise UnreadableFile(str(source), tuple(mistakes))
    return tuple(sorted((one.territory for one in named), key=lambda one: one.name))


def _of_folder(folder: Path, out: Path) -> Iterator[Territory]:
    """Every territory under the folder, except hidden files, locks of spreadsheets and what we wrote."""
    target = out.resolve()
    if target == folder.resolve():
        expected = "donner avec --out un autre dossier que celui des territoires"
        raise UnreadableFile(str(folder), (Mistake("--out", str(out), expected),))
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        if path.suffix.lower() not in IN_FOLDERS or hidden or not path.is_file():
            continue
        if target not in path.resolve().parents:
            yield Territory(_name(path, folder), path)


def _of_list(source: Path) -> tuple[list[Named], list[Mistake]]:
    """One path a line, from the list's own folder; empty lines and « # » are for people."""
    if source.suffix.lower() in IN_FOLDERS and source.exists():
        expected = (
            "c'est un territoire : « rostering solve », ou donner un dossier, ou une liste (.txt)"
        )
        raise UnreadableFile(str(source), (Mistake("fichier", "", expected),))
    named, mistakes = [], []
    for number, line in enumerate(decode(source).splitlines(), start=1):
        written = line.strip()
        if not written or written.startswith(COMMENT):
            continue
        path = source.parent / written
        place = f"ligne {number}"
        if path.is_file():
            named.append(Named(place, Territory(_name(path, source.parent), path)))
        else:
            expected = "c'est un dossier : nommer ses fichiers" if path.is_dir() else "introuvable"
            mistakes.append(Mistake(place, written, expected))
    return named, mistakes


def _name(path: Path, folder: Path) -> str:
    """Its path from the folder, without the extension; only its own name when it lies elsewhere."""
    whole, base = path.resolve(), folder.resolve()
    inside = whole.relative_to(base) if base in whole.parents else Path(whole.name)
    return inside.with_suffix("").as_posix()


def _twice(named: Iterable[Named]) -> Iterator[Mistake]:
    """Two territories that would be written in one folder, or one in the other's."""
    listed = list(named)
    first: dict[str, Named] = {}
    for one in listed:
        first.setdefault(one.territory.name.casefold(), one)
    for one in listed:
        name = one.territory.name.casefold()
        if first[name] is not one:
            yield _clash(one, first[name], "le même dossier que")
        for above in _parents(name):
            if above in first:
                yield _clash(one, first[above], "le dossier de")


def _clash(one: Named, other: Named, where: str) -> Mistake:
    expected = (
        f"irait dans {where} {other.territory.path.name} ({other.place}) : "
        "n'en garder qu'un, ou changer un nom"
    )
    return Mistake(one.place, one.territory.path.name, expected)


def _parents(name: str) -> Iterator[str]:
    """ "62" and "62/nord" above "62/nord/lens"."""
    parts = name.split("/")
    yield from ("/".join(parts[:count]) for count in range(1, len(parts)))
