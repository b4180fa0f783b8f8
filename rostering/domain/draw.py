"""The published draw: what tells doctors apart when nothing else does, whatever their names and their order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from rostering.domain.people import Doctor


def draw_order(doctors: Iterable[Doctor], seed: int) -> tuple[Doctor, ...]:
    """Doctors by the SHA-256 of « seed:RPPS » (« seed:code » for whoever has none), lowest first.

    Anyone can do it again: `printf 0:99700000013 | sha256sum`.
    """
    return tuple(sorted(doctors, key=lambda doctor: (drawn(doctor, seed), doctor.id)))


def drawn(doctor: Doctor, seed: int) -> str:
    """The doctor's number in the draw."""
    return hashlib.sha256(f"{seed}:{doctor.rpps or doctor.id}".encode()).hexdigest()
