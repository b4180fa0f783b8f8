"""One instance, one order: what a person said of dates is sorted, and said once."""

from __future__ import annotations

from rostering.domain.people import Availability
from rostering.instance import Instance


def canonical(instance: Instance) -> Instance:
    """The same instance with its availability sorted by doctor and date, without repetitions."""
    ordered = in_order(instance.availability)
    if ordered == instance.availability:
        return instance
    return instance.model_copy(update={"availability": ordered})


def in_order(availability: tuple[Availability, ...]) -> tuple[Availability, ...]:
    """Sorted by doctor, first date, then everything else; identical statements count once."""
    return tuple(sorted(dict.fromkeys(availability), key=_key))


def _key(entry: Availability) -> tuple[str, str, str]:
    first = entry.date or entry.start
    return entry.doctor, first.isoformat() if first else "", entry.model_dump_json()
