"""A first roster line by line, for doctors whom hard runs hold: no day of theirs moves alone, but a whole line does.

One doctor after another, fewest open pairs first, is given the line that costs least beside the lines given before: a
search of some tens of milliseconds, exact for that doctor. Lawful at once when no hard statement asks something of several
doctors together.
"""

from __future__ import annotations

from collections import defaultdict

from rostering.domain.roster import Pair
from rostering.solve import measured
from rostering.solve.compile import compile_model, touching
from rostering.solve.control import Params, Stop
from rostering.solve.parts import Part, broken
from rostering.solve.search import run
from rostering.solve.settings import BLENDED, NO_LIMIT


def line_by_line(part: Part, stop: Stop) -> frozenset[Pair] | None:
    """The roster, or None when it breaks a hard rule, a doctor has no line, or a stop was asked."""
    index = touching(part.stated)
    open_pairs: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in part.pairs:
        open_pairs[pair.doctor].append(pair)
    chosen: frozenset[Pair] = frozenset()
    for doctor in sorted(part.doctors, key=lambda doctor: (len(open_pairs[doctor]), doctor)):
        free = open_pairs[doctor]
        positions = sorted({position for pair in free for position in index.get(pair, ())})
        model = compile_model([part.stated[position] for position in positions], free, chosen)
        model.cp.minimize(model.objective(BLENDED))
        result = run(model, Params(seconds=NO_LIMIT, deterministic=measured.LINE_EFFORT), stop)
        if result.chosen is None:
            return None
        chosen |= result.chosen
    return None if broken(part.stated, chosen) else chosen
