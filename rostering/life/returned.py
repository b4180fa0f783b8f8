"""What a coordinator changed in a workbook, laid upon the version in force: merged, or refused with the reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rostering.domain.journal import Entry
from rostering.domain.roster import Pair, Roster
from rostering.instance import Instance
from rostering.life.proposal import Proposal
from rostering.life.territory import unpinned
from rostering.problem.problem import Problem
from rostering.review.effect import Move
from rostering.review.wording import in_words
from rostering.rules.base import plural

Place = Callable[[Move], str]
"""Where in the workbook a duty was changed."""


@dataclass(frozen=True)
class Merge:
    """What was edited, held against what changed since: to apply, already so, and changed otherwise by someone else."""

    edits: tuple[Move, ...]
    already: tuple[Move, ...] = ()
    clashes: tuple[Move, ...] = ()


def merge(edits: Sequence[Move], base: Roster, now: Roster) -> Merge:
    """Each edit of the version `base` against the version in force, duty by duty."""
    apply, already, clashes = [], [], []
    for move in edits:
        was, held = _on(base, move.shift), _on(now, move.shift)
        if held == was:
            apply.append(move)
        elif held == (was - frozenset(move.leaves)) | frozenset(move.takes):
            already.append(move)
        else:
            clashes.append(move)
    return Merge(tuple(apply), tuple(already), tuple(clashes))


def _on(roster: Roster, shift: str) -> frozenset[str]:
    return frozenset(roster.by_shift.get(shift, ()))


def imported(instance: Instance, name: str, version: int, edits: Sequence[Move]) -> Proposal:
    """The edits as one event; `version`: the one that the workbook was written from."""
    lost = tuple(Pair(doctor, move.shift) for move in edits for doctor in move.leaves)
    gained = tuple(Pair(doctor, move.shift) for move in edits for doctor in move.takes)
    change = "change" if len(edits) == 1 else "changent"
    return Proposal(
        kind="import",
        told=f"Classeur {name}, version {version} : {plural(len(edits), 'garde')} {change} de mains",
        about=tuple(sorted({pair.doctor for pair in (*lost, *gained)})),
        lost=lost,
        gained=gained,
        territory=unpinned(instance, lost),
    )


def clashing(
    then: Problem, clashes: Sequence[Move], since: Sequence[Entry], place: Place
) -> Iterator[str]:
    """A sentence for each duty changed on both sides; `since`: the entries after the workbook's version."""
    for move in clashes:
        told = [
            f"n° {one.number} ({one.told}, {one.who})" for one in since if move.shift in one.touched
        ]
        yield (
            f"{place(move)} : dans le classeur, {in_words(then, move)} ; mais cette garde a changé depuis au journal, "
            f"{' puis '.join(told) or 'autre version'} : la reprendre dans le classeur de la version en vigueur."
        )


def strangers(then: Problem, now: Problem, edits: Sequence[Move], place: Place) -> Iterator[str]:
    """A sentence for each edit that speaks of a duty or a doctor that the territory no longer has."""
    for move in edits:
        if move.shift not in now.shift_by_id:
            yield f"{place(move)} : {in_words(then, move)} ; mais cette garde n'est plus au tableau."
        for doctor in move.takes:
            if doctor not in now.doctor_by_id:
                name = then.doctor_by_id[doctor].name
                yield f"{place(move)} : le Dr {name} n'est plus au territoire."
