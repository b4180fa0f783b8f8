"""What changed between two versions of a published roster, told or written as a table."""

from __future__ import annotations

from pathlib import Path

from rostering.errors import Refused
from rostering.files.atomic import write_bytes, write_workbook
from rostering.life.difference import Difference, difference
from rostering.workflow.earlier import version_of, versions_of
from rostering.workflow.published import load_published

TABLES = (".xlsx", ".csv")
"""The forms a table of changes is written in."""


def compare_versions(path: Path, one: int | None = None, other: int | None = None) -> Difference:
    """What changed from version `one` to version `other`; usually from the last but one to the one in force.

    Raises Refused when the folder has no such version.
    """
    published = load_published(path)
    known = versions_of(published)
    if len(known) == 1 and one is None:
        raise Refused(f"{path} n'a que la version {known[0]} : rien à comparer.")
    later = other if other is not None else known[-1]
    earlier = one if one is not None else known[-2]
    before, after = version_of(published, earlier), version_of(published, later)
    return difference(before, after, published.folder.entries)


def write_difference(found: Difference, path: Path) -> Path:
    """The table, as a workbook or as .csv by the name's end; the path really written.

    Raises OutputError.
    """
    if path.suffix.lower() == ".csv":
        from rostering.export.difference_csv import difference_csv

        return write_bytes(path, difference_csv(found))
    from rostering.export.excel.difference import difference_bytes

    return write_workbook(path, difference_bytes(found))
