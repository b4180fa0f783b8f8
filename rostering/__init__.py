"""rostering: tableaux de garde of French general practitioners, proved and fair.

From Python, a whole road is four calls of `rostering.workflow`: `prepare` a file, `solve` it, `deliver` the
folder, `check` any roster. The document of a territory is `rostering.instance.Instance`, the rules are
`rostering.rules.RULES`. What stands here imports in milliseconds; the solver is loaded by `workflow` only.
"""

from rostering.domain.roster import Pair, Roster
from rostering.errors import (
    InstanceError,
    InvalidInstance,
    OutputError,
    RosteringError,
    RosterMismatch,
    SolverFault,
    UnreadableFile,
)

__version__ = "0.1.0"

ENGINE = f"rostering {__version__}"
"""Written into every file that the engine makes."""

__all__ = [
    "InstanceError",
    "InvalidInstance",
    "OutputError",
    "Pair",
    "Roster",
    "RosterMismatch",
    "RosteringError",
    "SolverFault",
    "UnreadableFile",
    "__version__",
]
