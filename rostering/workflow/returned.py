"""A workbook edited in Excel is read back, held against the version in force, and judged like any change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rostering.domain.roster import Pair
from rostering.errors import Refused
from rostering.files.atomic import is_held_open
from rostering.life.frozen import barred
from rostering.life.returned import Merge, clashing, imported, merge, strangers
from rostering.review.effect import Move, moves
from rostering.review.publication import Publication
from rostering.workflow.earlier import version_of, versions_of
from rostering.workflow.life import Asked, judged
from rostering.workflow.published import Published, Signature, load_open


@dataclass(frozen=True)
class Returned:
    """What a workbook changes. `places`: sheet and cell of each duty edited; `asked`: None when there is nothing to write.

    `open_elsewhere`: a spreadsheet still holds it open.
    """

    workbook: Path
    published: Published
    base: Publication
    merge: Merge
    places: Mapping[str, str]
    open_elsewhere: bool
    asked: Asked | None = None

    def place(self, move: Move) -> str:
        """Where the duty was edited."""
        return self.places[move.shift] or "feuille Gardes"


def ask_import(path: Path, workbook: Path, signature: Signature) -> Returned:
    """What an edited workbook changes in the version in force.

    Raises RosterMismatch when it cannot be read, Refused with every reason why its changes cannot be.
    """
    from rostering.export.excel.returned import read_returned

    published = load_open(path)
    base = _base(published, workbook)
    cells = read_returned(workbook, base)
    edits = tuple(moves(base.problem, base.roster, cells.roster))
    places = {move.shift: _place(cells.held, cells.published, move) for move in edits}
    merged = merge(edits, base.roster, published.roster)
    found = Returned(workbook, published, base, merged, places, is_held_open(workbook))
    reasons = tuple(_reasons(found, signature))
    if reasons:
        raise Refused(*reasons)
    return replace(found, asked=_asked(found, signature)) if merged.edits else found


def _place(cells: Mapping[Pair, str], published: Mapping[Pair, str], move: Move) -> str:
    """The cells where the duty was changed: those that say somebody else, and those that lost somebody."""
    found = [cells.get(Pair(who, move.shift), "") for who in move.takes]
    found += [published.get(Pair(who, move.shift), "") for who in move.leaves]
    return " et ".join(dict.fromkeys(filter(None, found)))


def _base(published: Published, workbook: Path) -> Publication:
    """The version that the workbook was written from.

    Raises Refused when it is not one of this folder's.
    """
    from rostering.export.excel.returned import fingerprint, identity

    told, ours = identity(workbook), published.publication.instance.id
    if told.roster != ours:
        raise Refused(f"{workbook} est le tableau de « {told.roster} », ce dossier est « {ours} ».")
    if told.version not in versions_of(published):
        raise Refused(
            f"{workbook} est d'une version {told.version} que {published.folder.path} n'a jamais publiée."
        )
    base = version_of(published, told.version)
    if told.fingerprint != fingerprint(base):
        raise Refused(
            f"{workbook} porte le numéro de la version {told.version}, mais pas son tableau : il vient d'un autre dossier."
        )
    return base


def _reasons(found: Returned, signature: Signature) -> Iterator[str]:
    """Why what was edited cannot be laid upon the version in force, whatever the rules say."""
    then, now = found.base.problem, found.published.publication.problem
    entries = found.published.folder.entries
    since = [one for one in entries if (one.version or 0) > found.base.version]
    yield from clashing(then, found.merge.clashes, since, found.place)
    yield from strangers(then, now, found.merge.edits, found.place)
    for move in found.merge.edits:
        if move.shift in now.shift_by_id:
            for said in barred(now, [move.shift], signature.at, signature.late):
                yield f"{found.place(move)} : {said}"


def _asked(found: Returned, signature: Signature) -> Asked:
    """The judgement of the edits that remain to be made."""
    folder = found.published.folder
    name, version, edits = found.workbook.name, found.base.version, found.merge.edits
    proposal = imported(folder.published, name, version, edits)
    document = folder.instance if proposal.territory else folder.published
    return judged(found.published, proposal, document, signature)
