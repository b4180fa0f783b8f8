"""Reading a roster back from an exported workbook, edited or not: values only, from « Gardes »."""

from __future__ import annotations

import difflib
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from rostering.domain.roster import Pair, Roster
from rostering.errors import Mistake, RosterMismatch
from rostering.export.excel.edition import VACANT
from rostering.export.excel.labels import folded, labels
from rostering.export.excel.legal import META
from rostering.export.excel.posts import SHEET
from rostering.export.excel.text import quoted
from rostering.problem.problem import Problem

DOCTOR, CODE, PUBLISHED = "Médecin", "Code du poste", "Publié"
NOBODY = frozenset({"", folded(VACANT), "neant", "personne", "facultatif"})
"""What people leave or type in the cell of a post that nobody holds."""
MOST_SUGGESTIONS = 1


@dataclass
class _Reader:
    """The mistakes met so far, and who each spelling means."""

    problem: Problem
    mistakes: list[Mistake] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.names = labels(self.problem.doctors)
        self.meanings = _meanings(self.problem, self.names)

    def doctor(self, place: str, typed: str) -> str | None:
        """The doctor's id, or None with a mistake noted."""
        found = self.meanings.get(folded(typed), ())
        if len(found) == 1:
            return found[0]
        if found:
            choices = " ou ".join(f"« {self.names[one]} »" for one in found)
            self.mistakes.append(
                Mistake(place, typed, f"plusieurs médecins portent ce nom : écrire {choices}")
            )
        else:
            self.mistakes.append(Mistake(place, typed, self._unknown(typed)))
        return None

    def _unknown(self, typed: str) -> str:
        near = difflib.get_close_matches(
            folded(typed), self.meanings, n=MOST_SUGGESTIONS, cutoff=0.6
        )
        said = "médecin inconnu de l'instance"
        if not near:
            return f"{said} : choisir un nom de la liste déroulante"
        return f"{said} ; le plus proche : « {self.names[self.meanings[near[0]][0]]} »"

    def shift(self, place: str, code: str) -> str | None:
        """The shift's id, or None with a mistake noted."""
        if code in self.problem.shift_by_id:
            return code
        near = difflib.get_close_matches(code, self.problem.shift_by_id, n=1, cutoff=0.8)
        nearest = f" ; le plus proche : « {near[0]} »" if near else ""
        self.mistakes.append(Mistake(place, code, f"plage inconnue de l'instance{nearest}"))
        return None


