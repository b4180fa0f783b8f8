"""What an edited workbook changes, cell by cell, in French."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.review.wording import in_words
from rostering.rules.base import plural
from rostering.workflow.returned import Returned


def returned_in_words(found: Returned) -> Iterator[str]:
    """The version it is of, what it changes and where, what was already so, which cells break a rule."""
    yield _heading(found)
    then = found.base.problem
    for move in found.merge.edits:
        yield f"  • {found.place(move)} : {in_words(then, move)}"
    for move in found.merge.already:
        yield f"  • déjà fait depuis, {found.place(move)} : {in_words(then, move)}"
    if found.open_elsewhere:
        yield (
            f"{found.workbook.name} est encore ouvert : ce qui n'y est pas enregistré n'a pas été lu. Le fermer "
            "sans rien y ajouter."
        )
    if not found.merge.edits:
        yield "Rien à écrire."
        return
    if cells := tuple(at_fault(found)):
        yield f"Cellules en cause : {', '.join(cells)}."


def _heading(found: Returned) -> str:
    name, base, now = (
        found.workbook.name, found.base.version, found.published.publication.version,
    )  # fmt: skip
    edits = len(found.merge.edits) + len(found.merge.already)
    if not edits:
        same = "" if base == now else f" ; la version en vigueur est la {now}"
        return f"{name} dit la même chose que la version {base}{same}."
    changed = plural(edits, "garde modifiée")
    if base == now:
        return f"{name}, version {base} : {changed}."
    return f"{name}, version {base} : {changed}, à réunir avec la version {now} en vigueur."


def at_fault(found: Returned) -> Iterator[str]:
    """The cells whose duties or doctors a hard rule is broken for."""
    if found.asked is None:
        return
    broken = found.asked.verdict.effect.new_hard
    for move in found.merge.edits:
        doctors = set(move.takes) | set(move.leaves)
        if any(move.shift in one.shifts and doctors & set(one.doctors) for one in broken):
            yield found.place(move)
