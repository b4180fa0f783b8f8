"""The figures of life after publication: simulated months, one absence, a doctor who leaves, advice with chains.

`python -m benchmarks.life [--events 100] [--seeds 10]` prints the tables of docs/performance.md. A month ends well when
the audit finds no hard rule broken, every calendar says the roster, and the journal gives back every version.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from benchmarks.main_job import generated
from benchmarks.simulated import CHANCES, Life
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.instance import DEFAULT_RULES, Instance
from rostering.life.advice import advise, best_of
from rostering.life.alternatives import Search, Want, alternatives, vacancies
from rostering.life.frozen import open_shifts
from rostering.life.happening import absent, barred_pairs, leave
from rostering.life.territory import changed
from rostering.problem.problem import Problem
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.spacing import Spacing
from rostering.solve.control import Stop
from rostering.solve.outcome import Solved
from rostering.solve.reroster import Situation
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from rostering.workflow import deliver, prepare
from rostering.workflow.published import Published, Signature, load_published, publish, replay

ROOT = Path(__file__).resolve().parent.parent
SEEDS = (("haute-marne", 30.0), ("le-havre", 60.0))
"""Territory, seconds to make its first roster."""
NOW = datetime(2026, 12, 20, 9, tzinfo=UTC)


def month(name: str, seconds: float, events: int, folder: Path) -> Life:
    """A month of life from a roster solved and published."""
    document = ROOT / "instances" / f"{name}.yaml"
    task = prepare(document)
    settings = Settings(seconds=seconds)
    outcome = solve(task.problem, task.instance.rules, settings)
    assert isinstance(outcome, Solved)
    deliver(task, settings, outcome, folder)
    publish(folder, folder / "roster.json", document, Signature("coordination", now=NOW))
    start = datetime.combine(task.instance.horizon.start, datetime.min.time(), UTC)
    life = Life(folder, seed=1, now=start + timedelta(days=3, hours=9))
    life.live(events, hours=30 * 24 / events)
    return life


def ends_well(folder: Path) -> dict[str, bool]:
    """Lawful, calendars equal to the roster, replayed to the byte."""
    found = load_published(folder)
    return {
        "no hard rule broken": not found.publication.report.hard_breaches,
        "calendars = roster": all(_same(found, folder)),
        "journal replays": all(same for _, same in replay(folder)),
    }


def _same(found: Published, folder: Path) -> Iterator[bool]:
    """For each doctor, the confirmed events of their file are their duties, none twice."""
    problem = found.publication.problem
    for doctor in problem.doctors:
        content = (folder / "ics" / "medecins" / f"{doctor.id}.ics").read_bytes()
        events = Calendar.from_ical(content).walk("VEVENT")
        uids = [str(event["UID"]) for event in events]
        held = sorted(
            event["DTSTART"].dt.astimezone(UTC)
            for event in events
            if event["STATUS"] == "CONFIRMED"
        )
        shifts = (problem.shift_by_id[id_] for id_ in found.roster.by_doctor.get(doctor.id, ()))
        starts = sorted(problem.period(doctor, shift).start for shift in shifts)
        yield held == starts and len(set(uids)) == len(uids)


def sector_roster(doctors: int) -> tuple[Instance, Problem, Roster]:
    """A generated sector-quarter with its best roster: days free between duties, seven a month at most."""
    rules = (*DEFAULT_RULES, Spacing(days=max(1, doctors // 8)), MaxInWindow(span="month", most=7))
    told = Instance.model_validate(generated(90, doctors))
    instance = told.model_copy(update={"rules": rules})
    problem = expand(instance)
    outcome = solve(problem, instance.rules, Settings(seconds=60))
    assert isinstance(outcome, Solved)
    return instance, problem, outcome.roster


Repair = tuple[str, int, int, bool, float]
"""Kind, duties lost, duties changed, fewest proved, seconds from the event on."""


def repairs(doctors: int, count: int) -> Iterator[Repair]:
    """Absences of ten days and departures."""
    instance, problem, roster = sector_roster(doctors)
    first = instance.horizon.start + timedelta(days=30)
    for kind in ("absence", "departure"):
        for doctor in instance.doctors[:count]:
            started = time.perf_counter()
            told = (
                absent(doctor, first, first + timedelta(days=10))
                if kind == "absence"
                else leave(doctor, first)
            )
            after = changed(instance, told.territory)
            expanded = expand(after)
            gone = barred_pairs(expanded, after.rules, roster)
            now = datetime.combine(first - timedelta(days=3), datetime.min.time(), UTC)
            situation = Situation(
                expanded,
                after.rules,
                roster,
                open_shifts(expanded, now),
                spared=frozenset({doctor.id}),
            )
            want = Want(frozenset(pair.shift for pair in gone), vacancies(problem, roster))
            (found,) = alternatives(situation, want, Search(others=False), Stop())
            spent = time.perf_counter() - started
            proved = "changed" in found.found.proved
            yield kind, len(gone), found.found.changed, proved, spent


def advices(doctors: int, count: int) -> Iterator[tuple[dict[str, int], float]]:
    """Advice on some duties of a sector-quarter: ways of each kind, seconds from the question on."""
    instance, problem, roster = sector_roster(doctors)
    free = open_shifts(problem, NOW)
    held = [pair for pair in roster if pair.shift in free]
    for pair in held[:: max(1, len(held) // count)][:count]:
        started = time.perf_counter()
        found = best_of(advise(problem, instance.rules, roster, pair, free))
        yield found.counts, time.perf_counter() - started


def print_month(name: str, life: Life, spent: float) -> None:
    """The table of one month."""
    print(f"\n{name}: {sum(life.tally.values())} events in {spent:.0f} s")
    print("| event | written | refused | median s |\n|---|---|---|---|")
    for kind in CHANCES:
        times = [seconds for other, seconds in life.seconds if other == kind]
        if times:
            written, refused = life.tally[kind, "written"], life.tally[kind, "refused"]
            print(f"| {kind} | {written} | {refused} | {statistics.median(times):.2f} |")
    lost, moved = (sum(proof[n] for proof in life.proofs) for n in (1, 2))
    proved = sum(proof[3] for proof in life.proofs)
    print(f"duties lost {lost}, changed {moved}; fewest proved {proved} of {len(life.proofs)}")


def main() -> None:
    """Everything, printed as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--seeds", type=int, default=10, help="doctors and duties tried")
    parser.add_argument("--only", choices=("figures", *(name for name, _ in SEEDS)))
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {date.today()}")  # noqa: DTZ011
    if options.only in (None, "figures"):
        _figures(options.seeds)
    for name, seconds in SEEDS:
        if options.only not in (None, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            life = month(name, seconds, options.events, Path(folder))
            print_month(name, life, time.perf_counter() - started)
            print(", ".join(f"{what}: {'yes' if so else 'NO'}" for what, so in ends_well(Path(folder)).items()))  # fmt: skip
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _figures(count: int) -> None:
    print(
        "| sector-quarter | event | tried | lost | changed | fewest proved | median s | worst s |"
    )
    print("|" + "---|" * 8)
    for doctors in (30, 8):
        _print_repairs(doctors, list(repairs(doctors, min(count, doctors))))
    told = list(advices(60, count))
    times = [seconds for _, seconds in told]
    ways = [sum(counts.values()) for counts, _ in told]
    print(
        f"advice, 60 doctors, quarter: {len(told)} duties, {min(ways)}–{max(ways)} ways, "
        f"median {statistics.median(times):.2f} s, worst {max(times):.2f} s"
    )


def _print_repairs(doctors: int, found: list[Repair]) -> None:
    for kind in ("absence", "departure"):
        rows = [one for one in found if one[0] == kind]
        times = [one[4] for one in rows]
        lost, moved, proved = (sum(one[n] for one in rows) for n in (1, 2, 3))
        cells = (
            f"{doctors} doctors", kind, len(rows), lost, moved, proved,
            f"{statistics.median(times):.2f}", f"{max(times):.2f}",
        )  # fmt: skip
        print("| " + " | ".join(map(str, cells)) + " |", flush=True)


if __name__ == "__main__":
    main()
