"""Which pairs to free next: kinds of neighbourhood, chosen by what they gained, sized by what closes."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from rostering.domain.roster import Pair
from rostering.solve import measured
from rostering.solve.parts import Block, Part

Kind = str
THOROUGH = "thoroughly "
"""Before the name of a kind: smaller ones, where nothing is left out. Among the pairs alone that the relaxation of a whole ward of
30 takes, no roster is within 8 % of the best known."""


@dataclass
class Record:
    """How a kind of neighbourhood has done lately: average gain, and the size it can bear."""

    gain: float = 1.0
    size: float = 1.0


class Neighbourhoods:
    """Draws neighbourhoods of a part; `learn` makes the better kinds likelier and fits their size.

    `small`: only kinds that stay small, for finishing touches. `is_held`: hard runs hold the doctors; whole blocks are then
    too much for one search, and are left to what stretches and doctors grow to.
    """

    def __init__(
        self, part: Part, draw: random.Random, small: bool = False, is_held: bool = False
    ) -> None:
        self.part, self.draw = part, draw
        self.shared = _in_several(part)
        self.by_doctor: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in part.pairs:
            self.by_doctor[pair.doctor].append(pair)
        self.first = sorted((piece for block in part.blocks for piece in _pieces(block)), key=len)
        self.kinds: dict[Kind, Callable[[float], frozenset[Pair]]] = {
            "weeks": self._weeks,
            "doctors": self._doctors,
            "neighbours": self._neighbours,
            "everyone": self._everyone,
            "block": self._whole_block,
            "two blocks": self._two_blocks,
        }
        if small:
            self.first = []
            self.kinds = {kind: self.kinds[kind] for kind in ("doctors", "weeks", "neighbours")}
        elif is_held:
            self.first = []
            self.kinds = {kind: self.kinds[kind] for kind in self._held_kinds()}
            self.kinds |= {THOROUGH + kind: draws for kind, draws in self.kinds.items()}
        self.records = {kind: Record() for kind in self.kinds}

    def _held_kinds(self) -> list[Kind]:
        between = ["neighbours", "everyone"] if len(self.part.blocks) > 1 else []
        return ["doctors", "weeks", *between]

    def is_thorough(self, kind: Kind) -> bool:
        """Is every pair of it worth looking at, not only those that its relaxation takes?"""
        return kind.startswith(THOROUGH)

    def next(self) -> tuple[Kind, frozenset[Pair]]:
        """A kind and the pairs it frees: each block once, a long one by stretches, then by what was learnt."""
        if self.first:
            return "block", frozenset(self.first.pop())
        weights = [record.gain + measured.CURIOSITY for record in self.records.values()]
        kind = self.draw.choices(list(self.kinds), weights)[0]
        return kind, self.kinds[kind](self.records[kind].size)

    def learn(self, kind: Kind, gain: int, closed: bool) -> None:
        """Larger when it closed, smaller when it did not; gains are averaged on a log-like scale."""
        record = self.records[kind]
        news = min(measured.MOST_GAIN, gain / measured.GAIN_UNIT)
        record.gain = measured.REMEMBERED * record.gain + (1 - measured.REMEMBERED) * news
        factor = measured.GROWN if closed else measured.SHRUNK
        record.size = min(measured.LARGEST, max(measured.SMALLEST, record.size * factor))

    def _window(self, share: float) -> set[str]:
        """A stretch of consecutive shifts, that part of the horizon."""
        shifts = self.part.shifts
        length = max(1, min(len(shifts), round(share * len(shifts))))
        start = self.draw.randrange(len(shifts) - length + 1)
        return set(shifts[start : start + length])

    def _block(self) -> Block:
        return self.draw.choice(self.part.blocks)

    def _whole_block(self, size: float) -> frozenset[Pair]:
        """A block, all of it."""
        return frozenset(self._block().pairs)

    def _two_blocks(self, size: float) -> frozenset[Pair]:
        """Two blocks that share doctors, over what of the horizon holds about 4,000 pairs × size."""
        one = self._block()
        linked = [
            block
            for block in self.part.blocks
            if block is not one and not set(block.doctors).isdisjoint(one.doctors)
        ]
        if not linked:
            return self._whole_block(size)
        pairs = (*one.pairs, *self.draw.choice(linked).pairs)
        window = self._window(min(1.0, measured.TWO_BLOCKS * size / len(pairs)))
        return frozenset(pair for pair in pairs if pair.shift in window)

    def _weeks(self, size: float) -> frozenset[Pair]:
        """One block over a stretch of the horizon that holds about 2,000 pairs × size."""
        block = self._block()
        window = self._window(min(1.0, measured.WEEKS * size / len(block.pairs)))
        return frozenset(pair for pair in block.pairs if pair.shift in window)

    def _doctors(self, size: float) -> frozenset[Pair]:
        """Some doctors of a block, all over the horizon and in all blocks."""
        block = self._block()
        count = min(
            len(block.doctors), max(measured.FEWEST_DOCTORS, round(measured.DOCTORS * size))
        )
        return self._all_of(self.draw.sample(block.doctors, count))

    def _neighbours(self, size: float) -> frozenset[Pair]:
        """Doctors shared by several blocks, with as many colleagues of theirs."""
        if not self.shared:
            return self._doctors(size)
        first = self.draw.choice(self.shared)
        colleagues = sorted(
            {
                doctor
                for block in self.part.blocks
                if first in block.doctors
                for doctor in block.doctors
            }
        )
        count = min(len(colleagues), max(measured.FEWEST_DOCTORS, round(measured.DOCTORS * size)))
        return self._all_of(sorted({first, *self.draw.sample(colleagues, count)}))

    def _everyone(self, size: float) -> frozenset[Pair]:
        """All blocks over a stretch of the horizon that holds about 2,000 pairs × size."""
        window = self._window(min(1.0, measured.WEEKS * size / len(self.part.pairs)))
        return frozenset(pair for pair in self.part.pairs if pair.shift in window)

    def _all_of(self, doctors: list[str]) -> frozenset[Pair]:
        return frozenset(pair for doctor in doctors for pair in self.by_doctor[doctor])


def _pieces(block: Block) -> list[list[Pair]]:
    """The block cut into stretches of the horizon that one search closes in seconds."""
    count = -(-len(block.pairs) // measured.PIECE)
    position = {
        shift: index * count // len(block.shifts) for index, shift in enumerate(block.shifts)
    }
    pieces: list[list[Pair]] = [[] for _ in range(count)]
    for pair in block.pairs:
        pieces[position[pair.shift]].append(pair)
    return pieces


def _in_several(part: Part) -> list[str]:
    """Doctors who belong to more than one block."""
    counts = Counter(doctor for block in part.blocks for doctor in block.doctors)
    return [doctor for doctor in part.doctors if counts[doctor] > 1]
