"""Why what is asked cannot be: the smallest set of data, duties to fill among them, that no roster can hold together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Limit, Tier, at_least, at_most
from rostering.problem.problem import Problem
from rostering.rules import KINDS, AnyRule
from rostering.rules.base import Rule, plural, the_shift
from rostering.solve.conflict import find_conflicts
from rostering.solve.control import Stop
from rostering.solve.cores import Extent
from rostering.solve.nearest import Asked
from rostering.solve.outcome import Conflict
from rostering.solve.statements import Stated

NEAR_DAYS = 10
"""Duties that must stay filled are looked at near what is asked first, then all of them."""
ONE = Extent(most=1, seconds=0)
FEW = 3
"""Up to so many reasons are told whole in the short answer."""


class Question(Rule):
    """What is asked, as one more statement."""

    kind: Literal["question"] = "question"

    title = "Demandé"

    def tell(self, problem: Problem, about: tuple[str, ...]) -> str:
        """Who is to be on the duty, or off it."""
        word, doctor, shift = about
        tense = "tienne" if word == "on" else "ne tienne pas"
        who = problem.doctor_by_id[doctor].name
        return f"{self.title} : que le Dr {who} {tense} {the_shift(problem, shift)}"


def why_impossible(
    problem: Problem, rules: Sequence[AnyRule], roster: Roster, asked: Asked
) -> Conflict | None:
    """A conflict between what is asked, hard rules and duties that are filled now; None when none is found."""
    asking = list(_statements(asked))
    filled = [
        shift
        for shift in problem.shifts
        if shift.is_mandatory and len(roster.by_shift.get(shift.id, ())) >= shift.staffing.min
    ]
    about = {*asked.filled, *(pair.shift for pair in (*asked.demanded, *asked.refused))}
    days = [problem.shift_by_id[shift].date for shift in about]
    near = [s for s in filled if any(abs((s.date - day).days) <= NEAR_DAYS for day in days)]
    for kept in (near, filled):
        wanted = {shift.id for shift in kept} | set(asked.filled)
        found = find_conflicts(problem, rules, Stop(), wanted, asking, ONE)
        if found.conflicts:
            return found.conflicts[0]
    return None


def _statements(asked: Asked) -> Iterator[Stated]:
    rule = Question()
    for pair in asked.demanded:
        yield Stated(rule, _about(at_least(1, [pair]), "on", pair), Tier.HARD, 0)
    for pair in asked.refused:
        yield Stated(rule, _about(at_most(0, [pair]), "off", pair), Tier.HARD, 0)


def _about(limit: Limit, word: str, pair: Pair) -> Limit:
    return Limit(limit.terms, limit.low, limit.high, about=(word, *pair))


def summed_up(conflict: Conflict) -> str:
    """The members, what is asked left out: whole when few, else counted by rule, « Absences (12), 2 gardes à pourvoir »."""
    members = [one for one in conflict.members if one.rule != "question"]
    if len(members) <= FEW:
        return " ; ".join(one.sentence for one in members)
    kinds = Counter(one.rule for one in members)
    parts = [
        f"{plural(count, 'garde')} à pourvoir"
        if kind == "coverage"
        else f"{KINDS[kind].title} ({count})"
        for kind, count in kinds.most_common()
    ]
    return ", ".join(parts)
