"""Ten years of months, played with the ledger and without: what each doctor ends up carrying.

`python -m benchmarks.long_run [TERRITORY …] [--years 10] [--seconds 5] [--forgetting 0.8] [--json OUT] [--svg FOLDER]`;
« secteur » is a generated sector of 30 doctors. Arrivals, departures, leaves, wishes and swaps are drawn from the seed, the
same for both runs. Every month goes the product's own road: carry, solve, close. *Spread*: over the doctors present from the
first month to the last, the largest less the smallest of (duties done − shares due) summed since the beginning, nothing
forgotten, each less the part of what all who share those duties have too much (a sector that another one helps is behind,
however fair); where fewer than three stayed that long, over those there for a year or more at the time, since they came.
*Beyond what was forced*: the same once what each owed over all that time is brought into what they alone could have held.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.imagined import Life, imagine
from benchmarks.main_job import generated
from benchmarks.reachable import Reach, outside, reach
from benchmarks.years_told import curves, table
from rostering.expand import expand
from rostering.files.load import load_instance
from rostering.instance import Instance
from rostering.life.alternatives import vacant
from rostering.memory.balances import feasts_served
from rostering.memory.book import Book
from rostering.memory.carry import Pool, carried, centred, pools
from rostering.memory.closing import Held, closing
from rostering.memory.last_duties import with_last_duties
from rostering.problem.eligibility import why_not
from rostering.problem.problem import Problem
from rostering.rules.turns import Turns
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve

ROOT = Path(__file__).resolve().parent.parent
TERRITORIES = (
    "secteur",
    "boulogne-sur-mer",
    "haute-marne",
    "laval-smp",
    "nord-velay-forez",
    "loire-bully",
)
SWAPS = 0.07
"""Part of duties handed over."""
QUARTER = 3
"""Months between two measures."""


@dataclass
class Run:
    """One way through the years: the book, and the figures at the end of each quarter."""

    with_ledger: bool
    book: Book = field(default_factory=Book)
    reached: list[Reach] = field(default_factory=list)
    quarters: list[dict[str, Any]] = field(default_factory=list)
    proved: int = 0
    carences: int = 0
    seconds: float = 0.0


def play(life: Life, with_ledger: bool, seconds: float) -> Run:
    """Every month: carry (or not), solve, swap, close."""
    run = Run(with_ledger)
    started = time.process_time()
    before: tuple[Problem, tuple[Held, ...]] | None = None
    for number, first in enumerate(life.months, 1):
        instance = _with_turns(life.month(first))
        if with_ledger:
            instance = carried(run.book, instance)
        if before is not None:
            instance = with_last_duties(*before, instance)
        problem = expand(instance)
        outcome = solve(problem, instance.rules, Settings(seconds, workers=1))
        assert isinstance(outcome, Solved), (first, outcome)
        run.proved += outcome.certificate.whole.status == "optimal"
        planned = [(pair.shift, pair.doctor) for pair in outcome.roster]
        held = tuple(swapped(problem, planned, random.Random(f"{life.base.id}{first}")))
        place = {"about": instance.id, "number": number, "stamp": datetime(2027, 1, 1, tzinfo=UTC)}
        run.book = run.book.with_posting(closing(instance, held).posting(**place))
        run.carences += sum(vacant(problem, outcome.roster).values())
        before = problem, held
        run.reached.append(reach(problem, instance.rules, tuple(outcome.roster)))
        if number % QUARTER == 0:
            run.quarters.append(measured(life, run.book, run.reached))
    run.seconds = time.process_time() - started
    return run


def _with_turns(instance: Instance) -> Instance:
    """Feasts turn in both runs; without the ledger nobody knows who served them."""
    more = () if any(isinstance(rule, Turns) for rule in instance.rules) else (Turns(),)
    return instance.model_copy(update={"rules": (*instance.rules, *more)})


def swapped(
    problem: Problem, planned: Iterable[tuple[str, str]], draw: random.Random
) -> Iterator[Held]:
    """The seats, some of them worked in the end by a colleague who is free within a day of it."""
    busy: defaultdict[str, set[date]] = defaultdict(set)
    for shift, doctor in planned:
        busy[doctor].add(problem.shift_by_id[shift].date)
    for shift, doctor in planned:
        worked = doctor
        if draw.random() < SWAPS:
            duty = problem.shift_by_id[shift]
            near = {duty.date + timedelta(days=n) for n in (-1, 0, 1)}
            free = [
                one.id
                for one in problem.doctors
                if not busy[one.id] & near and why_not(problem.facts, one, duty) is None
            ]
            worked = draw.choice(free or [doctor])
            busy[worked].add(duty.date)
        yield Held(shift, doctor, worked)


def measured(life: Life, book: Book, reached: Sequence[Reach]) -> dict[str, Any]:
    """Spreads by category, by feast and of the part of wish points refused, over the steady doctors."""
    steady = set(life.settled(book.postings[-1].end))
    shared = pools(expand(life.month(book.postings[-1].start)))
    sums: defaultdict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(steady, 0.0))
    owed: set[tuple[str, str]] = set()
    for posting in book:
        for (doctor, category), line in posting.numbers.items():
            if doctor in steady:
                sums[category][doctor] += line.change
                if line.owed:
                    owed.add((doctor, category))
    found, beyond = (
        {
            category: list(_among_those_who_share(by_doctor, shared[category], category, owed))
            for category, by_doctor in some.items()
        }
        for some in (sums, _less_forced(sums, book, reached))
    )
    served = Counter((one.feast, one.doctor) for one in feasts_served(book) if one.doctor in steady)
    feasts = {
        feast: [served[feast, doctor] for doctor in steady]
        for feast in {feast for feast, _ in served}
    }
    asked: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for posting in book:
        for one in posting.wishes:
            asked[one.doctor] += one.asked
            refused[one.doctor] += one.refused
    parts = [100 * refused[doctor] / asked[doctor] for doctor in steady if asked[doctor]]
    return {
        "spread": {category: spread(amounts) for category, amounts in sorted(found.items())},
        "beyond": {category: spread(amounts) for category, amounts in sorted(beyond.items())},
        "deviation": {
            category: round(statistics.pstdev(amounts), 2)
            for category, amounts in sorted(found.items())
            if amounts
        },
        "feasts": {feast: spread(counts) for feast, counts in sorted(feasts.items())},
        "refused": {
            "mean": round(statistics.mean(parts), 1) if parts else 0,
            "most": round(max(parts, default=0), 1),
            "spread": spread(parts),
        },
    }


def _less_forced(
    sums: Mapping[str, Mapping[str, float]], book: Book, reached: Sequence[Reach]
) -> dict[str, dict[str, float]]:
    """The sums without what no roster of all these months could have spared the doctor, or given."""
    owed: defaultdict[tuple[str, str], float] = defaultdict(float)
    low: Counter[tuple[str, str]] = Counter()
    high: Counter[tuple[str, str]] = Counter()
    for posting, month in zip(book, reached, strict=True):
        for key, (least, most) in month.items():
            low[key] += least
            high[key] += most
            owed[key] += posting.numbers[key].owed if key in posting.numbers else 0
    return {
        category: {
            doctor: total - outside(owed[key], low[key], high[key])
            for doctor, total in by_doctor.items()
            for key in [(doctor, category)]
        }
        for category, by_doctor in sums.items()
    }


def _among_those_who_share(
    sums: Mapping[str, float], pool: Pool, category: str, owed: set[tuple[str, str]]
) -> Iterator[float]:
    """Sums of those who owed, less what all who share duties with them have too much, by weight."""
    known = {who: sums[who] for who in pool.weights if who in sums and (who, category) in owed}
    yield from centred(known, pool.weights, pool.groups).values()


def spread(amounts: Iterable[float]) -> float:
    """The largest less the smallest."""
    listed = list(amounts)
    return round(max(listed) - min(listed), 2) if listed else 0.0


def load(name: str) -> Instance:
    """A seed territory, or the generated sector."""
    if name == "secteur":
        return Instance.model_validate(generated(31, 30))
    return load_instance(ROOT / "instances" / f"{name}.yaml")


def both(name: str, years: int, seconds: float, seed: int, forgetting: str) -> dict[str, Any]:
    """The territory played twice, side by side."""
    base = load(name)
    memory = base.memory.model_copy(update={"forgetting": Decimal(forgetting)})
    life = imagine(base.model_copy(update={"memory": memory}), years, seed)
    with ProcessPoolExecutor(2) as pool:
        runs = list(pool.map(play, (life, life), (True, False), (seconds, seconds)))
    return {
        "name": name,
        "years": years,
        "forgetting": forgetting,
        "doctors": len(life.base.doctors),
        "steady": len(life.steady),
        "runs": {
            "with" if run.with_ledger else "without": {
                "quarters": run.quarters,
                "months": len(life.months),
                "proved": run.proved,
                "carences": run.carences,
                "cpu_seconds": round(run.seconds, 1),
            }
            for run in runs
        },
    }


def main() -> None:
    """Each territory, printed as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("territories", nargs="*", default=TERRITORIES)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=5, help="search a month")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--forgetting", default="0.8", help="what is left of a balance a quarter later"
    )
    parser.add_argument("--json", type=Path)
    parser.add_argument("--svg", type=Path, help="a folder for the curves")
    options = parser.parse_args()
    answers = []
    for name in options.territories:
        answers.append(both(name, options.years, options.seconds, options.seed, options.forgetting))
        print(table(answers[-1]), flush=True)
        if options.svg:
            options.svg.mkdir(parents=True, exist_ok=True)
            path = options.svg / f"long-run-{name}.svg"
            path.write_text(curves(answers[-1]), encoding="utf-8")
        if options.json:
            options.json.write_text(json.dumps(answers, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
