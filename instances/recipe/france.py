"""A whole country: every evening sector of France, drawn from published national figures.

What is drawn (domain.md §2.1, figures of 2022 to 2024): 1,292 sectors; a third have ten volunteers or fewer, 18 % five
or fewer; 24,504 volunteers; evenings covered in 93 % of the sectors, deep night in 27 %, none of them in 42
départements. What is inferred: the sizes between these marks, which windows go with which size, the rules. Sectors share
no doctors here: each is a territory of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

SECTORS = 1_292
VOLUNTEERS = 24_504
FIVE_OR_FEWER, TEN_OR_FEWER = 0.18, 0.33
WITHOUT_EVENINGS, DEEP_NIGHT = 0.07, 0.27
WITHOUT_DEEP_NIGHT = 42
"""Départements where no sector covers the deep night."""
ELEVEN = 11
"""Volunteers of the smallest sector that has more than ten."""
LARGEST = 90
"""Volunteers of the largest sector: an inference, the size of a large city's pool."""
SPREAD = 0.8
"""How unequal the sectors of more than ten are: standard deviation of the logarithm of what they have beyond."""
NIGHT_FROM, WEEKEND_ONLY_UP_TO = ELEVEN, 3
"""Volunteers from which a deep night can be held, and up to which evenings cannot."""

ZONES = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    "B": "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 "
         "67 68 72 76 80 83 84 85 88",
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
    "": "2A 2B 971 972 973 974 976",
}  # fmt: skip
"""The départements by zone of school holidays; Corsica and overseas have calendars of their own."""
ZONE_OF = {code: zone for zone, codes in ZONES.items() for code in codes.split()}


@dataclass(frozen=True)
class Sketch:
    """One sector before its people have names: where, how many volunteers, what they cover."""

    departement: str
    number: int
    doctors: int
    evenings: bool
    deep_night: bool
    first: int
    """Doctors of all sectors before this one: nobody bears the RPPS of another."""

    @property
    def id(self) -> str:
        """ "62-03"."""
        return f"{self.departement}-{self.number:02d}"


def sketches(seed: int = 2027) -> tuple[Sketch, ...]:
    """Every sector of the country, by département and number; the same for the same seed."""
    chance = random.Random(seed)
    sizes = _sizes(chance)
    chance.shuffle(sizes)
    places = _places(chance)
    without = set(chance.sample(sorted(ZONE_OF), WITHOUT_DEEP_NIGHT))
    small = [n for n, size in enumerate(sizes) if size <= WEEKEND_ONLY_UP_TO]
    large = [
        n for n, size in enumerate(sizes) if size >= NIGHT_FROM and places[n][0] not in without
    ]
    weekend_only = set(chance.sample(small, min(len(small), round(WITHOUT_EVENINGS * SECTORS))))
    at_night = set(chance.sample(large, round(DEEP_NIGHT * SECTORS)))
    before = accumulate(sizes, initial=0)
    return tuple(
        Sketch(*place, size, n not in weekend_only, n in at_night, first)
        for n, (place, size, first) in enumerate(zip(places, sizes, before, strict=False))
    )


def sample(whole: Sequence[Sketch], count: int) -> tuple[Sketch, ...]:
    """So many sectors with the sizes and nights of the whole: every so many-th by size."""
    ordered = sorted(whole, key=lambda one: (one.doctors, one.deep_night, one.id))
    step = len(ordered) / count
    kept = {ordered[int((n + 0.5) * step)].id for n in range(count)}
    return tuple(one for one in whole if one.id in kept)


def _sizes(chance: random.Random) -> list[int]:
    """Volunteers of each sector: the published marks exactly, their total exactly."""
    tiny, small = round(FIVE_OR_FEWER * SECTORS), round(TEN_OR_FEWER * SECTORS)
    sizes = [chance.choice((2, 3, 3, 4, 4, 5, 5)) for _ in range(tiny)]
    sizes += [chance.randint(6, 10) for _ in range(small - tiny)]
    beyond = [chance.lognormvariate(0, SPREAD) for _ in range(SECTORS - small)]
    room = VOLUNTEERS - sum(sizes) - (ELEVEN * len(beyond))
    shares = [min(LARGEST - ELEVEN, int(room * one / sum(beyond))) for one in beyond]
    for place in _roomy(shares, room - sum(shares)):
        shares[place] += 1
    return sizes + [ELEVEN + share for share in shares]


def _roomy(shares: Sequence[int], missing: int) -> Iterator[int]:
    """Whom to give one more, in turn, until the total is right: those under the largest size."""
    room = [n for n, share in enumerate(shares) if share < LARGEST - ELEVEN - 2]
    for turn in range(missing):
        yield room[turn % len(room)]


def _places(chance: random.Random) -> list[tuple[str, int]]:
    """Département and number of each sector; between a few and three dozen in each."""
    weights = {code: chance.uniform(3, 30) for code in sorted(ZONE_OF)}
    counts = {
        code: int(SECTORS * weight / sum(weights.values())) for code, weight in weights.items()
    }
    for code in sorted(counts, key=lambda one: -weights[one])[: SECTORS - sum(counts.values())]:
        counts[code] += 1
    return [(code, number + 1) for code in sorted(counts) for number in range(counts[code])]
