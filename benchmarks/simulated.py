"""A month in the life of a published roster, drawn from a seed: what happens, day after day, through the product's own use cases."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rostering.domain.journal import State
from rostering.domain.roster import Pair
from rostering.errors import QuestionError, Refused
from rostering.life.alternatives import Search, vacant
from rostering.life.frozen import has_begun, open_shifts
from rostering.problem.eligibility import why_not
from rostering.solve.control import Stop
from rostering.workflow.advise import ask_advice, ask_best_gift
from rostering.workflow.happenings import (
    Newcomer,
    tell_absent,
    tell_join,
    tell_leave,
    tell_reopen,
    tell_reroster,
)
from rostering.workflow.life import (
    Asked,
    agree,
    ask_requisition,
    ask_swap,
    ask_undo,
    ask_worked,
    step,
)
from rostering.workflow.published import Published, Signature, load_published
from rostering.workflow.reroster import Tell, Wanted, after

LATE = "urgence"
CHANCES = {
    "swap": 34, "give": 20, "absent": 14, "worked": 8, "undo": 6, "reopen": 5, "requisition": 4,
    "join": 3, "leave": 2, "reroster": 2, "mistake": 2,
}  # fmt: skip
"""Out of a hundred events; swaps and gifts are what happens most (domain.md §6)."""
Refusals = (Refused, QuestionError)


@dataclass
class Life:
    """The folder, its clock, and what became of each event: kind → written, refused, with the seconds of each."""

    path: Path
    seed: int
    now: datetime = datetime(2027, 1, 5, 9, tzinfo=UTC)
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    seconds: list[tuple[str, float]] = field(default_factory=list)
    proofs: list[tuple[str, int, int, bool]] = field(default_factory=list)
    """Of each event that loses duties: kind, duties lost, duties changed, whether fewer is proved impossible."""

    def __post_init__(self) -> None:
        self.draw = random.Random(self.seed)
        self.newcomers = 0

    def signed(self) -> Signature:
        """The decision of an admin who passes the deadline when it must be."""
        return Signature("coordination", now=self.now, late=LATE)

    def live(self, events: int, hours: float) -> None:
        """So many events, `hours` apart on average; the roster is diffused before the first."""
        for state in (State.TRANSMITTED, State.CHECKED, State.FORWARDED):
            step(self.path, state, self.signed())
        kinds = self.draw.choices(list(CHANCES), list(CHANCES.values()), k=events)
        for kind in kinds:
            self.now += timedelta(hours=self.draw.uniform(0, 2 * hours))
            self._event(kind)

    def _event(self, kind: str) -> None:
        found = load_published(self.path)
        started = time.perf_counter()
        try:
            asked = self._asked(kind, found)
            agree(asked, workbooks=False)
            told = "written"
            proof = asked.verdict.proposal.proof
            if proof is not None and proof.lost:
                sure = "changed" in proof.proved
                self.proofs.append((kind, proof.lost, proof.changed, sure))
        except Refusals:
            told = "refused"
        self.tally[kind, told] += 1
        self.seconds.append((kind, time.perf_counter() - started))

    def _asked(self, kind: str, found: Published) -> Asked:
        draws: dict[str, Callable[[Published], Asked]] = {
            "swap": self._swap, "give": self._give, "worked": self._worked,
            "requisition": self._requisition, "mistake": self._mistake,
        }  # fmt: skip
        if kind == "undo":
            return ask_undo(self.path, None, self.signed())
        return draws[kind](found) if kind in draws else self._settled(self._tell(kind, found))

    def _settled(self, tell: Tell) -> Asked:
        wanted = Wanted(search=Search(seconds=20, others=False))
        return after(self.path, tell, wanted, self.signed(), Stop()).options[0][1]

    def _tell(self, kind: str, found: Published) -> Tell:
        """An event of people or duties."""
        problem = found.publication.problem
        if kind == "reroster":
            return tell_reroster()
        if kind == "reopen":
            shift = problem.shift_by_id[self.draw.choice(self._coming(found)).shift]
            doctors = 0 if self.draw.random() < 0.4 else None
            return tell_reopen(shift.line.id, shift.window.id, shift.date.isoformat(), doctors)
        someone = self.draw.choice(sorted(found.roster.by_doctor))
        today = self.now.date()
        if kind == "join":
            self.newcomers += 1
            code = f"nouveau-{self.newcomers}"
            return tell_join(Newcomer(code, f"Nouveau {self.newcomers}", "Camille", someone, today.isoformat()))  # fmt: skip
        first = today + timedelta(days=self.draw.randrange(0, 15))
        if kind == "leave":
            return tell_leave(someone, first.isoformat())
        last = first + timedelta(days=self.draw.randrange(0, 10))
        return tell_absent(someone, first.isoformat(), last.isoformat(), self.draw.random() < 0.3)

    def _coming(self, found: Published) -> list[Pair]:
        free = open_shifts(found.publication.problem, self.now, LATE)
        return [pair for pair in found.roster if pair.shift in free]

    def _swap(self, found: Published) -> Asked:
        """One of the best exchanges of some duty."""
        held = self.draw.choice(self._coming(found))
        advice = ask_advice(self.path, held, self.signed())
        swaps = [option for option, _ in advice.best if option.kind == "swap"]
        if not swaps:
            return ask_best_gift(self.path, held, self.signed())
        one, other = self.draw.choice(swaps).lost
        return ask_swap(self.path, (*one, *other), self.signed())

    def _give(self, found: Published) -> Asked:
        return ask_best_gift(self.path, self.draw.choice(self._coming(found)), self.signed())

    def _worked(self, found: Published) -> Asked:
        """A duty that began was served by a colleague."""
        problem = found.publication.problem
        begun = [p for p in found.roster if has_begun(problem.shift_by_id[p.shift], self.now)]
        if not begun:
            raise Refused("Aucune garde n'a commencé.")
        planned, who = self.draw.choice(begun), self.draw.choice(problem.doctors).id
        return ask_worked(self.path, (*planned, who), self.signed())

    def _requisition(self, found: Published) -> Asked:
        """A vacant duty to somebody of its line."""
        problem = found.publication.problem
        free = open_shifts(problem, self.now, LATE)
        empty = [id_ for id_ in sorted(vacant(problem, found.roster)) if id_ in free]
        if not empty:
            raise Refused("Aucune garde n'est vide.")
        shift = problem.shift_by_id[self.draw.choice(empty)]
        able = [d.id for d in problem.doctors if why_not(problem.facts, d, shift) is None]
        return ask_requisition(self.path, (self.draw.choice(able), shift.id), self.signed())

    def _mistake(self, found: Published) -> Asked:
        """A duty asked of somebody who does not hold it."""
        one, other = self.draw.sample(self._coming(found), 2)
        return ask_swap(
            self.path, (other.doctor, one.shift, one.doctor, other.shift), self.signed()
        )
