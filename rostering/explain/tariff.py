"""What each concession costs people, and how it is said. Chosen, not measured: a territory can give its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rostering.domain.people import Availability
from rostering.domain.vocabulary import Function, Level
from rostering.problem.concession import MAY_BE_EMPTY, TOLD_BY_DUTY, Concession
from rostering.problem.eligibility import Reason, why_not
from rostering.problem.problem import Problem
from rostering.rules import KINDS, AnyRule
from rostering.rules.absence import forbids
from rostering.rules.base import plural, the_shift

Tariff = Mapping[str, int]
LEAVE, PIN, REINFORCEMENT, SECOND, CARENCE = (
    "conge", "convenue", "renfort", "deuxieme_ligne", "carence",
)  # fmt: skip
TARIFF: Tariff = {
    "absence": 10, LEAVE: 30, "eligibility": 14, PIN: 12,
    "max_in_window": 8, "spacing": 6, "weekends": 8, "runs": 8, "succession": 8, "linked": 8,
    "together": 8, "apart": 8, "feasts": 15, "rest": 20, "hours": 25, "min_in_window": 6,
    "sas_hours": 6, REINFORCEMENT: 15, SECOND: 25, CARENCE: 100,
}  # fmt: skip
"""Points by kind of rule; a leave, an agreed date, a renfort or second line left empty, a carence accepted (times its
weight). Supervision and second line ≠ first line are never asked: they protect patients."""
SHOWN = 3
"""Duties named one by one; beyond, which they are matters less than how many."""
BEYOND: Mapping[str, str] = {
    "max_in_window": "de plus que son maximum", "spacing": "malgré l'espacement des gardes",
    "rest": "sans son repos", "hours": "au-delà de ses heures", "weekends": "malgré ses week-ends",
    "runs": "malgré ses jours de suite", "feasts": "malgré ses fêtes",
    "succession": "malgré la succession",
}  # fmt: skip
COUNTED = ("max_in_window",)
"""Rules of which how many matters, not which."""
NEIGHBOURS = frozenset({Reason.SECTOR, Reason.ZONE})
"""What does not keep a doctor from being borrowed."""


class AskingPrice:
    """The price of each concession in one problem; `scarce`: the duties for which neighbours may be borrowed;
    `spared`: who is not to be asked; `useful`: (rule, doctor) of what conflicts name, when all of them are known."""

    def __init__(
        self,
        problem: Problem,
        tariff: Tariff,
        scarce: Collection[str] = (),
        spared: Collection[str] = (),
        useful: Collection[tuple[str, str]] | None = None,
    ) -> None:
        self.problem, self.tariff, self.scarce, self.spared = problem, tariff, scarce, spared
        self.useful = useful
        self.said: defaultdict[str, list[Availability]] = defaultdict(list)
        for entry in problem.facts.availability:
            self.said[entry.doctor].append(entry)

    def __call__(self, given: Concession) -> int | None:
        """The points, or None when it cannot be asked."""
        if given.doctor in self.spared or not self._is_useful(given):
            return None
        if given.kind == "unpin":
            return self.tariff[PIN]
        if given.kind == "empty":
            return self._empty(given.shift)
        if given.rule == "eligibility":
            return self._borrowed(given)
        if given.rule == "absence" and is_leave(self.problem, given, self.said[given.doctor]):
            return self.tariff[LEAVE]
        return self.tariff.get(given.rule)

    def _is_useful(self, given: Concession) -> bool:
        """Nothing outside every conflict mends any."""
        rule = given.rule or "pinned"
        return self.useful is None or given.kind == "empty" or (rule, given.doctor) in self.useful

    def _empty(self, shift_id: str) -> int:
        shift = self.problem.shift_by_id[shift_id]
        if shift.line.function is Function.REINFORCEMENT:
            return self.tariff[REINFORCEMENT]
        if shift.line.function is Function.SECOND_LINE:
            return self.tariff[SECOND]
        return self.tariff[CARENCE] * shift.carence_weight

    def _borrowed(self, given: Concession) -> int | None:
        if given.shift not in self.scarce:
            return None
        doctor, shift = (
            self.problem.doctor_by_id[given.doctor],
            self.problem.shift_by_id[given.shift],
        )
        if why_not(self.problem.facts, doctor, shift) not in NEIGHBOURS:
            return None
        zones = (shift.line.zone,) if shift.line.zone else ()
        neighbour = doctor.model_copy(update={"sectors": shift.line.sectors, "zones": zones})
        barred = why_not(self.problem.facts, neighbour, shift) is not None
        return None if barred else self.tariff["eligibility"]


def is_leave(problem: Problem, given: Concession, said: Iterable[Availability]) -> bool:
    """Is the absence for that duty a leave? `said`: what the doctor said of dates."""
    doctor, shift = problem.doctor_by_id[given.doctor], problem.shift_by_id[given.shift]
    return any(
        entry.leave and entry.level is Level.IMPOSSIBLE and forbids(problem, entry, doctor, shift)
        for entry in said
        if entry.doctor == doctor.id
    )


def said(problem: Problem, given: Sequence[Concession]) -> Iterator[str]:
    """The concessions as things to ask, those that are alike told together."""
    groups: defaultdict[tuple[str, ...], list[Concession]] = defaultdict(list)
    for one in given:
        duty = one.shift if one.kind != "waive" or one.rule in TOLD_BY_DUTY else ""
        groups[one.kind, one.doctor, "" if one.rule in TOLD_BY_DUTY else one.rule, duty].append(one)
    for group in groups.values():
        yield _told(problem, group)


def _told(problem: Problem, group: list[Concession]) -> str:
    first = group[0]
    if first.kind == "empty":
        return _emptied(problem, first.shift, len(group))
    who = called(problem, first.doctor)
    if first.kind == "unpin":
        return f"annuler la garde convenue du {who} : {the_shift(problem, first.shift)}"
    title = KINDS[first.rule].title if first.rule else ""
    if first.rule in TOLD_BY_DUTY:
        away = (
            "son congé" if is_leave(problem, first, problem.facts.availability) else "son absence"
        )
        why = {"absence": f"malgré {away}", "eligibility": "hors de son secteur"}
        despite = " et ".join(why[one.rule] for one in group)
        return f"demander au {who} de tenir {the_shift(problem, first.shift)}, {despite}"
    if not first.shift:
        return f"ne plus appliquer au {who} la règle « {title} »"
    duties = " ; ".join(the_shift(problem, one.shift) for one in group[:SHOWN])
    more = " ; …" if len(group) > SHOWN else ""
    beyond = BEYOND.get(first.rule, f"hors de la règle « {title} »")
    if len(group) == 1 and first.rule not in COUNTED:
        return f"demander au {who} de tenir {duties}, {beyond}"
    return f"demander au {who} de tenir {plural(len(group), 'garde')} {beyond} ({duties}{more})"


def _emptied(problem: Problem, shift_id: str, missing: int) -> str:
    shift, what = problem.shift_by_id[shift_id], the_shift(problem, shift_id)
    left = shift.staffing.min - missing
    state = "sans médecin" if not left else f"avec {plural(left, 'médecin')} seulement"
    if shift.line.function in MAY_BE_EMPTY:
        return f"laisser {what} {state}"
    return f"accepter la carence : {what} reste {state}"


def called(problem: Problem, doctor: str) -> str:
    """ "Dr MARTIN Anne (06 39 98 00 00)"."""
    who = problem.doctor_by_id[doctor]
    return f"Dr {who.name}" + (f" ({who.phone})" if who.phone else "")


def open_to_ask(problem: Problem, rules: Iterable[AnyRule], prices: AskingPrice) -> Problem:
    """The problem without the pairs that no concession can open."""
    closed = []
    for rule in rules:
        if rule.screens:
            for statement in rule.statements(problem):
                closed += [
                    pair
                    for pair in statement.pairs()
                    if prices(Concession("waive", pair.doctor, rule.kind, pair.shift)) is None
                ]
    return problem.without(closed)
