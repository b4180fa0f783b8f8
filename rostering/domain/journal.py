"""What happened to a published roster: the entries of its journal, and what they say of its duties."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, Field, PositiveInt

from rostering.domain.certificate import Certificate
from rostering.domain.document import Document
from rostering.domain.roster import Pair
from rostering.domain.territory import Id

Kind = Literal[
    "publish", "state", "swap", "give", "absent", "leave", "join", "reopen", "requisition", "undo",
    "reroster", "import", "worked", "told",
]  # fmt: skip
Section = Literal["availability", "doctors", "lines", "pinned", "waivers"]


class State(StrEnum):
    """Where a roster stands on its way (domain.md §7.4)."""

    DRAFT = "brouillon"
    TRANSMITTED = "transmis"
    CHECKED = "verifie"
    FORWARDED = "diffuse"
    RUNNING = "en_cours"
    CLOSED = "clos"

    @property
    def label(self) -> str:
        """The French words."""
        return STATE_LABELS[self]


STATE_LABELS = {
    State.DRAFT: "brouillon",
    State.TRANSMITTED: "transmis au CDOM",
    State.CHECKED: "vérifié par le CDOM",
    State.FORWARDED: "diffusé",
    State.RUNNING: "en cours",
    State.CLOSED: "clos",
}


class Held(Document):
    """A doctor on a shift, in a file."""

    doctor: str
    shift: str

    @property
    def pair(self) -> Pair:
        """The same as a pair."""
        return Pair(self.doctor, self.shift)

    @classmethod
    def of(cls, pair: Pair) -> Held:
        """From a pair."""
        return cls(doctor=pair.doctor, shift=pair.shift)


class TerritoryChange(Document):
    """What an entry changes in a list of the territory's document: those entries leave it, those join it.

    An entry that replaces another takes its place; the others go to the end.
    """

    section: Section
    removed: tuple[Mapping[str, Any], ...] = ()
    added: tuple[Mapping[str, Any], ...] = ()

    @property
    def inverse(self) -> TerritoryChange:
        """What takes it back."""
        return TerritoryChange(section=self.section, removed=self.added, added=self.removed)


class Served(Document):
    """Who really served a duty: `worked` "" is nobody."""

    shift: str
    doctor: str
    worked: str


class ChangeProof(Document):
    """What a re-rostering proved. `lost`: duties that had to change; `changed`: all that change.

    Each of the others is the value reached; `proved` names the levels that were proved the least possible.
    """

    lost: int
    changed: int
    vacancies: int
    breaches: int
    doctors: int
    proved: tuple[Literal["vacancies", "breaches", "changed", "doctors"], ...]
    scope: tuple[Id, ...] = ()
    """The sectors within which it is so; empty: the whole territory."""


class Entry(Document):
    """One line of the journal: what was decided, when, by whom, why, and all that it changed.

    `version`: the version it made, none for what changes no duty. `late`: why the deadline was passed over.
    `afresh`: published before it was diffused, so that whoever holds a duty is whoever was planned for it.
    """

    number: PositiveInt
    at: AwareDatetime
    who: str
    kind: Kind
    told: str
    why: str = ""
    version: PositiveInt | None = None
    state: State | None = None
    lost: tuple[Held, ...] = ()
    gained: tuple[Held, ...] = ()
    forced: tuple[Held, ...] = ()
    served: tuple[Served, ...] = ()
    informed: tuple[str, ...] = ()
    territory: tuple[TerritoryChange, ...] = ()
    instance_hash: str = ""
    late: str = ""
    afresh: bool = False
    undoes: PositiveInt | None = None
    proof: ChangeProof | None = None
    certificate: Certificate | None = None
    parameters: Mapping[str, str] = Field(default_factory=dict)
    engine: str = ""

    @property
    def touched(self) -> tuple[str, ...]:
        """The duties that change hands, by id."""
        return tuple(sorted({one.shift for one in (*self.lost, *self.gained)}))
