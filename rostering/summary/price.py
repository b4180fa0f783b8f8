"""The answer of `price`, and how a value between two proofs is written."""

from __future__ import annotations

from rostering.explain.curve import Curve
from rostering.explain.measure import Measure
from rostering.explain.proved import Interval, Proved
from rostering.explain.rule_price import RulePrice
from rostering.problem.limit import Tier
from rostering.workflow.price import Priced


def priced(found: Priced) -> dict[str, object]:
    """The territory with all its rules, each rule's price with the territory without it, the curve."""
    return {
        "name": found.name,
        "stopped": found.stopped,
        "with": measured(found.base),
        "rules": [_rule(one) for one in found.rules],
        "curve": _curve(found.curve) if found.curve else None,
    }


def measured(one: Measure) -> dict[str, object]:
    """Carences (doctors) and cost (points) with value and bound; the rest as in the roster found."""
    tiers = one.report.tiers
    return {
        "carences": proved(one.carences),
        "cost": proved(one.cost),
        "soft": tiers.get(Tier.SOFT, 0),
        "fairness": tiers.get(Tier.FAIRNESS, 0),
        "wishes": tiers.get(Tier.WISHES, 0),
        "worst_deviation": one.worst / 100,
        "granted": one.granted,
        "asked": len(one.wishes),
    }


def proved(one: Proved) -> dict[str, object]:
    """Value, bound, and whether they meet."""
    return {"value": one.value, "bound": one.bound, "proved": one.is_closed}


def interval(one: Interval | None) -> dict[str, object] | None:
    """Low, high, and whether the sign is known; null when nothing can be said."""
    return None if one is None else {"low": one.low, "high": one.high, "decided": one.is_decided}


def _rule(one: RulePrice) -> dict[str, object]:
    return {
        "rule": one.rule.kind,
        "name": one.name,
        "idle": one.idle,
        "carences": interval(one.carences),
        "price": interval(one.cost),
        "own": one.own,
        "others": interval(one.others),
        "without": measured(one.without) if one.without else None,
    }


def _curve(curve: Curve) -> dict[str, object]:
    return {
        "asked": curve.asked,
        "whole": curve.is_whole,
        "points": [
            {
                "cap": None if point.cap is None else point.cap / 100,
                "deviation": point.worst / 100,
                "wishes": proved(point.wishes),
                "granted": point.granted,
            }
            for point in curve.points
        ],
    }
