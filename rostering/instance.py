"""Instance: the validated document of a territory, facts and rules."""

from __future__ import annotations

from rostering.domain.facts import Facts
from rostering.rules import AnyRule
from rostering.rules.absence import Absence
from rostering.rules.coverage import Coverage
from rostering.rules.eligibility import Eligibility
from rostering.rules.fair_share import FairShare
from rostering.rules.one_place import OnePlace

DEFAULT_RULES: tuple[AnyRule, ...] = (
    Coverage(),
    Eligibility(),
    Absence(),
    OnePlace(),
    FairShare(),
)
"""What holds when a file says nothing of rules (domain.md §7.2)."""


class Instance(Facts):
    """What is so and what is wanted."""

    rules: tuple[AnyRule, ...] = DEFAULT_RULES
