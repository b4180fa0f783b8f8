"""Whom to ask when a duty must be handed over: every lawful way counted, the best audited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rostering.domain.roster import Pair, Roster
from rostering.errors import Refused
from rostering.life.advice import SHOWN, Option, advise, best_of
from rostering.life.frozen import barred, open_shifts
from rostering.life.proposal import Proposal, give
from rostering.life.territory import changed, unpinned
from rostering.life.verdict import Verdict
from rostering.problem.expand import expand
from rostering.problem.problem import Problem
from rostering.review.audit import audit_of, audit_rules
from rostering.review.effect import Effect
from rostering.rules import AnyRule
from rostering.rules.base import the_shift
from rostering.workflow.life import Asked, judged
from rostering.workflow.published import Published, Signature, load_open
from rostering.workflow.words import Words


@dataclass(frozen=True)
class Advised:
    """A duty to hand over: how many ways of each kind, the best with what they do, and the others in order."""

    problem: Problem
    held: Pair
    counts: dict[str, int]
    best: tuple[tuple[Option, Verdict], ...]
    others: tuple[Option, ...] = ()


def ask_advice(
    path: Path, typed: tuple[str, str], signature: Signature, everything: bool = False
) -> Advised:
    """Who can take the duty of that doctor: (doctor, duty) as typed.

    Raises QuestionError, Refused when the doctor does not hold it or it may no longer change.
    """
    published = load_open(path)
    problem = published.publication.problem
    words = Words(problem)
    if typed[0] == "-":
        raise Refused(
            "Une garde que personne ne tient n'est à reprendre à personne : « rostering reroster » la pourvoit, "
            "« rostering give DOSSIER - GARDE --to MÉDECIN » la confie."
        )
    held = words.held(*typed)
    words.check()
    _check(published, held, signature)
    free = open_shifts(problem, signature.at, signature.late)
    rules = published.folder.published.rules
    found = best_of(
        advise(problem, rules, published.roster, held, free), None if everything else SHOWN
    )
    best = tuple((option, _audited(published, option)) for option in found.best[:SHOWN])
    return Advised(problem, held, found.counts, best, found.best[SHOWN:])


def _check(published: Published, held: Pair, signature: Signature) -> None:
    problem = published.publication.problem
    if held not in published.roster:
        name = problem.doctor_by_id[held.doctor].name
        raise Refused(f"Le Dr {name} ne tient pas {the_shift(problem, held.shift)}.")
    if reasons := list(barred(problem, [held.shift], signature.at, signature.late)):
        raise Refused(*reasons)


def _audited(published: Published, option: Option) -> Verdict:
    """The option judged by every rule's own check, as it will be when somebody agrees to it."""
    publication = published.publication
    document, problem = publication.instance, publication.problem
    territory = unpinned(document, option.lost)
    kind: Literal["give", "swap"] = "give" if option.kind == "gift" else "swap"
    proposal = Proposal(kind, "", (), option.lost, option.gained, territory=territory)
    if territory:
        document = changed(document, territory)
        problem = expand(document)
    after = proposal.applied(published.roster)
    effect = _effect(problem, document.rules, published.roster, after, option)
    verdict = Verdict(proposal, document, problem, after, effect)
    assert verdict.is_lawful, f"advice is not lawful: {option}"
    return verdict


def _effect(
    problem: Problem, rules: Sequence[AnyRule], before: Roster, after: Roster, option: Option
) -> Effect:
    """Two audits of the doctors who move; of everybody when they do not agree with what the statements say."""
    moved = {pair.doctor for pair in (*option.lost, *option.gained)}
    effect = Effect((), *(audit_of(problem, rules, one, moved) for one in (before, after)))
    if effect.cost == sum(option.cost):
        return effect
    return Effect((), *(audit_rules(problem, rules, one) for one in (before, after)))


def ask_best_gift(path: Path, typed: tuple[str, str], signature: Signature) -> Asked:
    """The duty to whoever may take it at the least cost.

    Raises QuestionError, Refused when nobody may.
    """
    published = load_open(path)
    problem, document = published.publication.problem, published.folder.published
    words = Words(problem)
    held = words.held(*typed)
    words.check()
    _check(published, held, signature)
    free = open_shifts(problem, signature.at, signature.late)
    ways = advise(problem, document.rules, published.roster, held, free)
    gifts = sorted((way for way in ways if way.kind == "gift"), key=lambda way: way.key)
    if not gifts:
        raise Refused(
            f"Personne ne peut prendre {the_shift(problem, held.shift)} sans enfreindre une règle dure ; "
            "« rostering advise » cherche aussi les échanges et les chaînes."
        )
    proposal = give(document, problem, published.roster, held, gifts[0].gained[0].doctor)
    return judged(published, proposal, document, signature)
