"""Reads an instance of Curtois and Qu: sections of comma-separated rows, as what they say and nothing more.

`SECTION_X` opens a section; blank lines and `#` are left out; lists are separated by `|`; days count from 0, a Monday.
Every row that is not of the format is an error, said with its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

SECTIONS = (
    "HORIZON", "SHIFTS", "STAFF", "DAYS_OFF", "SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS", "COVER",
)  # fmt: skip

T = TypeVar("T")
Row = tuple[str, list[str]]
"""Where a row stands, and its fields."""


class UnreadableWard(Exception):
    """The file is not of the format, or says what the product cannot."""


@dataclass(frozen=True)
class Kind:
    """A kind of shift: its length, and the kinds that may not be worked the day after."""

    minutes: int
    not_after: frozenset[str]


@dataclass(frozen=True)
class Person:
    """What binds one member of staff; `most` shifts of each kind."""

    most: Mapping[str, int]
    most_minutes: int
    least_minutes: int
    most_on: int
    least_on: int
    least_off: int
    weekends: int


@dataclass(frozen=True)
class Cover:
    """Heads wanted on a day and kind, and the price of each under and over."""

    wanted: int
    under: int
    over: int


Asked = tuple[str, int, str]
"""person, day, kind."""


@dataclass(frozen=True)
class Ward:
    """One instance."""

    name: str
    days: int
    kinds: Mapping[str, Kind]
    staff: Mapping[str, Person]
    off: frozenset[tuple[str, int]]
    asks_on: Mapping[Asked, int]
    asks_off: Mapping[Asked, int]
    cover: Mapping[tuple[int, str], Cover]


def read(path: Path) -> Ward:
    """The instance of a file.

    Raises UnreadableWard at the first line that is not of the format.
    """
    rows = _sections(path)
    return Ward(
        name=path.stem,
        days=_each(rows["HORIZON"], 1, lambda fields: int(fields[0]))[0],
        kinds=dict(_each(rows["SHIFTS"], 3, _kind)),
        staff=dict(_each(rows["STAFF"], 8, _person)),
        off=frozenset(day for days in _each(rows["DAYS_OFF"], None, _days) for day in days),
        asks_on=dict(_each(rows["SHIFT_ON_REQUESTS"], 4, _asked)),
        asks_off=dict(_each(rows["SHIFT_OFF_REQUESTS"], 4, _asked)),
        cover=dict(_each(rows["COVER"], 5, _cover)),
    )


def _sections(path: Path) -> Mapping[str, list[Row]]:
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    section = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        line, where = raw.strip(), f"{path.name}, line {number}"
        if not line or line.startswith("#"):
            continue
        if line.startswith("SECTION_"):
            section = line.removeprefix("SECTION_")
            if section not in SECTIONS:
                raise UnreadableWard(f"{where}: {line} is no section of the format")
        elif not section:
            raise UnreadableWard(f"{where}: a SECTION_ line was expected first")
        else:
            rows[section].append((where, [field.strip() for field in line.split(",")]))
    missing = [name for name in ("HORIZON", "SHIFTS", "STAFF", "COVER") if not rows[name]]
    if missing:
        raise UnreadableWard(f"{path.name}: without {', '.join(missing)}")
    return rows


def _each(rows: Iterable[Row], width: int | None, made: Callable[[list[str]], T]) -> list[T]:
    found = []
    for where, fields in rows:
        try:
            if width is not None and len(fields) != width:
                raise ValueError
            found.append(made(fields))
        except ValueError as error:
            raise UnreadableWard(
                f"{where}: not a row of its section: {','.join(fields)}"
            ) from error
    return found


def _kind(fields: list[str]) -> tuple[str, Kind]:
    return fields[0], Kind(int(fields[1]), frozenset(filter(None, fields[2].split("|"))))


def _person(fields: list[str]) -> tuple[str, Person]:
    most = dict(part.split("=") for part in fields[1].split("|") if part)
    most_minutes, least_minutes, *rest = map(int, fields[2:])
    counts = {kind: int(count) for kind, count in most.items()}
    return fields[0], Person(counts, most_minutes, least_minutes, *rest)


def _days(fields: list[str]) -> list[tuple[str, int]]:
    return [(fields[0], int(day)) for day in fields[1:]]


def _asked(fields: list[str]) -> tuple[Asked, int]:
    return (fields[0], int(fields[1]), fields[2]), int(fields[3])


def _cover(fields: list[str]) -> tuple[tuple[int, str], Cover]:
    return (int(fields[0]), fields[1]), Cover(*map(int, fields[2:]))
