"""How even a roster is and how even any could be, for a machine."""

from __future__ import annotations

from dataclasses import asdict

from rostering.domain.certificate import DeviationProof, Fairness, LevelProof
from rostering.review.fairness import evenness, furthest, ideal
from rostering.review.publication import Publication


def certified(fairness: Fairness | None) -> dict[str, object] | None:
    """The leximin certificate, each line proved or not; None when it was not asked for. Hundredths of a duty."""
    if fairness is None:
        return None
    return {
        "proved": fairness.proved,
        "worst": [_line(one) for one in fairness.worst],
        "levels": [_line(one) for one in fairness.levels],
        "unavoidable": [one.model_dump() for one in fairness.unavoidable],
    }


def _line(one: DeviationProof | LevelProof) -> dict[str, object]:
    return one.model_dump() | {"proved": one.proved}


def indicators(publication: Publication) -> dict[str, object]:
    """Gini, Jain, range and worst of loads against shares, reached and ideal, by category ("" together); the worst five."""
    problem, balances = publication.problem, publication.report.balances
    even, wished = evenness(problem, balances), ideal(problem)
    return {
        "reached": [asdict(one) for one in even.reached],
        "ideal": [asdict(one) for one in even.ideal],
        "furthest": [
            {
                "doctor": one.doctor,
                "category": one.category,
                "share": one.share,
                "load": one.load,
                "ideal": [wished[key].low, wished[key].high] if key in wished else [],
            }
            for one in furthest(problem, balances)
            for key in [(one.doctor, one.category)]
        ],
    }
