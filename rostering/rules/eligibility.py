"""Eligibility: who may serve what, whatever the roster."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, Self

from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.domain.vocabulary import Status
from rostering.problem.eligibility import Reason, exempts, line_bars, why_not
from rostering.problem.limit import Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, the_doctor, the_shift


class Eligibility(Rule):
    """Éligibilité : un médecin ne tient que les gardes de ses fonctions, secteurs et zones, présent, autorisé et non exempté.

    x = 0 on every barred pair. Edge: the licence's last day is still valid; arrival and departure days count.
    """

    kind: Literal["eligibility"] = "eligibility"
    strength: Literal["hard"] = "hard"

    title = "Éligibilité"
    demands = False
    screens = True
    blocks_as = "non éligibles"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor, line and reason."""
        for doctor, shifts in self.governed(problem):
            barred: defaultdict[tuple[str, Reason], list[Pair]] = defaultdict(list)
            for shift in shifts:
                if reason := why_not(problem.facts, doctor, shift):
                    barred[shift.line.id, reason].append(problem.pair(doctor, shift))
            for (line, reason), pairs in barred.items():
                yield at_most(0, pairs, doctor.id, line, reason.value)

    def screened(self, problem: Problem) -> Problem:
        """Without the barred pairs, which of many doctors and lines are nearly all: line by line, no pair is made."""
        if problem.facts.waivers:
            return super().screened(problem)
        return replace(problem, candidates={**problem.candidates, **dict(_open(self, problem))})

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Reads the doctor's own record again for each duty."""
        for doctor, shifts in self.duties(problem, roster):
            for shift in shifts:
                if reason := _bar(problem, doctor, shift):
                    yield self.breach(1, (doctor.id,), (shift.id,), label=reason)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Who may not serve what, and why."""
        shift = the_shift(problem, breach.shifts[0])
        return f"{the_doctor(problem, breach)} ne peut pas tenir {shift} : {breach.label}"

    @classmethod
    def example(cls) -> Self:
        """It has no parameter."""
        return cls()


def _open(rule: Rule, problem: Problem) -> Iterator[tuple[str, tuple[Shift, ...]]]:
    """Each governed doctor with the shifts that stay open to them."""
    lines = {shift.line.id: shift.line for shift in problem.shifts}
    for doctor in filter(rule.governs, problem.doctors):
        barred = {id_ for id_, line in lines.items() if line_bars(doctor, line)}
        yield (
            doctor.id,
            tuple(
                shift
                for shift in problem.candidates[doctor.id]
                if not rule.counts(shift)
                or (shift.line.id not in barred and not why_not(problem.facts, doctor, shift))
            ),
        )


def _bar(problem: Problem, doctor: Doctor, shift: Shift) -> str:
    """The reason in words, or "": written from the law's side, not from `why_not`."""
    line, day = shift.line, shift.date
    sites = {site.id: site for site in problem.facts.sites}
    own = [sites[id_] for id_ in doctor.sites if id_ in sites and sites[id_].is_open(day)]
    sectors = set(doctor.sectors) | set(doctor.help_sectors)
    licence_over = doctor.licence_end is None or shift.last_date > doctor.licence_end
    tests = {
        "fonction non exercée": line.function not in doctor.functions,
        "autre secteur": len(line.sectors) > 0 and sectors.isdisjoint(line.sectors),
        "hors de la zone d'installation": line.zone is not None and line.zone not in doctor.zones,
        "non inscrit au SAS": line.sas is not None and not doctor.sas_registered,
        "aucun lieu d'exercice dans le département": line.departement not in (None, "")
        and all(site.departement != line.departement for site in own),
        "pas encore arrivé": doctor.arrival is not None and day < doctor.arrival,
        "déjà parti": doctor.departure is not None and day > doctor.departure,
        "licence de remplacement non valable à cette date": doctor.status is Status.INTERN
        and licence_over,
        "exempté": any(exempts(exemption, shift) for exemption in doctor.exemptions),
    }
    return next((words for words, barred in tests.items() if barred), "")
