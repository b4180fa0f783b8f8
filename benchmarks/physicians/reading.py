"""Reads a `.cdat` file (CMPL data): ranges and sparse tables, as one month of a hospital's duties.

`%NAME set < a..b >` is a range; `%NAME[J, I] = 0 indices < … >` opens a table, one row an entry: indices, then the
value; what is missing is 0. Every other line is an error, said with its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

RANGE = re.compile(r"%(\w+) set < (-?\d+)\.\.(-?\d+) >")
SCALAR = re.compile(r"%(\w+) < (-?\d+) >")
TABLE = re.compile(r"%(\w+)\[([\w, ]+)\] = 0 indices <")

Index = tuple[int, ...]
Table = Mapping[Index, Decimal]


class UnreadableMonth(ValueError):
    """A file that is not of the format: where, and what was expected."""


@dataclass(frozen=True)
class Month:
    """One month: who may take which duty when, what is asked, what refusals and duties cost.

    Indices are those of the file: physicians, duties, weeks and week-days (6 and 7 the week-end) count from 1.
    """

    name: str
    physicians: range
    duties: range
    weeks: range
    days: range
    heads: Table
    """[duty, day]: wanted, every week."""
    may_take: Table
    """[physician, duty, week, day]."""
    absent: Table
    """[physician, week, day]."""
    asks_on: Table
    """[physician, duty, week, day]."""
    asks_off: Table
    """[physician, week, day]."""
    refusal_cost: Table
    """[physician, number of refusals]."""
    duty_cost: Table
    """[physician, number of duties]; counted in the models that level workloads, `*_equal`."""

    @property
    def levels_workload(self) -> bool:
        """Does the published optimum of this file count `duty_cost`?"""
        return not self.name.endswith("_unequal")


def read(path: Path) -> Month:
    """The month of a file.

    Raises UnreadableMonth.
    """
    ranges: dict[str, range] = {}
    tables: dict[str, dict[Index, Decimal]] = {}
    for where, line, table in _lines(path):
        if found := RANGE.fullmatch(line):
            ranges[found[1]] = range(int(found[2]), int(found[3]) + 1)
        elif found := TABLE.fullmatch(line):
            tables[found[1]] = {}
        elif table in tables:
            index, value = _entry(where, line)
            tables[table][index] = value
        elif not SCALAR.fullmatch(line):
            raise UnreadableMonth(f"{where}: a range, a table or one of its rows was expected")
    return _month(path, ranges, tables)


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Where each line stands, its text, and the table that is open there; closing lines left out."""
    table = ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if found := TABLE.fullmatch(line):
            table = found[1]
        if line == ">":
            table = ""
        elif line:
            yield f"{path.name}, line {number}", line, table


def _entry(where: str, line: str) -> tuple[Index, Decimal]:
    *index, value = line.split()
    try:
        return tuple(map(int, index)), Decimal(value)
    except (ValueError, InvalidOperation) as error:
        raise UnreadableMonth(f"{where}: whole indices then a number were expected") from error


def _month(
    path: Path, ranges: Mapping[str, range], tables: Mapping[str, dict[Index, Decimal]]
) -> Month:
    missing = [name for name in ("J", "I", "W", "D") if name not in ranges]
    missing += [name for name in ("d_bar_duty", "E_pos", "c") if name not in tables]
    if missing:
        raise UnreadableMonth(f"{path.name}: without {', '.join(missing)}")
    return Month(
        name=path.stem,
        physicians=ranges["J"],
        duties=ranges["I"],
        weeks=ranges["W"],
        days=ranges["D"],
        heads=tables["d_bar_duty"],
        may_take=tables["E_pos"],
        absent=tables.get("D_off", {}),
        asks_on=tables.get("g_req_on", {}),
        asks_off=tables.get("g_req_off", {}),
        refusal_cost=tables["c"],
        duty_cost=tables.get("c_work", {}),
    )
