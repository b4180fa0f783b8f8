"""`tableau.xlsx`: wall calendars, « Gardes », « Carences », « Mentions »."""

from __future__ import annotations

from pathlib import Path

from rostering.export.excel.edition import Edition
from rostering.export.excel.legal import write_legal, write_meta
from rostering.export.excel.lists import write_lists
from rostering.export.excel.posts import write_posts
from rostering.export.excel.save import save, to_bytes
from rostering.export.excel.style import Book
from rostering.export.excel.vacancies import write_vacancies
from rostering.export.excel.wall import write_walls
from rostering.review.publication import Publication

RESERVED = ("Gardes", "Carences", "Mentions", "Listes", "_meta")


def write_posted(publication: Publication, path: Path) -> None:
    """Writes `posted_bytes` to a file, whole or not at all."""
    save(posted_bytes(publication), path)


def posted_bytes(publication: Publication) -> bytes:
    """The workbook to post and send."""
    edition = Edition(publication)
    book = Book(titles={title.casefold() for title in RESERVED})
    write_walls(book, edition)
    write_posts(book, edition)
    write_vacancies(book, edition)
    write_legal(book, edition)
    write_lists(book, edition)
    write_meta(book, edition)
    return to_bytes(book, edition, "Tableau de garde")
