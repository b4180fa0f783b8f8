"""The sentences and key figures at the head of the page."""

from __future__ import annotations

from typing import NamedTuple

from rostering.domain.certificate import Certificate
from rostering.export.picture.markup import WIDE, percent, plural, signed, whole
from rostering.review.publication import Publication
from rostering.review.report import Balance


class Figure(NamedTuple):
    """A key figure: what it is, the number, what it means; `alert` when someone must act."""

    name: str
    value: str
    more: str
    alert: bool = False


def figures(publication: Publication) -> tuple[Figure, ...]:
    """Duties, carences, hard rules, proof, wishes, worst deviations."""
    return (
        _duties(publication),
        _carences(publication),
        _hard_rules(publication),
        _proof(publication.certificate),
        _wishes(publication),
        _worst(publication),
    )


def verdict(publication: Publication) -> tuple[str, str]:
    """Is the roster valid, and is it proved? Two plain sentences."""
    return _status(publication), proof_sentence(publication.certificate)


def _status(publication: Publication) -> str:
    breaches, missing = len(publication.report.hard_breaches), publication.report.missing
    if breaches:
        word = plural(
            breaches, "manquement à une règle impérative", "manquements aux règles impératives"
        )
        return f"Ce tableau ne peut pas être publié tel quel : {word}."
    if missing:
        gap = plural(
            missing, "poste obligatoire reste vacant", "postes obligatoires restent vacants"
        )
        return f"Aucune règle impérative n'est enfreinte ; {gap}."
    return "Aucune règle impérative n'est enfreinte et tous les postes obligatoires sont pourvus."


def proof_sentence(certificate: Certificate | None) -> str:
    """What is known of how good the roster is."""
    if certificate is None:
        return "Sans certificat : tableau saisi ou modifié à la main, rien ne dit s'il peut être amélioré."
    whole = certificate.whole
    if whole.status == "optimal":
        return (
            "Prouvé optimal : aucun autre tableau n'a moins de carences ni, à carences égales, "
            "ne respecte mieux l'équité, les souhaits et les règles souples."
        )
    carences = whole.stage("carences")
    first = (
        "Les carences sont prouvées minimales"
        if carences is None or carences.proved
        else "Il n'est pas prouvé que les carences soient au minimum"
    )
    return (
        f"{first} ; pour l'équité, les souhaits et les règles souples, un meilleur tableau gagnerait "
        f"au plus {percent(max(0.0, whole.gap))}."
    )


def _duties(publication: Publication) -> Figure:
    problem, by_shift = publication.problem, publication.roster.by_shift
    required = sum(shift.staffing.min for shift in problem.shifts)
    held = [(len(by_shift.get(shift.id, ())), shift.staffing.min) for shift in problem.shifts]
    filled = sum(min(present, least) for present, least in held)
    extra = sum(max(0, present - least) for present, least in held)
    also = f", {plural(extra, 'autre')} au-delà du minimum" if extra else ""
    more = f"{whole(filled)} postes obligatoires pourvus sur {whole(required)}{also}"
    return Figure("Gardes attribuées", whole(len(publication.roster)), more)


def _carences(publication: Publication) -> Figure:
    missing, shifts = publication.report.missing, publication.problem.shift_by_id
    if not missing:
        return Figure("Carences", "0", "tous les postes obligatoires sont pourvus")
    days = {shifts[vacancy.shift].date for vacancy in publication.report.vacancies}
    weekend = sum(1 for day in days if publication.problem.calendar.base(day) != "ouvrable")
    more = f"sur {plural(len(days), 'jour')}, dont {weekend} de week-end ou férié" if weekend else (
        f"sur {plural(len(days), 'jour')} de semaine"
    )  # fmt: skip
    return Figure("Carences", str(missing), more, alert=True)


def _hard_rules(publication: Publication) -> Figure:
    breaches = len(publication.report.hard_breaches)
    more = "voir la liste ci-dessous" if breaches else "règles impératives toutes respectées"
    return Figure("Manquements", str(breaches), more, alert=breaches > 0)


def _proof(certificate: Certificate | None) -> Figure:
    if certificate is None:
        return Figure("Preuve", "aucune", "tableau saisi ou modifié à la main")
    whole = certificate.whole
    if whole.status == "optimal":
        return Figure("Preuve", "optimal", "aucun meilleur tableau n'existe")
    return Figure(
        "Preuve", f"≤{WIDE}{percent(max(0.0, whole.gap))}", "gain possible au plus, hors carences"
    )


def _wishes(publication: Publication) -> Figure:
    wishes = publication.report.wishes
    if not wishes:
        return Figure("Souhaits exaucés", "–", "aucun souhait exprimé")
    granted = sum(wish.granted for wish in wishes)
    ratio = granted / len(wishes)
    value = "100" + WIDE + "%" if granted == len(wishes) else percent(ratio)
    return Figure("Souhaits exaucés", value, f"{granted} sur {len(wishes)}")


def _worst(publication: Publication) -> Figure:
    problem = publication.problem
    weighed = {
        category.id: category.name
        for category in problem.facts.categories
        if category.weight and category.measure == "number"
    }
    found = [balance for balance in publication.report.balances if balance.category in weighed]
    if not found:
        return Figure("Plus grand écart", "–", "aucune catégorie pesée")
    worst = max(found, key=_distance)
    name = problem.doctor_by_id[worst.doctor].name
    return Figure("Plus grand écart", signed(worst.deviation), f"{weighed[worst.category]}, {name}")


def _distance(balance: Balance) -> tuple[float, str, str]:
    return abs(balance.deviation), balance.doctor, balance.category
