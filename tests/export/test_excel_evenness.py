"""« Certificat » below the proofs: levels, what nobody can avoid, indicators, the five furthest."""

from __future__ import annotations

from typing import Any

from rostering.export.excel import coordination_bytes
from rostering.export.excel.parts import whole
from rostering.review.fairness import Ideal
from tests.export.excel_dump import opened
from tests.export.publications import certificate, leveled, tiny


def test_the_sheet_tells_levels_indicators_and_the_furthest() -> None:
    """With a leximin certificate: its lines with their verdicts, what is unavoidable; for any roster the indicators."""
    given = leveled(certificate(2), "leroy")
    texts = _cells(opened(coordination_bytes(tiny(certificate=given)))["Certificat"])
    assert ("Boulogne", "1er écart", 1.5, 1.5, 1.5, "prouvé") in texts
    assert ("Boulogne", "2e écart", 0.87, 0.62, 0.62, "prouvé") in texts
    assert ("Boulogne", "Écarts de plus de 0,5 garde", 2, 2, 1, "non prouvé") in texts
    assert ("LEROY Élise", "Dimanche et JF", 2.5, 0, 2, None) in texts
    plain = _cells(opened(coordination_bytes(tiny()))["Certificat"])
    assert not any(row[0] == "Boulogne" for row in plain)
    assert [row[:2] for row in plain if row[0] == "Toutes ensemble"] == [
        ("Toutes ensemble", "ce tableau"),
        ("Toutes ensemble", "idéale"),
    ]


def _cells(sheet: Any) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row[:6]) for row in sheet.iter_rows(max_col=6)]


def test_equal_remainders_leave_two_numbers_open() -> None:
    """A figure, or « 2 ou 3 », or nothing for what is not counted."""
    assert whole(Ideal("a", "soiree", 2, 2)) == 2
    assert whole(Ideal("a", "soiree", 2, 3)) == "2 ou 3"
    assert whole(None) is None
