"""What a doctor is told: the duties lost, the duties gained, who has them or had them, whom to call."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.people import Doctor
from rostering.life.notice_facts import Handover, NoticeFacts, joined, with_phone
from rostering.life.recipients import Due
from rostering.rules.base import plural

CLOSING = (
    "Votre fichier d'agenda est à jour : à importer de nouveau, sauf si vous y êtes abonné.",
    "Une difficulté ? Merci de la signaler au plus vite à la coordination du tableau de garde.",
    "",
    "Bien cordialement,",
    "La coordination du tableau de garde",
)


def doctor_text(due: Due, facts: NoticeFacts, doctor: Doctor) -> tuple[str, str]:
    """The subject and the text."""
    if due.entry.kind == "state":
        return _diffused(due, facts, doctor)
    moves = tuple(facts.handovers(due))
    lost = [move for move in moves if doctor in move.givers]
    gained = [move for move in moves if doctor in move.takers]
    lines = [
        f"Bonjour Dr {doctor.name},",
        "",
        f"Le tableau de garde {facts.title} change (version {facts.version}).",
        "",
        *_listed("Vous ne tenez plus :", [_lost(facts, move) for move in lost]),
        *_listed("Vous tenez désormais :", [_gained(facts, move, doctor) for move in gained]),
        *CLOSING,
    ]
    return f"Vos gardes changent : {_days(lost, gained)}", "\n".join(lines)


def _listed(heading: str, told: list[str]) -> Iterator[str]:
    if told:
        yield heading
        yield from (f"– {line}" for line in told)
        yield ""


def _lost(facts: NoticeFacts, move: Handover) -> str:
    duty = facts.told(move.shift)
    if move.gone:
        return f"{duty} : elle n'a plus lieu."
    if not move.takers:
        return f"{duty} : elle reste à pourvoir." if move.short else f"{duty}."
    return f"{duty} : reprise par {joined(move.takers, 'le', with_phone)}."


def _gained(facts: NoticeFacts, move: Handover, doctor: Doctor) -> str:
    duty = facts.told(move.shift)
    forced = ", sur réquisition du préfet" if doctor.id in move.forced else ""
    if not move.givers and move.others:
        return f"{duty}{forced} : avec {joined(move.others, 'le', with_phone)}."
    if not move.givers:
        return f"{duty}{forced} : personne ne la tenait."
    return f"{duty}{forced} : elle était tenue par {joined(move.givers, 'le', with_phone)}."


def _days(lost: list[Handover], gained: list[Handover]) -> str:
    """ "1 de moins (05/02/2027), 1 de plus (08/02/2027)"."""
    parts = []
    for moves, word in ((lost, "de moins"), (gained, "de plus")):
        if moves:
            days = ", ".join(f"{move.shift.date:%d/%m/%Y}" for move in moves)
            parts.append(f"{len(moves)} {word} ({days})")
    return ", ".join(parts)


def _diffused(due: Due, facts: NoticeFacts, doctor: Doctor) -> tuple[str, str]:
    held = [pair.shift for pair in due.now if pair.doctor == doctor.id]
    lines = [
        f"Bonjour Dr {doctor.name},",
        "",
        f"Le tableau de garde {facts.title}, {facts.span}, est diffusé (version {facts.version}).",
        "",
        *_listed(
            f"Vous y tenez {plural(len(held), 'garde')} :",
            [facts.told(facts.shift(id_)) for id_ in facts.by_time(held)],
        ),
        *CLOSING,
    ]
    return f"Vos gardes {facts.span}", "\n".join(lines)
