"""An event of a published roster, and the nearest rosters to choose from, each judged as any other change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rostering.domain.journal import ChangeProof, TerritoryChange
from rostering.domain.roster import Pair, Roster
from rostering.errors import Refused
from rostering.expand import expand
from rostering.files.canonical import canonical
from rostering.files.roster_file import instance_hash
from rostering.instance import Instance
from rostering.life.alternatives import (
    EMPTY,
    Alternative,
    Search,
    Want,
    alternatives,
    vacancies,
    vacant,
)
from rostering.life.frozen import barred, open_shifts
from rostering.life.happening import Happening, barred_pairs, removed, settled, split_by_start
from rostering.life.proposal import Proposal
from rostering.life.territory import changed
from rostering.life.verdict import judge
from rostering.problem.problem import Problem
from rostering.solve.control import Stop
from rostering.solve.reroster import PROTECTED, Situation
from rostering.workflow.life import Asked
from rostering.workflow.published import Published, Signature, load_open
from rostering.workflow.words import Words

DEFAULT_SEARCH = Search()


@dataclass(frozen=True)
class Wanted:
    """How to make the roster again: rules that may bend (as typed), whether takers count as disturbed, where to look."""

    bend: tuple[str, ...] = ()
    takers_count: bool = False
    search: Search = DEFAULT_SEARCH
    leave_empty: bool = False


@dataclass(frozen=True)
class Choice:
    """An event with the rosters to choose from, the nearest first. `lost`: duties that need somebody else."""

    happening: Happening
    lost: tuple[Pair, ...]
    options: tuple[tuple[str, Asked], ...]


Tell = Callable[[Published, Words], Happening]
"""What happened, found from what was typed; mistakes are noted in the words."""


def after(path: Path, tell: Tell, wanted: Wanted, signature: Signature, stop: Stop) -> Choice:
    """The rosters to choose from after what happened.

    Raises QuestionError, Refused.
    """
    published = load_open(path)
    words = Words(expand(published.folder.instance))
    happening = tell(published, words)
    bent = frozenset(
        rule.kind
        for typed in wanted.bend
        for rule in words.rules(typed, published.folder.instance.rules)
    )
    words.check()
    case = _case(published, happening, signature)
    if wanted.leave_empty:
        return Choice(happening, case.still, (_left_empty(case, signature),))
    situation = Situation(
        problem=case.problem,
        rules=case.instance.rules,
        published=case.roster,
        free=open_shifts(case.problem, signature.at, signature.late),
        bent=bent & PROTECTED,
        spared=frozenset(happening.about),
        takers_count=wanted.takers_count,
    )
    found = alternatives(situation, _want(case), wanted.search, stop)
    return Choice(happening, case.still, tuple(_option(case, one, signature) for one in found))


@dataclass(frozen=True)
class _Case:
    """The territory after the event. `roster`: the published one without duties that no longer take place;
    `lost`: all that the event takes away; `still`: those of them that take place all the same."""

    published: Published
    happening: Happening
    territory: tuple[TerritoryChange, ...]
    instance: Instance
    problem: Problem
    roster: Roster
    lost: tuple[Pair, ...]
    still: tuple[Pair, ...]


def _case(published: Published, happening: Happening, signature: Signature) -> _Case:
    """Raises Refused when a duty lost is past the deadline."""
    document = published.folder.instance
    told = canonical(changed(document, happening.territory))
    problem = expand(told)
    away = tuple(removed(published.roster, problem))
    roster = Roster(published.roster.pairs - frozenset(away))
    gone, begun = split_by_start(problem, barred_pairs(problem, told.rules, roster), signature.at)
    lost = (*away, *Roster(gone))
    reasons = list(
        barred(
            published.publication.problem,
            {pair.shift for pair in lost},
            signature.at,
            signature.late,
        )
    )
    if reasons:
        raise Refused(*reasons)
    territory = settled(happening, document, lost, begun)
    instance = canonical(changed(document, territory))
    if territory != happening.territory:
        problem = expand(instance)
    return _Case(
        published, happening, territory, instance, problem, roster, lost, tuple(Roster(gone))
    )


FILLING = ("reroster", "join", "reopen")
"""Events after which vacant posts are filled too; the others only fill again what they took away."""


def _want(case: _Case) -> Want:
    before = vacancies(case.published.publication.problem, case.published.roster)
    duties = {pair.shift for pair in case.still}
    if case.happening.kind in FILLING:
        duties |= set(vacant(case.problem, case.roster))
    return Want(frozenset(duties), before)


def _option(case: _Case, found: Alternative, signature: Signature) -> tuple[str, Asked]:
    reached = found.found
    proof = ChangeProof(
        lost=len(case.lost),
        changed=reached.changed + len(case.lost) - len(case.still),
        vacancies=reached.vacancies,
        breaches=reached.breaches,
        doctors=reached.doctors,
        proved=reached.proved,
        scope=found.scope,
    )
    return found.label, _asked(case, found.roster, proof, signature)


def _left_empty(case: _Case, signature: Signature) -> tuple[str, Asked]:
    roster = Roster(case.roster.pairs - frozenset(case.still))
    return EMPTY, _asked(case, roster, None, signature)


def _asked(case: _Case, roster: Roster, proof: ChangeProof | None, signature: Signature) -> Asked:
    published, happening = case.published, case.happening
    proposal = Proposal(
        kind=happening.kind,
        told=happening.told,
        about=happening.about,
        lost=tuple(Roster(published.roster.pairs - roster.pairs)),
        gained=tuple(Roster(roster.pairs - published.roster.pairs)),
        territory=case.territory,
        proof=proof,
    )
    verdict = judge(
        proposal, case.instance, case.problem, published.roster, published.publication.report
    )
    touches = instance_hash(case.instance) != published.publication.instance_hash
    return Asked(published, verdict, signature, touches)
