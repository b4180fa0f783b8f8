"""The rules that the instances share: domain.md §7.2, with its defaults where it has some."""

from __future__ import annotations

from typing import Any

from instances.recipe.people import Entry
from instances.recipe.text import Note

LIBERAL = ["installe", "collaborateur", "remplacant", "interne", "docteur_junior", "retraite"]
FIRM: list[Entry | Note] = [
    Note("Toujours"),
    {"kind": "coverage"},
    {"kind": "eligibility"},
    {"kind": "absence"},
    {"kind": "one_place"},
    {"kind": "pinned"},
]
"""What no roster may ignore."""
LEVEL: list[Entry | Note] = [
    Note("Équité et souhaits"),
    {"kind": "fair_share"},
    {"kind": "wish"},
]
FEASTS: Entry = {"kind": "feasts", "strength": 200}
REST: list[Entry] = [
    {"kind": "rest", "hours": 11, "statuses": LIBERAL, "strength": 100},
    {"kind": "rest", "hours": 11, "statuses": ["salarie"], "strength": "hard"},
]
"""No law gives liberal doctors a rest; salaried ones have theirs (domain.md §1.9)."""


def rules(*own: Entry | Note) -> list[Entry | Note]:
    """The common rules, with those of the territory between."""
    return [*FIRM, Note("Ce que ce territoire s’est donné"), *own, *LEVEL]


def most(count: int | None, span: str, **fields: Any) -> Entry:
    """At most so many duties a span; without a count, only the doctors' own caps."""
    cap = {} if count is None else {"most": count}
    return {"kind": "max_in_window", "span": span, **cap, **fields, "strength": "hard"}


def spacing(days: int, **fields: Any) -> Entry:
    """That many free days between two duties, as a hard rule: kept small (fairness.md §5.5)."""
    return {"kind": "spacing", "days": days, **fields, "strength": "hard"}


def weekends(count: int | None, **fields: Any) -> Entry:
    """So many week-ends at most and not two running, if possible."""
    cap = {} if count is None else {"most": count}
    return {"kind": "weekends", **cap, "consecutive_allowed": False, **fields, "strength": 60}
