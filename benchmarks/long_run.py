"""Ten years of months, played with the ledger and without: what each doctor ends up carrying.

`python -m benchmarks.long_run [TERRITORY …] [--years 10] [--seconds 5] [--forgetting 0.8] [--json OUT] [--svg FOLDER]`;
« secteur » is a generated sector of 30 doctors. Arrivals, departures, leaves, wishes and swaps are drawn from the seed, the
same for both runs. Every month goes the product's own road: carry, solve, close. *Spread*: over the doctors present from the
first month to the last, the largest less the smallest of (duties done − shares due) summed since the beginning, without
any forgetting; where fewer than three stayed that long, over those there for a year or more at the time, since they came.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.main_job import generated
from rostering.domain.facts import Horizon
from rostering.domain.people import Availability, Doctor
from rostering.domain.vocabulary import Level
from rostering.export.picture.accounts import INKS
from rostering.export.picture.exchange import ticks
from rostering.export.picture.markup import svg
from rostering.files.load import load_instance
from rostering.instance import Instance
from rostering.life.alternatives import vacant
from rostering.memory.balances import feasts_served
from rostering.memory.book import Book
from rostering.memory.carry import carried
from rostering.memory.closing import Held, closing
from rostering.memory.last_duties import with_last_duties
from rostering.problem.eligibility import why_not
from rostering.problem.expand import expand
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
LEAVERS, LONG_LEAVES, SHORT_LEAVES, SWAPS = 0.04, 0.03, 0.35, 0.07
"""Yearly rates of departures (each replaced) and of three-month leaves; monthly rate of a week away; part of duties handed over."""
FEWEST = 3
"""Doctors under which a spread says nothing."""
QUARTER = 3
"""Months between two measures."""
AGAINST, WANTED = 4, 2
"""At most so many dates refused and wished a month."""


@dataclass(frozen=True)
class Life:
    """What happens in the territory, whatever the rosters: its doctors month by month and what they say."""

    base: Instance
    months: tuple[date, ...]
    doctors: tuple[Doctor, ...]
    said: Mapping[date, tuple[Availability, ...]]

    def month(self, first: date) -> Instance:
        """The instance of a month: the doctors of the time and their availability, nothing remembered."""
        last = following(first) - timedelta(days=1)
        here = tuple(
            one
            for one in self.doctors
            if (one.arrival or first) <= last and (one.departure or last) >= first
        )
        known = {one.id for one in here}
        said = tuple(entry for entry in self.said[first] if entry.doctor in known)
        changes: dict[str, Any] = {
            "id": f"{self.base.id}-{first:%Y-%m}", "horizon": Horizon(start=first, end=last), "doctors": here,
            "availability": said, "pinned": (), "waivers": (), "ledger": (), "feasts": (), "refused": (), "previous": (),
        }  # fmt: skip
        return self.base.model_copy(update=changes)

    @property
    def steady(self) -> tuple[str, ...]:
        """Doctors present from the first month to the last."""
        return tuple(one.id for one in self.doctors if not one.arrival and not one.departure)

    def settled(self, day: date) -> tuple[str, ...]:
        """The steady ones; when they are fewer than three, those who are there on that day and came a year before."""
        if len(self.steady) >= FEWEST:
            return self.steady
        year_ago = day - timedelta(days=365)
        return tuple(
            one.id
            for one in self.doctors
            if (one.arrival or date.min) <= year_ago and (one.departure or date.max) >= day
        )


def following(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def imagine(base: Instance, years: int, seed: int) -> Life:
    """Ten years of a territory, drawn from the seed."""
    draw = random.Random(f"{base.id}-{seed}")
    months = [base.horizon.start.replace(day=1)]
    while len(months) < 12 * years:
        months.append(following(months[-1]))
    doctors, leaves = people(base, months, draw)
    said = {first: tuple(wishes(doctors, first, draw)) + tuple(leaves[first]) for first in months}
    return Life(base, tuple(months), doctors, said)


def people(
    base: Instance, months: list[date], draw: random.Random
) -> tuple[tuple[Doctor, ...], Mapping[date, list[Availability]]]:
    """The doctors of all the years, each departure followed by an arrival, and the leaves they take."""
    doctors: list[Doctor] = []
    leaves: defaultdict[date, list[Availability]] = defaultdict(list)
    turn = {
        "arrival": None,
        "departure": None,
        "licence_end": months[-1].replace(year=months[-1].year + 1),
    }
    here = [one.model_copy(update=turn) for one in base.doctors]
    for index, first in enumerate(months):
        for place, one in enumerate(here):
            if index and draw.random() < LEAVERS / 12:
                doctors.append(one.model_copy(update={"departure": first - timedelta(days=1)}))
                fresh = {
                    "id": f"n{len(doctors):03d}",
                    "arrival": first,
                    "rpps": f"998{len(doctors):08d}",
                }
                here[place] = one.model_copy(update=fresh)
            elif draw.random() < LONG_LEAVES / 12:
                for month in months[index : index + 3]:
                    end = following(months[min(index + 2, len(months) - 1)]) - timedelta(days=1)
                    leaves[month].append(away(one.id, first, end))
            elif draw.random() < SHORT_LEAVES:
                start = first + timedelta(days=draw.randrange(21))
                leaves[first].append(away(one.id, start, start + timedelta(days=6)))
    return (*doctors, *here), leaves


def away(doctor: str, first: date, last: date) -> Availability:
    """A leave."""
    return Availability(doctor=doctor, level=Level.IMPOSSIBLE, start=first, end=last, leave=True)


def wishes(doctors: Iterable[Doctor], first: date, draw: random.Random) -> Iterator[Availability]:
    """Dates refused and wished, drawn for everybody whoever is there, so that both runs see the same."""
    for one in doctors:
        for most, level in ((AGAINST, Level.NO), (WANTED, Level.WANTED)):
            for _ in range(draw.randrange(most + 1)):
                day = first + timedelta(days=draw.randrange(28))
                yield Availability(doctor=one.id, level=level, date=day)


@dataclass
class Run:
    """One way through the years: the book, and the figures at the end of each quarter."""

    with_ledger: bool
    book: Book = field(default_factory=Book)
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
        instance = life.month(first)
        if with_ledger:
            stated = {rule.kind for rule in instance.rules}
            more = () if "turns" in stated else (Turns(),)
            instance = carried(
                run.book, instance.model_copy(update={"rules": (*instance.rules, *more)})
            )
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
        if number % QUARTER == 0:
            run.quarters.append(measured(life, run.book))
    run.seconds = time.process_time() - started
    return run


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


def measured(life: Life, book: Book) -> dict[str, Any]:
    """Spreads by category, by feast and of the part of wish points refused, over the steady doctors."""
    steady = set(life.settled(book.postings[-1].end))
    sums: defaultdict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(steady, 0.0))
    owed: set[tuple[str, str]] = set()
    for posting in book:
        for (doctor, category), line in posting.numbers.items():
            if doctor in steady:
                sums[category][doctor] += line.change
                if line.owed:
                    owed.add((doctor, category))
    found = {
        category: [amount for doctor, amount in by_doctor.items() if (doctor, category) in owed]
        for category, by_doctor in sums.items()
    }
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


def table(answer: dict[str, Any]) -> str:
    """Spreads with and without, at the end of the first year, the middle and the last."""
    one, two = answer["runs"]["with"], answer["runs"]["without"]
    years = sorted({1, (answer["years"] + 1) // 2, answer["years"]})
    rows = [
        f"### {answer['name']}: {answer['doctors']} doctors ({answer['steady']} from first to last), "
        f"{answer['years']} years, forgetting {answer['forgetting']}\n",
        "| spread (largest less smallest) | " + " | ".join(f"year {year}: with | without" for year in years) + " |",
        "|---|" + "---:|" * (2 * len(years)),
    ]  # fmt: skip
    for group, what in (
        ("spread", ""),
        ("feasts", "times "),
        ("refused", "wish points refused, %: "),
    ):
        keys = sorted({*one["quarters"][-1][group], *two["quarters"][-1][group]})
        for key in keys:
            cells = [
                f"{run['quarters'][4 * year - 1][group].get(key, 0):g}"
                for year in years
                for run in (one, two)
            ]
            rows.append(f"| {what}{key} | " + " | ".join(cells) + " |")
    rows.append(
        f"\nMonths proved: {one['proved']} and {two['proved']} of {one['months']}; carences {one['carences']} and "
        f"{two['carences']}; CPU seconds {one['cpu_seconds']} and {two['cpu_seconds']}.\n"
    )
    return "\n".join(rows)


def curves(answer: dict[str, Any]) -> str:
    """The spread of each category over the years as SVG: full lines with the ledger, broken ones without."""
    one, two = (answer["runs"][key]["quarters"] for key in ("with", "without"))
    categories = [
        key for key in one[-1]["spread"] if max(q["spread"].get(key, 0) for q in (*one, *two)) > 0
    ]
    top = (
        max(q["spread"].get(key, 0.0) for run in (one, two) for q in run for key in categories)
        if categories
        else 1.0
    )
    width, height, left, floor = 760, 340, 50, 300
    parts = [f"<style>{SVG_CSS}</style>"]
    for tick in ticks(top):
        y = round(floor - 270 * tick / top, 1)
        parts.append(f'<line class="grid" x1="{left}" y1="{y}" x2="600" y2="{y}"/>')
        parts.append(f'<text class="end" x="{left - 6}" y="{y + 4}">{tick:g}</text>')
    for year in range(answer["years"] + 1):
        x = left + 550 * year / answer["years"]
        parts.append(f'<text class="mid" x="{x:.0f}" y="{floor + 18}">{year}</text>')
    for place, key in enumerate(categories):
        ink = INKS[place % len(INKS)]
        for run, dash in ((one, ""), (two, ' stroke-dasharray="5 4"')):
            points = [f"{left},{floor}"] + [
                f"{left + 550 * n / len(run):.1f},{floor - 270 * q['spread'].get(key, 0.0) / top:.1f}"
                for n, q in enumerate(run, 1)
            ]
            parts.append(
                f'<polyline class="curve" stroke="{ink}"{dash} points="{" ".join(points)}"/>'
            )
        parts.append(f'<text x="612" y="{30 + 16 * place}" style="fill:{ink}">{key}</text>')
    parts.append(f'<text x="612" y="{floor}">full: with the ledger</text>')
    parts.append(f'<text x="612" y="{floor + 16}">broken: without</text>')
    drawing = svg(width, height, f"Spread of each category over {answer['years']} years", parts)
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + "\n"


SVG_CSS = (
    "text{font:12px sans-serif}.end{text-anchor:end}.mid{text-anchor:middle}.grid{stroke:#d9dee5}"
    ".curve{fill:none;stroke-width:1.6}"
)


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
