"""What `whatif` says, in French."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.cli.columns import columns
from rostering.cli.differences import (
    UNDECIDED,
    difference_in_words,
    more_or_fewer,
    value_in_words,
)
from rostering.explain.proved import Interval
from rostering.explain.whatif import Comparison
from rostering.problem.limit import Tier
from rostering.review.wording import signed
from rostering.rules.base import number, plural

HERE = "(ce tableau)"
NOTE = f"{HERE} : chiffre du tableau trouvé ; un autre aussi bon peut en donner un peu différent."
PROVED = "Le reste est prouvé."
OPEN = "Le reste est prouvé, sauf ce qui porte « ≥ » : la seconde valeur est celle sous laquelle aucun tableau ne descend."
STOPPED = "Arrêt demandé : les preuves s'en tiennent à ce qui était calculé."


def compared_in_words(found: Comparison) -> str:
    """Two sentences, then the table."""
    lines = [*lead(found), "", *columns(list(_rows(found))), "", f"{NOTE} {_proof(found)}"]
    return "\n".join([*lines, STOPPED] if found.stopped else lines)


def _proof(found: Comparison) -> str:
    measures = (found.before.measure, found.after.measure)
    return (
        PROVED if all(one.carences.is_closed and one.cost.is_closed for one in measures) else OPEN
    )


def lead(found: Comparison) -> list[str]:
    """What changes, with its proof; then what it means for each doctor."""
    what = f"{', '.join(found.told[:-1])} et {found.told[-1]}" if found.told[1:] else found.told[0]
    return [f"Avec {what} : {_carences(found)} ; {_cost(found.cost)}.", _each(found)]


def _carences(found: Comparison) -> str:
    change, now = found.carences, found.after.measure.carences.value
    if change.is_exact and not change.low:
        return f"toujours {plural(now, 'carence')}" if now else "aucune carence, comme avant"
    if change.is_decided:
        return f"{more_or_fewer(change, 'carence')} (prouvé)"
    return f"carences, {UNDECIDED} ({_between(change)})"


def _cost(change: Interval | None) -> str:
    lead = "règles souples, équité et souhaits"
    if change is None:
        return f"{lead}, {UNDECIDED} faute de preuve sur les carences"
    if change.is_exact and not change.low:
        return f"{lead} coûtent autant (prouvé)"
    if change.is_decided:
        return f"{lead} coûtent {more_or_fewer(change, 'point')} (prouvé)"
    return f"{lead}, {UNDECIDED} ({_between(change)})"


def _between(change: Interval) -> str:
    return f"de {signed(change.low) if change.low else 0} à {signed(change.high) if change.high else 0}"


def _each(found: Comparison) -> str:
    before, after = found.before, found.after
    who, most = after.heaviest
    duties = _instead(after.duties_each, before.duties_each, " gardes")
    hours = _instead(round(after.hours_each, 1), round(before.hours_each, 1), " h")
    average = f"En moyenne un médecin tient {duties} ({hours})"
    if not who:
        return f"{average} {HERE}."
    doctor = after.problem.doctor_by_id[who].name
    return f"{average} ; le plus chargé, le Dr {doctor}, en tient {_instead(most, before.heaviest[1])} {HERE}."


def _instead(now: float, then: float, unit: str = "") -> str:
    """ "7 gardes au lieu de 8", "8 gardes comme avant"."""
    shown, earlier = number(now), number(then)
    return (
        f"{shown}{unit} comme avant" if shown == earlier else f"{shown}{unit} au lieu de {earlier}"
    )


def _rows(found: Comparison) -> Iterator[tuple[str, ...]]:
    before, after = found.before, found.after
    yield "", "Avant", "Après", "Différence"
    yield _counted("Gardes à pourvoir", before.posts, after.posts)
    yield _counted("Médecins", before.doctors, after.doctors)
    carences = [value_in_words(side.measure.carences) for side in (before, after)]
    yield "Carences", *carences, difference_in_words(found.carences)
    cost = [value_in_words(side.measure.cost) for side in (before, after)]
    yield "Règles souples, équité et souhaits, en points", *cost, difference_in_words(found.cost)
    labels = {Tier.SOFT: "règles souples", Tier.FAIRNESS: "équité", Tier.WISHES: "souhaits"}
    for tier, label in labels.items():
        paid = [side.measure.report.tiers.get(tier, 0) for side in (before, after)]
        yield _counted(f"  dont {label} {HERE}", *paid)
    refused = [len(side.measure.wishes) - side.measure.granted for side in (before, after)]
    yield _counted(f"Souhaits refusés {HERE}", *refused)
    yield _counted(f"Gardes par médecin, en moyenne {HERE}", before.duties_each, after.duties_each)
    yield _counted(f"Heures par médecin, en moyenne {HERE}", before.hours_each, after.hours_each)
    yield _counted(f"Charge la plus lourde {HERE}", before.heaviest[1], after.heaviest[1])
    worst = [side.measure.worst / 100 for side in (before, after)]
    yield _counted(f"Pire écart à la part, en gardes {HERE}", *worst)


def _counted(label: str, before: float, after: float) -> tuple[str, str, str, str]:
    change = round(after, 2) - round(before, 2)
    return label, number(before), number(after), signed(change) if round(change, 2) else "0"
