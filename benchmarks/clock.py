"""Seconds since a process was started, its interpreter and imports included; every engine is timed by it. Standard library only."""

from __future__ import annotations

import os
import time

BEGAN = "ROSTERING_BENCHMARK_BEGAN"
"""The variable by which whoever starts a process says when, in seconds since the epoch."""
_HERE = time.time()


def elapsed() -> float:
    """Seconds since then; since this module was read when nobody said."""
    return time.time() - float(os.environ.get(BEGAN, _HERE))
