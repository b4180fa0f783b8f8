"""What solving gives: a roster with its proof, a contradiction, or nothing in time."""

from __future__ import annotations

from dataclasses import dataclass, field

from rostering.domain.certificate import Certificate
from rostering.domain.roster import Roster


@dataclass(frozen=True)
class Solved:
    """A roster and how good it is; `stopped` when somebody asked to stop."""

    roster: Roster
    certificate: Certificate
    seconds: dict[str, float] = field(default_factory=dict)
    stopped: bool = False


@dataclass(frozen=True)
class Member:
    """A statement of a contradiction: the rule's kind, a French sentence, the ids it is about, which rule of the list."""

    rule: str
    sentence: str
    about: tuple[str, ...] = ()
    position: int = -1


@dataclass(frozen=True)
class Conflict:
    """Statements that cannot hold together; `proved_minimal`: without any one of them the others can."""

    members: tuple[Member, ...]
    proved_minimal: bool = True


@dataclass(frozen=True)
class Infeasible:
    """Hard data that cannot hold together; `complete`: these are all the conflicts there are."""

    conflicts: tuple[Conflict, ...]
    complete: bool = True


@dataclass(frozen=True)
class OutOfTime:
    """No roster was found in time."""

    seconds: float


Outcome = Solved | Infeasible | OutOfTime
