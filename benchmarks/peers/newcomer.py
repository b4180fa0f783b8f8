"""A newcomer's CP-SAT model: a Boolean for each doctor and shift, sliding windows, products for squares, default parameters.

As the first pages of the OR-Tools guide lead to it. Nothing but time, cores and seed is set.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.clock import elapsed
from benchmarks.peers.cp_sat import FOUND, searched
from benchmarks.peers.script import Answer, Asked, answer

Words = dict[str, Any]
Held = dict[tuple[str, str], cp_model.IntVar]


def solve(asked: Asked) -> Answer:
    """Models, solves, reads the values back."""
    task = asked.task
    model = cp_model.CpModel()
    held = {
        (doctor["id"], shift): model.new_bool_var(f"{doctor['id']} {shift}")
        for doctor in task["doctors"]
        for shift in doctor["may"]
    }
    missing = _cover(model, task, held)
    for doctor in task["doctors"]:
        _keep_apart(model, task, held, doctor)
        _cap(model, task, held, doctor["id"])
    for doctor, shift in task["fixed"]:
        model.add(held[doctor, shift] == 1)
    for doctor, shift, later in task["roads"]:
        model.add(held[doctor, shift] + held[doctor, later] <= 1)
    squares = list(_squares(model, task, held))
    model.minimize(sum(squares) + task["scale"] * task["short"] * sum(missing))
    return _solved(model, held, asked)


def _cover(model: cp_model.CpModel, task: Words, held: Held) -> list[cp_model.IntVar]:
    """Heads between what is needed and what is the most; those wished and missing are counted."""
    who = defaultdict(list)
    for (_, shift), variable in held.items():
        who[shift].append(variable)
    missing = []
    for shift in task["shifts"]:
        there = sum(who[shift["id"]])
        model.add(there >= shift["heads"])
        model.add(there <= shift["most"])
        if shift["wished"] > shift["heads"]:
            short = model.new_int_var(0, shift["wished"], f"short {shift['id']}")
            model.add(short >= shift["wished"] - there)
            missing.append(short)
    return missing


def _keep_apart(model: cp_model.CpModel, task: Words, held: Held, doctor: Words) -> None:
    """No two at once, and free days between: one sum for each window of days."""
    who, may = doctor["id"], set(doctor["may"])
    mine = [shift for shift in task["shifts"] if shift["id"] in may]
    for one, other in combinations(mine, 2):
        if one["start"] < other["end"] and other["start"] < one["end"]:
            model.add(held[who, one["id"]] + held[who, other["id"]] <= 1)
    for rule in task["spacing"]:
        counted = may.intersection(rule["shifts"])
        days: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for shift in mine:
            if shift["id"] in counted:
                days[shift["day"]].append(held[who, shift["id"]])
        on = {day: _worked(model, duties, rule["same_day"]) for day, duties in days.items()}
        for first in range(max(1, task["days"] - rule["days"])):
            window = [
                one for day in range(first, first + rule["days"] + 1) for one in on.get(day, ())
            ]
            if len(window) > 1:
                model.add(sum(window) <= 1)


def _worked(
    model: cp_model.CpModel, duties: list[cp_model.IntVar], as_one: bool
) -> list[cp_model.IntVar]:
    """The duties of a day, or one Boolean for the day when several may be held on it."""
    if not as_one or len(duties) == 1:
        return duties
    works = model.new_bool_var("")
    model.add_max_equality(works, duties)
    return [works]


def _cap(model: cp_model.CpModel, task: Words, held: Held, doctor: str) -> None:
    for rule in task["caps"]:
        if doctor not in rule["most"]:
            continue
        served = {span: count for who, span, count in rule["less"] if who == doctor}
        groups = defaultdict(list)
        for shift, span in rule["spans"].items():
            if (doctor, shift) in held:
                groups[span].append(held[doctor, shift])
        for span, duties in groups.items():
            model.add(sum(duties) <= max(0, rule["most"][doctor] - served.get(span, 0)))


def _squares(model: cp_model.CpModel, task: Words, held: Held) -> Iterator[Any]:
    """Price × (load − target)², each square a product."""
    for load in task["loads"]:
        for doctor, target in load["targets"].items():
            mine = [
                size * held[doctor, shift]
                for shift, size in load["sizes"].items()
                if (doctor, shift) in held
            ]
            most = sum(size for shift, size in load["sizes"].items() if (doctor, shift) in held)
            off = model.new_int_var(-target, most - target, "")
            model.add(off == sum(mine) - target)
            square = model.new_int_var(0, max(target, most - target) ** 2, "")
            model.add_multiplication_equality(square, [off, off])
            yield load["price"] * square


def _solved(model: cp_model.CpModel, held: Held, asked: Asked) -> Answer:
    solver, status, first = searched(model, asked)
    if status not in FOUND:
        return Answer(note=solver.status_name(status).lower())
    return Answer(
        held=[pair for pair, variable in held.items() if solver.value(variable)],
        first=first,
        proof=elapsed() if status == cp_model.OPTIMAL else None,
        bound=solver.best_objective_bound / asked.task["scale"],
    )


if __name__ == "__main__":
    answer(solve)
