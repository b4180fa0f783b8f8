"""A batch as a table: one line a territory, for a spreadsheet; its sums, for a person and for --json."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rostering.scale.order import Ended, Ending, Figures

STATES: Mapping[Ending, str] = {
    "rostered": "fait",
    "kept": "déjà fait",
    "bad_file": "fichier à corriger",
    "contradiction": "données contradictoires",
    "no_roster": "aucun tableau dans le temps donné",
    "not_written": "écriture impossible",
    "no_space": "plus de place sur le disque",
    "crashed": "calcul interrompu",
    "fault": "erreur interne",
    "stopped": "pas fait",
}
HEADINGS = (
    "Territoire", "État", "Médecins", "Plages", "Postes", "Gardes attribuées", "Carences",
    "Manquements durs", "Coût", "Borne", "Écart (%)", "Prouvé", "Secondes de calcul", "Pourquoi",
)  # fmt: skip


def as_table(endings: Sequence[Ended]) -> str:
    """The lines as French spreadsheets read them: « ; » between cells, « , » in numbers."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for ended in endings:
        writer.writerow([ended.name, STATES[ended.ending], *_cells(ended), ended.words])
    return text.getvalue()


def _cells(ended: Ended) -> list[str]:
    figures = ended.figures
    if figures is None:
        return [""] * 10 + [_decimal(ended.cpu)]
    counts = (figures.doctors, figures.shifts, figures.posts, figures.assignments,
              figures.carences, figures.hard_breaches, figures.cost, figures.bound)  # fmt: skip
    proved = "oui" if figures.status == "optimal" else "non"
    gap = _decimal(100 * figures.gap)
    return [*map(str, counts), gap, proved, _decimal(ended.cpu)]


def _decimal(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def totals(endings: Sequence[Ended]) -> dict[str, object]:
    """Sums over the territories that have a roster, the worst gap, how many of each ending."""
    rosters = [ended.figures for ended in endings if ended.figures is not None]
    return {
        "territories": len(endings),
        "endings": dict(Counter(ended.ending for ended in endings)),
        "proved": sum(one.status == "optimal" for one in rosters),
        "worst_gap": max((one.gap for one in rosters), default=0.0),
        **_sums(rosters),
        "cpu": round(sum(ended.cpu for ended in endings if ended.ending != "kept"), 2),
    }


def _sums(rosters: Sequence[Figures]) -> dict[str, int]:
    names = ("doctors", "shifts", "posts", "assignments", "carences", "hard_breaches")
    return {name: sum(getattr(one, name) for one in rosters) for name in names}


def as_answer(ended: Ended) -> dict[str, object]:
    """One territory of --json."""
    figures = asdict(ended.figures) if ended.figures else None
    return {
        "name": ended.name,
        "ending": ended.ending,
        "figures": figures,
        "words": ended.words,
        "cpu": ended.cpu,
    }
