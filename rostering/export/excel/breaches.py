"""« Manquements »: every rule that gave way, in a sentence, and what each rule costs in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import BOLD, CENTERED, DAY, WHOLE, Book, Value
from rostering.export.excel.table import Column, heading, list_sheet
from rostering.export.excel.text import plural
from rostering.problem.limit import Tier
from rostering.rules.base import Breach, Rule

SHEET, COSTS = "Manquements", "Coûts par règle"
TIERS = {
    Tier.HARD: "RÈGLE DURE",
    Tier.CARENCE: "Carence",
    Tier.SOFT: "Règle souple",
    Tier.FAIRNESS: "Équité",
    Tier.WISHES: "Souhait",
    Tier.COMFORT: "Confort",
}
COLUMNS = (
    Column("Nature", 15, replace(CENTERED, bold=True)),
    Column("Règle", 26, BOLD),
    Column("Date", 12, DAY),
    Column("Médecin", 27),
    Column("Ce qui ne va pas", 80),
    Column("Quantité", 10, WHOLE),
    Column("Coût", 9, WHOLE),
)
COST_COLUMNS = (
    Column("Nature", 18, CENTERED),
    Column("Règle", 40, BOLD),
    Column("Manquements", 14, WHOLE),
    Column("Quantité", 12, WHOLE),
    Column("Coût recompté", 15, WHOLE),
)


def write_breaches(book: Book, edition: Edition) -> None:
    """The costs, then each breach, hard ones first."""
    report = edition.publication.report
    hard = len(report.hard_breaches)
    note = (
        f"ATTENTION : {plural(hard, 'manquement')} à une règle dure ; ce tableau ne doit pas être publié."
        if hard
        else "Aucune règle dure n'est enfreinte. Les règles souples cèdent au moindre coût."
    )
    sheet = book.sheet(COSTS)
    top = heading(book, sheet, f"Coûts par règle {edition.period}", (note,), across=5)
    list_sheet(book, sheet, top, COST_COLUMNS, _costs(edition))
    paper(sheet, edition)
    protect(sheet)
    sheet = book.sheet(SHEET)
    top = heading(book, sheet, f"Manquements {edition.period}", (note,), across=7)
    list_sheet(book, sheet, top, COLUMNS, _rows(edition))
    paper(sheet, edition)
    protect(sheet)


def _rule_of(edition: Edition) -> dict[str, Rule]:
    """Kind → the first rule of that kind: all of a kind say their breaches alike."""
    found: dict[str, Rule] = {}
    for rule in edition.publication.instance.rules:
        found.setdefault(rule.kind, rule)
    return found


def _costs(edition: Edition) -> Iterator[tuple[Value, ...]]:
    rules = _rule_of(edition)
    counts: Counter[tuple[Tier, str]] = Counter()
    amounts: Counter[tuple[Tier, str]] = Counter()
    prices: Counter[tuple[Tier, str]] = Counter()
    for breach in edition.publication.report.breaches:
        key = (breach.tier, breach.rule)
        counts[key] += 1
        amounts[key] += breach.amount
        prices[key] += breach.price
    for tier, kind in sorted(counts):
        key = (tier, kind)
        title = rules[kind].title if kind in rules else kind
        price = None if tier is Tier.HARD else prices[key]
        yield TIERS[tier], title, counts[key], amounts[key], price


def _rows(edition: Edition) -> Iterator[tuple[Value, ...]]:
    rules = _rule_of(edition)
    ordered = sorted(edition.publication.report.breaches, key=lambda one: _order(edition, one))
    for breach in ordered:
        rule = rules.get(breach.rule)
        days = [edition.problem.shift_by_id[shift].date for shift in breach.shifts]
        yield (
            TIERS[breach.tier],
            rule.title if rule else breach.rule,
            min(days, default=None),
            ", ".join(edition.labels[doctor] for doctor in breach.doctors) or None,
            rule.say(edition.problem, breach) if rule else breach.label,
            breach.amount,
            None if breach.tier is Tier.HARD else breach.price,
        )


def _order(edition: Edition, breach: Breach) -> tuple[int, str, int, tuple[str, ...], str]:
    first = min((edition.problem.shift_by_id[shift].id for shift in breach.shifts), default="")
    return breach.tier, breach.rule, -breach.price, breach.doctors, first
