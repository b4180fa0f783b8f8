"""The roster nearest to a given one that grants something: fewest changes first, then the least cost.

1. The part of the territory that the question is about is compiled with the roster's carences as a cap.
2. What is asked becomes facts: a pair that must be, pairs that may not be, a shift that must be filled.
3. Changes (pairs lost and pairs gained) are minimised and the minimum proved; then, under that number, the cost.

Measured changes are the formulation of fairness.md §3.6: a plain re-solve moves tens of duties where two suffice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.solve import measured
from rostering.solve.compile import Model, compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.parts import Part, recount
from rostering.solve.search import run
from rostering.solve.settings import BLENDED
from rostering.solve.solve import split
from rostering.solve.statements import state


@dataclass(frozen=True)
class Asked:
    """What the roster must grant: pairs that must be, pairs that may not be, shifts to fill to their minimum."""

    demanded: tuple[Pair, ...] = ()
    refused: tuple[Pair, ...] = ()
    filled: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nearest:
    """The answer to `asked`: `changes` pairs are lost or gained; `proved`: one fewer is impossible. No roster: `status` says why."""

    status: Literal["found", "impossible", "unknown"]
    roster: Roster | None = None
    changes: int = 0
    proved: bool = False
    asked: Asked = Asked()


def nearest(
    problem: Problem,
    rules: Sequence[AnyRule],
    roster: Roster,
    asked: Asked,
    seconds: float = measured.NEAREST,
    stop: Stop | None = None,
) -> Nearest:
    """The nearest roster without a hard breach, without more carences, that grants what is asked."""
    narrowed, stated = state(problem, rules)
    part = _part_of(split(narrowed, stated), asked)
    if part is None or not set(asked.demanded) <= set(part.pairs):
        return Nearest("impossible", asked=asked)
    before = frozenset(roster.pairs) & frozenset(part.pairs)
    model = compile_model(part.stated, part.pairs)
    if model.broken:
        return Nearest("impossible", asked=asked)
    _impose(model, problem, part, before, asked)
    found = _search(model, part, roster, before, seconds, stop or Stop())
    return replace(found, asked=asked)


def _part_of(parts: Sequence[Part], asked: Asked) -> Part | None:
    pairs = {*asked.demanded, *asked.refused}
    for part in parts:
        if not pairs.isdisjoint(part.pairs) or not set(asked.filled).isdisjoint(part.shifts):
            return part
    return None


def _impose(
    model: Model, problem: Problem, part: Part, before: frozenset[Pair], asked: Asked
) -> None:
    for pair in asked.demanded:
        model.cp.add(model.x[pair] == 1)
    for pair in asked.refused:
        if pair in model.x:
            model.cp.add(model.x[pair] == 0)
    most = recount(part.stated, before, (Tier.CARENCE,))
    for shift in asked.filled:
        held = [x for pair, x in model.x.items() if pair.shift == shift]
        wanted = problem.shift_by_id[shift]
        missing = wanted.staffing.min - sum(pair.shift == shift for pair in before)
        most -= max(0, missing) * wanted.carence_weight
        model.cp.add(sum(held) >= wanted.staffing.min)
    model.cp.add(model.objective({Tier.CARENCE: 1}) <= most)


def _search(
    model: Model,
    part: Part,
    roster: Roster,
    before: frozenset[Pair],
    seconds: float,
    stop: Stop,
) -> Nearest:
    changes = sum(1 - x if pair in before else x for pair, x in model.x.items())
    model.hint(before)
    model.cp.minimize(changes)
    fewest = run(model, Params(seconds=(1 - measured.NEAREST_SHARE) * seconds), stop)
    if fewest.chosen is None:
        return Nearest("impossible" if fewest.status == "infeasible" else "unknown")
    chosen, count = fewest.chosen, len(fewest.chosen ^ before)
    model.cp.add(changes <= count)
    model.hint(chosen)
    model.cp.minimize(model.objective(BLENDED))
    cheapest = run(model, Params(seconds=measured.NEAREST_SHARE * seconds), stop)
    if cheapest.chosen is not None:
        chosen = cheapest.chosen
    rest = roster.pairs - frozenset(part.pairs)
    return Nearest("found", Roster(rest | chosen), count, fewest.status == "optimal")
