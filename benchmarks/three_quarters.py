"""One doctor's account over three quarters: `python -m benchmarks.three_quarters [TERRITORY] [--doctor ID] [--seconds 20]`.

Arrivals, departures, leaves, wishes and swaps are drawn as for the long run (imagined.py); each quarter is carried, solved, swapped
and closed by the product's own road. Without a doctor, the one who handed over and took the most duties. Prints the table of
docs/long-run.md.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from benchmarks.imagined import Life, following, imagine
from benchmarks.long_run import load, swapped
from rostering.domain.facts import Horizon
from rostering.expand import expand
from rostering.instance import Instance
from rostering.memory.accounts import Accounts, Row
from rostering.memory.book import Book
from rostering.memory.carry import carried
from rostering.memory.closing import Held, closing
from rostering.memory.last_duties import with_last_duties
from rostering.problem.problem import Problem
from rostering.rules.turns import Turns
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve

QUARTERS = 3
HEADS = ("category", "quarter", "before", "forgotten", "due", "planned", "given", "received", "done", "balance")  # fmt: skip


def quarters(life: Life) -> Iterator[Instance]:
    """The first quarters of a life: their doctors, and what these said month by month."""
    for start in range(0, 3 * QUARTERS, 3):
        months = [life.month(first) for first in life.months[start : start + 3]]
        end = following(life.months[start + 2]) - timedelta(days=1)
        doctors = {one.id: one for month in months for one in month.doctors}
        changes: dict[str, Any] = {
            "id": f"{life.base.id}-T{start // 3 + 1}",
            "horizon": Horizon(start=life.months[start], end=end),
            "doctors": tuple(doctors.values()),
            "availability": tuple(said for month in months for said in month.availability),
        }
        yield months[0].model_copy(update=changes)


def play(life: Life, seconds: float) -> Accounts:
    """Each quarter carried, solved, swapped and closed."""
    book = Book()
    before: tuple[Problem, tuple[Held, ...]] | None = None
    instance = life.base
    for quarter, plain in enumerate(quarters(life), 1):
        more = () if any(rule.kind == "turns" for rule in plain.rules) else (Turns(),)
        instance = carried(book, plain.model_copy(update={"rules": (*plain.rules, *more)}))
        if before is not None:
            instance = with_last_duties(*before, instance)
        problem = expand(instance)
        outcome = solve(problem, instance.rules, Settings(seconds, workers=2))
        assert isinstance(outcome, Solved), outcome
        planned = [(pair.shift, pair.doctor) for pair in outcome.roster]
        held = tuple(swapped(problem, planned, random.Random(instance.id)))
        place = {"about": instance.id, "number": quarter, "stamp": datetime(2027, 1, 1, tzinfo=UTC)}
        book = book.with_posting(closing(instance, held).posting(**place))
        before = problem, held
    return Accounts(book, instance)


def busiest(accounts: Accounts) -> str:
    """Who handed over and took the most duties; the first of them by name."""
    moved: defaultdict[str, float] = defaultdict(float)
    for row in accounts.rows:
        moved[row.doctor] += row.line.given + row.line.received
    return max(accounts.names, key=lambda doctor: moved[doctor])


def table(accounts: Accounts, doctor: str) -> str:
    """Markdown, category by category, quarter by quarter."""
    lines = [f"| {' | '.join(HEADS)} |", "|---|---" + "|---:" * (len(HEADS) - 2) + "|"]
    for row in accounts.rows:
        if row.doctor == doctor and accounts.categories[row.category].measure == "number":
            lines.append(f"| {' | '.join(_cells(accounts, row))} |")
    return "\n".join(lines)


def _cells(accounts: Accounts, row: Row) -> Sequence[str]:
    line = row.line
    figures = (line.owed, line.planned, line.given, line.received, line.done)
    return (
        accounts.categories[row.category].name,
        f"Q{row.posting.number}",
        *(f"{amount:+.2f}" for amount in (row.before, row.forgotten)),
        *(f"{round(amount, 2):g}" for amount in figures),
        f"{row.balance:+.2f}",
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("territory", nargs="?", default="boulogne-sur-mer")
    parser.add_argument("--doctor", default="")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    accounts = play(imagine(load(options.territory), 1, options.seed), options.seconds)
    doctor = options.doctor or busiest(accounts)
    print(f"{options.territory}, {accounts.names[doctor]}\n\n{table(accounts, doctor)}")


if __name__ == "__main__":
    main()
