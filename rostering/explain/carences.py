"""An unfilled duty: who could not and why, whether any roster fills it, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rostering.domain.roster import Pair, Roster
from rostering.explain.answer import Answer, counted
from rostering.explain.contradiction import lines, no_place
from rostering.explain.forbidden import why_impossible
from rostering.explain.questions import Questions
from rostering.explain.tariff import TARIFF
from rostering.problem.eligibility import why_not
from rostering.review.effect import Effect, compare
from rostering.review.report import Vacancy
from rostering.review.wording import by_tier, consequences, cost_in_words, figures_of, name, said
from rostering.rules.base import plural, the_shift
from rostering.solve.nearest import Asked, Nearest, nearest

DEAREST = 1000
"""What is never asked comes last."""
ASKED_AT_MOST = 5
"""Ways out shown: more names than that is no help on the phone."""


@dataclass(frozen=True)
class WayOut:
    """Giving the vacant duty to a doctor though a hard rule says no: `effect` is audited."""

    doctor: str
    effect: Effect


def about_carence(questions: Questions, shift: str) -> Answer:
    """The answer for one shift: filled, or vacant with its reasons and its ways out."""
    what = the_shift(questions.problem, shift)
    vacancy = next((one for one in questions.report.vacancies if one.shift == shift), None)
    if vacancy is None:
        return Answer("carence", f"{what} n'est pas en carence.")
    found = nearest(
        questions.problem,
        questions.rules,
        questions.roster,
        Asked(filled=(shift,)),
        questions.seconds,
    )
    ways = list(ways_out(questions, vacancy))
    lead = f"{what} : il manque {plural(vacancy.missing, 'médecin')}, {_who(vacancy)}."
    figures = {
        "missing": vacancy.missing,
        "families": dict(vacancy.groups),
        "status": found.status,
        "ways_out": [
            {"doctor": way.doctor, "cost": way.effect.cost,
             "rules": [breach.rule for breach in way.effect.new_hard]}
            for way in ways
        ],
    }  # fmt: skip
    details = [f"{name(questions.problem, one.doctor)} : {one.reason}" for one in vacancy.blockers]
    return _with_way(questions, lead, found, ways, (details, figures))


def _who(vacancy: Vacancy) -> str:
    if not vacancy.blockers:
        return "et la ligne n'a aucun médecin à cette date"
    return f"et des {plural(len(vacancy.blockers), 'médecin')} de la ligne aucun ne convient ({counted(vacancy.blockers)})"


def _with_way(
    questions: Questions,
    lead: str,
    found: Nearest,
    ways: list[WayOut],
    rest: tuple[list[str], dict[str, object]],
) -> Answer:
    problem, rules = questions.problem, questions.rules
    details, figures = rest
    if found.roster is not None:
        effect = compare(problem, rules, questions.roster, found.roster)
        figures |= figures_of(effect)
        short = f"{lead} Déplacer {plural(len(effect.moves), 'garde')} la pourvoit : cela {cost_in_words(effect.cost)}{by_tier(effect)}."
        return Answer(
            "carence", short, tuple([*consequences(problem, rules, effect), *details]), figures
        )
    asking = [_asking(questions, way) for way in ways]
    proof = (
        "Aucun tableau ne la pourvoit sans enfreindre une règle dure ou aggraver les carences : c'est prouvé."
        if found.status == "impossible"
        else "Aucun tableau qui la pourvoie n'a été trouvé dans le temps imparti."
    )
    conflict = None
    if found.status == "impossible":
        conflict = why_impossible(problem, rules, questions.roster, found.asked)
    if conflict is not None:
        figures["conflict"] = [one.sentence for one in conflict.members]
        details = [*lines(conflict, no_place), *details]
    first = f" Le plus simple serait : {asking[0]}." if asking else ""
    return Answer("carence", f"{lead} {proof}{first}", tuple([*asking, *details]), figures)


def _asking(questions: Questions, way: WayOut) -> str:
    problem, rules = questions.problem, questions.rules
    who = problem.doctor_by_id[way.doctor]
    phone = f" ({who.phone})" if who.phone else ""
    rules_bent = " ; ".join(said(problem, rules, breach) for breach in way.effect.new_hard)
    return (
        f"demander au Dr {who.name}{phone}, malgré la règle : {rules_bent}"
        if rules_bent
        else (f"appeler le Dr {who.name}{phone}, qu'aucune règle dure n'empêche")
    )


def ways_out(questions: Questions, vacancy: Vacancy) -> Iterator[WayOut]:
    """The doctors whom asking costs people least by the tariff, then by the load; each audited, those who are far too
    barred (licence, arrival, exemption) left out."""
    shift = questions.problem.shift_by_id[vacancy.shift]
    doctors = questions.problem.doctor_by_id
    able = [
        one.doctor
        for one in vacancy.blockers
        if why_not(questions.problem.facts, doctors[one.doctor], shift) is None
    ]
    tried = sorted((_bent(questions, vacancy.shift, doctor), doctor) for doctor in able)
    for _, doctor in tried[:ASKED_AT_MOST]:
        given = Roster(questions.roster.pairs | {Pair(doctor, vacancy.shift)})
        effect = compare(questions.problem, questions.rules, questions.roster, given)
        yield WayOut(doctor, effect)


def _bent(questions: Questions, shift: str, doctor: str) -> tuple[int, int]:
    """What the hard rules bent cost people, by the tariff, then the price of the load."""
    pair = Pair(doctor, shift)
    bent = questions.prices.bent_by(questions.roster, pair)
    asked = sum(TARIFF.get(kind, DEAREST) for kind in bent)
    return asked, questions.prices.change(questions.roster, (), (pair,))
