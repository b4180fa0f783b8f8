"""What keeps each doctor from the share whatever the others do: the doctor alone, under what speaks of nobody else.

A deviation has three parts. *Rounding*: nobody holds 2.6 duties. *Unavoidable*: absences, eligibility and hard rules
leave too few duties, or dates agreed beforehand and duties that nobody else may take too many. The rest is what a roster
decides. A doctor who has two dates for a share of five would else stand in front of everybody in « worst first » (fairness.md §8, 18).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from rostering.domain.certificate import Unavoidable
from rostering.domain.roster import Pair
from rostering.problem.limit import Limit, Load, Tier
from rostering.solve import measured
from rostering.solve.compile import compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.parts import Part
from rostering.solve.search import run
from rostering.solve.statements import Stated

EFFORT = Params(seconds=measured.LEVELS, deterministic=measured.ONE_LOAD)
"""For one doctor and category; some dozens of pairs take milliseconds."""


def unavoidable(
    part: Part, chosen: Collection[Pair], until: float, stop: Stop
) -> tuple[Unavoidable, ...]:
    """Every load that cannot come as near its share as whole duties could, with the nearest it can.

    A load that the roster already has at its nearest needs no proof; nor is anything said of one not settled before
    `until` (on the clock of `perf_counter`).
    """
    own = own_statements(part.stated)
    pairs: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in part.pairs:
        pairs[pair.doctor].append(pair)
    found = []
    for one in part.kept:
        over = stop.asked or time.perf_counter() > until
        if one.deviation(chosen) > one.rounding and not over:
            alone = own.get(one.doctor, []), pairs[one.doctor]
            nearest = cheapest_alone(one.pairs, tuple(one.deviations()), *alone, stop)
            if nearest is not None and one.off(nearest) > one.rounding:
                away = one.off(nearest) - one.rounding
                found.append(
                    Unavoidable(
                        doctor=one.doctor, category=one.category,
                        share=one.target, load=nearest, part=away,
                    )
                )  # fmt: skip
    return tuple(found)


def own_statements(stated: Iterable[Stated]) -> dict[str, list[Stated]]:
    """By doctor: the hard statements that speak of that doctor only, and the duties that would be a carence without them."""
    own: defaultdict[str, list[Stated]] = defaultdict(list)
    for entry in stated:
        pairs = tuple(entry.statement.pairs())
        if entry.is_hard and len(doctors := {pair.doctor for pair in pairs}) == 1:
            own[doctors.pop()].append(entry)
        elif _takes_them_all(entry, len(pairs)):
            for pair in pairs:
                needed = Limit((pair,), low=1, weight=entry.statement.weight)
                own[pair.doctor].append(replace(entry, statement=needed))
    return own


def _takes_them_all(entry: Stated, open_pairs: int) -> bool:
    """Is it a carence whenever one of those who may come does not?"""
    statement = entry.statement
    return (
        entry.tier is Tier.CARENCE
        and isinstance(statement, Limit)
        and statement.low is not None
        and open_pairs <= statement.low
    )


def cheapest_alone(
    counted: Sequence[Pair],
    cost: Sequence[int],
    own: Sequence[Stated],
    pairs: Sequence[Pair],
    stop: Stop,
) -> int | None:
    """How many of `counted` a doctor holds at the least cost, carences first, alone under the statements; None when not proved.

    `cost`: of each number from none to all; `pairs`: all that are open to the doctor.
    """
    if not own:
        return cost.index(min(cost))
    load = Load(tuple(counted), (1,) * len(counted), tuple(cost))
    model = compile_model([*own, Stated(own[0].rule, load, Tier.FAIRNESS, 1)], pairs)
    model.cp.minimize(model.objective({Tier.CARENCE: 1 + max(cost), Tier.FAIRNESS: 1}))
    result = run(model, EFFORT, stop)
    if result.status != "optimal" or result.chosen is None:
        return None
    return sum(pair in result.chosen for pair in counted)
