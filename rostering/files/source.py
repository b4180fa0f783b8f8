"""A file as read: a tree of text, and where each piece of it stands. Nothing is converted here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rostering.errors import Mistake

Tree = str | None | list["Tree"] | dict[str, "Tree"]
"""Text scalars, nothing (a key without a value), lists and mappings."""
Location = tuple[str | int, ...]
"""The way to a piece of the tree: ("doctors", 3, "rpps"). Parts that begin with "@" only tell findings apart."""

NAMING_KEYS = ("id", "doctor", "kind", "line")
"""What names an entry of a list, in order of preference."""


@dataclass(frozen=True, order=True)
class Mark:
    """Where something stands in the file: a rank to sort by, and the words people read."""

    rank: tuple[int, ...]
    text: str


@dataclass(frozen=True)
class Finding:
    """A mistake before it is shown: the piece of the tree it is about, what was read, what was expected."""

    location: Location
    read: str
    expected: str


@dataclass(frozen=True)
class RawDocument:
    """A file as text scalars, with the mark of each location and what reading alone found wrong."""

    path: str
    form: Literal["yaml", "workbook"]
    content: dict[str, Tree]
    marks: Mapping[Location, Mark]
    findings: tuple[Finding, ...] = ()

    def at(self, location: Location) -> Tree:
        """The piece of the tree there, or None."""
        node: Tree = self.content
        for part in location:
            node = step(node, part)
        return node

    def mark(self, location: Location) -> Mark:
        """Its mark, or that of what contains it."""
        for length in range(len(location), -1, -1):
            if found := self.marks.get(location[:length]):
                return found
        return Mark((0,), "fichier")

    def place(self, location: Location) -> str:
        """The words that lead a person there: line and key, or sheet and cell."""
        mark = self.mark(location)
        if self.form == "workbook" or not location:
            return mark.text
        names = list(self._names(location))
        return f"{mark.text}, clé {' › '.join(names)}" if names else mark.text

    def _names(self, location: Location) -> Iterable[str]:
        node: Tree = self.content
        for part in location:
            node = step(node, part)
            if isinstance(part, int):
                yield entry_name(node, part)
            elif not part.startswith("@"):
                yield part

    def mistakes(self, findings: Iterable[Finding]) -> tuple[Mistake, ...]:
        """Findings in the order of the file, one for each location (the first given)."""
        first: dict[Location, Finding] = {}
        for finding in findings:
            first.setdefault(finding.location, finding)
        ordered = sorted(first.values(), key=lambda finding: self.mark(finding.location).rank)
        return tuple(
            Mistake(self.place(finding.location), finding.read, finding.expected)
            for finding in ordered
        )


def step(node: Tree, part: str | int) -> Tree:
    """The child of a node, or None when it has no such child."""
    if isinstance(node, dict) and isinstance(part, str):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int) and 0 <= part < len(node):
        return node[part]
    return None


def entry_name(node: Tree, index: int) -> str:
    """How an entry of a list is called: by its id, else by its number and what it is about."""
    about = ""
    if isinstance(node, dict):
        named = (node.get(key) for key in NAMING_KEYS)
        about = next((name for name in named if isinstance(name, str)), "")
        if about and about == node.get("id"):
            return about
    return f"n° {index + 1} ({about})" if about else f"n° {index + 1}"


def texts(node: Tree) -> list[str]:
    """The text scalars of a list, or the single one; anything else is left out."""
    if isinstance(node, str):
        return [node]
    return [entry for entry in node or () if isinstance(entry, str)]


def entries(node: Tree) -> list[tuple[int, dict[str, Tree]]]:
    """The mappings of a list, with their index."""
    if not isinstance(node, list):
        return []
    return [(index, entry) for index, entry in enumerate(node) if isinstance(entry, dict)]
