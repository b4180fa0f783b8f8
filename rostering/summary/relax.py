"""The answer of `relax`."""

from __future__ import annotations

from rostering.explain.relax import Failure
from rostering.explain.tariff import said
from rostering.solve.outcome import Infeasible, OutOfTime
from rostering.summary.roster import contradicted
from rostering.workflow.relax import Advice


def relaxed(advice: Advice) -> dict[str, object]:
    """What fails, then each way out with its price, what is asked and what is proved."""
    failure = advice.failure
    found: dict[str, object] = {"status": _status(failure)}
    if isinstance(failure.outcome, Infeasible):
        found |= {"contradiction": contradicted(failure.outcome, advice.place)}
    found |= {"ended": failure.ended, "stopped": failure.stopped}
    found["vacant"] = sorted(failure.vacant)
    found["remedies"] = [
        {
            "cost": remedy.cost,
            "sentences": list(said(failure.problem, remedy.concessions)),
            "concessions": [
                {"kind": one.kind, "doctor": one.doctor, "rule": one.rule, "shift": one.shift}
                for one in remedy.concessions
            ],
            "enough": remedy.enough,
            "minimal": remedy.minimal,
            "cheapest": remedy.cheapest,
        }
        for remedy in failure.remedies
    ]
    return found


def _status(failure: Failure) -> str:
    if isinstance(failure.outcome, OutOfTime):
        return "out_of_time"
    if failure.is_contradictory:
        return "contradiction"
    return "carences" if failure.vacant else "possible"
