"""The machine-readable answers of the commands (`--json`), one module a family; field names are a promise."""

from rostering.summary.explain import explained
from rostering.summary.life import advised, chosen, judged, published
from rostering.summary.price import priced
from rostering.summary.relax import relaxed
from rostering.summary.roster import checked, contradicted, delivered
from rostering.summary.scout import scouted
from rostering.summary.whatif import compared

__all__ = [
    "advised",
    "checked",
    "chosen",
    "compared",
    "contradicted",
    "delivered",
    "explained",
    "judged",
    "priced",
    "published",
    "relaxed",
    "scouted",
]
