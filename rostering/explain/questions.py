"""The questions about a roster: why me, why not me, what of my wish, could I be free, why more than her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from rostering.domain.roster import Pair, Roster
from rostering.explain.answer import Answer, counted
from rostering.explain.contradiction import lines, no_place
from rostering.explain.forbidden import summed_up, why_impossible
from rostering.explain.prices import Prices
from rostering.problem.problem import Problem
from rostering.review.audit import FREE, audit, blockers, hard_rules
from rostering.review.effect import compare, handed
from rostering.review.report import Blocker, Report, WishOutcome
from rostering.review.wording import (
    by_tier,
    consequences,
    cost_in_words,
    figures_of,
    name,
    names,
    said,
)
from rostering.rules import AnyRule
from rostering.rules.base import long_date, plural, the_shift
from rostering.solve.nearest import Asked, Nearest, nearest

WORDS = {"non": "non", "possible": "possible", "souhaite": "souhaité"}
"""Levels that can be granted or refused, as people write them."""
UNJUDGED = "n'a pas pu être jugé : le temps n'a pas suffi, relancer avec --time plus grand"
SECONDS = 10.0
"""Time for one search of the nearest roster; a sector's quarter takes about one."""


@dataclass(frozen=True)
class Questions:
    """A roster to be questioned."""

    problem: Problem
    rules: Sequence[AnyRule]
    roster: Roster
    seconds: float = SECONDS

    @cached_property
    def report(self) -> Report:
        """The audit of the roster."""
        return audit(self.problem, self.rules, self.roster)

    @cached_property
    def prices(self) -> Prices:
        """Costs of small changes."""
        return Prices(self.problem, self.rules)

    # Why and why not ----------------------------------------------------------------------------

    def why(self, doctor: str, shift: str) -> Answer:
        """Why the doctor is on this duty: who else could not, and what the others would cost."""
        who, what = name(self.problem, doctor), the_shift(self.problem, shift)
        if Pair(doctor, shift) not in self.roster:
            held = names(self.problem, self.roster.by_shift.get(shift, ()))
            return Answer("why", f"Le {who} ne tient pas {what}. Elle revient à : {held}.")
        without = Roster(self.roster.pairs - {Pair(doctor, shift)})
        if kept := compare(self.problem, self.rules, self.roster, without).new_hard:
            why = " ; ".join(said(self.problem, self.rules, breach) for breach in kept)
            short = f"Le {who} tient {what}. La lui retirer enfreindrait une règle dure : {why}."
            return Answer("why", short, (), {"kept_by": [breach.rule for breach in kept]})
        others = self._others(shift, without=doctor)
        able = sorted(
            (self._exchange(shift, doctor, one.doctor), one.doctor)
            for one in others
            if one.family == FREE
        )
        barred = [one for one in others if one.family != FREE]
        short = f"Le {who} tient {what}. " + self._why_him(shift, doctor, barred, able)
        details = [f"{name(self.problem, one.doctor)} : {one.reason}" for one in barred]
        details += [
            f"{name(self.problem, other)} : libre ; la lui confier {cost_in_words(change)}"
            for change, other in able
        ]
        figures = {
            "barred": {one.doctor: one.family for one in barred},
            "able": {other: change for change, other in able},
        }
        return Answer("why", short, tuple(details), figures)

    def _why_him(
        self, shift: str, doctor: str, barred: list[Blocker], able: list[tuple[int, str]]
    ) -> str:
        total = len(barred) + len(able)
        if not total:
            return "Aucun autre médecin n'est de cette ligne."
        kept = f" ({counted(barred)})" if barred else ""
        if total == 1 and not able:
            return f"Le seul autre médecin de la ligne ne le pouvait pas{kept}."
        if not able:
            return f"Des {plural(total, 'autre médecin')} de la ligne, aucun ne le pouvait{kept}."
        other = able[0][1]
        given = handed(self.roster, shift, doctor, other)
        effect = compare(self.problem, self.rules, self.roster, given)
        does = f"{cost_in_words(effect.cost)}{by_tier(effect)}"
        lead = f"Sur {plural(total, 'autre médecin')} de la ligne, {len(barred)} ne le pouvaient pas{kept}."
        if effect.cost > 0:
            return f"{lead} Le moins cher des autres serait le {name(self.problem, other)} : la lui confier {does}."
        return (
            f"{lead} Le {name(self.problem, other)} pourrait aussi bien la prendre : cela {does}."
        )

    def _others(self, shift: str, without: str) -> list[Blocker]:
        """Every other doctor of the line, as if that one did not hold the duty."""
        emptied = Roster(self.roster.pairs - {Pair(without, shift)})
        found = blockers(
            self.problem, hard_rules(self.rules), emptied, self.problem.shift_by_id[shift]
        )
        return [one for one in found if one.doctor != without]

    def _exchange(self, shift: str, giver: str, taker: str) -> int:
        return self.prices.change(self.roster, [Pair(giver, shift)], [Pair(taker, shift)])

    def why_not(self, doctor: str, shift: str) -> Answer:
        """Why the doctor is not on this duty: what forbids it, or what it would cost."""
        who, what = name(self.problem, doctor), the_shift(self.problem, shift)
        if Pair(doctor, shift) in self.roster:
            return Answer("why_not", f"Le {who} tient justement {what}.")
        found = [one for one in self._others(shift, without="") if one.doctor == doctor]
        if not found:
            return Answer(
                "why_not", f"Le {who} n'est pas de la ligne : {what} ne lui est jamais ouverte."
            )
        answer = nearest(
            self.problem,
            self.rules,
            self.roster,
            Asked(demanded=(Pair(doctor, shift),)),
            self.seconds,
        )
        if found[0].family == FREE:
            lead = f"Aucune règle dure n'empêche le {who} de tenir {what}."
        else:
            lead = f"Dans ce tableau, {found[0].reason}."
        return self._with_way("why_not", lead, answer, "La lui donner")

    # Free, wish ---------------------------------------------------------------------------------

    def free(self, doctor: str, day: date) -> Answer:
        """What it would take for the doctor to be free that day."""
        who = name(self.problem, doctor)
        held = self._held(doctor, day)
        if not held:
            return Answer("free", f"Le {who} est déjà libre le {long_date(day)}.")
        asked = Asked(refused=tuple(self._open(doctor, day)))
        lead = f"Le {who} tient {' et '.join(the_shift(self.problem, shift) for shift in held)}."
        found = nearest(self.problem, self.rules, self.roster, asked, self.seconds)
        if found.status == "unknown":
            found = self._handed_over(doctor, held, asked)
        return self._with_way("free", lead, found, "L'en libérer")

    def _handed_over(self, doctor: str, held: list[str], asked: Asked) -> Nearest:
        """Each duty given whole to whom it costs least, when that breaks nothing hard: no search is needed."""
        roster = self.roster
        for shift in held:
            able = [one.doctor for one in self._others(shift, without=doctor) if one.family == FREE]
            if not able:
                return Nearest("unknown", asked=asked)
            taker = min(able, key=lambda other: (self._exchange(shift, doctor, other), other))
            roster = handed(roster, shift, doctor, taker)
        if compare(self.problem, self.rules, self.roster, roster).new_hard:
            return Nearest("unknown", asked=asked)
        return Nearest("found", roster, 2 * len(held), True, asked)

    def _held(self, doctor: str, day: date) -> list[str]:
        shifts = self.problem.shift_by_id
        return [held for held in self.roster.by_doctor.get(doctor, ()) if shifts[held].date == day]

    def _open(self, doctor: str, day: date) -> list[Pair]:
        return [Pair(doctor, shift.id) for shift in self.problem.shifts if shift.date == day]

    def wish(self, doctor: str, day: date) -> Answer:
        """What became of the doctor's wish for that day, and what granting it would take."""
        who = name(self.problem, doctor)
        told = [one for one in self.report.wishes if (one.doctor, one.date) == (doctor, day)]
        if not told:
            return Answer("wish", f"Le {who} n'a rien demandé pour le {long_date(day)}.")
        refused = next((one for one in told if not one.granted), None)
        if refused is None:
            words = f"« {WORDS[told[0].level]} » du {who} pour le {long_date(day)}"
            return Answer("wish", f"Le souhait {words} est respecté.")
        lead = (
            f"Le souhait « {WORDS[refused.level]} » du {who} pour le {long_date(day)} n'est "
            f"pas respecté ; ce refus compte {plural(refused.points, 'point')}."
        )
        return self._with_way("wish", lead, self._granting(refused), "Le respecter")

    def _granting(self, wish: WishOutcome) -> Nearest:
        """The nearest roster that grants it: free of all its duties, or on one of them."""
        pairs = [Pair(wish.doctor, shift) for shift in wish.shifts]
        held = any(pair in self.roster for pair in pairs)
        each = [Asked(demanded=(pair,)) for pair in pairs]
        asked = [Asked(refused=tuple(pairs))] if held else each
        found = [nearest(self.problem, self.rules, self.roster, one, self.seconds) for one in asked]
        ways = [one for one in found if one.roster is not None]
        return min(ways or found, key=lambda one: one.changes)

    def _impossible(self, question: str, lead: str, found: Nearest, doing: str) -> Answer:
        """That it cannot be, proved, and the data that cannot hold together with it."""
        conflict = why_impossible(self.problem, self.rules, self.roster, found.asked)
        short = f"{lead} {doing} est impossible sans enfreindre une règle dure ou aggraver les carences : c'est prouvé."
        if conflict is None:
            return Answer(question, short, (), {"status": found.status})
        figures = {"status": found.status, "conflict": [one.sentence for one in conflict.members]}
        against = "S'y oppose" if len(conflict.members) == 2 else "S'y opposent ensemble"
        short = f"{short} {against} : {summed_up(conflict)}."
        return Answer(question, short, tuple(lines(conflict, no_place)), figures)

    def _with_way(self, question: str, lead: str, found: Nearest, doing: str) -> Answer:
        """The lead, then what the nearest roster that grants it changes."""
        if found.status == "impossible":
            return self._impossible(question, lead, found, doing)
        if found.roster is None:
            return Answer(question, f"{lead} {doing} {UNJUDGED}.", (), {"status": found.status})
        effect = compare(self.problem, self.rules, self.roster, found.roster)
        fewest = "au moins" if found.proved else "(sans preuve que ce soit le moins)"
        short = (
            f"{lead} {doing} demande {fewest} {plural(len(effect.moves), 'garde changée')} et "
            f"{cost_in_words(effect.cost)}{by_tier(effect)}."
        )
        details = tuple(consequences(self.problem, self.rules, effect))
        figures = {"status": "found", "proved": found.proved} | figures_of(effect)
        return Answer(question, short, details, figures)
