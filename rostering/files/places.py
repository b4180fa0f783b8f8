"""Where in the file the data of a contradiction stand, in the words that lead a person there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rostering.files.build import build_instance
from rostering.files.load import read_document
from rostering.files.source import RawDocument, entries
from rostering.files.spelling import fold
from rostering.instance import Instance
from rostering.problem.eligibility import Reason
from rostering.solve.outcome import Member

SPANS = (("-S", "week"), ("-T", "quarter"))
"""What the name of a stretch holds, and the cap that it is about."""


@dataclass(frozen=True)
class Places:
    """A file, its rules as the instance has them, and where each kind of statement about somebody stands in it."""

    raw: RawDocument
    rules: int

    @cached_property
    def agendas(self) -> tuple[Path, ...]:
        """The calendars that the file reads, from its own folder."""
        stated = entries(self.raw.content.get("availability"))
        folder = Path(self.raw.path).parent
        paths = (entry.get("ics") for _, entry in stated)
        return tuple(folder / path.strip() for path in paths if isinstance(path, str))

    def of(self, member: Member) -> str:
        """The place of a statement: absence, agreed date, personal cap, exemption or rule; "" when it is the usual."""
        return next(self._found(member), "")

    def _found(self, member: Member) -> Iterator[str]:
        about = member.about
        if member.rule == "absence" and len(about) > 1:
            yield from self._absences(about[0], about[1])
        if member.rule == "pinned":
            yield from self._pins(*about)
        if member.rule == "max_in_window" and len(about) > 1:
            yield from self._doctor(about[0], ("caps", _span(about[1])))
        if member.rule == "weekends" and about:
            yield from self._doctor(about[0], ("caps", "weekends"))
        if member.rule == "eligibility" and about:
            yield from self._doctor(about[0], _piece(about[-1]))
            yield from self._doctor(about[0], ())
        stated = entries(self.raw.content.get("rules"))
        index = member.position - (self.rules - len(stated))
        if stated and 0 <= index < len(stated):
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

    def _doctor(self, doctor: str, way: tuple[str, ...]) -> Iterator[str]:
        for index, entry in entries(self.raw.content.get("doctors")):
            if self._is(entry.get("id"), doctor) and self.raw.at(("doctors", index, *way)):
                yield self.raw.place(("doctors", index, *way))

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


def _span(stretch: str) -> str:
    """The cap that a stretch is about: 2027-01-04 a day, 2027-S01 a week, 2027-01 a month, 2027-T1 a quarter."""
    named = next((span for mark, span in SPANS if mark in stretch), "")
    return named or ("day" if len(stretch) > len("2027-01") else "month")


def _piece(reason: str) -> tuple[str, ...]:
    """The piece of a doctor's entry that bars them for that reason."""
    pieces = {
        Reason.EXEMPT: "exemptions", Reason.LICENCE: "licence_end", Reason.GONE: "departure",
        Reason.NOT_YET: "arrival", Reason.FUNCTION: "functions", Reason.SECTOR: "sectors",
        Reason.ZONE: "zones",
    }  # fmt: skip
    return next(((name,) for found, name in pieces.items() if found.value == reason), ())


def load_with_places(path: Path) -> tuple[Instance, Places]:
    """The instance of a file, and where its statements stand.

    Raises UnreadableFile, or InvalidInstance with every mistake.
    """
    raw = read_document(path)
    instance = build_instance(raw)
    return instance, Places(raw, len(instance.rules))
