"""Solving without names: doctors become numbers drawn from the seed, so that no name or list order breaks a tie.

Everything below orders doctors by id. Here each gets the id of their rank in the published draw (`domain/draw.py`); what
is then broken by order is broken by the draw. Renaming doctors or listing them otherwise changes the names in the
roster and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rostering.domain.certificate import Certificate, Proof
from rostering.domain.draw import draw_order
from rostering.domain.facts import Facts
from rostering.domain.roster import Pair, Roster
from rostering.problem.problem import Problem
from rostering.rules import AnyRule

ABOUT_DOCTORS = ("availability", "pinned", "waivers", "ledger", "feasts", "refused", "previous")
"""The lists of facts whose entries name one doctor."""
NAMING = ("doctors", "members")
"""The parameters of rules that name doctors."""


@dataclass(frozen=True)
class Blind:
    """The problem and its rules without names, and who is who."""

    problem: Problem
    rules: tuple[AnyRule, ...]
    names: Mapping[str, str]

    def named(self, roster: Roster) -> Roster:
        """The roster with its names again."""
        return Roster(frozenset(Pair(self.names[one.doctor], one.shift) for one in roster.pairs))

    def certified(self, certificate: Certificate) -> Certificate:
        """The certificate with its names again: whose part of a deviation is unavoidable."""
        parts = tuple(self._proof(proof) for proof in certificate.parts)
        return certificate.model_copy(
            update={"whole": self._proof(certificate.whole), "parts": parts}
        )

    def _proof(self, proof: Proof) -> Proof:
        if proof.fairness is None:
            return proof
        named = [
            one.model_copy(update={"doctor": self.names[one.doctor]})
            for one in proof.fairness.unavoidable
        ]
        ordered = tuple(sorted(named, key=lambda one: (one.doctor, one.category)))
        fairness = proof.fairness.model_copy(update={"unavoidable": ordered})
        return proof.model_copy(update={"fairness": fairness})


def blind(problem: Problem, rules: Sequence[AnyRule], seed: int) -> Blind:
    """The same problem with doctors called by their rank in the draw of that seed."""
    order = draw_order(problem.facts.doctors, seed, problem.facts.horizon.start)
    numbers = {doctor.id: f"m{rank:04d}" for rank, doctor in enumerate(order, 1)}
    facts = _facts(problem.facts, numbers)
    present = {numbers[doctor.id] for doctor in problem.doctors}
    doctors = sorted((one for one in facts.doctors if one.id in present), key=lambda one: one.id)
    candidates = {numbers[id_]: shifts for id_, shifts in problem.candidates.items()}
    shares = {
        (numbers[doctor], category): replace(share, doctor=numbers[doctor])
        for (doctor, category), share in problem.shares.items()
    }
    hidden = replace(
        problem,
        facts=facts,
        doctors=tuple(doctors),
        past=tuple(sorted(replace(duty, doctor=numbers[duty.doctor]) for duty in problem.past)),
        shares=dict(sorted(shares.items())),
        factors={(numbers[who], what): factor for (who, what), factor in problem.factors.items()},
        candidates={one.id: candidates[one.id] for one in doctors},
        published=_hidden(problem.published, numbers),
    )
    names = {number: doctor for doctor, number in numbers.items()}
    return Blind(hidden, tuple(_rule(rule, numbers) for rule in rules), names)


def _facts(facts: Facts, numbers: Mapping[str, str]) -> Facts:
    """Every list in the order of the numbers, what one doctor says in an order of its own."""
    changed: dict[str, Any] = {
        "doctors": tuple(one.model_copy(update={"id": numbers[one.id]}) for one in facts.doctors)
    }
    for key in ABOUT_DOCTORS:
        entries = [
            one.model_copy(update={"doctor": numbers[one.doctor]}) for one in getattr(facts, key)
        ]
        changed[key] = tuple(sorted(entries, key=lambda one: (one.doctor, str(one))))
    return facts.model_copy(update=changed)


def _rule(rule: AnyRule, numbers: Mapping[str, str]) -> AnyRule:
    """The rule about numbers; a name that is no doctor's stays."""
    changed = {
        key: tuple(sorted(numbers.get(name, name) for name in getattr(rule, key)))
        for key in NAMING
        if getattr(rule, key, ())
    }
    return rule.model_copy(update=changed) if changed else rule


def _hidden(roster: Roster | None, numbers: Mapping[str, str]) -> Roster | None:
    if roster is None:
        return None
    return Roster(frozenset(Pair(numbers[one.doctor], one.shift) for one in roster.pairs))