def _meanings(problem: Problem, names: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Spelling → doctors: label, plain name, first name first, code and RPPS."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for doctor in problem.doctors:
        swapped = f"{doctor.first_name} {doctor.last_name}"
        for spelling in (names[doctor.id], doctor.name, swapped, doctor.id, doctor.rpps):
            if spelling:
                found[folded(spelling)].add(doctor.id)
    return {spelling: tuple(sorted(ids)) for spelling, ids in found.items()}


class Row(NamedTuple):
    """A row of « Gardes »: where its doctor cell is, the code of its shift, who is typed, who was published there."""

    place: str
    code: str
    typed: str
    published: str


@dataclass(frozen=True)
class Cells:
    """What the doctor cells of « Gardes » say, and where.

    `held`: the cell of each pair; `published`: the cell where each pair stood when the workbook was written;
    `seats`: rows of each shift.
    """

    held: Mapping[Pair, str]
    published: Mapping[Pair, str]
    seats: Mapping[str, int]

    @property
    def roster(self) -> Roster:
        """Who is on what."""
        return Roster(frozenset(self.held))


def read_posted(path: Path, problem: Problem) -> Roster:
    """The roster that the doctor cells of « Gardes » say.

    Raises RosterMismatch with every mistake: sheet and cell, what was read, the nearest spelling.
    """
    return read_cells(path, problem).roster


def read_cells(path: Path, problem: Problem) -> Cells:
    """The doctor cells of « Gardes », each with its place.

    Raises RosterMismatch with every mistake: sheet and cell, what was read, the nearest spelling.
    """
    workbook = open_workbook(path)
    reader = _Reader(problem)
    _check_identity(workbook, reader)
    rows = tuple(_rows(path, workbook))
    pairs: dict[Pair, str] = {}
    for row in rows:
        pair = _pair(reader, row)
        if pair is None:
            continue
        if pair in pairs:
            said = f"ce médecin est déjà inscrit sur cette plage en {pairs[pair]}"
            reader.mistakes.append(Mistake(row.place, row.typed, said))
        pairs[pair] = row.place
    if reader.mistakes:
        raise RosterMismatch(all_mistakes(path, reader.mistakes))
    return Cells(pairs, dict(_published(reader, rows)), Counter(row.code for row in rows))


def _published(reader: _Reader, rows: Sequence[Row]) -> Iterator[tuple[Pair, str]]:
    for row in rows:
        if len(found := reader.meanings.get(folded(row.published), ())) == 1:
            yield Pair(found[0], row.code), row.place


def _pair(reader: _Reader, row: Row) -> Pair | None:
    place, code, typed, _ = row
    if folded(typed) in NOBODY:
        return None
    if not code:
        said = "ligne ajoutée à la main : écrire ce médecin dans une ligne existante de la plage"
        reader.mistakes.append(Mistake(place, typed, said))
        return None
    doctor, shift = reader.doctor(place, typed), reader.shift(place, code)
    return Pair(doctor, shift) if doctor and shift else None


def open_workbook(path: Path) -> Workbook:
    """The workbook, values only.

    Raises RosterMismatch when it is none, or has no « Gardes ».
    """
    try:
        content = BytesIO(path.read_bytes())  # the file is let go: it may be written again
        workbook: Workbook = load_workbook(content, read_only=True, data_only=True)
    except FileNotFoundError:
        raise RosterMismatch(f"{path} : ce fichier n'existe pas.") from None
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise RosterMismatch(f"{path} : ce n'est pas un classeur Excel lisible (.xlsx).") from error
    if SHEET not in workbook.sheetnames:
        there = ", ".join(f"« {name} »" for name in workbook.sheetnames)
        raise RosterMismatch(f"{path} : la feuille « {SHEET} » manque (feuilles lues : {there}).")
    return workbook


def told_by_meta(workbook: Workbook) -> Mapping[str, str]:
    """What `_meta` says of the roster; nothing where the sheet is missing."""
    if META not in workbook.sheetnames:
        return {}
    rows = workbook[META].iter_rows(max_col=2, values_only=True)
    return {str(row[0]): str(row[1]) for row in rows if len(row) > 1}


def _check_identity(workbook: Workbook, reader: _Reader) -> None:
    told = told_by_meta(workbook)
    horizon, ours = reader.problem.facts.horizon, reader.problem.facts.id
    expected = {"roster": ours, "start": f"{horizon.start}", "end": f"{horizon.end}"}
    for key, value in expected.items():
        if told.get(key, value) != value:
            said = f"ce tableau n'est pas celui de l'instance, qui dit « {value} »"
            reader.mistakes.append(Mistake(f"feuille {META}, {key}", told[key], said))


def _rows(path: Path, workbook: Workbook) -> Iterator[Row]:
    """Each row under the headings."""
    columns: dict[str, int] = {}
    for number, values in enumerate(workbook[SHEET].iter_rows(values_only=True), 1):
        if not columns:
            columns = _headings(values)
            continue
        typed, code, was = (
            _text(values, columns.get(title)) for title in (DOCTOR, CODE, PUBLISHED)
        )
        cell = f"{get_column_letter(columns[DOCTOR] + 1)}{number}"
        yield Row(f"feuille {quoted(SHEET).strip(chr(39))}, cellule {cell}", code, typed, was)
    if not columns:
        raise RosterMismatch(
            f"{path} : dans « {SHEET} », les colonnes « {DOCTOR} » et « {CODE} » (masquée) sont introuvables."
        )


def _headings(values: Sequence[object]) -> dict[str, int]:
    found = {str(value).strip(): index for index, value in enumerate(values) if value is not None}
    return found if DOCTOR in found and CODE in found else {}


def _text(values: Sequence[object], index: int | None) -> str:
    value = values[index] if index is not None and index < len(values) else None
    return "" if value is None else str(value).strip()


def all_mistakes(path: Path, mistakes: Sequence[Mistake]) -> str:
    """The message of a workbook that could not be read whole."""
    count = f"{len(mistakes)} erreurs" if len(mistakes) > 1 else "1 erreur"
    return f"{path} : {count}.\n" + "\n".join(f"  • {mistake}" for mistake in mistakes)
