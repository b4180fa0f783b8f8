"""Where in the file the data of a contradiction stand, in the words that lead a person there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rostering.files.build import build_instance
from rostering.files.load import read_document
from rostering.files.source import RawDocument, entries
from rostering.files.spelling import fold
from rostering.instance import Instance

CAPPED = {"max_in_window": "caps", "weekends": "caps", "eligibility": "", "hours": "status"}
"""Rules whose statements come from the doctor's own entry, and the piece of it that says so."""


@dataclass(frozen=True)
class Places:
    """A file, and where each kind of statement about somebody stands in it."""

    raw: RawDocument

    def of(self, rule: str, about: Sequence[str]) -> str:
        """The place of a statement: absence, agreed date, personal cap, waiver or rule; "" when it is the usual."""
        return next(self._found(rule, about), "")

    def _found(self, rule: str, about: Sequence[str]) -> Iterator[str]:
        if rule == "absence" and len(about) > 1:
            yield from self._absences(about[0], about[1])
        if rule == "pinned":
            yield from self._pins(*about)
        if rule in CAPPED and about:
            yield from self._doctor(about[0], CAPPED[rule])
        for index, entry in entries(self.raw.content.get("rules")):
            if entry.get("kind") == rule:
                yield self.raw.place(("rules", index))

    def _absences(self, doctor: str, day: str) -> Iterator[str]:
        for index, entry in entries(self.raw.content.get("availability")):
            first = entry.get("date") or entry.get("start") or ""
            if self._is(entry.get("doctor"), doctor) and first == day:
                yield self.raw.place(("availability", index))

    def _pins(self, doctor: str, shift: str) -> Iterator[str]:
        for index, entry in entries(self.raw.content.get("pinned")):
            named = f"{entry.get('date')}-{entry.get('line')}-{entry.get('window')}"
            if self._is(entry.get("doctor"), doctor) and named == shift:
                yield self.raw.place(("pinned", index))

    def _doctor(self, doctor: str, piece: str) -> Iterator[str]:
        for index, entry in entries(self.raw.content.get("doctors")):
            if self._is(entry.get("id"), doctor) and (not piece or piece in entry):
                yield self.raw.place(("doctors", index, piece) if piece else ("doctors", index))

    def _is(self, written: object, doctor: str) -> bool:
        return isinstance(written, str) and fold(written) in self._names.get(fold(doctor), ())

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """What each doctor may be called in the file: the code, the name."""
        return {
            fold(str(entry.get("id"))): frozenset(
                {
                    fold(str(entry.get("id"))),
                    fold(f"{entry.get('last_name')} {entry.get('first_name') or ''}"),
                }
            )
            for _, entry in entries(self.raw.content.get("doctors"))
        }


def load_with_places(path: Path) -> tuple[Instance, Places]:
    """The instance of a file, and where its statements stand.

    Raises UnreadableFile, or InvalidInstance with every mistake.
    """
    raw = read_document(path)
    return build_instance(raw), Places(raw)
