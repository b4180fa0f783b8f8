"""One doctor's account over three quarters: `python -m benchmarks.three_quarters [TERRITORY] [--doctor ID] [--seconds 20]`.

Arrivals, departures, leaves, wishes and swaps are drawn as for the long run (imagined.py); each quarter is carried, solved, swapped
and closed by the product's own road. Without a doctor, the one who handed over and took the most duties. Prints the table of
docs/long-run.md.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from benchmarks.imagined import Life, following, imagine
from benchmarks.long_run import load, play
from rostering.domain.facts import Horizon
from rostering.instance import Instance
from rostering.memory.accounts import Accounts, Row

QUARTERS = 3
HEADS = ("category", "quarter", "before", "forgotten", "due", "planned", "given", "received", "done", "balance")  # fmt: skip


class Quarters(Life):
    """A life of which each roster is of three months."""

    def month(self, first: date) -> Instance:
        """The quarter that begins on that day: its doctors, and what they said month by month."""
        firsts = (first, second := following(first), following(second))
        months = [super(Quarters, self).month(one) for one in firsts]
        doctors = {one.id: one for month in months for one in month.doctors}
        changes: dict[str, Any] = {
            "id": f"{self.base.id}-{first:%Y-%m}",
            "horizon": Horizon(start=first, end=months[-1].horizon.end),
            "doctors": tuple(doctors.values()),
            "availability": tuple(said for month in months for said in month.availability),
        }
        return months[0].model_copy(update=changes)


def accounts_of(territory: str, seconds: float, seed: int = 0) -> Accounts:
    """The accounts after the first quarters of the territory's life."""
    life = imagine(load(territory), 1, seed)
    firsts = life.months[: 3 * QUARTERS : 3]
    quarters = Quarters(life.base, firsts, life.doctors, life.said)
    run = play(quarters, True, seconds)
    return Accounts(run.book, quarters.month(firsts[-1]))


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
    accounts = accounts_of(options.territory, options.seconds, options.seed)
    doctor = options.doctor or busiest(accounts)
    print(f"{options.territory}, {accounts.names[doctor]}\n\n{table(accounts, doctor)}")


if __name__ == "__main__":
    main()
