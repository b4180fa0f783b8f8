"""Imported once by the server from which children fork: the solver, the holidays, and nothing that holds a thread."""

from __future__ import annotations

import gc
from datetime import date

import rostering.scale.territory
import rostering.solve.solve  # noqa: F401  # half a second, once
from rostering.domain.calendar import Calendar

RARELY = (2_000_000, 20, 20)
"""Not measured apart. A child makes millions of lasting objects and few cycles, and its memory goes with it: a sector ends
before the first look for them."""

# both tables of days are read on the first question
Calendar("75", school_zone="C").day_tags(date(2027, 1, 4))
gc.set_threshold(*RARELY)
gc.freeze()
