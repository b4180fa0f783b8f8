"""A requisition: the préfet names a doctor for a duty that nobody holds (CSP art. R.6315-4)."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.people import Waiver
from rostering.domain.roster import Pair, Roster
from rostering.errors import Refused
from rostering.instance import Instance
from rostering.life.proposal import Proposal, take, the_doctor
from rostering.life.territory import change
from rostering.problem.problem import Problem
from rostering.review.audit import hard_rules
from rostering.rules import AnyRule
from rostering.rules.base import the_shift

ALWAYS_KEPT = frozenset({"absence", "eligibility"})
"""What a requisition does not override: leave, health, and the right to practise (domain.md §7.2, rule 24)."""


def requisition(instance: Instance, problem: Problem, roster: Roster, taken: Pair) -> Proposal:
    """The doctor takes the duty whatever rest, spacing or maximum says; leave and eligibility still hold.

    The rules it overrides are waived for that duty only, in the territory's document. Raises Refused.
    """
    proposal = take(problem, roster, taken)
    shift = problem.shift_by_id[taken.shift]
    if not shift.is_mandatory:
        raise Refused(
            f"{the_shift(problem, taken.shift)} est facultative : elle ne se réquisitionne pas."
        )
    waivers = [
        Waiver(
            doctor=taken.doctor, rule=kind, date=shift.date, line=shift.line.id, window=shift.window.id
        )
        for kind in sorted(set(_overridden(problem, instance.rules, roster, taken)))
    ]  # fmt: skip
    told = (
        f"Le {the_doctor(problem, taken)} est réquisitionné pour {the_shift(problem, taken.shift)}"
    )
    return Proposal(
        kind="requisition",
        told=told,
        about=proposal.about,
        gained=proposal.gained,
        forced=(taken,),
        territory=(change("waivers", added=waivers),) if waivers else (),
    )


def _overridden(
    problem: Problem, rules: tuple[AnyRule, ...], roster: Roster, taken: Pair
) -> Iterator[str]:
    """Kinds of hard rules that the duty breaks anew and that a doctor could let go."""
    after = Roster(roster.pairs | {taken})
    for rule in hard_rules(rules):
        if rule.waivable and rule.kind not in ALWAYS_KEPT:
            known = set(rule.breaches(problem, roster))
            if any(breach not in known for breach in rule.breaches(problem, after)):
                yield rule.kind
