"""Both workbooks of the tiny territory, cell by cell; `pytest --update-golden` after a wanted change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from rostering.domain.vocabulary import Level
from rostering.errors import OutputError
from rostering.export.excel import coordination_bytes, posted_bytes, write_posted
from tests.conftest import CompareGolden
from tests.export.excel_dump import dump, opened
from tests.export.publications import STAMP, certificate, leveled, tiny, wish, with_wishes

WISHES = (
    wish("martin", date(2027, 3, 28), Level.NO, True, 10),
    wish("leroy", date(2027, 3, 28), Level.POSSIBLE, False, 3, "2027-03-28-nuit-n"),
)


@pytest.mark.parametrize("name", ["tableau", "coordination"])
def test_the_workbook_is_the_one_that_was_looked_at(name: str, golden: CompareGolden) -> None:
    """Every cell, number format, fill, list, footer and page of the tiny territory is as it was approved."""
    publication = with_wishes(tiny(certificate=leveled(certificate(2), "leroy")), *WISHES)
    content = posted_bytes(publication) if name == "tableau" else coordination_bytes(publication)
    golden(f"{name}.txt", dump(content))


@pytest.mark.parametrize("write", [posted_bytes, coordination_bytes])
def test_the_same_publication_gives_the_same_bytes(write: object) -> None:
    """Two workbooks of one publication are equal byte for byte: no clock, no order of sets."""
    assert callable(write)
    assert write(tiny()) == write(tiny())


def test_properties_bear_the_instant_of_the_publication() -> None:
    """« Modifié le » is the version's stamp, not the moment of writing."""
    properties = opened(posted_bytes(tiny())).properties
    stamp = STAMP.replace(tzinfo=None)
    assert (properties.created, properties.modified) == (stamp, stamp)


def test_a_file_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    """The folder does not exist: a sentence names the file, and nothing is left behind."""
    with pytest.raises(OutputError, match="Impossible d'écrire"):
        write_posted(tiny(), tmp_path / "absent" / "tableau.xlsx")
    assert list(tmp_path.iterdir()) == []
