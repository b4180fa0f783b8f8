"""What `relax` says, in French."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.explain.contradiction import in_words
from rostering.explain.relax import Failure, Remedy, substitutes
from rostering.explain.tariff import said
from rostering.rules.base import plural, the_shift
from rostering.solve.outcome import Infeasible, OutOfTime
from rostering.workflow.relax import Advice

SHOWN = 8
NAMED = 5
"""Doctors named as substitutes; more names than that is no help on the phone."""


def relaxed_in_words(advice: Advice) -> Iterator[str]:
    """What fails, then the ways out from the least to the most that people give."""
    failure = advice.failure
    if isinstance(failure.outcome, OutOfTime):
        yield "Aucun tableau n'a été trouvé dans le temps donné : relancer avec --time plus grand."
        return
    if isinstance(failure.outcome, Infeasible):
        yield "Données contradictoires."
        yield from in_words(failure.outcome, advice.place)
    elif not failure.vacant:
        yield "Rien à concéder : un tableau sans carence existe."
        return
    else:
        yield from _vacant(failure)
    yield from _remedies(failure)


def _vacant(failure: Failure) -> Iterator[str]:
    problem = failure.problem
    empty = [shift.id for shift in problem.shifts if shift.id in failure.vacant]
    whose = "leurs" if len(empty) > 1 else "ses"
    yield f"{plural(len(empty), 'garde')} sans tous {whose} médecins dans le meilleur tableau trouvé :"
    yield from (f"  • {the_shift(problem, shift)}" for shift in empty[:SHOWN])
    if len(empty) > SHOWN:
        yield f"  … et {len(empty) - SHOWN} autres"


def _remedies(failure: Failure) -> Iterator[str]:
    if not failure.remedies:
        yield "Aucune issue trouvée dans le temps donné, avec ce qui peut être demandé."
        return
    if not failure.remedies[0].concessions:
        yield "Rien à concéder pour ce qui est demandé : un autre tableau aussi complet le permet."
        return
    yield "Issues, de la moins chère à la plus chère pour les personnes :"
    for number, remedy in enumerate(failure.remedies, 1):
        yield f"{number}. {plural(remedy.cost, 'point')} — {_proof(remedy)}."
        for sentence in said(failure.problem, remedy.concessions):
            yield f"   • {sentence}"
        yield from _instead(failure, remedy)
    yield "Pour en retenir une : relancer avec --apply NUMÉRO ; si quelqu'un refuse, avec --not MÉDECIN."


def _proof(remedy: Remedy) -> str:
    parts = ["suffit (vérifié)" if remedy.enough else "NON VÉRIFIÉE"]
    if remedy.minimal:
        parts.append("rien de superflu (prouvé)")
    elif remedy.minimal is None:
        parts.append("peut-être réductible (pas jugé à temps)")
    if remedy.cheapest:
        parts.append("rien de moins cher qui ne soit déjà cité (prouvé)")
    return ", ".join(parts)


def _instead(failure: Failure, remedy: Remedy) -> Iterator[str]:
    """Who else could be asked, when a single duty is asked of a single doctor by the first way out."""
    asked = {(one.doctor, one.shift): one for one in remedy.concessions if one.doctor}
    if remedy is not failure.remedies[0] or len(asked) > NAMED:
        return
    for (doctor, _), given in asked.items():
        others = substitutes(failure, remedy, given)
        if others:
            names = [f"Dr {failure.problem.doctor_by_id[one].name}" for one in others]
            more = f" ou {len(names) - NAMED} autres" if len(names) > NAMED else ""
            who = failure.problem.doctor_by_id[doctor].name
            yield f"   À la place du Dr {who}, au même prix : {', '.join(names[:NAMED])}{more}."
