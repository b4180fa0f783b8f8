"""« Mentions » for people and `_meta`, hidden, for the machine."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import BOLD, TEXT, Book
from rostering.export.excel.table import Column, heading, set_widths
from rostering.export.excel.text import plain_date, plural

SHEET, META = "Mentions", "_meta"
FORMAT = "1"
RECIPIENTS = (
    "conseil départemental de l'Ordre des médecins (CDOM), qui vérifie puis transmet :",
    "– directeur général de l'ARS",
    "– préfet du département (préfet de police à Paris)",
    "– SAMU – centre 15",
    "– médecins et associations de permanence des soins concernés",
    "– caisses d'assurance maladie",
)

STANDING = {
    "Changement après publication": "tout changement est communiqué au CDOM dès que possible, "
    "qui le transmet aux mêmes destinataires (CSP R. 6315-2).",
    "Liste effective": "la liste nominative, par plage, des médecins ayant réellement assuré la garde "
    "est adressée au CDOM dans le mois qui suit.",
    "Heures": "heures légales du lieu ; la durée est la durée réelle : 11 h pour la nuit 20–8 "
    "du passage à l'heure d'été, 13 h pour le retour.",
}
"""What holds for every tableau."""


def write_legal(book: Book, edition: Edition) -> None:
    """Period, version, legal dates, recipients."""
    sheet = book.sheet(SHEET)
    top = heading(book, sheet, f"Mentions – {edition.problem.facts.name}")
    set_widths(sheet, (Column("", 30), Column("", 90)))
    for row, (name, said) in enumerate(_mentions(edition), top):
        book.put(sheet, row, 1, name, BOLD)
        book.put(sheet, row, 2, said, TEXT)
        sheet.row_dimensions[row].height = 12.5 * (said.count("\n") + len(said) // 140 + 1) + 7
    paper(sheet, edition)
    protect(sheet)


def _mentions(edition: Edition) -> Iterator[tuple[str, str]]:
    publication, facts = edition.publication, edition.problem.facts
    yield "Territoire", f"{facts.name} (département {facts.departement})"
    yield "Période du tableau", edition.period[0].upper() + edition.period[1:]
    yield (
        "Version",
        f"{publication.version}, du {plain_date(edition.local(publication.stamp).date())}",
    )
    yield "Transmission au CDOM (J-45)", f"au plus tard le {plain_date(publication.transmit_by)}"
    yield "Diffusion par le CDOM (J-10)", f"au plus tard le {plain_date(publication.forward_by)}"
    yield "Destinataires", "\n".join(RECIPIENTS)
    yield "Participation", facts.participation.value
    missing = publication.report.missing
    yield "Carences", plural(missing, "poste") if missing else "aucune"
    yield from STANDING.items()
    if publication.engine or publication.instance_hash:
        yield (
            "Établi par",
            f"{_engine(publication.engine)} – données {publication.instance_hash[:12]}",
        )


def _engine(version: str) -> str:
    """ "rostering 0.1.0", whether or not the version says whose it is."""
    return f"rostering {version.removeprefix('rostering').strip()}".strip()


def write_meta(book: Book, edition: Edition) -> None:
    """What identifies the roster when an edited file comes back."""
    sheet = book.sheet(META)
    sheet.sheet_state = "hidden"
    publication = edition.publication
    told = {
        "format": FORMAT,
        "roster": edition.problem.facts.id,
        "start": edition.problem.facts.horizon.start.isoformat(),
        "end": edition.problem.facts.horizon.end.isoformat(),
        "version": str(publication.version),
        "stamp": edition.stamp.isoformat(),
        "instance_hash": publication.instance_hash,
        "roster_hash": edition.fingerprint,
        "engine": publication.engine,
    }
    for row, (key, value) in enumerate(told.items(), 1):
        book.put(sheet, row, 1, key, TEXT)
        book.put(sheet, row, 2, value, TEXT)
