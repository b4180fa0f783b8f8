"""What must be unique in a document and is not: ids, RPPS numbers."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.files.source import Finding, Location, RawDocument, Tree, entries
from rostering.files.spelling import fold

UNIQUE = (
    (("doctors",), "id"),
    (("doctors",), "rpps"),
    (("lines",), "id"),
    (("sectors",), "id"),
    (("sites",), "id"),
    (("categories",), "id"),
)


def duplicates(raw: RawDocument) -> Iterator[Finding]:
    """Each id (or RPPS) already taken earlier in the same list; case and accents do not tell two apart."""
    for location, key in UNIQUE:
        yield from _repeated(raw, location, key)
    for index, _ in entries(raw.content.get("lines")):
        yield from _repeated(raw, ("lines", index, "windows"), "id")


def _repeated(raw: RawDocument, location: Location, key: str) -> Iterator[Finding]:
    seen: dict[str, Location] = {}
    for index, entry in entries(raw.at(location)):
        value: Tree = entry.get(key)
        if not isinstance(value, str) or not value.strip():
            continue
        here = (*location, index, key)
        first = seen.setdefault(fold(value), here)
        if first != here:
            what = "numéro RPPS" if key == "rpps" else "code"
            yield Finding(here, value, f"{what} déjà pris : {raw.mark(first).text}")
