"""What `rostering batch` prints when it ends, in French."""

from __future__ import annotations

from collections import Counter

from rostering.cli.wording import SHOWN, french
from rostering.scale.batch import TABLE, Overview
from rostering.scale.order import Ended
from rostering.scale.overview import STATES, totals

AGAIN = "La même commande, relancée, ne refera que ce qui manque."
HALTS = {
    "asked": "Arrêt demandé : ce qui est fait est gardé.",
    "no_space": "Plus de place sur le disque : arrêt, ce qui est fait est gardé. Faire de la place, puis relancer.",
    "lost": "Le cluster a fait défaut : ce qui est fait est gardé.",
}


def batch_in_words(overview: Overview) -> str:
    """How many are done and how well, which have no roster and why, what to do next."""
    endings = overview.endings
    failed = [one for one in endings if one.failed]
    lines = [HALTS[overview.halt], overview.words] if overview.halt else []
    lines += [_counts(endings), *_rosters(overview)]
    lines += [line for one in failed[:SHOWN] for line in _failure(one)]
    if len(failed) > SHOWN:
        lines.append(f"  … et {len(failed) - SHOWN} autres, dans {TABLE}.")
    if overview.halt or failed:
        lines.append(AGAIN)
    if overview.untold:
        lines.append(
            f"Attention : {overview.untold} Y remédier (le fermer s'il est ouvert), puis relancer la même commande."
        )
    elif overview.halt != "no_space":
        folders = f"Un tableau par territoire dans {overview.out}, tous" * any(
            one.has_roster for one in endings
        )
        lines.append(f"{folders or 'Tous'} dans {TABLE}.")
    return "\n".join(line for line in lines if line)


def _counts(endings: tuple[Ended, ...]) -> str:
    """« 1292 territoires : 1290 fait, 2 fichier à corriger. »."""
    many = Counter(one.ending for one in endings)
    told = [f"{STATES[ending]} {count}" for ending, count in many.most_common()]
    return f"{_plural(len(endings), 'territoire')} : {', '.join(told)}."


def _rosters(overview: Overview) -> list[str]:
    """The sums over the rosters that there are."""
    if not any(one.has_roster for one in overview.endings):
        return []
    sums = totals(overview.endings)
    proved, have = int(str(sums["proved"])), sum(one.has_roster for one in overview.endings)
    lines = [
        f"{_plural(int(str(sums['assignments'])), 'garde')} attribuées à "
        f"{_plural(int(str(sums['doctors'])), 'médecin')}, {_plural(int(str(sums['carences'])), 'carence')}.",
        f"Prouvés minimaux : {proved} sur {have} ; écart le plus grand : "
        f"{french(100 * float(str(sums['worst_gap'])))} %.",
    ]
    if sums["hard_breaches"]:
        lines.append(f"{_plural(int(str(sums['hard_breaches'])), 'manquement')} à une règle dure.")
    spent = f"{french(overview.seconds)} s, {french(float(str(sums['cpu'])))} s de calcul."
    return [*lines, spent]


def _failure(one: Ended) -> list[str]:
    first, *others = one.words.splitlines() or [""]
    return [f"  • {one.name} ({STATES[one.ending]}) : {first}", *(f"    {line}" for line in others)]


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count > 1)}"
