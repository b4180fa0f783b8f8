"""Hard data that cannot hold together, told: who demands what, and over which pairs the question is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rostering.domain.roster import Pair
from rostering.problem.eligibility import NOT_OF_THE_LINE, why_not
from rostering.problem.limit import Limit, Statement, Tier
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.solve.control import Stop
from rostering.solve.cores import Extent, Tree
from rostering.solve.outcome import Conflict, Infeasible, Member
from rostering.solve.statements import Stated, hardened, priced, state

USUAL = Extent()


def find_conflicts(
    problem: Problem,
    rules: Sequence[AnyRule],
    stop: Stop,
    filled: Collection[str] = (),
    asked: Sequence[Stated] = (),
    extent: Extent = USUAL,
) -> Infeasible:
    """The sets of hard statements that cannot hold together, none of whose members can be dropped.

    `filled`: duties that must have their minimum; `asked`: statements of a question. None found: it is possible.
    """
    claims, pairs = claims_of(problem, rules, filled, asked)
    tree = Tree(claims, pairs, stop)
    found = list(tree.conflicts(extent))
    told = {
        tuple(_told(problem, rules, [claims[index] for index in sorted(members)])): proved
        for members, proved in reversed(found)
    }  # a rule may state one thing several times, as spacing does for each day between two duties
    conflicts = tuple(Conflict(members, proved) for members, proved in reversed(told.items()))
    return Infeasible(conflicts, tree.complete)


def claims_of(
    problem: Problem,
    rules: Sequence[AnyRule],
    filled: Collection[str] = (),
    asked: Sequence[Stated] = (),
) -> tuple[list[Stated], list[Pair]]:
    """Every hard statement that could be in a conflict, and the pairs they speak of."""
    widened = _with_demanded(problem, rules, filled, asked)
    stated = [priced(rule, one) for rule in rules for one in rule.statements(widened)]
    pairs = [pair for doctor in widened.doctors for pair in widened.pairs(doctor)]
    return [*hardened(stated, filled), *asked], pairs


def _told(
    problem: Problem, rules: Sequence[AnyRule], members: Sequence[Stated]
) -> Iterator[Member]:
    """The members in words; one about a doctor alone also names the duties that the others speak of."""
    for entry in members:
        about = entry.statement.about
        if len(about) == 1 and about[0] in problem.doctor_by_id:
            others = {
                pair.shift
                for other in members
                if other is not entry and other.rule.kind in ("pinned", "question")
                for pair in other.statement.pairs()
            }
            own = {pair.shift for pair in entry.statement.pairs()}
            about += tuple(shift.id for shift in problem.shifts if shift.id in own & others)
        where = next((n for n, rule in enumerate(rules) if rule is entry.rule), -1)
        yield Member(entry.rule.kind, entry.rule.tell(problem, about), about, where)


def _with_demanded(
    problem: Problem, rules: Sequence[AnyRule], filled: Collection[str], asked: Sequence[Stated]
) -> Problem:
    """The narrowed problem, plus the pairs that a hard statement demands though another forbids them."""
    narrowed, _ = state(problem, rules)
    demanded: set[Pair] = {pair for entry in asked for pair in entry.statement.pairs()}
    demanded.update(
        Pair(doctor.id, shift)
        for shift in filled
        for doctor in problem.doctors
        if why_not(problem.facts, doctor, problem.shift_by_id[shift]) not in NOT_OF_THE_LINE
    )
    for rule in rules:
        if not rule.demands or rule.tier is not Tier.HARD:
            continue
        for statement in rule.statements(problem):
            if _demands(statement):
                demanded.update(statement.pairs())
    kept = {}
    for doctor in problem.doctors:
        open_ = {shift.id for shift in narrowed.candidates[doctor.id]}
        open_ |= {pair.shift for pair in demanded if pair.doctor == doctor.id}
        kept[doctor.id] = tuple(shift for shift in problem.shifts if shift.id in open_)
    return replace(narrowed, candidates=kept)


def _demands(statement: Statement) -> bool:
    """Can leaving its pairs out break it? A tie between two pairs can, as a minimum does."""
    if not isinstance(statement, Limit):
        return False
    return statement.low is not None or min(statement.coefficients or (1,)) < 0
