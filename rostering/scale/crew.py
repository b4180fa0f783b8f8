"""Who does the work: the cores of this machine. A cluster is the other crew (cluster.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from typing import Protocol

from rostering.scale.child import in_child
from rostering.scale.order import Ended, Order
from rostering.solve.control import Stop

Begun = Callable[[str], None]
"""Called with the name of a territory when its turn comes; from any thread."""


class Crew(Protocol):
    """Anything that does orders: each once, each answered, those not begun when a stop is asked answered so."""

    def work(self, orders: Sequence[Order], begun: Begun, stop: Stop) -> Iterator[Ended]:
        """What came of each order, as they end."""


@dataclass(frozen=True)
class Cores:
    """This machine: a territory a core, each in a process of its own; more cores each when there are few territories."""

    count: int

    def work(self, orders: Sequence[Order], begun: Begun, stop: Stop) -> Iterator[Ended]:
        """What came of each order, as they end."""
        if not orders:
            return
        each = max(1, self.count // len(orders))

        def one(order: Order) -> Ended:
            if stop.asked:
                return Ended(order.name, "stopped")
            begun(order.name)
            settings = replace(order.settings, workers=each)
            return in_child(replace(order, settings=settings), stop)

        with ThreadPoolExecutor(self.count, thread_name_prefix="territory") as threads:
            for future in as_completed([threads.submit(one, order) for order in orders]):
                yield future.result()
