"""What the CDOM, the ARS, the préfet, the SAMU, the associations and the caisses are told, each what it needs."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.journal import State
from rostering.domain.vocabulary import Body
from rostering.life.notice_facts import Handover, NoticeFacts, joined, with_phone, with_rpps
from rostering.life.recipients import Due
from rostering.life.undo import ORDER

ARTICLE = "En application de l'article R. 6315-2 du code de la santé publique"
COURTESY = (
    "Nous vous prions d'agréer, Madame, Monsieur, l'expression de notre considération distinguée."
)
SECTOR, ORDRE = (
    "La coordination du tableau de garde",
    "Le conseil départemental de l'Ordre des médecins",
)


def body_text(due: Due, facts: NoticeFacts, body: Body) -> tuple[str, str]:
    """The subject and the text; the sector writes to the CDOM, the CDOM to all others."""
    is_change = due.entry.kind != "state"
    what = "modification" if is_change else "transmission"
    subject = f"Tableau de garde {facts.title} – {what}, version {facts.version}"
    said = _change(due, facts, body) if is_change else _whole(facts, body)
    signed = SECTOR if body is Body.CDOM else ORDRE
    lines = ["Madame, Monsieur,", "", *said, "", COURTESY, "", signed]
    return subject, "\n".join(lines)


def _whole(facts: NoticeFacts, body: Body) -> Iterator[str]:
    sent = f"le tableau de garde {facts.title}, {facts.span} (version {facts.version})"
    yield f"{ARTICLE}, {_sender(body, 'transmettons', 'transmet')} {sent}, ci-joint."
    if body is Body.CDOM:
        yield (
            "Nous vous remercions de le vérifier, puis de le diffuser au plus tard dix jours avant son entrée en vigueur."
        )


def _sender(body: Body, ours: str, theirs: str) -> str:
    if body is Body.CDOM:
        return f"nous vous {ours}"
    return f"le conseil départemental de l'Ordre des médecins vous {theirs}"


def _change(due: Due, facts: NoticeFacts, body: Body) -> Iterator[str]:
    moves = tuple(facts.handovers(due))
    what = "la modification suivante" if len(moves) == 1 else "les modifications suivantes"
    said = _sender(body, "communiquons", "communique")
    yield f"{ARTICLE}, {said} {what} du tableau de garde {facts.title}, {facts.span} (version {facts.version}) :"
    yield ""
    for move in moves:
        yield f"– {facts.told(move.shift)} ({move.shift.line.function.label}) : {_who(move, body)}."
    yield ""
    if body is Body.CDOM:
        yield _next_step(due.state)
    yield "Le tableau à jour est ci-joint."


def _next_step(state: State) -> str:
    if ORDER.index(state) >= ORDER.index(State.FORWARDED):
        return (
            "Le tableau étant diffusé, nous vous remercions d'en informer les mêmes destinataires."
        )
    return "Le tableau n'est pas encore diffusé ; celui que vous diffuserez en tiendra compte."


def _who(move: Handover, body: Body) -> str:
    """ "Dr A (RPPS…) au lieu du Dr B (RPPS…)"; the SAMU gets telephones, the others RPPS numbers."""
    name = with_phone if body is Body.SAMU else with_rpps
    left, taken = joined(move.givers, "le", name), joined(move.takers, "le", name)
    if move.gone:
        return f"elle n'a plus lieu ; {left} la tenait" if left else "elle n'a plus lieu"
    if not taken and not left:
        what = "garde ajoutée" if move.new else f"effectif porté à {move.shift.staffing.most}"
        return what + " ; elle reste à pourvoir" * move.short
    if not taken:
        return f"{left} ne la tient plus" + " ; elle reste à pourvoir" * move.short
    required = ", sur réquisition du préfet" * bool(move.forced)
    if not left and move.others:
        return f"{taken}{required}, avec {joined(move.others, 'le', name)}"
    if not left:
        return f"{taken}{required} ; personne ne la tenait"
    return f"{taken} au lieu {joined(move.givers, 'du', name)}{required}"
