"""What keeps each doctor from the share whatever the others do: the doctor alone, under their own hard statements.

A deviation has three parts. *Rounding*: nobody holds 2.6 duties. *Unavoidable*: absences, eligibility and hard rules
leave too few duties (or dates agreed beforehand too many). The rest is what a roster decides. A doctor who has two dates
for a share of five would else stand in front of everybody in « worst first » (fairness.md §8, 18).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from rostering.domain.certificate import Unavoidable
from rostering.domain.roster import Pair
from rostering.problem.limit import Load, Tier
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
    own = own_statements(entry for entry in part.stated if entry.is_hard)
    pairs: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in part.pairs:
        pairs[pair.doctor].append(pair)
    found = []
    for one in part.kept:
        over = stop.asked or time.perf_counter() > until
        if one.deviation(chosen) > one.rounding and not over:
            alone = own[one.doctor], pairs[one.doctor]
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


def own_statements(stated: Iterable[Stated]) -> defaultdict[str, list[Stated]]:
    """By doctor: the statements that speak of that doctor only."""
    own: defaultdict[str, list[Stated]] = defaultdict(list)
    for entry in stated:
        doctors = {pair.doctor for pair in entry.statement.pairs()}
        if len(doctors) == 1:
            own[doctors.pop()].append(entry)
    return own


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
