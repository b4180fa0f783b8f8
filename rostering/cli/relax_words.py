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
        if failure.wanted.shifts:
            yield "--duty attend qu'elles soient levées : voici d'abord comment."
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
    if failure.remedies and not failure.remedies[0].concessions:
        yield "Rien à concéder pour ce qui est demandé : un autre tableau aussi complet le permet."
        return
    if failure.remedies:
        yield "Issues, de la moins chère à la plus chère pour les personnes :"
    for number, remedy in enumerate(failure.remedies, 1):
        yield f"{number}. {plural(remedy.cost, 'point')} — {_proof(failure, remedy, number)}."
        for sentence in said(failure.problem, remedy.concessions):
            yield f"   • {sentence}"
        yield from _instead(failure, remedy)
    yield from _ended(failure)


def _ended(failure: Failure) -> Iterator[str]:
    """Why there are no more, and what comes next."""
    if failure.stopped:
        yield "Arrêt demandé : la recherche n'est pas finie."
    elif failure.ended == "time":
        yield "Le temps n'a pas suffi pour d'autres issues : relancer avec --time plus grand."
    elif not failure.remedies:
        yield "Aucune issue : rien de ce qui peut être demandé n'y suffit."
    if failure.remedies:
        yield "Pour en retenir une : relancer avec --apply NUMÉRO ; si quelqu'un refuse, avec --not MÉDECIN."
    if failure.remedies and failure.is_contradictory:
        yield "Les gardes qui resteraient sans médecin se voient ensuite : relancer « relax » sur le fichier écrit."


def _proof(failure: Failure, remedy: Remedy, number: int) -> str:
    enough = "lève les contradictions (vérifié)" if failure.is_contradictory else "suffit (vérifié)"
    parts = [enough if remedy.enough else "NON VÉRIFIÉE"]
    parts.append(
        "rien de superflu (prouvé)" if remedy.minimal else "peut-être réductible, le temps a manqué"
    )
    if remedy.cheapest:
        unlisted = " qui ne soit déjà citée" if number > 1 else ""
        parts.append(f"aucune issue moins chère{unlisted} (prouvé)")
    else:
        parts.append("peut-être pas la moins chère")
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
            left = len(names) - NAMED
            more = f" ou {plural(left, 'autre')}" if left > 0 else ""
            who = failure.problem.doctor_by_id[doctor].name
            yield f"   À la place du Dr {who}, au même prix : {', '.join(names[:NAMED])}{more}."
