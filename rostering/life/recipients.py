"""Whom each decision must reach, by the state of the roster when it was taken (CSP art. R.6315-2; domain.md §1.2, §6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rostering.domain.journal import Entry, State
from rostering.domain.roster import Pair
from rostering.domain.vocabulary import Body
from rostering.life.undo import ORDER

DOCTOR = "medecins/"
"""What a doctor's key begins with, as in the folder of calendars; a body's key is its code."""
SILENT = frozenset({"told", "worked"})
"""Kinds that nobody needs to be told of: what was said, and facts that the closing list tells."""
BEFORE = (
    "tableau pas encore diffusé ({}) : les médecins concernés, et le CDOM dès que possible ; "
    "les autres le recevront à la diffusion"
)
AFTER = "tableau diffusé : le CDOM transmet tout changement aux mêmes destinataires (CSP R. 6315-2)"
TRANSMISSION = "le tableau se transmet au CDOM au plus tard à J-45 (CSP R. 6315-2)"
DIFFUSION = "le CDOM diffuse le tableau au plus tard à J-10 (CSP R. 6315-2)"
AFRESH = "tableau publié à nouveau avant sa diffusion : seul le CDOM en avait un"


FORWARDED_TO = tuple(body for body in Body if body is not Body.CDOM)
"""Whom the CDOM sends the tableau, and every change of it once it is diffused."""


@dataclass(frozen=True)
class Due:
    """A decision that people must be told: who (keys), which of them are told already, and why they.

    `state`: where the roster stood once it was taken; `then`: who held what after it; `now`: who holds what today.
    """

    entry: Entry
    state: State
    who: tuple[str, ...]
    reason: str
    then: frozenset[Pair]
    now: frozenset[Pair]
    told: frozenset[str] = frozenset()

    @property
    def pending(self) -> tuple[str, ...]:
        """Who must still be told."""
        return tuple(key for key in self.who if key not in self.told)


def doctor_key(doctor: str) -> str:
    """The key of a doctor among recipients."""
    return DOCTOR + doctor


def mark(number: int, key: str) -> str:
    """How the journal notes that somebody was told of an entry."""
    return f"{number}:{key}"


def reshapes(entry: Entry) -> bool:
    """Does it add a duty, take one away, or change how many doctors one needs?"""
    return any(change.section == "lines" for change in entry.territory)


def dues(entries: Sequence[Entry]) -> tuple[Due, ...]:
    """Every decision that somebody must be told, in order, with who was told since.

    Whoever was told neither of a change nor of its undoing need not hear of either.
    """
    marks = {one for entry in entries for one in entry.informed}
    undone = {entry.undoes: entry.number for entry in entries if entry.undoes is not None}
    found = {due.entry.number: due for due in _dues(entries)}
    told = {
        number: frozenset(key for key in due.who if mark(number, key) in marks)
        for number, due in found.items()
    }
    for number, later in undone.items():
        if number in found and later in found:
            quiet = _pending(found[number], told) & _pending(found[later], told)
            told[number], told[later] = told[number] | quiet, told[later] | quiet
    return tuple(_with(due, told[number]) for number, due in found.items())


def _pending(due: Due, told: Mapping[int, frozenset[str]]) -> frozenset[str]:
    return frozenset(due.who) - told[due.entry.number]


def _with(due: Due, told: frozenset[str]) -> Due:
    return replace(due, told=told)


def _dues(entries: Sequence[Entry]) -> Iterator[Due]:
    """A step tells of the roster as it is now: who holds what after the last entry."""
    now = _after(frozenset(), entries)
    state, held = State.DRAFT, frozenset[Pair]()
    for entry in entries:
        before = state
        state = entry.state or state
        held = _after(held, (entry,))
        who, reason = _who(entry, before, state, held)
        if who:
            yield Due(entry, state, who, reason, held, now)


def _after(held: frozenset[Pair], entries: Iterable[Entry]) -> frozenset[Pair]:
    for entry in entries:
        held = (held - {one.pair for one in entry.lost}) | {one.pair for one in entry.gained}
    return held


def _who(
    entry: Entry, before: State, state: State, held: frozenset[Pair]
) -> tuple[tuple[str, ...], str]:
    if entry.kind == "state":
        return _of_a_step(before, state, held)
    if entry.kind in SILENT or entry.number == 1:
        return (), ""
    if not entry.touched and not reshapes(entry):
        return (), ""
    is_out = ORDER.index(state) >= ORDER.index(State.FORWARDED)
    if entry.kind == "publish" and entry.afresh:
        sent = ORDER.index(state) >= ORDER.index(State.TRANSMITTED)
        return ((Body.CDOM.value,) if sent else ()), AFRESH
    concerned = _doctors({one.doctor for one in (*entry.lost, *entry.gained)})
    if is_out:
        bodies = (Body.CDOM, *FORWARDED_TO)
        return (*concerned, *(body.value for body in bodies)), AFTER
    return (*concerned, Body.CDOM.value), BEFORE.format(state.label)


def _of_a_step(before: State, state: State, held: frozenset[Pair]) -> tuple[tuple[str, ...], str]:
    """A roster that goes on to the CDOM, to everyone else, or to both when steps were skipped; back, it tells nobody."""
    transmitted = _passes(State.TRANSMITTED, before, state)
    forwarded = _passes(State.FORWARDED, before, state)
    who: tuple[str, ...] = (Body.CDOM.value,) if transmitted else ()
    if forwarded:
        bodies = tuple(body.value for body in FORWARDED_TO)
        who += (*bodies, *_doctors({pair.doctor for pair in held}))
    reasons = (TRANSMISSION * transmitted, DIFFUSION * forwarded)
    return who, " ; ".join(filter(None, reasons))


def _passes(step: State, before: State, after: State) -> bool:
    return ORDER.index(before) < ORDER.index(step) <= ORDER.index(after)


def _doctors(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(doctor_key(id_) for id_ in sorted(ids))
