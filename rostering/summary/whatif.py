"""The answer of `whatif`."""

from __future__ import annotations

from rostering.explain.whatif import Comparison, Side
from rostering.summary.price import interval, measured


def compared(found: Comparison) -> dict[str, object]:
    """Before, after, and the differences that proofs allow to state (`decided`: the sign is known)."""
    return {
        "changes": list(found.told),
        "stopped": found.stopped,
        "before": _side(found.before),
        "after": _side(found.after),
        "difference": {
            "posts": found.after.posts - found.before.posts,
            "doctors": found.after.doctors - found.before.doctors,
            "carences": interval(found.carences),
            "cost": interval(found.cost),
        },
    }


def _side(side: Side) -> dict[str, object]:
    doctor, duties = side.heaviest
    furthest = side.furthest
    return {
        "name": side.name,
        "posts": side.posts,
        "doctors": side.doctors,
        **measured(side.measure),
        "duties_each": round(side.duties_each, 2),
        "hours_each": round(side.hours_each, 2),
        "heaviest": {"doctor": doctor, "duties": duties},
        "furthest": None
        if furthest is None
        else {"doctor": furthest.doctor, "category": furthest.category},
    }
