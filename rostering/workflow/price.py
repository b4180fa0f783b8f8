"""What rules cost, and what fairness takes from wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rostering.explain.curve import Curve, curve
from rostering.explain.measure import Measure, Search, measure
from rostering.explain.rule_price import ESSENTIAL, RulePrice, droppable, prices
from rostering.export.picture.exchange import exchange
from rostering.files.atomic import write_text
from rostering.rules import AnyRule
from rostering.solve.outcome import Infeasible, OutOfTime
from rostering.workflow.roster import Task, prepare
from rostering.workflow.words import Words


@dataclass(frozen=True)
class Asked:
    """A territory read, the rules to price, and whether the curve is wanted too."""

    task: Task
    rules: tuple[AnyRule, ...]
    curve: bool = False


@dataclass(frozen=True)
class Priced:
    """The territory under all its rules, each price, the curve when asked; `stopped` when somebody asked to stop."""

    name: str
    base: Measure
    rules: tuple[RulePrice, ...]
    curve: Curve | None
    stopped: bool


def ask_prices(instance: Path, kinds: Sequence[str], with_curve: bool) -> Asked:
    """Reads the territory and finds the rules named; none named: every one that it could do without.

    Raises QuestionError.
    """
    task = prepare(instance)
    stated, words = task.instance.rules, Words(task.problem)
    named = [rule for kind in kinds for rule in words.rules(kind, stated)]
    for rule in named:
        if rule.kind in ESSENTIAL:
            words.miss("règle", rule.title, "règle essentielle : aucun territoire ne s'en passe")
    words.check()
    wanted = [rule for rule in droppable(stated) if not kinds or rule in named]
    return Asked(task, tuple(wanted), with_curve)


def price(asked: Asked, search: Search) -> Priced | Infeasible | OutOfTime:
    """Solves with every rule, then without each one asked, then along the curve."""
    problem, rules = asked.task.problem, asked.task.instance.rules
    base = measure(problem, rules, search.named("avec toutes les règles"))
    if not isinstance(base, Measure):
        return base
    base, found = prices(base, asked.rules, search)
    drawn = None
    if asked.curve and not search.stop.asked:
        drawn = curve(problem, rules, search, (base.worst,))  # where the usual roster stands
    return Priced(asked.task.instance.name, base, found, drawn, search.stop.asked)


def write_curve(found: Priced, sentences: Sequence[str], out: Path) -> None:
    """The curve as a page to look at."""
    if found.curve is not None:
        write_text(out, exchange(found.name, found.curve, found.base, sentences))
