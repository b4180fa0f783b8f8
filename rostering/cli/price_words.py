"""What `price` says, in French."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.cli.columns import columns
from rostering.cli.differences import (
    UNDECIDED,
    amount_in_words,
    difference_in_words,
    more_or_fewer,
    value_in_words,
)
from rostering.explain.curve import Curve, Point
from rostering.explain.measure import Measure
from rostering.explain.rule_price import RulePrice
from rostering.problem.limit import Tier
from rostering.review.wording import signed
from rostering.rules.base import number, plural
from rostering.workflow.price import Priced

DEFINITION = (
    "Le prix d'une règle : ce que le meilleur tableau coûte de plus avec elle que sans elle, ses propres pénalités "
    "comprises. Une soirée de trop par rapport à sa part coûte 20 points. Ces prix ne s'additionnent pas."
)
HEADS = (
    "", "Carences", "Souples", "Équité", "Souhaits", "Total", "Pire écart", "Accordés", "Prix",
)  # fmt: skip


def priced_in_words(found: Priced) -> str:
    """The table, a sentence a rule, then the curve."""
    lines = []
    if found.rules:
        lines += [*_table(found), "", DEFINITION, *rule_sentences(found)]
    if found.curve is not None:
        lines += [""] * bool(lines) + curve_sentences(found) + ["", *_curve_table(found.curve)]
    if found.stopped:
        lines.append("Arrêt demandé : ce qui précède s'en tient à ce qui était calculé.")
    return "\n".join(lines)


def _table(found: Priced) -> list[str]:
    rows = [HEADS, ("Toutes les règles", *_cells(found.base), "")]
    for one in found.rules:
        if one.without is not None:
            rows.append((f"sans {one.name}", *_cells(one.without), difference_in_words(one.cost)))
    return columns(rows)


def _cells(one: Measure) -> tuple[str, ...]:
    paid = {rule.tier for rule in one.rules}
    by_tier = (
        str(one.report.tiers.get(tier, 0)) if tier is Tier.SOFT or tier in paid else "—"
        for tier in (Tier.SOFT, Tier.FAIRNESS, Tier.WISHES)
    )
    return (
        value_in_words(one.carences),
        *by_tier,
        value_in_words(one.cost),
        number(one.worst / 100),
        f"{one.granted}/{len(one.wishes)}",
    )


def rule_sentences(found: Priced) -> Iterator[str]:
    """What each rule costs, dearest first; then those that cost nothing, and those with nothing to say."""
    costly = [one for one in found.rules if not one.idle and not _is_free(one)]
    yield from (_sentence(one) for one in sorted(costly, key=_dearest))
    free = [one.name for one in found.rules if not one.idle and _is_free(one)]
    if free:
        verb = "Ne coûtent" if len(free) > 1 else "Ne coûte"
        yield f"{verb} rien, c'est prouvé : {' ; '.join(free)}."
    idle = [one for one in found.rules if one.idle]
    if ties := [one.name for one in idle if one.rule.comfort]:
        yield f"Sans prix, car de confort (départage les ex æquo) : {' ; '.join(ties)}."
    if silent := [one.name for one in idle if not one.rule.comfort]:
        yield f"Sans objet ici : {' ; '.join(silent)}."


def _is_free(one: RulePrice) -> bool:
    return all(
        found is not None and found.is_exact and not found.low for found in (one.carences, one.cost)
    )


def _dearest(one: RulePrice) -> tuple[int, int]:
    carences = one.carences.high if one.carences else 0
    return -carences, -(one.cost.high if one.cost else 0)


def _sentence(one: RulePrice) -> str:
    """ "Équité : coûte 144 points, c'est prouvé ; dans ce tableau 120 sont ses propres écarts…"."""
    if one.without is None:
        return (
            f"{one.name} : aucun tableau trouvé sans cette règle dans le temps donné, prix inconnu."
        )
    return f"{one.name} : {_carences(one)}{_cost(one)}{_split(one)}."


def _carences(one: RulePrice) -> str:
    found = one.carences
    if found is None or (found.is_exact and not found.low):
        return ""
    if not found.is_decided:
        return f"carences, {UNDECIDED} ; "
    return f"{more_or_fewer(found, 'carence')} à cause d'elle, c'est prouvé ; "


def _cost(one: RulePrice) -> str:
    found = one.cost
    if found is None:
        return f"prix {UNDECIDED}, faute de preuve sur les carences"
    if found.is_exact and not found.low:
        return "aucun autre coût, c'est prouvé"
    if found.is_decided and found.low > 0:
        return f"la règle coûte {amount_in_words(found.low, found.high, 'point')}, c'est prouvé"
    if found.is_decided:
        return f"en échange, {more_or_fewer(found, 'point')}, c'est prouvé"
    if found.low == 0:
        return f"prix {UNDECIDED}, au plus {plural(found.high, 'point')}"
    return f"prix {UNDECIDED}, entre {signed(found.low)} et {signed(found.high)} points"


def _split(one: RulePrice) -> str:
    """Of a soft rule: what goes to the rule itself in this roster, what the others pay."""
    if not one.own:
        return ""
    own = f" ; dans ce tableau, ses pénalités font {plural(one.own, 'point')}"
    if one.others is None:
        return own
    if one.others.is_exact and not one.others.low:
        return f"{own}, les autres règles n'y perdent rien"
    lost = amount_in_words(one.others.low, one.others.high, "point")
    return f"{own}, les autres règles y perdent {lost}"


def curve_sentences(found: Priced) -> list[str]:
    """The two ends of the curve and where the usual roster stands."""
    curve = found.curve
    if curve is None:
        return []
    if not curve.asked:
        return ["Aucun souhait dans ce territoire : rien à échanger contre l'équité."]
    last = curve.points[-1]
    free = [one for one in curve.points if one.wishes.value == curve.points[0].wishes.value][-1]
    usual = found.base
    end = "c'est prouvé" if curve.is_whole else "sans preuve que ce soit le plus serré"
    refused = usual.report.tiers.get(Tier.WISHES, 0)
    return [
        f"Sans souci d'équité, {_wishes(free, curve)} ; c'est possible sans que personne soit à plus de "
        f"{duties(free.worst)} de sa part.",
        f"Au plus serré, personne n'est à plus de {duties(last.worst)} de sa part ({end}) et {_wishes(last, curve)}.",
        f"Le tableau habituel, qui tient aussi les règles souples, est à {duties(usual.worst)} au plus de chaque part ; "
        f"il accorde {plural(usual.granted, 'souhait')}, les autres coûtent {plural(refused, 'point')}.",
    ]


def duties(hundredths: int) -> str:
    """ "0,75 garde", "2,3 gardes"."""
    return f"{number(hundredths / 100)} garde{'s' * (hundredths >= 200)}"


def _wishes(point: Point, curve: Curve) -> str:
    if point.granted == curve.asked:
        return f"les {curve.asked} souhaits sont tous accordés"
    granted = "sont accordés" if point.granted > 1 else "est accordé"
    bound = "" if point.wishes.is_closed else f" ({point.wishes.bound} au moins)"
    return (
        f"{plural(point.granted, 'souhait')} sur {curve.asked} {granted}, les autres coûtent "
        f"{plural(point.wishes.value, 'point')}{bound}"
    )


def _curve_table(curve: Curve) -> list[str]:
    """Both ends, and each point after which wishes cost more."""
    following = [*curve.points[1:], None]
    turns = [
        point
        for point, after in zip(curve.points, following, strict=True)
        if after is None or point is curve.points[0] or after.wishes != point.wishes
    ]
    rows = [("Écart au plus", "Souhaits (points)", "Accordés")]
    rows += [
        (number(point.worst / 100), value_in_words(point.wishes), f"{point.granted}/{curve.asked}")
        for point in turns
    ]
    return columns(rows)
