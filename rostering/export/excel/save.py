"""From sheets to bytes to a file: the same publication gives the same workbook, byte for byte."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl.writer.excel import ExcelWriter

from rostering.errors import OutputError
from rostering.export.excel.edition import Edition
from rostering.export.excel.style import Book

CORE = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
STAMPS = re.compile(rb"<dcterms:(?:created|modified)[^>]*>([^<]*)")


class _StampedZip(ZipFile):
    """A zip whose parts all bear one date: openpyxl would write the clock, in the zip and in the properties."""

    stamp: datetime

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Writes a part under the fixed date."""
        known = zinfo_or_arcname
        name = known.filename if isinstance(known, ZipInfo) else known
        encoded = data.encode() if isinstance(data, str) else data
        if name == CORE:
            encoded = MODIFIED.sub(rb"\g<1>" + f"{self.stamp:%Y-%m-%dT%H:%M:%SZ}".encode(), encoded)
        info = ZipInfo(name, self.stamp.timetuple()[:6])
        super().writestr(info, encoded, compress_type or ZIP_DEFLATED, compresslevel)

    def write(
        self,
        filename: str | PathLike[str],
        arcname: str | PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Writes a part that was prepared in a file."""
        self.writestr(str(arcname or filename), Path(filename).read_bytes(), compress_type)


def to_bytes(book: Book, edition: Edition, title: str) -> bytes:
    """The workbook with its properties stamped by the publication."""
    name = f"{title} – {edition.problem.facts.name} {edition.period}"
    return stamped_bytes(book, edition.stamp, name)


def stamped_bytes(book: Book, stamp: datetime, title: str) -> bytes:
    """The workbook with that title, dated by that instant."""
    if stamp.tzinfo:
        stamp = stamp.astimezone(UTC).replace(tzinfo=None)  # as workbooks want it
    properties = book.workbook.properties
    properties.created = stamp
    properties.creator = "rostering"
    properties.title = title
    buffer = BytesIO()
    archive = _StampedZip(buffer, "w", ZIP_DEFLATED)
    archive.stamp = stamp
    ExcelWriter(book.workbook, archive).save()
    return buffer.getvalue()


def was_saved_again(path: Path) -> bool:
    """Did a spreadsheet save the workbook since we wrote it? We say one moment twice, a spreadsheet its own."""
    try:
        with ZipFile(path) as archive:
            stamps = STAMPS.findall(archive.read(CORE))
    except (OSError, BadZipFile, KeyError):
        return True
    return len(set(stamps)) != 1


def save(content: bytes, path: Path) -> None:
    """Writes beside the file, then takes its place.

    Raises OutputError when that cannot be, most often because Excel holds the file open.
    """
    partial = path.with_name(f".{path.name}.partiel")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise OutputError(
            f"Impossible d'écrire {path} : le fermer s'il est ouvert dans Excel, puis recommencer ({error.strerror})."
        ) from error
