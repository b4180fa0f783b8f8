"""Taking an event back, and stepping from state to state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rostering.domain.journal import Entry, State
from rostering.domain.roster import Pair, Roster
from rostering.errors import Refused
from rostering.life.proposal import Proposal
from rostering.problem.problem import Problem
from rostering.rules.base import plural, the_shift

ORDER = tuple(State)


def undone(
    problem: Problem, roster: Roster, entries: Sequence[Entry], number: int | None
) -> Proposal:
    """What takes an entry of the journal back; without a number, the last one not taken back yet.

    Raises Refused when there is none, or when its duties changed hands again since.
    """
    entry = _chosen(entries, number)
    lost, gained = (tuple(one.pair for one in held) for held in (entry.gained, entry.lost))
    known = problem.shift_by_id
    if reasons := [
        *_moved_since(problem, roster, entries, entry),
        *_still_on_duty(problem, roster, entries, entry),
    ]:
        raise Refused(*reasons)
    return Proposal(
        kind="undo",
        told=f"Annulation du n° {entry.number} : {entry.told}",
        about=tuple(sorted({pair.doctor for pair in (*lost, *gained)})),
        lost=tuple(pair for pair in lost if pair.shift in known),
        gained=gained,
        territory=tuple(one.inverse for one in reversed(entry.territory)),
        undoes=entry.number,
    )


def _chosen(entries: Sequence[Entry], number: int | None) -> Entry:
    taken_back = {entry.undoes for entry in entries}
    able = [
        entry
        for entry in entries
        if entry.version is not None
        and entry.kind not in ("publish", "undo", "worked")
        and entry.number not in taken_back
    ]
    if number is None:
        if not able:
            raise Refused("Rien à annuler : le journal ne contient aucun changement.")
        return able[-1]
    found = next((entry for entry in able if entry.number == number), None)
    if found is None:
        raise Refused(
            f"Le n° {number} du journal n'est pas un changement qui s'annule, ou il est déjà annulé."
        )
    return found


def _moved_since(
    problem: Problem, roster: Roster, entries: Sequence[Entry], entry: Entry
) -> Iterator[str]:
    """The duties of the entry that are no longer as it left them, with what moved them."""
    for one in entry.gained:
        if one.pair not in roster:
            later = [e for e in entries if e.number > entry.number and one.shift in e.touched]
            what = f"le n° {later[-1].number} ({later[-1].told})" if later else "une autre version"
            yield (
                f"{_shift(problem, one.shift)} a encore changé de mains depuis : annuler d'abord {what}."
            )
    for one in entry.lost:
        if one.pair in roster and one not in entry.gained:
            yield f"{_shift(problem, one.shift)} est déjà revenue à son médecin."


def _still_on_duty(
    problem: Problem, roster: Roster, entries: Sequence[Entry], entry: Entry
) -> Iterator[str]:
    """Doctors who came with the entry and hold duties that later ones gave them."""
    own = {one.pair for one in entry.gained}
    for doctor in arrived(entry):
        held = [
            shift for shift in roster.by_doctor.get(doctor, ()) if Pair(doctor, shift) not in own
        ]
        if held:
            later = [e for e in entries if e.number > entry.number and {*held} & {*e.touched}]
            since = f" (n° {', '.join(str(e.number) for e in later)})" if later else ""
            name = problem.doctor_by_id[doctor].name
            yield f"Dr {name} tient {plural(len(held), 'garde')} depuis{since} : les reprendre d'abord."


def arrived(entry: Entry) -> Iterator[str]:
    """The doctors whom the entry brought into the territory."""
    for one in entry.territory:
        if one.section == "doctors":
            before = {told["id"] for told in one.removed}
            yield from (str(told["id"]) for told in one.added if told["id"] not in before)


def _shift(problem: Problem, id_: str) -> str:
    return the_shift(problem, id_) if id_ in problem.shift_by_id else id_


def stepped(current: State, wanted: State, why: str) -> str:
    """The step in words. Raises Refused when it goes nowhere, or back without a reason."""
    if wanted is State.CLOSED is not current:
        raise Refused(
            "« clos » vient de « rostering close », qui porte les gardes faites au livre."
        )
    if wanted is current:
        raise Refused(f"Le tableau est déjà {wanted.label}.")
    if ORDER.index(wanted) < ORDER.index(current) and not why:
        raise Refused(
            f"Le tableau est {current.label} : le remettre à « {wanted.label} » demande un motif (--why)."
        )
    return f"Tableau {wanted.label} (il était {current.label})"
