"""« Certificat »: how good the roster is and how that is known, in plain French."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rostering.domain.certificate import STAGE_LABELS, Certificate, Proof, StageProof
from rostering.export.excel.edition import Edition
from rostering.export.excel.evenness import write_evenness
from rostering.export.excel.page import paper, protect
from rostering.export.excel.prose import Place, put_heading, put_sentence
from rostering.export.excel.style import BOLD, CENTERED, WHOLE, Book, Value
from rostering.export.excel.table import Column, body, head, heading, set_widths
from rostering.review.leximin_words import leximin_sentences
from rostering.rules.base import number

SHEET = "Certificat"
PERCENT = replace(WHOLE, number_format="0.00%")
COLUMNS = (
    Column("Partie", 34, BOLD),
    Column("Objectif", 34),
    Column("Valeur obtenue", 15, WHOLE),
    Column("Borne prouvée", 15, WHOLE),
    Column("Écart restant", 13, PERCENT),
    Column("Verdict", 24, replace(CENTERED, bold=True)),
)
STATUSES = {
    "optimal": "Le tableau est prouvé optimal : aucun autre tableau ne fait mieux, au coût des règles données.",
    "feasible": "Le tableau respecte toutes les règles dures ; on n'a pas fini de prouver qu'aucun autre ne fait mieux.",
    "infeasible": "Les règles dures se contredisent : aucun tableau n'existe.",
    "out_of_time": "Le temps donné n'a pas suffi à trouver un tableau.",
}
BUT_COMFORT = (
    "Le tableau est prouvé optimal, confort excepté : aucun autre ne fait mieux, au coût des règles données. Le confort ne départage "
    "que des tableaux d'ailleurs égaux ; il n'est pas prouvé au mieux."
)
NOT_SOLVED = (
    "Ce tableau n'a pas été calculé ici : il a été saisi ou modifié à la main, ou relu d'un fichier sans preuve.",
    "Les coûts et manquements (feuille « Manquements ») sont recomptés et valent pour lui ; rien n'est dit du meilleur possible.",
)
MEANING = (
    "Valeur obtenue : ce que coûte ce tableau, recompté règle par règle. Plus bas est mieux ; 0 est parfait.",
    "Borne prouvée : le calcul démontre qu'aucun tableau ne peut coûter moins.",
    "Écart restant : ce qui pourrait encore être gagné, au plus, en part de la valeur (ou de 20 points par médecin quand la valeur est "
    "plus petite). 0 % : rien ne peut être gagné.",
    "Les carences comptent en points : la priorité du poste (1 à 5), doublée les samedis, dimanches et jours fériés, "
    "doublée encore la nuit profonde. Un soir de semaine non pourvu, en priorité 3, vaut 3.",
    "Une carence prouvée minimale l'est avec ces médecins, ces absences et ces règles dures : la lever demande d'en changer.",
)


def write_certificate(book: Book, edition: Edition) -> None:
    """Sentences, then the figures of the whole and of each part."""
    sheet = book.sheet(SHEET)
    set_widths(sheet, COLUMNS)
    row = heading(book, sheet, f"Certificat – {edition.problem.facts.name} {edition.period}") - 1
    certificate = edition.publication.certificate
    told = NOT_SOLVED if certificate is None else tuple(sentences(certificate))
    for sentence in told:
        row = put_sentence(book, Place(sheet, row, len(COLUMNS)), sentence)
    if certificate is not None:
        row += 1
        put_heading(book, Place(sheet, row, len(COLUMNS)), "Objectif par objectif")
        head(book, sheet, row + 1, COLUMNS)
        row = body(book, sheet, row + 2, COLUMNS, _figures(certificate)) + 1
        put_heading(book, Place(sheet, row, len(COLUMNS)), "Comment lire ces chiffres")
        row += 1
        for sentence in MEANING:
            row = put_sentence(book, Place(sheet, row, len(COLUMNS)), sentence)
    write_evenness(book, edition, Place(sheet, row + 1, len(COLUMNS)))
    paper(sheet, edition)
    protect(sheet)


def sentences(certificate: Certificate) -> Iterator[str]:
    """The verdict on the whole, objective by objective, then how many parts were proved."""
    whole = certificate.whole
    is_open = not all(proof.proved for proof in whole.stages)
    yield BUT_COMFORT if whole.status == "optimal" and is_open else STATUSES[whole.status]
    for proof in whole.stages:
        yield f"{STAGE_LABELS[proof.stage]} : {_stage_sentence(proof)}"
    if whole.status == "feasible":
        yield (
            f"Hors carences, le meilleur tableau imaginable gagnerait au plus {percent(whole.gap)} sur celui-ci "
            "(rapporté au coût, ou à une soirée d'écart par médecin s'il est plus faible)."
        )
    if len(certificate.parts) > 1:
        yield _parts_sentence(certificate)
    took = f", {number(whole.seconds)} s de calcul" if whole.seconds else ""
    if whole.fairness is not None:
        yield from leximin_sentences(whole.fairness)
    yield (
        f"{whole.doctors} médecins, {whole.shifts} plages{took}. "
        "Chaque valeur est recomptée sur le tableau, sans le solveur."
    )


def _parts_sentence(certificate: Certificate) -> str:
    proved = sum(part.status == "optimal" for part in certificate.parts)
    verdict = {0: "aucune n'est encore prouvée optimale", 1: "1 est prouvée optimale"}.get(
        proved, f"{proved} sont prouvées optimales"
    )
    return (
        f"Le territoire se découpe en {len(certificate.parts)} parties sans médecin commun, "
        f"résolues séparément ; {verdict}."
    )


def _stage_sentence(proof: StageProof) -> str:
    if proof.proved:
        none = "aucune" if proof.stage == "carences" and proof.value == 0 else f"{proof.value}"
        return f"{none}, et c'est prouvé : on ne peut pas faire moins."
    return f"{proof.value} ; il est prouvé qu'on ne peut pas descendre sous {proof.bound}."


def percent(gap: float) -> str:
    """ "1,25 %"."""
    return f"{number(100 * gap)} %"


def _figures(certificate: Certificate) -> Iterator[tuple[Value, ...]]:
    parts = certificate.parts if len(certificate.parts) > 1 else ()
    for proof in (certificate.whole, *parts):
        for stage in proof.stages:
            yield (
                proof.name,
                STAGE_LABELS[stage.stage],
                stage.value,
                stage.bound,
                _gap(proof, stage),
                "prouvé" if stage.proved else "non prouvé",
            )


def _gap(proof: Proof, stage: StageProof) -> float:
    """Relative to the value; beyond carences at least to 20 a doctor, as the certificate's own gap."""
    floor = 1 if stage.stage == "carences" else proof.doctors * 20
    return max(0, stage.value - stage.bound) / max(stage.value, floor, 1)
