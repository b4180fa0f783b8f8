"""The figures of « why »: injected conflicts, a large conflict, scout, counterfactuals, ways out.

`python -m benchmarks.why [--injected 15]` prints the tables of docs/performance.md. A conflict is judged by models
made here, apart from the compiler: impossible as a whole, possible without any one member.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.main_job import generated
from rostering.domain.people import Availability, Caps, Pin
from rostering.domain.roster import Pair
from rostering.explain.questions import Questions
from rostering.explain.relax import Wanted, relax
from rostering.explain.scout import scout
from rostering.files.load import load_instance
from rostering.instance import DEFAULT_RULES, Instance
from rostering.problem.expand import expand
from rostering.problem.limit import AnyOf
from rostering.problem.problem import Problem
from rostering.rules.base import Rule
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.spacing import Spacing
from rostering.solve.compile import limits_of
from rostering.solve.conflict import claims_of
from rostering.solve.control import Stop
from rostering.solve.cores import Extent, Tree
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from rostering.solve.statements import Stated

INSTANCES = Path(__file__).resolve().parent.parent / "instances"
NAMES = (
    "boulogne-sur-mer", "haute-marne", "laval-smp", "nord-velay-forez", "nord-velay-forez-ete",
    "loire-bully", "mayenne", "le-havre",
)  # fmt: skip
Draw = random.Random


# Independent judge -------------------------------------------------------------------------------


def is_possible(members: Sequence[Stated]) -> bool:
    """A model written here, solved with CP-SAT's own defaults (presolve on, all workers)."""
    model = cp_model.CpModel()
    x: dict[Pair, Any] = {}

    def literal(term: Pair | AnyOf) -> Any:
        if isinstance(term, Pair):
            return x.setdefault(term, model.new_bool_var(str(term)))
        group = model.new_bool_var("")
        model.add_max_equality(group, [literal(pair) for pair in term.pairs])
        return group

    for member in members:
        for limit in limits_of(member.statement):
            weights = limit.coefficients or (1,) * len(limit.terms)
            total = sum(w * literal(t) for w, t in zip(weights, limit.terms, strict=True))
            if limit.low is not None:
                model.add(total >= limit.low)
            if limit.high is not None:
                model.add(total <= limit.high)
    status = cp_model.CpSolver().solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE)
    return status != cp_model.INFEASIBLE


def is_irreducible(members: Sequence[Stated]) -> bool:
    """Impossible, and possible without any one."""
    return not is_possible(members) and all(
        is_possible([*members[:n], *members[n + 1 :]]) for n in range(len(members))
    )


# Injected conflicts ------------------------------------------------------------------------------


def injections(
    instance: Instance, problem: Problem, draw: Draw
) -> Iterator[tuple[Instance, set[tuple[str, str]]]]:
    """Endlessly: the instance made contradictory, and the (rule, doctor) that its conflict must name."""
    while True:
        kind = draw.choice(("absence", "one_place", "cap"))
        pairs = [p for who in problem.doctors for p in problem.pairs(who)]
        pair = draw.choice(pairs)
        shift, who = problem.shift_by_id[pair.shift], pair.doctor
        pin = _pin(problem, pair)
        if any(one.doctor == who for one in instance.pinned) or not _alone(instance, pin):
            continue
        if kind == "absence":
            away = Availability.model_validate(
                {"doctor": who, "level": "impossible", "date": shift.date}
            )
            yield _with(instance, [pin], [away]), {("pinned", who), ("absence", who)}
        elif kind == "cap":
            doctors = [
                one.model_copy(update={"caps": Caps(month=0)}) if one.id == who else one
                for one in instance.doctors
            ]
            changed = instance.model_copy(update={"doctors": tuple(doctors)})
            if any(_caps_months(rule) and rule.counts(shift) for rule in instance.rules):
                yield _with(changed, [pin], []), {("pinned", who), ("max_in_window", who)}
        else:
            same = [
                other for other in problem.candidates[who]
                if other.id != shift.id and other.period.overlaps(shift.period)
                and other.line.sas is None and shift.line.sas is None
            ]  # fmt: skip
            if same:
                other = _pin(problem, Pair(who, draw.choice(same).id))
                if _alone(instance, other):
                    yield _with(instance, [pin, other], []), {("pinned", who)}


