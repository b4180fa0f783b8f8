"""Instance: the validated document of a territory, facts and rules."""

from __future__ import annotations

from pydantic import field_validator

from rostering.domain.facts import Facts
from rostering.domain.vocabulary import Status
from rostering.rules import AnyRule
from rostering.rules.absence import Absence
from rostering.rules.coverage import Coverage
from rostering.rules.eligibility import Eligibility
from rostering.rules.fair_share import FairShare
from rostering.rules.feasts import Feasts
from rostering.rules.hours import Hours
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.one_place import OnePlace
from rostering.rules.pinned import Pinned
from rostering.rules.rest import Rest
from rostering.rules.second_line import SecondLine
from rostering.rules.stability import Stability
from rostering.rules.supervision import Supervision
from rostering.rules.turns import Turns
from rostering.rules.weekends import Weekends
from rostering.rules.wish import Wish

LIBERAL = tuple(status for status in Status if status is not Status.SALARIED)

DEFAULT_RULES: tuple[AnyRule, ...] = (
    Coverage(),
    Eligibility(),
    Absence(),
    OnePlace(),
    Rest(statuses=(Status.SALARIED,)),
    Rest(statuses=LIBERAL, strength=100),
    MaxInWindow(span="day", most=2),
    MaxInWindow(span="week", most=None),
    MaxInWindow(span="month", most=None),
    MaxInWindow(span="quarter", most=None),
    Hours(),
    Weekends(consecutive_allowed=False, strength=60),
    SecondLine(),
    Supervision(),
    FairShare(),
    Feasts(),
    Turns(),
    Wish(),
    Pinned(),
    Stability(),
)
"""What holds when a file says nothing of rules (domain.md §7.2); caps without a number are the doctors' own."""


ESSENTIAL_RULES: tuple[AnyRule, ...] = (
    Coverage(),
    Eligibility(),
    Absence(),
    OnePlace(),
    SecondLine(),
    Supervision(),
    Pinned(),
)
"""What holds even when a file lists its own rules: added in front when it does not speak of them."""


class Instance(Facts):
    """What is so and what is wanted."""

    rules: tuple[AnyRule, ...] = DEFAULT_RULES

    @field_validator("rules")
    @classmethod
    def _with_essentials(cls, rules: tuple[AnyRule, ...]) -> tuple[AnyRule, ...]:
        """A list of rules that forgets one of these would make rosters that nobody wants."""
        stated = {rule.kind for rule in rules}
        return (*(rule for rule in ESSENTIAL_RULES if rule.kind not in stated), *rules)
