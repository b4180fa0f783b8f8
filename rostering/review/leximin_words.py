"""The leximin certificate in plain French, for the terminal and the workbook alike."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.certificate import DeviationProof, Fairness, LevelProof
from rostering.rules.base import number, plural

MEANING = (
    "Écart à la part : la charge moins la part, dans une catégorie, en gardes (en unités de 4 h si elle est comptée ainsi). Les "
    "catégories qui ne font que départager, comme d'ordinaire les unités, n'en sont pas. Un écart de moins d'une demi-garde est souvent "
    "forcé : personne ne tient 2,6 gardes. La répartition idéale, en nombres entiers et sans aucune règle, est à côté.",
    "Ces écarts sont comptés hors de ce que personne ne peut éviter : absences, éligibilité, règles dures du médecin lui-même.",
    "« Au mieux » : parmi tous les tableaux sans plus de carences ni de règles souples plus chères. Le tableau livré, lui, a la plus "
    "petite somme des carrés des écarts, puis le moins de souhaits refusés ; il n'est pas changé par ce certificat.",
    "Les lignes se lisent de haut en bas : chaque « au mieux » suppose les précédents tenus.",
)


def leximin_sentences(fairness: Fairness) -> Iterator[str]:
    """The worst deviation, those that follow, what nobody can avoid."""
    yield _first(fairness.worst[0])
    if len(fairness.worst) > 1:
        yield _next(fairness.worst[1:])
    if fairness.unavoidable:
        count = len(fairness.unavoidable)
        which = (
            "une charge ne peut approcher sa part"
            if count == 1
            else f"{count} charges ne peuvent approcher leur part"
        )
        yield (
            f"Écarts comptés hors de ce que personne ne peut éviter : {which}, à cause d'absences, "
            "d'éligibilité ou d'une règle dure du médecin."
        )


def _first(worst: DeviationProof) -> str:
    lead = f"Plus grand écart à une part : {duties(worst.reached)}"
    if not worst.proved:
        return f"{lead} ; {found(worst)}, et il est prouvé qu'aucun tableau ne descend sous {duties(worst.bound)}."
    if worst.reached == worst.least:
        return f"{lead}, et aucun tableau ne fait mieux : c'est prouvé."
    return f"{lead} ; un autre tableau le ramène à {duties(worst.least)}, aucun plus bas : c'est prouvé."


def found(worst: DeviationProof) -> str:
    """What the best roster so far has."""
    if worst.reached == worst.least:
        return "on n'a pas trouvé mieux"
    return f"on a trouvé un tableau à {duties(worst.least)}"


def _next(others: tuple[DeviationProof, ...]) -> str:
    best = " ; ".join(number(one.least / 100) for one in others)
    here = " ; ".join(number(one.reached / 100) for one in others)
    if not all(one.proved for one in others):
        return f"Les suivants : {here} ; au mieux trouvé : {best}. Tout n'est pas prouvé."
    if best == here:
        return (
            f"Cela fait, les suivants ne peuvent descendre sous {best}, et y sont : c'est prouvé."
        )
    return f"Cela fait, les suivants ne peuvent descendre sous {best} (ici {here}) : c'est prouvé."


def duties(hundredths: int) -> str:
    """ "0,87 garde", "2 gardes"."""
    return f"{number(hundredths / 100)} {plural(max(1, hundredths // 100), 'garde').split()[1]}"


def rank_in_words(rank: int) -> str:
    """ "1er écart", "2e écart"."""
    return f"{rank}{'er' if rank == 1 else 'e'} écart"


def level_in_words(level: LevelProof) -> str:
    """ "Écarts de plus de 0,75 garde"."""
    return f"Écarts de plus de {duties(level.beyond)}"