def _caps_months(rule: Rule) -> bool:
    return isinstance(rule, MaxInWindow) and rule.span == "month" and rule.strength == "hard"


def _pin(problem: Problem, pair: Pair) -> Pin:
    shift = problem.shift_by_id[pair.shift]
    return Pin(doctor=pair.doctor, date=shift.date, line=shift.line.id, window=shift.window.id)


def _alone(instance: Instance, pin: Pin) -> bool:
    """No other agreed date near, so that the injected conflict is the only one it makes."""
    return all(
        abs((one.date - pin.date).days) > 1 or one.line != pin.line for one in instance.pinned
    )


def _with(instance: Instance, pins: Sequence[Pin], absences: Sequence[Availability]) -> Instance:
    return instance.model_copy(
        update={
            "pinned": (*instance.pinned, *pins),
            "availability": (*instance.availability, *absences),
        }
    )


def injected(name: str, count: int) -> tuple[int, int, int, list[float]]:
    """Injected, named (the expected members are in a conflict), irreducible conflicts of all found; seconds each."""
    instance = load_instance(INSTANCES / f"{name}.yaml")
    from rostering.solve.statements import state

    narrowed, _ = state(expand(instance), instance.rules)
    draw, named, sets, sound, seconds = Draw(name), 0, 0, 0, []
    source = injections(instance, narrowed, draw)
    for _ in range(count):
        changed, expected = next(source)
        started = time.perf_counter()
        claims, pairs = claims_of(expand(changed), changed.rules)
        tree = Tree(claims, pairs, Stop())
        found = [members for members, _ in tree.conflicts(Extent())]
        seconds.append(time.perf_counter() - started)
        told = [[claims[n] for n in sorted(members)] for members in found]
        named += any(
            expected
            <= {(one.rule.kind, one.statement.about[0]) for one in some if one.statement.about}
            for some in told
        )
        sets += len(told)
        sound += sum(map(is_irreducible, told))
    return named, sets, sound, seconds


# The rest ----------------------------------------------------------------------------------------


def sector(days: int = 90, doctors: int = 30) -> Instance:
    """The generated sector of the main job, with spacing and maxima so that it has some 5,000 hard statements."""
    rules = (
        *DEFAULT_RULES,
        Spacing(days=3),
        MaxInWindow(days=7, most=2),
        MaxInWindow(span="month", most=4),
    )
    return Instance.model_validate(generated(days, doctors)).model_copy(update={"rules": rules})


def large_conflict() -> tuple[int, int, float, bool]:
    """Two neighbouring days on which all but two doctors are away, every duty to be filled: statements, members,
    seconds to find it and prove it minimal, and the independent judge's word."""
    instance = sector()
    first = instance.horizon.start + timedelta(days=45)
    days = [first, first + timedelta(days=1)]
    kept = [one.id for one in instance.doctors][:1]
    absences = [
        Availability.model_validate({"doctor": one.id, "level": "impossible", "date": day})
        for one in instance.doctors if one.id not in kept
        for day in days
    ]  # fmt: skip
    instance = _with(instance, [], absences)
    problem = expand(instance)
    filled = [shift.id for shift in problem.shifts if shift.is_mandatory]
    started = time.perf_counter()
    claims, pairs = claims_of(problem, instance.rules, filled)
    tree = Tree(claims, pairs, Stop())
    members, proved = next(tree.conflicts(Extent(most=1, seconds=0)))
    spent = time.perf_counter() - started
    assert proved
    return len(claims), len(members), spent, is_irreducible([claims[n] for n in sorted(members)])


