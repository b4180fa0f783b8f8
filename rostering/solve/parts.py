"""Independent parts of the territory, their blocks, and what solving one gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rostering.domain.certificate import Fairness, SolveStatus, StageProof
from rostering.domain.roster import Pair
from rostering.problem.deviation import Kept
from rostering.problem.limit import Runs, Tier
from rostering.solve.arcs import fits
from rostering.solve.statements import Stated

REST = (Tier.SOFT, Tier.FAIRNESS, Tier.WISHES)
"""What is weighed together once carences are settled."""


@dataclass(frozen=True)
class Block:
    """A piece of a part that could almost be solved alone: a sector, or the lines outside sectors."""

    doctors: tuple[str, ...]
    shifts: tuple[str, ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Part:
    """An independent part of the territory: its open pairs, the statements about them, its blocks."""

    name: str
    doctors: tuple[str, ...]
    shifts: tuple[str, ...]
    pairs: tuple[Pair, ...]
    stated: tuple[Stated, ...]
    blocks: tuple[Block, ...] = ()
    kept: tuple[Kept, ...] = ()
    """The loads that fairness counts in duties, for the leximin certificate."""


@dataclass
class PartResult:
    """What solving a part gave; `chosen` None when there is no roster (see `status`)."""

    status: SolveStatus
    chosen: frozenset[Pair] | None = None
    stages: list[StageProof] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    fairness: Fairness | None = None

    def after(self, earlier: PartResult | None) -> PartResult:
        """The same, counting an earlier search whose roster it began from: its seconds, its bounds where they are better."""
        if earlier is None:
            return self
        spent = {
            phase: round(self.seconds.get(phase, 0.0) + earlier.seconds.get(phase, 0.0), 3)
            for phase in {**earlier.seconds, **self.seconds}
        }
        before = {proof.stage: proof.bound for proof in earlier.stages}
        stages = [
            proof.model_copy(
                update={"bound": min(proof.value, max(proof.bound, before.get(proof.stage, 0)))}
            )
            for proof in self.stages
        ]
        proved = stages and all(proof.proved for proof in stages if proof.stage != "confort")
        status = "optimal" if proved and self.status == "feasible" else self.status
        return replace(self, status=status, stages=stages, seconds=spent)


def priced(stated: Sequence[Stated], chosen: frozenset[Pair], scale: Mapping[Tier, int]) -> int:
    """What a roster costs on that scale."""
    return sum(factor * recount(stated, chosen, (tier,)) for tier, factor in scale.items())


def recount(stated: Sequence[Stated], chosen: frozenset[Pair], tiers: Sequence[Tier]) -> int:
    """The price of those tiers on a roster, counted from the statements."""
    wanted = set(tiers)
    return sum(
        entry.price * entry.statement.excess(chosen) // max(1, entry.statement.weight)
        for entry in stated
        if entry.tier in wanted
    )


def broken(stated: Sequence[Stated], chosen: frozenset[Pair]) -> int:
    """By how much hard statements are broken on a roster."""
    return sum(entry.statement.excess(chosen) for entry in stated if entry.is_hard)


def worsened(stated: Sequence[Stated], before: frozenset[Pair], after: frozenset[Pair]) -> bool:
    """Does a tier above comfort get worse from one roster to the other, though their sum may not?"""
    return any(
        recount(stated, after, (tier,)) > recount(stated, before, (tier,))
        for tier in (Tier.CARENCE, *REST)
    )


def is_held(part: Part) -> bool:
    """Are most doctors held by hard runs with minima, so that no day of theirs moves alone?"""
    held = {
        doctor
        for entry in part.stated
        if entry.is_hard and isinstance(entry.statement, Runs) and fits(entry.statement)
        for doctor in entry.statement.about
    }
    return 2 * len(held) > len(part.doctors)
