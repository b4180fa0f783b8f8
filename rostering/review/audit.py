"""The audit: every rule's check on a finished roster, with no solver, into one Report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.problem.eligibility import NOT_OF_THE_LINE, why_not
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.problem.shares import shifts_of
from rostering.problem.shift import Shift
from rostering.review.report import Balance, Blocker, Report, Vacancy, WishOutcome
from rostering.rules import AnyRule
from rostering.rules.base import Breach
from rostering.rules.wish import Wish

FREE = "disponibles"


def audit(problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> Report:
    """Checks the roster against every rule and counts again all that a person will read."""
    return replace(
        audit_rules(problem, rules, roster),
        vacancies=tuple(_vacancies(problem, rules, roster)),
        wishes=tuple(_wishes(problem, rules, roster)),
        warnings=tuple(words for rule in rules for words in rule.warnings(problem, roster)),
    )


def audit_rules(problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> Report:
    """Every rule's check and the loads only: no reasons of vacancies, no verdict on wishes, no warnings."""
    breaches = tuple(breach for rule in rules for breach in rule.breaches(problem, roster))
    return _counted(breaches, tuple(balances(problem, roster)))


def audit_of(
    problem: Problem, rules: Sequence[AnyRule], roster: Roster, doctors: Collection[str]
) -> Report:
    """Every rule's check of those doctors; rules about several doctors, or about posts, are checked whole."""
    alone = problem.restricted(doctors, problem.shift_by_id)
    own = Roster(frozenset(pair for pair in roster.pairs if pair.doctor in doctors))
    breaches: list[Breach] = []
    for rule in rules:
        whole = rule.collective or rule.kind == "coverage"
        breaches += rule.breaches(problem, roster) if whole else rule.breaches(alone, own)
    return _counted(tuple(breaches), ())


def _counted(breaches: tuple[Breach, ...], loads: tuple[Balance, ...]) -> Report:
    costs: Counter[str] = Counter()
    tiers: Counter[Tier] = Counter()
    for breach in breaches:
        if breach.tier is Tier.HARD:
            tiers[Tier.HARD] += breach.amount
        else:
            costs[breach.rule] += breach.price
            tiers[breach.tier] += breach.price
    return Report(
        breaches=breaches,
        costs=dict(sorted(costs.items())),
        tiers=dict(sorted(tiers.items())),
        vacancies=(),
        balances=loads,
        wishes=(),
    )


def balances(problem: Problem, roster: Roster) -> Iterator[Balance]:
    """Share and load of every doctor in every category open to them, counted from the roster."""
    for category in problem.facts.categories:
        counted = {shift.id for shift in shifts_of(problem, category)}
        for doctor in problem.doctors:
            share = problem.shares.get((doctor.id, category.id))
            held = [s for s in roster.by_doctor.get(doctor.id, ()) if s in counted]
            if share is None and not held:
                continue
            sizes = (
                problem.half_units(doctor, problem.shift_by_id[shift]) / 2
                if category.measure == "units"
                else 1.0
                for shift in held
            )
            target, before = (share.target / 100, share.carried / 100) if share else (0.0, 0.0)
            yield Balance(doctor.id, category.id, target, sum(sizes), before)


def _wishes(problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> Iterator[WishOutcome]:
    for rule in rules:
        if isinstance(rule, Wish):
            for verdict in rule.verdicts(problem, roster):
                yield WishOutcome(*verdict)


def _vacancies(problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> Iterator[Vacancy]:
    hard = hard_rules(rules)
    for shift in problem.shifts:
        missing = shift.staffing.min - len(roster.by_shift.get(shift.id, ()))
        if missing <= 0:
            continue
        found = tuple(blockers(problem, hard, roster, shift))
        families = Counter(blocker.family for blocker in found)
        yield Vacancy(shift.id, missing, tuple(families.most_common()), found)


def hard_rules(rules: Sequence[AnyRule]) -> list[AnyRule]:
    """The rules that may keep a doctor from a duty."""
    return [rule for rule in rules if rule.tier is Tier.HARD and rule.kind != "coverage"]


def blockers(
    problem: Problem, hard: Sequence[AnyRule], roster: Roster, shift: Shift
) -> Iterator[Blocker]:
    """Every doctor of the line who does not hold the shift, with what keeps them from it in this roster, or FREE."""
    for doctor in problem.doctors:
        reason = why_not(problem.facts, doctor, shift)
        if reason in NOT_OF_THE_LINE or Pair(doctor.id, shift.id) in roster:
            continue
        if reason is not None:
            yield Blocker(doctor.id, reason.value, reason.value)
            continue
        found = first_breach(problem, hard, roster, doctor, shift)
        if found is None:
            yield Blocker(doctor.id, "libre selon les règles dures : à appeler", FREE)
        else:
            rule, breach = found
            yield Blocker(doctor.id, rule.say(problem, breach), rule.blocks_as)


def first_breach(
    problem: Problem, hard: Sequence[AnyRule], roster: Roster, doctor: Doctor, shift: Shift
) -> tuple[AnyRule, Breach] | None:
    """The first hard rule that this duty, added to the roster, would break anew or break more."""
    own = frozenset(Pair(doctor.id, held) for held in roster.by_doctor.get(doctor.id, ()))
    pair = Pair(doctor.id, shift.id)
    alone = Roster(own), Roster(own | {pair})
    everyone = roster, Roster(roster.pairs | {pair})
    held = problem.restricted([doctor.id], [pair.shift for pair in alone[1]])
    for rule in hard:
        view = problem if rule.collective else held
        if rule.looks_beyond:
            view = problem.restricted([doctor.id], problem.shift_by_id)
        before, after = everyone if rule.collective else alone
        known = {_what(breach): breach.amount for breach in rule.breaches(view, before)}
        for breach in rule.breaches(view, after):
            if doctor.id in breach.doctors and breach.amount > known.get(_what(breach), 0):
                return rule, breach
    return None


def _what(breach: Breach) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """What is broken, whatever the amount: two breaches alike in this are one that grew or shrank."""
    return breach.doctors, breach.shifts, breach.label
