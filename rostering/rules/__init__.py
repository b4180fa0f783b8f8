"""One file = one rule = one word. `RULES` is the explicit list; a test says that nothing was forgotten."""

from typing import Annotated

from pydantic import Field

from rostering.rules.absence import Absence
from rostering.rules.base import Breach, Rule
from rostering.rules.coverage import Coverage
from rostering.rules.eligibility import Eligibility
from rostering.rules.fair_share import FairShare
from rostering.rules.one_place import OnePlace

AnyRule = Annotated[
    Absence | Coverage | Eligibility | FairShare | OnePlace,
    Field(discriminator="kind"),
]
RULES: tuple[type[Rule], ...] = (Coverage, Eligibility, Absence, OnePlace, FairShare)
"""In the order people read them."""

__all__ = ["RULES", "AnyRule", "Breach", "Rule"]
