"""What can go wrong for a person, as sentences fit for a secretary.

RosteringError
├── InstanceError        the file: every mistake with its place
│   ├── UnreadableFile   not there, not YAML, not a workbook, not UTF-8
│   └── InvalidInstance  read, but says impossible or unknown things
├── QuestionError        a question names an unknown doctor, duty or date
├── RosterMismatch       roster and instance do not speak of the same shifts
├── Refused              what is asked of a published roster cannot be; it is untouched
│   └── Overtaken        somebody else changed it since it was read
├── OutputError          the result cannot be written where asked
├── ClusterError         the cluster cannot be reached, or is not fit for the work
└── SolverFault          CP-SAT refused our model: our bug
"""

from __future__ import annotations

from dataclasses import dataclass


class RosteringError(Exception):
    """Base of all; `str()` is a French sentence that says what to do."""


@dataclass(frozen=True)
class Mistake:
    """One mistake of a file: where it stands, what was read, what was expected."""

    place: str
    read: str
    expected: str

    def __str__(self) -> str:
        seen = f" : « {self.read} »" if self.read else ""
        return f"{self.place}{seen} — {self.expected}"


class InstanceError(RosteringError):
    """Something is wrong with an instance file; `mistakes` lists all of it."""

    def __init__(self, path: str, mistakes: tuple[Mistake, ...]) -> None:
        self.path = path
        self.mistakes = mistakes
        lines = "\n".join(f"  • {mistake}" for mistake in mistakes)
        count = f"{len(mistakes)} erreurs" if len(mistakes) > 1 else "1 erreur"
        super().__init__(f"{path} : {count}, rien n'a été écrit.\n{lines}")


class UnreadableFile(InstanceError):
    """Not there, or not what it should be."""


class InvalidInstance(InstanceError):
    """Readable, but wrong."""


class QuestionError(RosteringError):
    """A question about something the roster does not know; `mistakes` lists all of it."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(f"{mistake}" for mistake in mistakes))


class RosterMismatch(RosteringError):
    """A roster speaks of doctors or shifts that the instance does not know."""


class Refused(RosteringError):
    """A change of a published roster that cannot be; `reasons` are French sentences."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("\n".join((*reasons, "Rien n'a été changé.")))


class Overtaken(Refused):
    """The roster changed between the question and the answer; the reasons tell how."""


class OutputError(RosteringError):
    """The result cannot be written."""


class ClusterError(RosteringError):
    """The cluster cannot be reached, or is not fit for the work."""


class SolverFault(RosteringError):
    """CP-SAT refused the model or lied about it."""
