"""What keeps each doctor from the share whatever the others do: the doctor alone, under their own hard statements.

A deviation has three parts. *Rounding*: nobody holds 2.6 duties. *Unavoidable*: absences, eligibility and hard rules
leave too few duties (or dates agreed beforehand too many). The rest is what a roster decides. A doctor who has two dates
for a share of five would else stand in front of everybody in « worst first » (fairness.md §8, 18).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Sequence

from rostering.domain.certificate import Unavoidable
from rostering.domain.roster import Pair
from rostering.problem.deviation import Kept
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
    own = _own_statements(part.stated)
    pairs: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in part.pairs:
        pairs[pair.doctor].append(pair)
    found = []
    for one in part.kept:
        over = stop.asked or time.perf_counter() > until
        if one.deviation(chosen) > one.rounding and not over:
            nearest = _nearest(one, own[one.doctor], pairs[one.doctor], stop)
            if nearest is not None and one.off(nearest) > one.rounding:
                away = one.off(nearest) - one.rounding
                found.append(
                    Unavoidable(
                        doctor=one.doctor, category=one.category,
                        share=one.target, load=nearest, part=away,
                    )
                )  # fmt: skip
    return tuple(found)


def _own_statements(stated: Sequence[Stated]) -> defaultdict[str, list[Stated]]:
    """The hard statements that speak of one doctor only."""
    own: defaultdict[str, list[Stated]] = defaultdict(list)
    for entry in stated:
        if entry.is_hard:
            doctors = {pair.doctor for pair in entry.statement.pairs()}
            if len(doctors) == 1:
                own[doctors.pop()].append(entry)
    return own


def _nearest(one: Kept, own: Sequence[Stated], pairs: Sequence[Pair], stop: Stop) -> int | None:
    """The load nearest the share that the doctor can hold when alone; None when it was not proved."""
    cost = tuple(one.deviations())
    if not own:
        return cost.index(min(cost))
    wanted = Stated(own[0].rule, Load(one.pairs, (1,) * len(one.pairs), cost), Tier.FAIRNESS, 1)
    model = compile_model([*own, wanted], pairs)
    model.cp.minimize(model.objective({Tier.FAIRNESS: 1}))
    result = run(model, EFFORT, stop)
    proved = result.status == "optimal" and result.chosen is not None
    return one.load(result.chosen or ()) if proved else None
