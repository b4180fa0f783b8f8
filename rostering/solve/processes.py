"""How child processes are made: forked where that is safe and quick, spawned elsewhere."""

import multiprocessing
import sys
from multiprocessing.context import ForkContext, SpawnContext

CONTEXT: ForkContext | SpawnContext = (
    multiprocessing.get_context("fork")
    if sys.platform == "linux"
    else multiprocessing.get_context("spawn")
)
