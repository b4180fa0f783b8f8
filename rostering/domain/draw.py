"""The published draw: what tells doctors apart when nothing else does, whatever their names and their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date

from rostering.domain.people import Doctor


def draw_order(doctors: Iterable[Doctor], seed: int, start: date) -> tuple[Doctor, ...]:
    """Doctors by the SHA-256 of « seed:first day:RPPS » (the code for whoever has no RPPS), lowest first.

    The first day of the period is in it so that nobody comes last every time. Anyone can do it again:
    `printf 0:2027-01-01:99700000013 | sha256sum`.
    """
    return tuple(sorted(doctors, key=lambda doctor: (drawn(doctor, seed, start), doctor.id)))


def drawn(doctor: Doctor, seed: int, start: date) -> str:
    """The doctor's number in the draw."""
    return hashlib.sha256(drawn_from(doctor, seed, start).encode()).hexdigest()


def drawn_from(doctor: Doctor, seed: int, start: date) -> str:
    """What the number is drawn from."""
    return f"{seed}:{start.isoformat()}:{doctor.rpps or doctor.id}"
