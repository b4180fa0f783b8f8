"""Why one doctor carries more than another: shares first, then what makes them differ."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.roster import Pair
from rostering.explain.answer import Answer
from rostering.explain.questions import Questions
from rostering.review.report import Balance
from rostering.review.wording import name
from rostering.rules.base import number, plural


def why_more(questions: Questions, one: str, other: str) -> Answer:
    """The duties and shares of two doctors side by side, and the reasons of the difference."""
    held = {who: len(questions.roster.by_doctor.get(who, ())) for who in (one, other)}
    lead = " ; ".join(
        f"le {name(questions.problem, who)} tient {plural(count, 'garde')}"
        for who, count in held.items()
    )
    reasons = list(_reasons(questions, one, other))
    balances = {(b.doctor, b.category): b for b in questions.report.balances}
    rows = [
        (category.name, balances.get((one, category.id)), balances.get((other, category.id)))
        for category in questions.problem.facts.categories
    ]
    rows = [row for row in rows if row[1] or row[2]]
    worst = max((abs(_off(mine)) for _, *both in rows for mine in both), default=0.0)
    kept = (
        f"Chacun est à {number(worst)} au plus de sa part"
        if rows
        else "Aucun des deux n'a de part dans ce tableau"
    )
    because = f" ; leurs parts diffèrent par {', '.join(reasons)}" if reasons else ""
    details = tuple(
        f"{title} : {_told(mine)} contre {_told(theirs)}" for title, mine, theirs in rows
    )
    figures = {
        "duties": held,
        "reasons": reasons,
        "categories": {title: [_row(mine), _row(theirs)] for title, mine, theirs in rows},
    }
    return Answer("compare", f"{lead[0].upper()}{lead[1:]}. {kept}{because}.", details, figures)


def _off(balance: Balance | None) -> float:
    return balance.deviation if balance else 0.0


def _told(balance: Balance | None) -> str:
    if balance is None:
        return "non concerné"
    before = f", reliquat {number(balance.before)}" if balance.before else ""
    return f"{number(balance.load)} pour une part de {number(balance.share)}{before}"


def _row(balance: Balance | None) -> dict[str, float] | None:
    if balance is None:
        return None
    return {"share": balance.share, "load": balance.load, "before": balance.before}


def _reasons(questions: Questions, one: str, other: str) -> Iterator[str]:
    """What differs between the two: quote-part, dates open, what was carried before."""
    doctors = questions.problem.doctor_by_id
    parts = [number(float(doctors[who].quote_part)) for who in (one, other)]
    if parts[0] != parts[1]:
        yield f"la quote-part ({parts[0]} contre {parts[1]})"
    factors = [_bounded(questions, who) for who in (one, other)]
    if factors[0] != factors[1]:
        yield "ce que des règles leur demandent ou leur laissent de gardes (maximum, minimum, heures de SAS)"
    days = [_open_days(questions, who) for who in (one, other)]
    if days[0] != days[1]:
        yield f"le nombre de jours de garde qui leur sont ouverts ({days[0]} contre {days[1]})"
    carried = [
        sum(b.before for b in questions.report.balances if b.doctor == who) for who in (one, other)
    ]
    if carried[0] != carried[1]:
        yield f"ce qui avait été porté avant ({number(carried[0])} contre {number(carried[1])})"


def _bounded(questions: Questions, doctor: str) -> dict[str, float]:
    """What rules make of the doctor's weights, category by category, where they do."""
    factors = questions.problem.factors.items()
    return {what: round(factor, 2) for (who, what), factor in factors if who == doctor}


def _open_days(questions: Questions, doctor: str) -> int:
    """Dates with a duty that neither eligibility nor an absence closes to the doctor."""
    barred = questions.prices.barred
    shifts = questions.problem.candidates[doctor]
    return len({shift.date for shift in shifts if not barred[Pair(doctor, shift.id)]})
