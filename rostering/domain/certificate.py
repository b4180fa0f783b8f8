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
