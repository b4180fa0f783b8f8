"""A change of a published roster, and what became of it, in French."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.journal import Entry
from rostering.domain.period import zone_info
from rostering.review.wording import by_tier, cost_in_words, said, signed
from rostering.rules.base import number, plural
from rostering.workflow.life import Asked
from rostering.workflow.published import Published


def verdict_in_words(asked: Asked) -> Iterator[str]:
    """What is proposed; lawful or not; which rules bend; both shares; the cost."""
    verdict = asked.verdict
    problem, rules, effect = verdict.problem, verdict.instance.rules, verdict.effect
    yield f"{verdict.proposal.told}."
    if asked.published.folder.is_edited and not asked.touches_document:
        name = asked.published.folder.document.name
        yield f"{name} a été modifié depuis cette version : « rostering reroster » en tiendra compte."
    if verdict.is_lawful:
        yield "Règles dures : toutes tenues."
    for breach in effect.new_hard:
        yield f"Refusé, règle dure : {said(problem, rules, breach)}."
    for breach in effect.new_soft:
        yield f"Règle souple qui plie : {said(problem, rules, breach)}."
    if not effect.new_soft:
        yield "Règles souples : aucune ne plie."
    yield from shares_in_words(asked)
    if effect.missing:
        more = "de plus" if effect.missing > 0 else "de moins"
        yield f"Carences : {plural(abs(effect.missing), 'poste')} {more}."
    yield f"Au total, cela {cost_in_words(effect.cost)}{by_tier(effect)}."


def shares_in_words(asked: Asked) -> Iterator[str]:
    """The loads that change, each against its share."""
    verdict = asked.verdict
    names = {category.id: category.name for category in verdict.problem.facts.categories}
    for was, now in verdict.effect.shares():
        who = verdict.problem.doctor_by_id[now.doctor].name
        yield (
            f"  Dr {who}, {names[now.category]} : {number(was.load)} → {number(now.load)} "
            f"pour une part de {number(now.share)} (écart {signed(round(now.deviation, 2))})"
        )


def written_in_words(after: Published) -> Iterator[str]:
    """The version written."""
    yield f"Écrit : version {after.publication.version} dans {after.folder.path}."


def journal_in_words(after: Published) -> Iterator[str]:
    """Every entry, a line each, with its reasons."""
    zone = zone_info(after.publication.problem.zone)
    for entry in after.folder.entries:
        moment = entry.at.astimezone(zone)
        version = f", version {entry.version}" if entry.version else ""
        yield f"n° {entry.number} – {moment:%d/%m/%Y %H:%M} – {entry.who}{version} : {entry.told}.{_reasons(entry)}"


def _reasons(entry: Entry) -> str:
    told = [f" Motif : {entry.why}."] if entry.why else []
    if entry.late:
        told.append(f" Hors délai : {entry.late}.")
    return "".join(told)
