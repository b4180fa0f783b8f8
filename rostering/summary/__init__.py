"""The machine-readable answers of the commands (`--json`), one module a family; field names are a promise."""

from rostering.summary.difference import different
from rostering.summary.explain import explained
from rostering.summary.life import advised, chosen, judged, published
from rostering.summary.memory import carried, closed
from rostering.summary.notices import to_send
from rostering.summary.price import priced
from rostering.summary.relax import relaxed
from rostering.summary.returned import returned
from rostering.summary.roster import checked, contradicted, delivered
from rostering.summary.scout import scouted
from rostering.summary.whatif import compared

__all__ = [
    "advised",
    "carried",
    "checked",
    "chosen",
    "closed",
    "compared",
    "contradicted",
    "delivered",
    "different",
    "explained",
    "judged",
    "priced",
    "published",
    "relaxed",
    "returned",
    "scouted",
    "to_send",
]
