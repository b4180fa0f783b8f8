"""« Certificat », below the proofs: how even loads could be at best, what nobody can avoid, indicators, the five furthest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rostering.domain.certificate import Proof
from rostering.export.excel.edition import Edition
from rostering.export.excel.parts import whole
from rostering.export.excel.prose import Place, put_heading, put_sentence
from rostering.export.excel.style import BOLD, CENTERED, FIGURE, SIGNED, WHOLE, Book, Value
from rostering.export.excel.table import Column, body, head
from rostering.review.fairness import Spread, evenness, furthest, ideal
from rostering.review.leximin_words import MEANING, level_in_words, rank_in_words

THREE = replace(FIGURE, number_format="0.000")
ANY = replace(FIGURE, number_format="General")
LEVELS = (
    Column("Partie", 34, BOLD),
    Column("Écarts aux parts, du plus grand au plus petit", 34),
    Column("Ce tableau", 15, ANY),
    Column("Au mieux", 15, ANY),
    Column("Borne prouvée", 13, ANY),
    Column("Verdict", 24, replace(CENTERED, bold=True)),
)
UNAVOIDABLE = (
    Column("Médecin", 34, BOLD),
    Column("Catégorie", 34),
    Column("Part", 15, FIGURE),
    Column("Au plus près", 15, WHOLE),
    Column("Inévitable", 13, SIGNED),
    Column("", 24),
)
INDICATORS = (
    Column("Catégorie", 34, BOLD),
    Column("Répartition", 34),
    Column("Gini (0 : égal)", 15, THREE),
    Column("Jain (1 : égal)", 15, THREE),
    Column("Étendue", 13, FIGURE),
    Column("Plus grand écart", 24, FIGURE),
)
FURTHEST = (
    Column("Médecin", 34, BOLD),
    Column("Catégorie", 34),
    Column("Part", 15, FIGURE),
    Column("Charge", 15, ANY),
    Column("Idéale", 13, ANY),
    Column("Écart", 24, SIGNED),
)
SHOWN = (
    "Montrés, jamais recherchés. Gini et Jain portent sur la charge divisée par la part, l'étendue sur les écarts, du plus "
    "en dessous au plus au-dessus. La répartition idéale arrondit chaque part au plus juste, catégorie par catégorie, "
    "sans absences ni règles.",
)


def write_evenness(book: Book, edition: Edition, place: Place) -> None:
    """Levels and unavoidable parts when they were certified; indicators and the furthest for any roster."""
    certificate = edition.publication.certificate
    proofs = [] if certificate is None else [one for one in certificate.parts if one.fairness]
    row = place.row
    if proofs:
        row = _section(book, place.at(row), "Équité : le mieux possible", LEVELS, _levels(proofs))
        for sentence in MEANING:
            row = put_sentence(book, place.at(row), sentence)
        if stuck := list(_unavoidable(edition, proofs)):
            title = "Ce que personne ne peut éviter"
            row = _section(book, place.at(row + 1), title, UNAVOIDABLE, stuck)
        row += 1
    row = _section(book, place.at(row), "Indicateurs", INDICATORS, _indicators(edition))
    for sentence in SHOWN:
        row = put_sentence(book, place.at(row), sentence)
    _section(book, place.at(row + 1), "Les plus loin de leur part", FURTHEST, _furthest(edition))


def _section(
    book: Book,
    place: Place,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
) -> int:
    """A heading, a table; returns the row after."""
    row = put_heading(book, place, title)
    head(book, place.sheet, row, columns)
    return body(book, place.sheet, row + 1, columns, rows)


def _levels(proofs: Sequence[Proof]) -> Iterator[tuple[Value, ...]]:
    for proof in proofs:
        assert proof.fairness is not None
        for rank, one in enumerate(proof.fairness.worst, 1):
            figures = one.reached / 100, one.least / 100, one.bound / 100
            yield proof.name, rank_in_words(rank), *figures, _verdict(one.proved)
        for level in proof.fairness.levels:
            counts = level.reached, level.least, level.bound
            yield proof.name, level_in_words(level), *counts, _verdict(level.proved)


def _verdict(proved: bool) -> str:
    return "prouvé" if proved else "non prouvé"


def _unavoidable(edition: Edition, proofs: Sequence[Proof]) -> Iterator[tuple[Value, ...]]:
    for proof in proofs:
        assert proof.fairness is not None
        for one in proof.fairness.unavoidable:
            who, category = edition.labels[one.doctor], edition.categories[one.category].name
            yield who, category, one.share / 100, one.load, one.part / 100, None


def _indicators(edition: Edition) -> Iterator[tuple[Value, ...]]:
    even = evenness(edition.problem, edition.publication.report.balances)
    wished = {one.category: one for one in even.ideal}
    for one in even.reached:
        yield _spread(edition, one, "ce tableau")
        if one.category in wished:
            yield _spread(edition, wished[one.category], "idéale")


def _spread(edition: Edition, one: Spread, which: str) -> tuple[Value, ...]:
    name = edition.categories[one.category].name if one.category else "Toutes ensemble"
    return name, which, one.gini, one.jain, one.widest, one.worst


def _furthest(edition: Edition) -> Iterator[tuple[Value, ...]]:
    wished = ideal(edition.problem)
    for one in furthest(edition.problem, edition.publication.report.balances):
        who, category = edition.labels[one.doctor], edition.categories[one.category].name
        best = whole(wished.get((one.doctor, one.category)))
        yield who, category, one.share, one.load, best, one.deviation
