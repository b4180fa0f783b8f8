"""What the commands print when they are done, in French."""

from __future__ import annotations

from collections import Counter

from rostering.domain.certificate import STAGE_LABELS, Proof
from rostering.explain.answer import counted
from rostering.problem.limit import Tier
from rostering.review.effect import LOADS
from rostering.review.leximin_words import leximin_sentences
from rostering.review.report import Report
from rostering.rules.base import Rule
from rostering.workflow import Delivery, Verdict

SHOWN = 12
"""Longer lists are cut, with the number left out; the workbooks hold all."""


def solved_in_words(delivery: Delivery) -> str:
    """The roster, its proof, its carences, where it is."""
    publication, report = delivery.publication, delivery.publication.report
    lines = [
        f"{publication.instance.name} : {len(publication.roster)} gardes attribuées, "
        f"{carences_in_words(report)}."
    ]
    if delivery.outcome.stopped:
        lines.append("Arrêt demandé : voici le meilleur tableau trouvé jusque-là.")
    lines += proof_in_words(delivery.outcome.certificate.whole)
    if (fairness := delivery.outcome.certificate.whole.fairness) is not None:
        lines += leximin_sentences(fairness)
    lines += breaches_in_words(report)
    lines += _vacancies_in_words(delivery)
    warnings = (*delivery.cautions, *report.warnings)
    lines += [f"Attention : {words}" for words in warnings[:SHOWN]]
    seconds = sum(delivery.seconds.values())
    lines.append(
        f"Écrit dans {delivery.folder} (version {publication.version}, {french(seconds)} s)."
    )
    lines += [f"Classeur ouvert ailleurs : écrit à côté, {path.name}." for path in delivery.beside]
    return "\n".join(lines)


def checked_in_words(verdict: Verdict) -> str:
    """The verdict of the audit: breaches, carences, loads furthest from their share."""
    report, problem = verdict.report, verdict.problem
    rules: dict[str, Rule] = {rule.kind: rule for rule in verdict.instance.rules}
    lines = [
        f"{verdict.instance.name} : {len(verdict.roster)} gardes lues, {carences_in_words(report)}."
    ]
    lines += breaches_in_words(report)
    for breach in report.breaches:
        if breach.rule not in LOADS:
            price = "règle dure" if not breach.price else f"coût {breach.price}"
            rule = rules[breach.rule]
            lines.append(f"  • [{rule.title}] {rule.say(problem, breach)} ({price})")
    worst = sorted(report.balances, key=lambda balance: -abs(balance.deviation))[:SHOWN]
    lines.append("Charges les plus loin de leur part :")
    names = {category.id: category.name for category in verdict.instance.categories}
    for balance in worst:
        who = problem.doctor_by_id[balance.doctor].name
        lines.append(
            f"  • Dr {who}, {names[balance.category]} : {french(balance.load)} "
            f"pour une part de {french(balance.share)}"
        )
    return "\n".join(lines)


def carences_in_words(report: Report) -> str:
    """« aucune carence », « 3 carences »."""
    missing = report.missing
    if not missing:
        return "aucune carence"
    return f"{missing} carence{'s' * (missing > 1)}"


def proof_in_words(proof: Proof) -> list[str]:
    """What is proved, stage by stage."""
    lines = []
    for stage in proof.stages:
        unit = " (points pondérés)" if stage.stage == "carences" and stage.value else ""
        words = "prouvé minimal" if stage.proved else f"borne {stage.bound}"
        if stage.stage == "confort":
            words = "sans promesse de preuve"
        lines.append(f"{STAGE_LABELS[stage.stage]} : {stage.value}{unit}, {words}.")
    if proof.gap:
        lines.append(f"Écart restant hors carences : {french(100 * proof.gap)} %.")
    return lines


def breaches_in_words(report: Report) -> list[str]:
    """How many rules are broken, hard ones first."""
    hard = len(report.hard_breaches)
    soft = Counter(
        breach.rule
        for breach in report.breaches
        if breach.price and breach.tier in (Tier.SOFT, Tier.COMFORT)
        if breach.rule not in (*LOADS, "coverage")
    )
    refused = sum(not wish.granted for wish in report.wishes)
    lines = [f"{hard} manquement{'s' * (hard > 1)} à une règle dure."] if hard else []
    if soft:
        lines.append(f"Règles souples non tenues : {sum(soft.values())} fois.")
    if report.wishes:
        lines.append(
            f"Souhaits : {len(report.wishes) - refused} accordés sur {len(report.wishes)}."
        )
    return lines


def _vacancies_in_words(delivery: Delivery) -> list[str]:
    problem, report = delivery.publication.problem, delivery.publication.report
    lines = []
    for vacancy in report.vacancies[:SHOWN]:
        shift = problem.shift_by_id[vacancy.shift]
        reasons = counted(vacancy.blockers)
        day = shift.date.strftime("%d/%m/%Y")
        lines.append(
            f"  • Carence {day}, {shift.line.name}, {shift.window.id} : {reasons or 'personne'}"
        )
    if len(report.vacancies) > SHOWN:
        lines.append(f"  … et {len(report.vacancies) - SHOWN} autres, dans tableau.xlsx.")
    if report.vacancies:
        lines.append(
            "« rostering explain » dit pourquoi, « rostering relax » le moins à demander pour les pourvoir."
        )
    return lines


def french(value: float) -> str:
    """ "1,5": at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
