"""`coordination.xlsx`: duties to edit, shares that follow, wishes, certificate, breaches, a page per doctor."""

from __future__ import annotations

from pathlib import Path

from rostering.export.excel.breaches import write_breaches
from rostering.export.excel.certificate import write_certificate
from rostering.export.excel.doctor_pages import write_pages
from rostering.export.excel.draw import write_draw
from rostering.export.excel.edition import Edition
from rostering.export.excel.legal import write_meta
from rostering.export.excel.lists import write_lists
from rostering.export.excel.parts import write_parts
from rostering.export.excel.posts import write_posts
from rostering.export.excel.save import save, to_bytes
from rostering.export.excel.selector import write_selector
from rostering.export.excel.style import Book
from rostering.export.excel.summary import write_summary
from rostering.export.excel.vacancies import write_blockers
from rostering.export.excel.watch import write_watch
from rostering.export.excel.wishes import write_wishes
from rostering.review.publication import Publication

MOST_PAGES = 60
"""Up to so many doctors each has a sheet; beyond, one sheet with a list to choose from."""
RESERVED = ("Synthèse", "Parts", "Gardes", "Souhaits", "Souhaits – totaux", "Certificat", "Manquements", "Coûts par règle",
            "Carences – détail", "À surveiller", "Tirage", "Listes", "_meta", "Fiche médecin")  # fmt: skip


def write_coordination(publication: Publication, path: Path) -> None:
    """Writes `coordination_bytes` to a file, whole or not at all."""
    save(coordination_bytes(publication), path)


def coordination_bytes(publication: Publication) -> bytes:
    """The coordinator's workbook."""
    edition = Edition(publication)
    book = Book(titles={title.casefold() for title in RESERVED})
    write_summary(book, edition)
    write_parts(book, edition)
    write_posts(book, edition)
    write_wishes(book, edition)
    write_certificate(book, edition)
    write_breaches(book, edition)
    write_blockers(book, edition)
    write_watch(book, edition)
    write_draw(book, edition)
    if len(edition.doctors) <= MOST_PAGES:
        write_pages(book, edition)
    else:
        write_selector(book, edition)
    write_lists(book, edition)
    write_meta(book, edition)
    return to_bytes(book, edition, "Coordination")
