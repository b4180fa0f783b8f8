"""A workbook that comes back from its coordinator: which version it is of, what its cells say, what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rostering.errors import Mistake, RosterMismatch
from rostering.export.excel.edition import Edition
from rostering.export.excel.legal import META
from rostering.export.excel.posts import SHEET
from rostering.export.excel.reading import (
    Cells,
    all_mistakes,
    open_workbook,
    read_cells,
    told_by_meta,
)
from rostering.export.excel.save import was_saved_again
from rostering.review.publication import Publication
from rostering.rules.base import plural, the_shift


@dataclass(frozen=True)
class Identity:
    """Whose roster a workbook shows, and the version it was written from. `fingerprint`: who was on what."""

    roster: str
    version: int
    fingerprint: str


def identity(path: Path) -> Identity:
    """What the workbook says of itself, hidden.

    Raises RosterMismatch when it is no workbook of ours.
    """
    told = told_by_meta(open_workbook(path))
    version = told.get("version", "")
    if not version.isdecimal() or "roster" not in told:
        raise RosterMismatch(
            f"{path} : la feuille masquée « {META} » manque ou a été modifiée, on ne sait pas de quelle version il "
            "est ; repartir du tableau.xlsx du dossier."
        )
    return Identity(told["roster"], int(version), told.get("roster_hash", ""))


def read_returned(path: Path, publication: Publication) -> Cells:
    """The cells of a workbook written from that publication.

    Raises RosterMismatch with every mistake, a row that was taken out included.
    """
    cells = read_cells(path, publication.problem)
    mistakes = tuple(_gone(cells, Edition(publication)))
    if mistakes:
        raise RosterMismatch(all_mistakes(path, mistakes))
    return cells


def holds_more(path: Path, publication: Publication) -> bool:
    """Does the workbook bear somebody's edits that are not in this publication?"""
    if not was_saved_again(path):
        return False
    try:
        cells = read_cells(path, publication.problem)
    except RosterMismatch:
        return True
    typed, was, now = set(cells.held), set(cells.published), publication.roster.pairs
    return not (typed - was <= now and now.isdisjoint(was - typed))


def fingerprint(publication: Publication) -> str:
    """What tells a publication's roster from another's, as its workbooks say it."""
    return Edition(publication).fingerprint


def _gone(cells: Cells, edition: Edition) -> Iterator[Mistake]:
    for shift, posts in edition.posts_by_shift.items():
        gone = len(posts) - cells.seats.get(shift, 0)
        if gone > 0:
            said = (
                f"{plural(gone, 'ligne supprimée')} : remettre la ligne, ou laisser vide sa cellule « Médecin » "
                "si personne ne tient la garde"
            )
            yield Mistake(f"feuille {SHEET}", the_shift(edition.problem, shift), said)
