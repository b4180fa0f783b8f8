"""The whole solve: statements, independent parts, one search each (in processes when several), the proof."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rostering.domain.certificate import Certificate, Proof, SolveStatus, StageProof
from rostering.domain.roster import Pair, Roster
from rostering.errors import SolverFault
from rostering.problem.components import components
from rostering.problem.deviation import Kept, kept_among
from rostering.problem.limit import Load
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.fair_share import FairShare
from rostering.solve import measured
from rostering.solve.blind import blind
from rostering.solve.conflict import find_conflicts
from rostering.solve.control import Listener, Stop
from rostering.solve.leximin import together
from rostering.solve.outcome import Infeasible, Outcome, OutOfTime, Solved
from rostering.solve.parallel import solve_parts
from rostering.solve.parts import Block, Part, PartResult
from rostering.solve.settings import SOIREE, Settings
from rostering.solve.statements import Stated, state

WORST_FIRST: tuple[SolveStatus, ...] = ("infeasible", "out_of_time", "feasible", "optimal")


def solve(
    problem: Problem,
    rules: Sequence[AnyRule],
    settings: Settings,
    listen: Listener = lambda progress: None,
    stop: Stop | None = None,
) -> Outcome:
    """The best roster found within the settings, with its certificate; or why there is none."""
    stop = stop or Stop()
    started = time.perf_counter()
    hidden = blind(problem, rules, settings.seed)
    narrowed, stated = state(hidden.problem, hidden.rules)
    prepared = time.perf_counter() - started
    outcome = solve_stated(narrowed, stated, settings, listen, stop)
    if isinstance(outcome, Infeasible):
        return contradiction(problem, rules, stop)
    if isinstance(outcome, Solved):
        spent = outcome.seconds
        roster = hidden.named(outcome.roster)
        return replace(
            outcome,
            roster=roster,
            certificate=hidden.certified(outcome.certificate),
            seconds=spent | {"énoncés": round(spent["énoncés"] + prepared, 3)},
        )
    return OutOfTime(outcome.seconds + prepared)


def solve_stated(
    narrowed: Problem,
    stated: Sequence[Stated],
    settings: Settings,
    listen: Listener,
    stop: Stop,
) -> Outcome:
    """The same of statements already made, whoever made them; a contradiction is not searched: it comes back empty."""
    started = time.perf_counter()
    parts = split(narrowed, stated)
    prepared = time.perf_counter() - started
    results = solve_parts(parts, settings, listen, stop)
    seconds = {"énoncés": round(prepared, 3)}
    for result in results:
        for phase, spent in result.seconds.items():
            seconds[phase] = round(seconds.get(phase, 0.0) + spent, 3)
    if any(result.status == "infeasible" for result in results):
        return Infeasible((), complete=False)
    if any(result.chosen is None for result in results):
        return OutOfTime(time.perf_counter() - started)
    chosen = frozenset(pair for result in results for pair in result.chosen or ())
    return Solved(Roster(chosen), certificate(parts, results), seconds, stop.asked)


def contradiction(problem: Problem, rules: Sequence[AnyRule], stop: Stop) -> Infeasible:
    """What cannot hold together, after a solve that says so.

    Raises SolverFault when, asked again, a roster is found.
    """
    found = find_conflicts(problem, rules, stop)
    if not found.conflicts and found.complete:
        raise SolverFault("Données dites contradictoires, mais un tableau existe.")
    return found


def split(problem: Problem, stated: Sequence[Stated]) -> list[Part]:
    """The independent parts, largest first; statements about no open pair go with the first."""
    pairs = [pair for doctor in problem.doctors for pair in problem.pairs(doctor)]
    groups = components((g for entry in stated if (g := _links(entry))), pairs)
    position = {pair: index for index, group in enumerate(groups) for pair in group}
    spoken: list[list[Stated]] = [[] for _ in groups] or [[]]
    for entry in stated:
        first = next(iter(entry.statement.pairs()), None)
        spoken[position.get(first, 0) if first else 0].append(entry)
    if not groups:
        groups = [frozenset()]
    return [
        _part(problem, [pair for pair in pairs if position[pair] == index], entries)
        for index, entries in enumerate(spoken)
    ]


def _links(entry: Stated) -> tuple[Pair, ...]:
    """The pairs of a statement that ties several doctors on several shifts, else nothing."""
    pairs = tuple(entry.statement.pairs())
    several = len({pair.doctor for pair in pairs}) > 1 and len({pair.shift for pair in pairs}) > 1
    return pairs if several else ()


def _part(problem: Problem, pairs: list[Pair], stated: list[Stated]) -> Part:
    whole = _block(problem, pairs)
    return Part(
        name=_name(problem, whole.shifts),
        doctors=whole.doctors,
        shifts=whole.shifts,
        pairs=whole.pairs,
        stated=tuple(stated),
        blocks=tuple(_blocks(problem, pairs)),
        kept=_kept(problem, stated, whole.pairs),
    )


def _kept(problem: Problem, stated: Iterable[Stated], pairs: Iterable[Pair]) -> tuple[Kept, ...]:
    """The loads that fairness keeps near shares, one a doctor and category, over the pairs that are open."""
    loads = (
        entry.statement
        for entry in stated
        if isinstance(entry.rule, FairShare) and isinstance(entry.statement, Load)
    )
    found = {(one.doctor, one.category): one for one in kept_among(problem, loads)}
    still = set(pairs)
    return tuple(
        replace(one, pairs=tuple(pair for pair in one.pairs if pair in still))
        for one in found.values()
    )


def _block(problem: Problem, pairs: list[Pair]) -> Block:
    shifts = {pair.shift for pair in pairs}
    return Block(
        doctors=tuple(sorted({pair.doctor for pair in pairs})),
        shifts=tuple(shift.id for shift in problem.shifts if shift.id in shifts),
        pairs=tuple(pairs),
    )


def _blocks(problem: Problem, pairs: list[Pair]) -> Iterator[Block]:
    """Pairs by the sectors of their line; a block too large is split by function, then by zone."""
    groups: defaultdict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for pair in pairs:
        groups[problem.shift_by_id[pair.shift].line.sectors].append(pair)
    for key in sorted(groups):
        if len(groups[key]) <= measured.SECTOR:
            yield _block(problem, groups[key])
            continue
        finer: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
        for pair in groups[key]:
            line = problem.shift_by_id[pair.shift].line
            finer[line.function, line.zone or ""].append(pair)
        for subkey in sorted(finer):
            yield _block(problem, finer[subkey])


def _name(problem: Problem, shifts: Iterable[str]) -> str:
    """The sectors it covers, as people name them."""
    lines = {problem.shift_by_id[shift].line for shift in shifts} if shifts else set()
    ids = {sector for line in lines for sector in line.sectors}
    names = [sector.name for sector in problem.facts.sectors if sector.id in ids]
    if len(names) > 3:
        return f"{names[0]} et {len(names) - 1} autres"
    return " + ".join(names) or problem.facts.name


def certificate(parts: Sequence[Part], results: Sequence[PartResult]) -> Certificate:
    """The proof of each part, and of the whole as their sum."""
    proofs = tuple(
        _proof(part.name, len(part.doctors), len(part.shifts), result.status, result.stages, result)
        for part, result in zip(parts, results, strict=True)
    )
    names = list(dict.fromkeys(stage.stage for result in results for stage in result.stages))
    stages = [
        StageProof(
            stage=name,
            value=sum(s.value for r in results for s in r.stages if s.stage == name),
            bound=sum(s.bound for r in results for s in r.stages if s.stage == name),
        )
        for name in names
    ]
    status = min((result.status for result in results), key=WORST_FIRST.index)
    doctors = sum(len(part.doctors) for part in parts)
    shifts = sum(len(part.shifts) for part in parts)
    slowest = max(results, key=lambda result: sum(result.seconds.values()))
    whole = _proof("Ensemble", doctors, shifts, status, stages, slowest)
    fairness = together([result.fairness for result in results])
    return Certificate(whole=whole.model_copy(update={"fairness": fairness}), parts=proofs)


def _proof(
    name: str,
    doctors: int,
    shifts: int,
    status: SolveStatus,
    stages: Sequence[StageProof],
    timed: PartResult,
) -> Proof:
    beyond = [stage for stage in stages if stage.stage not in ("carences", "confort")]
    value = sum(stage.value for stage in beyond)
    bound = sum(stage.bound for stage in beyond)
    return Proof(
        name=name,
        doctors=doctors,
        shifts=shifts,
        status=status,
        stages=tuple(stages),
        gap=round(max(0, value - bound) / max(value, doctors * SOIREE, 1), 6),
        seconds=round(sum(timed.seconds.values()), 3),
        fairness=timed.fairness,
    )