def counterfactuals(instance: Instance, count: int = 20) -> list[float]:
    """Seconds of « free », « why not » and refused wishes drawn over a solved roster."""
    problem = expand(instance)
    outcome = solve(problem, instance.rules, Settings(seconds=30))
    assert isinstance(outcome, Solved)
    asked, draw, seconds = Questions(problem, instance.rules, outcome.roster), Draw(1), []
    held = sorted(outcome.roster.pairs)
    for number in range(count):
        pair = draw.choice(held)
        shift = problem.shift_by_id[pair.shift]
        other = draw.choice(problem.doctors).id
        asks: list[Callable[[], object]] = [
            lambda pair=pair, shift=shift: asked.free(pair.doctor, shift.date),  # type: ignore[misc]
            lambda other=other, pair=pair: asked.why_not(other, pair.shift),  # type: ignore[misc]
        ]
        started = time.perf_counter()
        asks[number % 2]()
        seconds.append(time.perf_counter() - started)
    return seconds


def failing_month(name: str) -> tuple[Instance, float, int, bool]:
    """A seed instance with nobody on one Sunday: seconds to find three ways out, and whether all are proved."""
    instance = load_instance(INSTANCES / f"{name}.yaml")
    sunday = instance.horizon.start + timedelta(days=13)
    sunday += timedelta(days=(6 - sunday.weekday()) % 7)
    absences = [
        Availability.model_validate({"doctor": one.id, "level": "impossible", "date": sunday})
        for one in instance.doctors
    ]
    kept = tuple(one for one in instance.pinned if one.date != sunday)
    instance = replace_pins(_with(instance, [], absences), kept)
    started = time.perf_counter()
    failure = relax(instance, Wanted(most=3))
    spent = time.perf_counter() - started
    sure = all(
        (one.enough, one.minimal, one.cheapest) == (True, True, True) for one in failure.remedies
    )
    return instance, spent, len(failure.remedies), sure


def replace_pins(instance: Instance, pins: tuple[Pin, ...]) -> Instance:
    return instance.model_copy(update={"pinned": pins})


def main() -> None:
    """Everything, printed as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--injected", type=int, default=15, help="conflicts an instance")
    parser.add_argument(
        "--only", choices=NAMES, help="injected conflicts of one instance, nothing else"
    )
    given = parser.parse_args()
    count = given.injected
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(
        "| instance | injected | named | sets found | irreducible | s, median | s, worst |\n"
        + "|---" * 7
        + "|"
    )
    for name in (given.only,) if given.only else NAMES:
        named, sets, sound, seconds = injected(name, count)
        print(
            f"| {name} | {count} | {named} | {sets} | {sound} | {statistics.median(seconds):.2f} | {max(seconds):.2f} |",
            flush=True,
        )
    if given.only:
        return
    size, members, spent, sound_ = large_conflict()
    print(
        f"\nSector-quarter: {size} guarded statements; a conflict of {members} found and proved minimal "
        f"in {spent:.1f} s; irreducible by the other models: {sound_}."
    )
    print("\n| scout | doctors | duties | s |\n|---|---|---|---|")
    for name in NAMES:
        instance = load_instance(INSTANCES / f"{name}.yaml")
        started = time.perf_counter()
        problem = expand(instance)
        scout(problem, instance.rules)
        print(
            f"| {name} | {len(problem.doctors)} | {len(problem.shifts)} | {time.perf_counter() - started:.2f} |",
            flush=True,
        )
    print("\n| counterfactuals | asked | s, median | s, worst |\n|---|---|---|---|")
    for title, instance in (("sector-quarter, 30 doctors", Instance.model_validate(generated(90, 30))),
                            ("boulogne-sur-mer", load_instance(INSTANCES / "boulogne-sur-mer.yaml"))):  # fmt: skip
        seconds = counterfactuals(instance)
        print(
            f"| {title} | {len(seconds)} | {statistics.median(seconds):.2f} | {max(seconds):.2f} |",
            flush=True,
        )
    print("\n| ways out, nobody on one Sunday | ways | all proved | s |\n|---|---|---|---|")
    for name in ("loire-bully", "boulogne-sur-mer", "haute-marne", "laval-smp", "le-havre"):
        _, spent, ways, sure = failing_month(name)
        print(f"| {name} | {ways} | {sure} | {spent:.1f} |", flush=True)


if __name__ == "__main__":
    main()
