"""What a roster costs by the authors' own tables, and which of their rules it breaks; nothing of the product is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import Decimal

from benchmarks.physicians.reading import Month

Duty = tuple[int, int, int, int]
"""physician, duty, week, day."""
MISSING = Decimal(100)


def cost(month: Month, roster: Collection[Duty]) -> Decimal:
    """100 × heads missing + Σ cost of refusals (+ Σ cost of duties)."""
    held = Counter((duty, week, day) for _, duty, week, day in roster)
    missing = sum(
        max(0, int(heads) - held[duty, week, day])
        for (duty, day), heads in month.heads.items()
        for week in month.weeks
    )
    working = {(physician, week, day) for physician, _, week, day in roster}
    refused = Counter(i[0] for i, v in month.asks_on.items() if v and i not in roster)
    refused += Counter(i[0] for i, v in month.asks_off.items() if v and i in working)
    loads = Counter(physician for physician, *_ in roster)
    total = MISSING * missing
    for physician in month.physicians:
        total += month.refusal_cost.get((physician, refused[physician]), Decimal(0))
        if month.levels_workload:
            total += month.duty_cost.get((physician, loads[physician]), Decimal(0))
    return total


def broken(month: Month, roster: Collection[Duty]) -> list[str]:
    """Every rule of the authors that the roster breaks, in words."""
    found = [f"{one} may not be taken" for one in roster if not month.may_take.get(one)]
    found += [f"{one} on an absent day" for one in roster if month.absent.get((one[0], *one[2:]))]
    held = Counter((duty, week, day) for _, duty, week, day in roster)
    for (duty, week, day), heads in held.items():
        if heads > month.heads.get((duty, day), 0):
            found.append(f"{heads} heads for duty {duty}, week {week}, day {day}")
    days = Counter((one[0], 7 * month.weeks.index(one[2]) + one[3]) for one in roster)
    for (physician, day), count in days.items():
        if count > 1 or (physician, day + 1) in days:
            found.append(f"physician {physician}: two duties too near, day {day}")
    weekends = {(one[0], one[2]) for one in roster if one[3] >= 6}
    for physician, week in weekends:
        if (physician, week + 1) in weekends:
            found.append(f"physician {physician}: week-ends {week} and {week + 1}")
    return found
