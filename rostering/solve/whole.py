"""What a child finds out of a whole large part while its roster is improved: bounds as they rise, rosters at them.

1. The relaxation's bound: by its vertex, or an interior point when it is too large.
2. A roster at that bound, of the pairs alone that the vertex takes.
3. Sectors tied by doctors they share: what lies between the bound and the roster of now, costs tried upwards.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection

from rostering.domain.roster import Pair
from rostering.solve import measured
from rostering.solve.climb import on_support
from rostering.solve.compile import compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.linear import relax
from rostering.solve.parts import Part
from rostering.solve.processes import CONTEXT
from rostering.solve.search import Result
from rostering.solve.settings import BLENDED
from rostering.solve.upwards import between

News = int | frozenset[Pair]
"""A bound, or a roster."""


def news_of(part: Part, value: int, params: Params, is_over: Callable[[], bool]) -> Iterator[News]:
    """What a child finds of a part whose roster costs `value`, as it comes; a process, for LP engines would hold this one still.

    A child that dies gives no more news: the roster of now is a roster all the same.
    """
    ours, theirs = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=_search, args=(part, value, params, theirs), daemon=True)
    child.start()
    theirs.close()
    with suppress(EOFError):
        while True:
            while not ours.poll(measured.MOMENT):
                if is_over():
                    child.terminate()
                    child.join()
                    return
            yield ours.recv()
    child.join()


def _search(part: Part, value: int, params: Params, answer: Connection) -> None:
    """In the child."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    model = compile_model(part.stated, part.pairs)
    model.cp.minimize(model.objective(BLENDED))
    relaxed = relax(model, params.seconds, measured.VERTEX)
    answer.send(relaxed.bound if relaxed else 0)
    if relaxed is None or not relaxed.is_vertex:
        return
    found = on_support(part, relaxed, replace(params, deterministic=measured.SUPPORT), Stop())
    if found is None and len(part.blocks) > 1 and len(part.pairs) <= measured.CLOSED:
        found = _close(part, (relaxed.bound, value - 1), params, answer)
    if found is not None and found.chosen is not None:
        answer.send(found.chosen)


def _close(part: Part, costs: tuple[int, int], params: Params, answer: Connection) -> Result:
    """Sectors tied by the doctors they share, all at once, upwards from the bound; sends the bounds."""

    def tell(value: int | None, bound: int | None) -> None:
        if bound is not None:
            answer.send(min(bound, costs[1] + 1))

    model = compile_model(part.stated, part.pairs)
    found = between(model, BLENDED, costs, replace(params, from_below=True), Stop(), tell)
    if found.status == "infeasible":
        answer.send(costs[1] + 1)
    if found.status == "optimal" and found.value is not None:
        answer.send(
            found.value
        )  # the last bound told may be one under: the proof comes after the roster
    return found
