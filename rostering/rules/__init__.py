"""One file = one rule = one word. `RULES` is the explicit list; a test says that nothing was forgotten."""

from typing import Annotated

from pydantic import Field

from rostering.rules.absence import Absence
from rostering.rules.apart import Apart
from rostering.rules.base import Breach, Rule
from rostering.rules.coverage import Coverage
from rostering.rules.eligibility import Eligibility
from rostering.rules.fair_share import FairShare
from rostering.rules.feasts import Feasts
from rostering.rules.hours import Hours
from rostering.rules.linked import Linked
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.one_place import OnePlace
from rostering.rules.pinned import Pinned
from rostering.rules.refusals import Refusals
from rostering.rules.rest import Rest
from rostering.rules.runs import Runs
from rostering.rules.sas_hours import SasHours
from rostering.rules.second_line import SecondLine
from rostering.rules.spacing import Spacing
from rostering.rules.stability import Stability
from rostering.rules.succession import Succession
from rostering.rules.supervision import Supervision
from rostering.rules.together import Together
from rostering.rules.turns import Turns
from rostering.rules.weekends import Weekends
from rostering.rules.wish import Wish
from rostering.rules.workload import Workload

AnyRule = Annotated[
    Absence
    | Apart
    | Coverage
    | Eligibility
    | FairShare
    | Feasts
    | Hours
    | Linked
    | MaxInWindow
    | MinInWindow
    | OnePlace
    | Pinned
    | Refusals
    | Rest
    | Runs
    | SasHours
    | SecondLine
    | Spacing
    | Stability
    | Succession
    | Supervision
    | Together
    | Turns
    | Weekends
    | Wish
    | Workload,
    Field(discriminator="kind"),
]
RULES: tuple[type[Rule], ...] = (
    Coverage,
    Eligibility,
    Absence,
    OnePlace,
    Rest,
    Spacing,
    MaxInWindow,
    MinInWindow,
    Hours,
    SasHours,
    Runs,
    Succession,
    Weekends,
    Linked,
    SecondLine,
    Supervision,
    Together,
    Apart,
    FairShare,
    Workload,
    Feasts,
    Turns,
    Wish,
    Refusals,
    Pinned,
    Stability,
)
"""In the order people read them."""

KINDS: dict[str, type[Rule]] = {str(rule.model_fields["kind"].default): rule for rule in RULES}
"""Each rule by the word that names it in a file."""

__all__ = ["KINDS", "RULES", "AnyRule", "Breach", "Rule"]
