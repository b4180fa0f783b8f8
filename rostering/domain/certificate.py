"""The certificate of a roster: how good it is, and how that is known."""

from __future__ import annotations

from typing import Literal

from rostering.domain.document import Document

SolveStatus = Literal["optimal", "feasible", "infeasible", "out_of_time"]
Stage = Literal["carences", "reste", "regles", "equite", "souhaits", "confort"]
"""What was minimised: one tier, or « reste » for rules, fairness and wishes weighed together."""

STAGE_LABELS: dict[str, str] = {
    "carences": "Carences",
    "reste": "Règles souples, équité et souhaits",
    "regles": "Règles souples",
    "equite": "Équité",
    "souhaits": "Souhaits",
    "confort": "Confort",
}


class StageProof(Document):
    """One objective: the value reached, and the value under which no roster can go."""

    stage: Stage
    value: int
    bound: int

    @property
    def proved(self) -> bool:
        """True when nothing better exists."""
        return self.bound >= self.value


class DeviationProof(Document):
    """A deviation from the share, in hundredths of a duty, unavoidable parts taken off: the largest, or the second, and so on.

    `reached` by the roster, `least` by some roster found, `bound`: no roster does better, those before at their least.
    """

    reached: int
    least: int
    bound: int

    @property
    def proved(self) -> bool:
        """True when the least is known."""
        return self.bound >= self.least


class LevelProof(Document):
    """How many loads (doctor and category) are more than `beyond` hundredths of a duty from their share.

    `least` and `bound` hold given all that comes before: the worst deviation and the levels above, each at its least.
    """

    beyond: int
    reached: int
    least: int
    bound: int

    @property
    def proved(self) -> bool:
        """True when the least is known."""
        return self.bound >= self.least


class Unavoidable(Document):
    """What keeps a doctor from the share whatever the others do: absences, eligibility, own hard rules.

    `share` and `part` in hundredths of a duty, `load` the whole number of duties nearest the share that the doctor can hold.
    """

    doctor: str
    category: str
    share: int
    load: int
    part: int


class Fairness(Document):
    """The leximin certificate: the worst deviations, worst first, then how many are beyond each level.

    Among rosters without more carences and without dearer soft rules; wishes and squares left aside.
    """

    worst: tuple[DeviationProof, ...]
    levels: tuple[LevelProof, ...] = ()
    unavoidable: tuple[Unavoidable, ...] = ()

    @property
    def proved(self) -> bool:
        """True when each deviation and each level is."""
        return all(one.proved for one in self.worst) and all(one.proved for one in self.levels)


class Proof(Document):
    """The proof of one independent part of the territory (or of all of it)."""

    name: str
    doctors: int
    shifts: int
    status: SolveStatus
    stages: tuple[StageProof, ...]
    gap: float
    """(value − bound) / max(value, doctors × 20) beyond carences: 0.0 is proved."""
    seconds: float
    """Of computation; 0 where it was left out to make two runs alike."""
    fairness: Fairness | None = None
    """How level loads can be at best, when it was asked for."""

    def stage(self, name: Stage) -> StageProof | None:
        """The proof of that objective, if it was one."""
        return next((proof for proof in self.stages if proof.stage == name), None)


class Certificate(Document):
    """The whole, then each independent part."""

    whole: Proof
    parts: tuple[Proof, ...]

    def without_seconds(self) -> Certificate:
        """The same proofs without the time they took, which differs from run to run."""
        parts = tuple(part.model_copy(update={"seconds": 0.0}) for part in self.parts)
        return Certificate(whole=self.whole.model_copy(update={"seconds": 0.0}), parts=parts)
