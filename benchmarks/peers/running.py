"""A peer on a case: told the neutral task, run in its own environment, its answer judged by our checker and the set's own."""

from __future__ import annotations

import json
import math
import sys
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.case import ROOT, Case, Measured, gap_of
from benchmarks.peers.environment import PEERS
from benchmarks.peers.sayable import left_out
from benchmarks.peers.script import Answer, Asked
from benchmarks.peers.task import Words, task
from benchmarks.process import Spent, spend
from benchmarks.sets import Task, task_of
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.solve.parts import REST


def peer(case: Case) -> Measured:
    """One peer on one case. Seconds and memory are those of its own process alone."""
    about = task_of(case)
    problem, rules = expand(about.instance), about.instance.rules
    size = len(problem.doctors), len(problem.shifts)
    if missing := left_out(problem, rules):
        note = f"the task has no words for {', '.join(missing)}"
        return Measured(case, *size, "not compared", known=about.known, note=note)
    words = task(case.name, problem, rules)
    answer, spent = run(case, Asked(words, case.seconds, case.workers, case.seed))
    found = judged(Measured(case, *size, "no roster", known=about.known), about, problem, answer)
    return replace(found, wall=spent.wall, cpu=spent.cpu, memory=spent.memory)


def run(case: Case, asked: Asked) -> tuple[Answer, Spent]:
    """The script in its environment (ours when the case names none), with what it spent."""
    with TemporaryDirectory() as folder:
        told, said = Path(folder) / "asked.json", Path(folder) / "answer.json"
        told.write_text(json.dumps(asdict(asked)), encoding="utf-8")
        module = f"benchmarks.peers.{PEERS[case.engine].module}"
        spent = spend(
            [case.python or sys.executable, "-m", module, str(told), str(said)], folder=ROOT
        )
        return read(said, asked.task, spent.code), spent


def read(path: Path, words: Words, code: int = 0) -> Answer:
    """The answer in a file; an answer that cannot be used is none, with the reason as its note."""
    if code or not path.is_file():
        return Answer(note=f"it ended with code {code} and no answer")
    try:
        answer = Answer(**json.loads(path.read_text(encoding="utf-8")))
        held = None if answer.held is None else [(str(d), str(s)) for d, s in answer.held]
    except (TypeError, ValueError) as error:
        return Answer(note=f"its answer cannot be read: {error}")
    doctors = {doctor["id"] for doctor in words["doctors"]}
    shifts = {shift["id"] for shift in words["shifts"]}
    strange = sorted({one for d, s in held or () for one in ({d} - doctors) | ({s} - shifts)})
    if strange:
        return Answer(note=f"its answer names what the task has not: {', '.join(strange[:3])}")
    return replace(answer, held=held)


def judged(found: Measured, about: Task, problem: Problem, answer: Answer) -> Measured:
    """Breaches and cost as counted by us. A bound is the peer's claim, shown only where its terms are the set's."""
    if answer.held is None:
        return replace(found, note=answer.note)
    roster = Roster.of(answer.held)
    report = audit(problem, about.instance.rules, roster)
    cost = float(sum(report.tiers.get(tier, 0) for tier in REST))
    wrong, bound = len(report.hard_breaches), None
    if about.judge is not None:
        verdict = about.judge(problem, roster, int(cost), int(cost))
        wrong, cost = verdict.breaches, verdict.cost
        bound = None if answer.bound is None else float(math.ceil(answer.bound - 1e-6))
    whole = not wrong and not report.missing
    is_proved = answer.proof is not None and whole and (bound is None or bound >= cost)
    return replace(
        found, status="optimal" if is_proved else "feasible", carences=report.missing, breaches=wrong,
        cost=cost, bound=bound, gap=gap_of(cost, bound, found.doctors), days=len(problem.dates),
        first=answer.first, proof=answer.proof if is_proved else None, note=answer.note,
    )  # fmt: skip
