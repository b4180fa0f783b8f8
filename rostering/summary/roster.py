"""The machine-readable answers of the commands: one object, stable field names."""

from __future__ import annotations

from rostering.explain.contradiction import Place
from rostering.problem.limit import Tier
from rostering.review.report import Report
from rostering.rules.base import Rule
from rostering.solve.outcome import Infeasible
from rostering.summary.fairness import certified, indicators
from rostering.workflow import Delivery, Verdict


def delivered(delivery: Delivery) -> dict[str, object]:
    """Status, cost, bound, gap, carences, hard breaches, counts, seconds, per tier and per component."""
    publication, report = delivery.publication, delivery.publication.report
    whole = delivery.outcome.certificate.whole
    beyond = [stage for stage in whole.stages if stage.stage not in ("carences", "confort")]
    problem = publication.problem
    return {
        "status": whole.status,
        "cost": sum(stage.value for stage in beyond),
        "bound": sum(stage.bound for stage in beyond),
        "gap": whole.gap,
        "carences": report.missing,
        "hard_breaches": len(report.hard_breaches),
        "stopped": delivery.outcome.stopped,
        "counts": {
            "doctors": len(problem.doctors),
            "shifts": len(problem.shifts),
            "posts": sum(shift.staffing.wished for shift in problem.shifts),
            "assignments": len(publication.roster),
        },
        "seconds": delivery.seconds,
        "tiers": _tiers(report),
        "costs": dict(report.costs),
        "stages": [stage.model_dump() | {"proved": stage.proved} for stage in whole.stages],
        "components": [part.model_dump() for part in delivery.outcome.certificate.parts],
        "fairness": certified(whole.fairness),
        "indicators": indicators(publication),
        "warnings": [*delivery.cautions, *report.warnings],
        "version": publication.version,
        "folder": str(delivery.folder),
    }


def checked(verdict: Verdict) -> dict[str, object]:
    """Breaches, costs and loads of an audited roster."""
    rules: dict[str, Rule] = {rule.kind: rule for rule in verdict.instance.rules}
    report = verdict.report
    return {
        "carences": report.missing,
        "hard_breaches": len(report.hard_breaches),
        "tiers": _tiers(report),
        "costs": dict(report.costs),
        "breaches": [
            {
                "rule": breach.rule,
                "tier": breach.tier.name.lower(),
                "amount": breach.amount,
                "price": breach.price,
                "doctors": list(breach.doctors),
                "shifts": list(breach.shifts),
                "sentence": rules[breach.rule].say(verdict.problem, breach),
            }
            for breach in report.breaches
        ],
        "loads": [
            {
                "doctor": balance.doctor,
                "category": balance.category,
                "share": balance.share,
                "load": balance.load,
                "before": balance.before,
                "after": round(balance.after, 2),
            }
            for balance in report.balances
        ],
        "warnings": list(report.warnings),
    }


def contradicted(conflict: Infeasible, place: Place) -> dict[str, object]:
    """What cannot hold together."""
    conflicts = [
        {
            "members": [
                {
                    "rule": one.rule,
                    "sentence": one.sentence,
                    "place": place(one),
                }
                for one in found.members
            ],
            "minimal": found.proved_minimal,
        }
        for found in conflict.conflicts
    ]
    return {"status": "infeasible", "conflicts": conflicts, "complete": conflict.complete}


def _tiers(report: Report) -> dict[str, int]:
    return {tier.name.lower(): report.tiers.get(tier, 0) for tier in Tier}
