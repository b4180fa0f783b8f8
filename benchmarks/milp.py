"""The peers that take a linear program: HiGHS and SCIP, on our own model of the whole instance, one thread each.

The same to the order of its columns: doctors are drawn by the seed, as for ours; that order alone makes a proof twice as long or
half.
"""

from __future__ import annotations

from dataclasses import asdict

from benchmarks.case import Case, Measured, gap_of
from benchmarks.clock import elapsed
from benchmarks.sets import Verdict, task_of
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.problem.limit import Tier
from rostering.review.audit import audit
from rostering.solve.blind import blind
from rostering.solve.compile import compile_model
from rostering.solve.linear import program_of
from rostering.solve.parts import REST, recount
from rostering.solve.rows import by_rows
from rostering.solve.settings import BLENDED, CARENCE_PRICE
from rostering.solve.statements import state

SOLVERS = ("highs", "scip")


def milp(case: Case) -> Measured:
    """The statements as rows of whole columns, given to the case's engine; bound and cost as for the product."""
    task = task_of(case)
    problem = expand(task.instance)
    hidden = blind(problem, task.instance.rules, case.seed)
    narrowed, stated = state(hidden.problem, hidden.rules)
    model = compile_model(stated, [p for d in narrowed.doctors for p in narrowed.pairs(d)])
    model.cp.minimize(model.objective(BLENDED))
    answer = by_rows(program_of(model), case.engine, case.seconds)
    size = len(problem.doctors), len(problem.shifts)
    if answer is None:
        return Measured(case, *size, "no roster", known=task.known)
    values, least = answer
    chosen = frozenset(pair for pair, x in model.x.items() if values[x.index] > 0.5)
    value = recount(stated, chosen, REST)
    holes = CARENCE_PRICE * recount(stated, chosen, (Tier.CARENCE,))
    bound = least - holes
    roster = hidden.named(Roster(chosen))
    report = audit(problem, task.instance.rules, roster)
    verdict = Verdict(len(report.hard_breaches), value, bound)
    if task.judge is not None:
        verdict = task.judge(problem, roster, value, bound)
    proof = elapsed() if bound >= value and not verdict.breaches else None
    return Measured(
        case, *size, "feasible" if proof is None else "optimal", report.missing, **asdict(verdict),
        gap=gap_of(verdict.cost, verdict.bound, len(problem.doctors)), known=task.known, proof=proof,
        days=len(problem.dates),
    )  # fmt: skip
