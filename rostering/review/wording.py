"""The French that says what a change does: who moves, what it costs, which loads and which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.effect import Effect, Move
from rostering.rules import AnyRule
from rostering.rules.base import Breach, number, plural, the_shift

TIERS = {Tier.SOFT: "règles souples", Tier.FAIRNESS: "équité", Tier.WISHES: "souhaits"}


def name(problem: Problem, doctor: str) -> str:
    """ "Dr MARTIN Anne"."""
    return f"Dr {problem.doctor_by_id[doctor].name}"


def names(problem: Problem, doctors: Iterable[str]) -> str:
    """ "Dr A, Dr B", or « personne »."""
    return ", ".join(name(problem, doctor) for doctor in doctors) or "personne"


def in_words(problem: Problem, move: Move) -> str:
    """ "MMG du …, 20:00–24:00 : le Dr A laisse, le Dr B prend"."""
    parts = []
    if move.leaves:
        parts.append(f"{names(problem, move.leaves)} la laisse")
    if move.takes:
        parts.append(f"{names(problem, move.takes)} la prend")
    return f"{the_shift(problem, move.shift)} : {', '.join(parts)}"


def cost_in_words(change: int) -> str:
    """ "coûte 7 points de plus", "ne coûte rien", "fait gagner 3 points"."""
    if change > 0:
        return f"coûte {plural(change, 'point')} de plus"
    return f"fait gagner {plural(-change, 'point')}" if change else "ne coûte rien de plus"


def by_tier(effect: Effect) -> str:
    """ " (équité +9, souhaits −2)", or nothing when nothing changes."""
    parts = [f"{TIERS[tier]} {signed(change)}" for tier, change in effect.tiers.items()]
    return f" ({', '.join(parts)})" if parts else ""


def signed(value: float) -> str:
    """ "+7" or "−2,5"."""
    return ("+" if value >= 0 else "−") + number(abs(value))


def consequences(problem: Problem, rules: Sequence[AnyRule], effect: Effect) -> Iterator[str]:
    """Every move, every load that changes, every soft rule bent anew."""
    yield from (in_words(problem, move) for move in effect.moves)
    categories = {category.id: category.name for category in problem.facts.categories}
    for was, now in effect.shares():
        yield (
            f"{name(problem, now.doctor)}, {categories[now.category]} : {number(was.load)} → "
            f"{number(now.load)} pour une part de {number(now.share)}"
        )
    for breach in effect.new_soft:
        yield f"Règle souple non tenue : {said(problem, rules, breach)}"


def said(problem: Problem, rules: Sequence[AnyRule], breach: Breach) -> str:
    """The sentence of a breach, by the rule that found it."""
    rule = next(rule for rule in rules if rule.kind == breach.rule)
    return rule.say(problem, breach)


def figures_of(effect: Effect) -> dict[str, object]:
    """The effect for a machine."""
    return {
        "moves": [
            {"shift": move.shift, "leaves": list(move.leaves), "takes": list(move.takes)}
            for move in effect.moves
        ],
        "cost": effect.cost,
        "tiers": {tier.name.lower(): change for tier, change in effect.tiers.items()},
        "carences": effect.missing,
        "shares": [
            {
                "doctor": now.doctor,
                "category": now.category,
                "share": now.share,
                "before": was.load,
                "after": now.load,
            }
            for was, now in effect.shares()
        ],
    }
