"""After an event: the rosters to choose from at the terminal, then the one chosen is written."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from rostering import summary
from rostering.cli.decide import BREAKS_A_RULE, Consent, agreed
from rostering.cli.life_words import shares_in_words, written_in_words
from rostering.cli.progress import run_visibly
from rostering.domain.journal import ChangeProof
from rostering.errors import Mistake, QuestionError
from rostering.life.alternatives import EMPTY, FEWEST
from rostering.life.verdict import Verdict
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.wording import by_tier, cost_in_words, in_words, said
from rostering.rules.base import plural
from rostering.solve.control import Stop
from rostering.workflow.life import Asked, agree
from rostering.workflow.published import Signature
from rostering.workflow.reroster import Choice, Tell, Wanted, after


@dataclass(frozen=True)
class Choosing:
    """Which roster to write: its number, asked for when None; how the answer is given."""

    number: int | None
    consent: Consent


def settle(
    path: Path, tell: Tell, wanted: Wanted, signature: Signature, choosing: Choosing
) -> None:
    """Says what happened and what can be done; writes what is chosen. Exit 1 when it breaks a hard rule."""
    choice = run_visibly(lambda listen, stop: after(path, tell, wanted, signature, stop), Stop())
    consent = choosing.consent
    if not consent.as_json:
        typer.echo("\n".join(choice_in_words(choice)))
    number = _chosen(choice, choosing)
    asked = choice.options[number - 1][1]
    lawful = asked.verdict.is_lawful
    written = agree(asked) if lawful and agreed(consent) else None
    if consent.as_json:
        answer = summary.chosen(choice, number, written)
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif written is not None:
        typer.echo("\n".join(written_in_words(written)))
    if not lawful:
        raise typer.Exit(BREAKS_A_RULE)


def _chosen(choice: Choice, choosing: Choosing) -> int:
    """The number given, or asked for; the first one when nobody can be asked."""
    count, number = len(choice.options), choosing.number
    can_ask = sys.stdin.isatty() and not (choosing.consent.yes or choosing.consent.as_json)
    if number is None:
        number = typer.prompt("Laquelle ?", default=1, type=int) if can_ask and count > 1 else 1
    if not 1 <= number <= count:
        expected = f"un nombre de 1 à {count} attendu"
        raise QuestionError((Mistake("--choose", str(number), expected),))
    return number


def choice_in_words(choice: Choice) -> Iterator[str]:
    """What happened, what it takes away, and each roster to choose from."""
    yield f"{choice.happening.told}."
    if choice.lost:
        yield (
            f"{plural(len(choice.lost), 'garde')} à confier à d'autres."
            if len(choice.lost) == 1
            else (f"{len(choice.lost)} gardes à confier à d'autres.")
        )
    for number, (label, asked) in enumerate(choice.options, start=1):
        yield f"{number}. {label} : {_proof(label, asked, choice.options[0][1])}."
        yield from (f"   {line}" for line in _consequences(asked))


def _proof(label: str, asked: Asked, fewest: Asked) -> str:
    """How many change hands, whom else it moves, and what is proved of it."""
    count = len(asked.verdict.effect.moves)
    if not count:
        return "aucune garde ne change de mains"
    words = f"{plural(count, 'garde')} {'change' if count == 1 else 'changent'} de mains"
    if label == EMPTY:
        saved = len(fewest.verdict.effect.moves) - count
        spared = f", {plural(saved, 'changement')} de moins" if saved > 0 else ""
        return f"{words}, personne ne les reprend{spared}"
    proof = asked.verdict.proposal.proof
    if proof is None:
        return words
    others = plural(proof.doctors, "autre médecin déplacé") if proof.doctors else ""
    words = f"{words}, {others or 'personne d’autre n’est déplacé'}"
    return f"{words} ; {proved_in_words(proof)}" if label == FEWEST else words


def proved_in_words(proof: ChangeProof) -> str:
    """What is proved of it: « un changement de moins est impossible (prouvé) »."""
    if "changed" not in proof.proved:
        return "sans preuve que ce soit le moins possible"
    where = " sans sortir de ces secteurs" if proof.scope and proof.changed > proof.lost else ""
    return f"un changement de moins est impossible{where} (prouvé)"


def _consequences(asked: Asked) -> Iterator[str]:
    verdict = asked.verdict
    problem, rules, effect = verdict.problem, verdict.instance.rules, verdict.effect
    for move in effect.moves:
        yield f"• {in_words(problem, move)}{_phones(problem, move.takes)}"
    for breach in effect.new_hard:
        yield f"Règle dure enfreinte : {said(problem, rules, breach)}"
    for breach in effect.new_soft:
        if breach.tier is Tier.CARENCE:
            yield said(problem, rules, breach)
        elif breach.rule != "wish" or breach.doctors[0] in _takers(verdict):
            yield f"Règle souple qui plie : {said(problem, rules, breach)}"
    yield from (line.strip() for line in shares_in_words(asked))
    if effect.missing:
        more = "de plus" if effect.missing > 0 else "de moins"
        yield f"Carences : {plural(abs(effect.missing), 'poste')} {more}"
    yield f"Au total, cela {cost_in_words(effect.cost)}{by_tier(effect)}"


def _takers(verdict: Verdict) -> set[str]:
    return {doctor for move in verdict.effect.moves for doctor in move.takes}


def _phones(problem: Problem, doctors: tuple[str, ...]) -> str:
    found = [problem.doctor_by_id[id_].phone for id_ in doctors]
    return f" ({', '.join(filter(None, found))})" if any(found) else ""
