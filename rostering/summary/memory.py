"""What `close`, `past` and `carry` answer with --json."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from rostering.memory.balances import balances
from rostering.workflow.carrying import Carried
from rostering.workflow.memory import Closed


def closed(found: Closed) -> dict[str, object]:
    """The postings added, and every balance as it counts the day after the last of them."""
    instance, last = found.instance, found.added[-1]
    categories = {category.id: category for category in instance.categories}
    day = last.end + timedelta(days=1)
    accounts: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (doctor, category), balance in balances(
        found.book, instance.memory, categories, day
    ).items():
        accounts[doctor][category] = round(balance, 2)
    return {
        "postings": [
            {
                "number": one.number,
                "act": one.act,
                "about": one.about,
                "start": one.start.isoformat(),
                "end": one.end.isoformat(),
                "duties": one.duties,
                "handed_over": sum(e.why == "echange" and bool(e.shift) for e in one.entries),
            }
            for one in found.added
        ],
        "balances_on": day.isoformat(),
        "balances": dict(accounts),
        "cautions": list(found.cautions),
        "ledger": str(found.path),
    }


def carried(found: Carried) -> dict[str, object]:
    """What the next instance was given, and where it is."""
    instance = found.instance
    return {
        "ledger": [one.model_dump(mode="json") for one in instance.ledger],
        "feasts": [one.model_dump(mode="json") for one in instance.feasts],
        "refused": [one.model_dump(mode="json") for one in instance.refused],
        "previous": len(instance.previous),
        "closed": len(found.book.closed),
        "instance": str(found.path),
        "cautions": list(found.cautions),
    }
