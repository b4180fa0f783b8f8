"""A publication: all that an export needs to know of one roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rostering.domain.certificate import Certificate
from rostering.domain.journal import Entry
from rostering.domain.post import NOTHING, Cancelled, Posts
from rostering.domain.roster import Roster
from rostering.instance import Instance
from rostering.problem.problem import Problem
from rostering.review.report import Report

TRANSMIT_DAYS, FORWARD_DAYS = 45, 10
"""CSP art. R.6315-2: to the CDOM at J-45, forwarded by the CDOM at J-10."""


@dataclass(frozen=True)
class Publication:
    """A roster with its instance, its audit, its proof and its identity.

    `version` counts publications of one territory and period from 1; `stamp` is the UTC instant of this
    version, `stamps` and `sequences` those of each duty (by shift id) when it last changed; `digests` tell
    whether its events say the same as before, `cancelled` what calendars once held. `entry`: what made the version.
    """

    instance: Instance
    problem: Problem
    roster: Roster
    report: Report
    certificate: Certificate | None
    stamp: datetime
    version: int = 1
    engine: str = ""
    instance_hash: str = ""
    parameters: Mapping[str, str] | None = None
    stamps: Mapping[str, datetime] | None = None
    sequences: Mapping[str, int] | None = None
    digests: Mapping[str, str] | None = None
    cancelled: tuple[Cancelled, ...] = ()
    posts: Posts = NOTHING
    entry: Entry | None = None

    @property
    def transmit_by(self) -> date:
        """Last day to send the tableau to the CDOM (J-45)."""
        return self.instance.horizon.start - timedelta(days=TRANSMIT_DAYS)

    @property
    def forward_by(self) -> date:
        """Last day for the CDOM to forward it (J-10)."""
        return self.instance.horizon.start - timedelta(days=FORWARD_DAYS)
