"""What people may give up so that a roster becomes possible, and the territory's file once they have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from rostering.domain.facts import Facts
from rostering.domain.line import Line, Staffing, StaffingPeriod
from rostering.domain.people import Pin, Waiver
from rostering.domain.vocabulary import Function
from rostering.problem.problem import Problem

Document = TypeVar("Document", bound=Facts)
TOLD_BY_DUTY = ("absence", "eligibility")
"""Rules for which it matters which duty is asked; for the others a duty more is a duty more, whichever."""


@dataclass(frozen=True, order=True)
class Concession:
    """One thing given up.

    - waive: the doctor lets a rule go for a duty, or altogether when `shift` is "";
    - unpin: a date agreed beforehand is given back;
    - empty: the `rank`-th missing doctor of a duty is accepted.
    """

    kind: Literal["waive", "unpin", "empty"]
    doctor: str = ""
    rule: str = ""
    shift: str = ""
    rank: int = 0

    @property
    def group(self) -> tuple[str, ...]:
        """Concessions that are the same to people have the same group."""
        duty = self.shift if self.kind != "waive" or self.rule in TOLD_BY_DUTY else ""
        return self.kind, self.doctor, self.rule, duty

    @property
    def sort(self) -> tuple[str, ...]:
        """The same, whoever is asked."""
        return self.group[0], *self.group[2:]


MAY_BE_EMPTY = (Function.REINFORCEMENT, Function.SECOND_LINE)
"""Duties whose minimum may be given up; of the others a missing doctor stays a carence, to be reported."""


def published(problem: Problem, given: Iterable[Concession]) -> tuple[Concession, ...]:
    """What is written into the file for people: an accepted carence is not, so that it is still counted as one."""
    return tuple(
        one
        for one in given
        if one.kind != "empty" or problem.shift_by_id[one.shift].line.function in MAY_BE_EMPTY
    )


def grant(problem: Problem, document: Document, given: Iterable[Concession]) -> Document:
    """The territory's document with those concessions written in; `problem` is its expansion."""
    listed = sorted(given)
    waivers = [_waiver(problem, one) for one in listed if one.kind == "waive"]
    unpinned = {(one.doctor, one.shift) for one in listed if one.kind == "unpin"}
    emptied = Counter(one.shift for one in listed if one.kind == "empty")
    known = set(document.waivers)
    changes: dict[str, object] = {
        "waivers": (*document.waivers, *(one for one in waivers if one not in known)),
        "pinned": tuple(
            pin for pin in document.pinned if (pin.doctor, _shift(pin)) not in unpinned
        ),
        "lines": tuple(_lowered(problem, line, emptied) for line in document.lines),
    }
    return document.model_copy(update=changes)


def _waiver(problem: Problem, given: Concession) -> Waiver:
    if not given.shift:
        return Waiver(doctor=given.doctor, rule=given.rule)
    shift = problem.shift_by_id[given.shift]
    return Waiver(
        doctor=given.doctor, rule=given.rule,
        date=shift.date, line=shift.line.id, window=shift.window.id,
    )  # fmt: skip


def _shift(pin: Pin) -> str:
    return f"{pin.date.isoformat()}-{pin.line}-{pin.window}"


def _lowered(problem: Problem, line: Line, emptied: Counter[str]) -> Line:
    """The line with a smaller minimum on the dates of its duties that are left short."""
    periods = [
        _period(shift.date, shift.window.id, shift.staffing, emptied[shift.id])
        for shift in problem.shifts
        if shift.line.id == line.id and emptied[shift.id]
    ]
    if not periods:
        return line
    return line.model_copy(update={"staffing_periods": (*line.staffing_periods, *periods)})


def _period(day: date, window: str, staffing: Staffing, missing: int) -> StaffingPeriod:
    least = max(0, staffing.min - missing)
    lowered = Staffing(min=least, target=max(least, staffing.wished), max=staffing.most)
    return StaffingPeriod(start=day, end=day, windows=(window,), staffing=lowered)
