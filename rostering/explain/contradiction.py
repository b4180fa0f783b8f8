"""Contradictory data in French: each conflict, equal reasons told together, each with its place in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from rostering.solve.outcome import Conflict, Infeasible, Member

Place = Callable[[Member], str]
"""Where in the file a statement stands; "" when it is not written there."""
ALIKE = 3
"""From so many on, members of one rule are told together."""
MANY = 6
"""Beyond so many, without their dates and places; --json has all."""


def no_place(member: Member) -> str:
    """Of a document that no file holds."""
    return ""


def in_words(found: Infeasible, place: Place = no_place) -> Iterator[str]:
    """Every conflict, a line each statement; then how sure it is."""
    many = len(found.conflicts) > 1
    for number, conflict in enumerate(found.conflicts, 1):
        which = f"Contradiction {number} sur {len(found.conflicts)}" if many else "Contradiction"
        enough = (
            "retirer l'une de ces lignes suffit"
            if conflict.proved_minimal
            else "recherche interrompue, la liste peut être réduite"
        )
        yield f"{which} : ceci ne peut pas tenir ensemble ({enough}) :"
        yield from (f"  • {line}" for line in lines(conflict, place))
    if not found.conflicts:
        yield "Ce qui se contredit n'a pas été trouvé avant la fin du temps ou l'arrêt demandé."
    elif not found.complete:
        yield "D'autres contradictions sont possibles : relancer une fois celles-ci levées."


def lines(conflict: Conflict, place: Place) -> Iterator[str]:
    """A line a statement; many of one rule on one line."""
    ordered = sorted(conflict.members, key=lambda member: member.rule)
    for _, same in groupby(ordered, key=lambda member: member.rule):
        members = list(same)
        if len(members) < ALIKE:
            yield from (_placed(member.sentence, member, place) for member in members)
            continue
        title = members[0].sentence.partition(" : ")[0]
        yield f"{title} ({len(members)}) : {' ; '.join(_together(members, place))}"


def _together(members: list[Member], place: Place) -> Iterator[str]:
    """Each member without the rule's name; of very many, only whom it is about."""
    for member in members:
        about = member.sentence.partition(" : ")[2]
        if len(members) > MANY:
            yield about.partition(", ")[0]
        else:
            yield _placed(about, member, place)


def _placed(sentence: str, member: Member, place: Place) -> str:
    where = place(member)
    return f"{sentence} [{where}]" if where else sentence
