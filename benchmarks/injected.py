"""Contradictions put into the territories that ship, and a judge of what is found that shares no model with the compiler."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from rostering.domain.people import Availability, Caps, Pin
from rostering.domain.roster import Pair
from rostering.expand import expand
from rostering.files.load import load_instance
from rostering.instance import Instance
from rostering.problem.limit import AnyOf
from rostering.problem.problem import Problem
from rostering.rules.base import Rule
from rostering.rules.max_in_window import MaxInWindow
from rostering.solve.compile import limits_of
from rostering.solve.conflict import claims_of
from rostering.solve.control import Stop
from rostering.solve.cores import Extent, Tree
from rostering.solve.statements import Stated

INSTANCES = Path(__file__).resolve().parent.parent / "instances"
NAMES = (
    "boulogne-sur-mer", "haute-marne", "laval-smp", "nord-velay-forez", "nord-velay-forez-ete",
    "loire-bully", "mayenne", "le-havre",
)  # fmt: skip
Draw = random.Random


# Independent judge -------------------------------------------------------------------------------


def is_possible(members: Sequence[Stated]) -> bool:
    """A model written here, solved with CP-SAT's own defaults (presolve on, all workers)."""
    model = cp_model.CpModel()
    x: dict[Pair, Any] = {}

    def literal(term: Pair | AnyOf) -> Any:
        if isinstance(term, Pair):
            return x.setdefault(term, model.new_bool_var(str(term)))
        group = model.new_bool_var("")
        model.add_max_equality(group, [literal(pair) for pair in term.pairs])
        return group

    for member in members:
        for limit in limits_of(member.statement):
            weights = limit.coefficients or (1,) * len(limit.terms)
            total = sum(w * literal(t) for w, t in zip(weights, limit.terms, strict=True))
            if limit.low is not None:
                model.add(total >= limit.low)
            if limit.high is not None:
                model.add(total <= limit.high)
    status = cp_model.CpSolver().solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE)
    return status != cp_model.INFEASIBLE


def is_irreducible(members: Sequence[Stated]) -> bool:
    """Impossible, and possible without any one."""
    return not is_possible(members) and all(
        is_possible([*members[:n], *members[n + 1 :]]) for n in range(len(members))
    )


# Injected conflicts ------------------------------------------------------------------------------


def injections(
    instance: Instance, problem: Problem, draw: Draw
) -> Iterator[tuple[Instance, set[tuple[str, str]]]]:
    """Endlessly: the instance made contradictory, and the (rule, doctor) that its conflict must name."""
    while True:
        kind = draw.choice(("absence", "one_place", "cap"))
        pairs = [p for who in problem.doctors for p in problem.pairs(who)]
        pair = draw.choice(pairs)
        shift, who = problem.shift_by_id[pair.shift], pair.doctor
        pin = _pin(problem, pair)
        if any(one.doctor == who for one in instance.pinned) or not _alone(instance, pin):
            continue
        if kind == "absence":
            away = Availability.model_validate(
                {"doctor": who, "level": "impossible", "date": shift.date}
            )
            yield with_facts(instance, [pin], [away]), {("pinned", who), ("absence", who)}
        elif kind == "cap":
            doctors = [
                one.model_copy(update={"caps": Caps(month=0)}) if one.id == who else one
                for one in instance.doctors
            ]
            changed = instance.model_copy(update={"doctors": tuple(doctors)})
            if any(_caps_months(rule) and rule.counts(shift) for rule in instance.rules):
                yield with_facts(changed, [pin], []), {("pinned", who), ("max_in_window", who)}
        else:
            same = [
                other for other in problem.candidates[who]
                if other.id != shift.id and other.period.overlaps(shift.period)
                and other.line.sas is None and shift.line.sas is None
            ]  # fmt: skip
            if same:
                other = _pin(problem, Pair(who, draw.choice(same).id))
                if _alone(instance, other):
                    yield with_facts(instance, [pin, other], []), {("pinned", who)}


def _caps_months(rule: Rule) -> bool:
    return isinstance(rule, MaxInWindow) and rule.span == "month" and rule.strength == "hard"


def _pin(problem: Problem, pair: Pair) -> Pin:
    shift = problem.shift_by_id[pair.shift]
    return Pin(doctor=pair.doctor, date=shift.date, line=shift.line.id, window=shift.window.id)


def _alone(instance: Instance, pin: Pin) -> bool:
    """No other agreed date near, so that the injected conflict is the only one it makes."""
    return all(
        abs((one.date - pin.date).days) > 1 or one.line != pin.line for one in instance.pinned
    )


def with_facts(
    instance: Instance, pins: Sequence[Pin], absences: Sequence[Availability]
) -> Instance:
    return instance.model_copy(
        update={
            "pinned": (*instance.pinned, *pins),
            "availability": (*instance.availability, *absences),
        }
    )


def injected(name: str, count: int) -> tuple[int, int, int, list[float]]:
    """Injected, named (the expected members are in a conflict), irreducible conflicts of all found; seconds each."""
    instance = load_instance(INSTANCES / f"{name}.yaml")
    from rostering.solve.statements import state

    narrowed, _ = state(expand(instance), instance.rules)
    draw, named, sets, sound, seconds = Draw(name), 0, 0, 0, []
    source = injections(instance, narrowed, draw)
    for _ in range(count):
        changed, expected = next(source)
        started = time.perf_counter()
        claims, pairs = claims_of(expand(changed), changed.rules)
        tree = Tree(claims, pairs, Stop())
        found = [members for members, _ in tree.conflicts(Extent())]
        seconds.append(time.perf_counter() - started)
        told = [[claims[n] for n in sorted(members)] for members in found]
        named += any(
            expected
            <= {(one.rule.kind, one.statement.about[0]) for one in some if one.statement.about}
            for some in told
        )
        sets += len(told)
        sound += sum(map(is_irreducible, told))
    return named, sets, sound, seconds
