"""The figures of « why »: injected conflicts, a large conflict, scout, counterfactuals, ways out.

`python -m benchmarks.why [--injected 15]` prints the tables of docs/performance.md. A conflict is judged by models
made here, apart from the compiler: impossible as a whole, possible without any one member.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

from benchmarks.injected import INSTANCES, NAMES, Draw, injected, is_irreducible, with_facts
from benchmarks.main_job import generated
from rostering.domain.people import Availability, Pin
from rostering.expand import expand
from rostering.explain.questions import Questions
from rostering.explain.relax import Wanted, relax
from rostering.explain.scout import scout
from rostering.files.load import load_instance
from rostering.instance import DEFAULT_RULES, Instance
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.spacing import Spacing
from rostering.solve.conflict import claims_of
from rostering.solve.control import Stop
from rostering.solve.cores import Extent, Tree
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve


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
    instance = with_facts(instance, [], absences)
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
    instance = replace_pins(with_facts(instance, [], absences), kept)
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
