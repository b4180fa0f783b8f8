"""The formulation of OR-Tools' published shift-scheduling example, written anew for the neutral task.

One state a doctor and day: off, or one of the shifts. Hard sequence constraints for free days, transitions forbidden where duties
overlap or the road is too long, sums with a hard maximum for caps, sums over the period with a soft minimum and a soft
maximum around the share for fairness, cover at least what is needed with a price on what is beyond what is wished.

Its terms are linear, ours are squares: its cost is counted again and its own proof proves nothing of ours. Two duties on
one day have no state, so it never gives them; a task that needs them has no roster here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.clock import elapsed
from benchmarks.peers.cp_sat import FOUND, searched
from benchmarks.peers.script import Answer, Asked, answer

Words = dict[str, Any]
Works = dict[tuple[str, str], cp_model.IntVar]
BEYOND = 1
"""Price of a head beyond what is wished."""


def solve(asked: Asked) -> Answer:
    """Models, solves, reads the states back."""
    task, model = asked.task, cp_model.CpModel()
    works = _states(model, task)
    costs = [
        *_cover(model, task, works),
        *(cost for load in task["loads"] for cost in _balance(model, task, load, works)),
    ]
    for doctor in task["doctors"]:
        for rule in task["spacing"]:
            _free_days(model, task, rule, (doctor["id"], works))
        _transitions(model, task, works, doctor)
    _caps(model, task, works)
    for doctor, shift in task["fixed"]:
        model.add(works[doctor, shift] == 1)
    for doctor, shift, later in task["roads"]:
        model.add_bool_or(~works[doctor, shift], ~works[doctor, later])
    model.minimize(sum(costs))
    return _solved(model, works, asked)


def _states(model: cp_model.CpModel, task: Words) -> Works:
    """Exactly one state a doctor and day."""
    day_of = {shift["id"]: shift["day"] for shift in task["shifts"]}
    works: Works = {}
    for doctor in task["doctors"]:
        days = defaultdict(list)
        for shift in doctor["may"]:
            works[doctor["id"], shift] = model.new_bool_var(f"{doctor['id']} {shift}")
            days[day_of[shift]].append(works[doctor["id"], shift])
        for duties in days.values():
            model.add_exactly_one([*duties, model.new_bool_var("off")])
    return works


def _cover(model: cp_model.CpModel, task: Words, works: Works) -> Iterator[Any]:
    who = defaultdict(list)
    for (_, shift), variable in works.items():
        who[shift].append(variable)
    for shift in task["shifts"]:
        there = model.new_int_var(shift["heads"], shift["most"], f"there {shift['id']}")
        model.add(sum(who[shift["id"]]) == there)
        if shift["most"] > shift["wished"]:
            yield BEYOND * _above(model, there, shift["wished"], shift["most"])
        if shift["wished"] > shift["heads"]:
            short = _above(model, -there, -shift["wished"], shift["wished"])
            yield task["scale"] * task["short"] * short


def _above(model: cp_model.CpModel, total: Any, limit: int, most: int) -> cp_model.IntVar:
    """max(0, total − limit), from below: it is only ever paid for."""
    above = model.new_int_var(0, max(0, most), "")
    model.add(above >= total - limit)
    return above


def _balance(model: cp_model.CpModel, task: Words, load: Words, works: Works) -> Iterator[Any]:
    """The sum over the period between a soft minimum and a soft maximum, whole duties around the share.

    Without shares in the task, everybody's is the mean.
    """
    heads = {shift["id"]: shift["heads"] for shift in task["shifts"]}
    mean = sum(size * heads[shift] for shift, size in load["sizes"].items()) / len(load["targets"])
    step = min(load["sizes"].values(), default=1)
    for doctor, target in load["targets"].items():
        share = target if any(load["targets"].values()) else mean
        mine = [(shift, size) for shift, size in load["sizes"].items() if (doctor, shift) in works]
        total = sum(size * works[doctor, shift] for shift, size in mine)
        most = sum(size for _, size in mine)
        low = int(share // step) * step
        high = low if low == share else low + step
        yield load["price"] * _above(model, total, high, most)
        yield load["price"] * _above(model, -total, -low, low)


def _free_days(model: cp_model.CpModel, task: Words, rule: Words, who: tuple[str, Works]) -> None:
    """Sequences: at most one day on in a row, at least so many off between two."""
    doctor, works = who
    counted, days = set(rule["shifts"]), defaultdict(list)
    for shift in task["shifts"]:
        if shift["id"] in counted and (doctor, shift["id"]) in works:
            days[shift["day"]].append(works[doctor, shift["id"]])
    on = {day: _any(model, duties) for day, duties in days.items()}
    for day, works_then in on.items():
        for off in range(rule["days"]):
            again = on.get(day + off + 1)
            if again is not None:
                between = [on[day + n] for n in range(1, off + 1) if day + n in on]
                model.add_bool_or(~works_then, *between, ~again)


def _any(model: cp_model.CpModel, duties: list[cp_model.IntVar]) -> cp_model.IntVar:
    if len(duties) == 1:
        return duties[0]
    works = model.new_bool_var("")
    model.add(sum(duties) == works)
    return works


def _transitions(model: cp_model.CpModel, task: Words, works: Works, doctor: Words) -> None:
    """Forbidden from one day to the next where the later duty begins before the earlier one ends."""
    may, days = set(doctor["may"]), defaultdict(list)
    for shift in task["shifts"]:
        if shift["id"] in may:
            days[shift["day"]].append(shift)
    for day, shifts in days.items():
        for shift in shifts:
            for later in days.get(day + 1, ()):
                if later["start"] < shift["end"]:
                    pair = (works[doctor["id"], one["id"]] for one in (shift, later))
                    model.add_bool_or(*_negated(pair))


def _negated(variables: Iterable[cp_model.IntVar]) -> list[Any]:
    return [~variable for variable in variables]


def _caps(model: cp_model.CpModel, task: Words, works: Works) -> None:
    for rule in task["caps"]:
        served = {(doctor, span): count for doctor, span, count in rule["less"]}
        groups = defaultdict(list)
        for (doctor, shift), variable in works.items():
            if doctor in rule["most"] and shift in rule["spans"]:
                groups[doctor, rule["spans"][shift]].append(variable)
        for (doctor, span), duties in groups.items():
            most = rule["most"][doctor] - served.get((doctor, span), 0)
            model.add(sum(duties) <= max(0, most))


def _solved(model: cp_model.CpModel, works: Works, asked: Asked) -> Answer:
    solver, status, first = searched(model, asked)
    if status not in FOUND:
        return Answer(note=solver.status_name(status).lower())
    own = f"best in its own terms after {elapsed():.1f} s" * (status == cp_model.OPTIMAL)
    held = [pair for pair, variable in works.items() if solver.value(variable)]
    return Answer(held=held, first=first, note=own)


if __name__ == "__main__":
    answer(solve)
