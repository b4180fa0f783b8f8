"""What the audit says of a roster: breaches, recounted costs, carences with reasons, loads, wishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rostering.domain.vocabulary import Level
from rostering.problem.limit import Tier
from rostering.rules.base import Breach


@dataclass(frozen=True)
class Blocker:
    """Why a doctor of the line could not take a vacant shift in this roster.

    `reason` is a French clause about this doctor, `family` the word under which alike reasons are counted.
    """

    doctor: str
    reason: str
    family: str


@dataclass(frozen=True)
class Vacancy:
    """A carence: the shift, how many doctors are missing under its minimum, who could not and why.

    `groups`: the reasons in families with their counts, most frequent first: (("absents", 12), ("en repos", 2)).
    """

    shift: str
    missing: int
    groups: tuple[tuple[str, int], ...]
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True)
class Balance:
    """One doctor in one category, in duties (or units): what was owed and what is carried.

    `share` is what to carry in this period: the plain share less what is paid back of `before`, the ledger's balance;
    `kept` of it is left for later. So the new balance, before + load − plain share, is load − share + kept.
    """

    doctor: str
    category: str
    share: float
    load: float
    before: float
    kept: float = 0.0

    @property
    def deviation(self) -> float:
        """Load minus share."""
        return self.load - self.share

    @property
    def after(self) -> float:
        """The new balance: the load compared with the share, and what was not to be paid back yet."""
        return self.deviation + self.kept


@dataclass(frozen=True)
class WishOutcome:
    """What became of one declared wish (levels other than impossible and oui) on one date.

    `points` is what refusing costs in the doctor's equal budget; `shifts` the duties concerned.
    """

    doctor: str
    date: date
    level: Level
    granted: bool
    points: int
    shifts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """The verdict on a roster, recounted without any solver."""

    breaches: tuple[Breach, ...]
    costs: Mapping[str, int]
    """Recounted price by rule kind, for soft rules."""
    tiers: Mapping[Tier, int]
    """Recounted price by tier; HARD counts amounts."""
    vacancies: tuple[Vacancy, ...]
    balances: tuple[Balance, ...]
    wishes: tuple[WishOutcome, ...]
    warnings: tuple[str, ...] = ()

    @property
    def hard_breaches(self) -> tuple[Breach, ...]:
        """Rules that may not be broken and are."""
        return tuple(breach for breach in self.breaches if breach.tier is Tier.HARD)

    @property
    def missing(self) -> int:
        """Doctors missing under the minimum, over all shifts."""
        return sum(vacancy.missing for vacancy in self.vacancies)
