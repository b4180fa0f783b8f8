"""What somebody proposes to change in a published roster: which duties change hands, and what the territory's document must say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rostering.domain.journal import ChangeProof, Kind, Served, TerritoryChange
from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.errors import Refused
from rostering.instance import Instance
from rostering.life.territory import unpinned
from rostering.problem.problem import Problem
from rostering.rules.base import the_shift


@dataclass(frozen=True)
class Proposal:
    """One event, before anybody agreed to it. `told` says it in French; `about`: the doctors whose event it is."""

    kind: Kind
    told: str
    about: tuple[str, ...] = ()
    lost: tuple[Pair, ...] = ()
    gained: tuple[Pair, ...] = ()
    forced: tuple[Pair, ...] = ()
    served: tuple[Served, ...] = ()
    territory: tuple[TerritoryChange, ...] = ()
    undoes: int | None = None
    proof: ChangeProof | None = None

    def applied(self, roster: Roster) -> Roster:
        """The roster after it."""
        return Roster((roster.pairs - frozenset(self.lost)) | frozenset(self.gained))

    @property
    def touched(self) -> tuple[str, ...]:
        """The duties that change hands."""
        return tuple(sorted({pair.shift for pair in (*self.lost, *self.gained)}))


def swap(instance: Instance, problem: Problem, roster: Roster, one: Pair, other: Pair) -> Proposal:
    """Two doctors trade a duty each.

    Raises Refused with every reason why there is nothing to trade.
    """
    reasons = list(_not_held(problem, roster, one, other))
    if one.doctor == other.doctor:
        reasons.append(f"Le {the_doctor(problem, one)} ne peut pas échanger avec soi-même.")
    elif one.shift == other.shift:
        reasons.append(f"{the_shift(problem, one.shift)} : c'est la même garde des deux côtés.")
    gained = (Pair(other.doctor, one.shift), Pair(one.doctor, other.shift))
    if not reasons:
        reasons += _held_already(problem, roster, gained)
    if reasons:
        raise Refused(*reasons)
    told = (
        f"Le {the_doctor(problem, one)} et le {the_doctor(problem, other)} échangent "
        f"{the_shift(problem, one.shift)} contre {the_shift(problem, other.shift)}"
    )
    lost = (one, other)
    return Proposal(
        "swap", told, (one.doctor, other.doctor), lost, gained, territory=unpinned(instance, lost)
    )


def give(instance: Instance, problem: Problem, roster: Roster, held: Pair, taker: str) -> Proposal:
    """A doctor hands a duty over to a colleague.

    Raises Refused.
    """
    reasons = list(_not_held(problem, roster, held))
    gained = Pair(taker, held.shift)
    if taker == held.doctor:
        reasons.append(f"Le {the_doctor(problem, held)} tient déjà cette garde.")
    elif not reasons:
        reasons += _held_already(problem, roster, (gained,))
    if reasons:
        raise Refused(*reasons)
    told = (
        f"Le {the_doctor(problem, held)} donne {the_shift(problem, held.shift)} "
        f"au {the_doctor(problem, gained)}"
    )
    lost = (held,)
    return Proposal(
        "give", told, (held.doctor, taker), lost, (gained,), territory=unpinned(instance, lost)
    )


def take(problem: Problem, roster: Roster, taken: Pair) -> Proposal:
    """A doctor takes a post that nobody holds.

    Raises Refused when there is none left.
    """
    reasons = list(_held_already(problem, roster, (taken,)))
    shift = problem.shift_by_id[taken.shift]
    if len(roster.by_shift.get(taken.shift, ())) >= shift.staffing.most:
        reasons.append(f"{the_shift(problem, taken.shift)} : tous ses postes sont tenus.")
    if reasons:
        raise Refused(*reasons)
    told = f"Le {the_doctor(problem, taken)} prend {the_shift(problem, taken.shift)}, que personne ne tenait"
    return Proposal("give", told, (taken.doctor,), (), (taken,))


def worked(problem: Problem, roster: Roster, planned: Pair, who: str) -> Proposal:
    """Who really served a duty that began: a fact, which moves nobody. `who` "" is nobody.

    Raises Refused.
    """
    if reasons := list(_not_held(problem, roster, planned)):
        raise Refused(*reasons)
    served = Served(shift=planned.shift, doctor=planned.doctor, worked=who)
    name = f"le Dr {problem.doctor_by_id[who].name}" if who else "personne"
    told = (
        f"{the_shift(problem, planned.shift)} : prévue au {the_doctor(problem, planned)}, "
        f"assurée par {name}"
    )
    about = tuple(filter(None, (planned.doctor, who)))
    return Proposal("worked", told, about, served=(served,))


def the_doctor(problem: Problem, pair: Pair) -> str:
    """ "Dr MARTIN Anne"."""
    return f"Dr {_doctor(problem, pair.doctor).name}"


def _doctor(problem: Problem, id_: str) -> Doctor:
    return problem.doctor_by_id[id_]


def _not_held(problem: Problem, roster: Roster, *pairs: Pair) -> Iterator[str]:
    for pair in pairs:
        if pair not in roster:
            holders = [
                f"Dr {_doctor(problem, id_).name}" for id_ in roster.by_shift.get(pair.shift, ())
            ]
            held = (
                f"tenue par {' et '.join(f'le {who}' for who in holders)}"
                if holders
                else "que personne ne tient"
            )
            yield f"Le {the_doctor(problem, pair)} ne tient pas {the_shift(problem, pair.shift)}, {held}."


def _held_already(problem: Problem, roster: Roster, pairs: tuple[Pair, ...]) -> Iterator[str]:
    for pair in pairs:
        if pair in roster:
            yield f"Le {the_doctor(problem, pair)} tient déjà {the_shift(problem, pair.shift)}."
