"""Closing a roster: the duties really done and the shares that were due, as one posting of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from rostering.domain.people import LedgerEntry
from rostering.domain.roster import Pair, Roster
from rostering.domain.territory import Category
from rostering.expand import expand
from rostering.instance import Instance
from rostering.memory.book import TERRITORY, Entry, Member, Posting, WishPoints
from rostering.problem.problem import Problem
from rostering.problem.shares import Eligible, eligible_by_shift, plain_shares, shifts_of
from rostering.problem.shift import Shift
from rostering.rules.feasts import feast_of
from rostering.rules.wish import Wish

CENT = Decimal("0.01")
MILLION = 1_000_000
MINUTES = timedelta(minutes=1)


class Held(NamedTuple):
    """A seat of a roster: who was planned, and who worked in the end ("": nobody)."""

    shift: str
    planned: str
    worked: str


@dataclass(frozen=True)
class Draft:
    """What a posting says before it has its place in the book."""

    content: Mapping[str, Any]

    def posting(self, **place: Any) -> Posting:
        """The posting at that place (number, stamp, about, version, source…)."""
        return Posting.model_validate({**self.content, **place})


def opening(instance: Instance) -> Draft:
    """The balances, feasts and refused points that the first instance brings from before the book."""
    measures = {category.id: category.measure for category in instance.categories}
    entries = [_brought(one, measures.get(one.category, "number")) for one in instance.ledger]
    wishes = [
        WishPoints(doctor=one.doctor, asked=0, refused=one.points) for one in instance.refused
    ]
    eve = instance.horizon.start - timedelta(days=1)
    return Draft(
        {
            "act": "ouverture", "start": eve, "end": eve, "members": members(instance),
            "entries": entries, "feasts": instance.feasts, "wishes": wishes, "duties": 0,
        }
    )  # fmt: skip


def _brought(stated: LedgerEntry, measure: str) -> Entry:
    """A balance from before, in the measure of its category."""
    accounts = (stated.doctor, TERRITORY)
    gains, loses = accounts if stated.balance > 0 else accounts[::-1]
    amount = {measure: abs(stated.balance)}
    said = {"why": "report", "gains": gains, "loses": loses, "category": stated.category}
    return Entry.model_validate({**said, **amount})


def closing(
    instance: Instance, held: Sequence[Held], newcomers: frozenset[str] = frozenset()
) -> Draft:
    """The posting of a roster: every duty planned, every one handed over, every share due.

    Shares are of what was really done: a carence is owed by nobody. `newcomers`: doctors whom the roster did not know when
    it was published; they owe no more than they did, and the others the rest.
    """
    problem = expand(instance)
    entries = [*_duties(problem, held), *_shares(problem, held, newcomers)]
    return Draft(
        {
            "act": "cloture",
            "start": instance.horizon.start,
            "end": instance.horizon.end,
            "members": members(instance),
            "entries": entries,
            "wishes": tuple(_wishes(instance, held)),
            "duties": sum(1 for one in held if one.worked),
        }
    )


def members(instance: Instance) -> tuple[Member, ...]:
    """The doctors as the book keeps them."""
    return tuple(
        Member(id=one.id, name=one.name, sectors=one.sectors, quote_part=one.quote_part)
        for one in sorted(instance.doctors, key=lambda doctor: doctor.id)
    )


def reopening(closed: Posting) -> Draft:
    """The posting that takes a closing back: the same entries the other way round."""
    return Draft(
        {
            "act": "reouverture",
            "start": closed.start,
            "end": closed.end,
            "members": closed.members,
            "entries": [entry.reversed() for entry in closed.entries],
            "wishes": [
                WishPoints(doctor=one.doctor, asked=-one.asked, refused=-one.refused)
                for one in closed.wishes
            ],
            "duties": -closed.duties,
        }
    )


def _duties(problem: Problem, held: Sequence[Held]) -> Iterator[Entry]:
    """Duties as planned, then those that passed from one doctor to another, then both in units."""
    units: Counter[tuple[str, str, str]] = Counter()
    for one in sorted(held):
        shift = problem.shift_by_id[one.shift]
        yield _moved(problem, shift, one.planned, TERRITORY)
        units["garde", one.planned, TERRITORY] += _half_units(problem, shift, one.planned)
        if one.worked != one.planned:
            yield _moved(problem, shift, one.worked, one.planned)
            size = _half_units(problem, shift, one.worked or one.planned)
            units["echange", one.worked, one.planned] += size
    for category in problem.facts.categories:
        for (why, gains, loses), size in sorted(units.items()):
            if category.measure == "units" and size:
                yield Entry.model_validate(
                    {"why": why, "gains": gains, "loses": loses, "category": category.id,
                     "units": Decimal(size) / 2}
                )  # fmt: skip


def _moved(problem: Problem, shift: Shift, gains: str, loses: str) -> Entry:
    """One duty, from the account that no longer has it to the one that has."""
    feast = feast_of(shift) if shift.feast else None
    who = gains or loses
    period = problem.period(problem.doctor_by_id[who], shift)
    minutes = (period.end - period.start) // MINUTES
    return Entry.model_validate(
        {
            "why": "garde" if loses == TERRITORY else "echange",
            "gains": gains,
            "loses": loses,
            "category": shift.category,
            "number": 1,
            "units": Decimal(_half_units(problem, shift, who)) / 2,
            "hours": (Decimal(minutes) / 60).quantize(CENT),
            "date": shift.date,
            "shift": shift.id,
            "feast": feast.family if feast else "",
            "feast_year": feast.year if feast else 0,
        }
    )


def _half_units(problem: Problem, shift: Shift, doctor: str) -> int:
    return problem.half_units(problem.doctor_by_id[doctor], shift)


def _shares(problem: Problem, held: Sequence[Held], newcomers: frozenset[str]) -> Iterator[Entry]:
    """What each doctor owed of the duties done, in each category, in number and in units."""
    dues = _Dues(problem, held, newcomers, eligible_by_shift(problem))
    for category in problem.facts.categories:
        units = rounded(dues.of(category, in_units=True))
        number = units
        if category.measure == "number":
            number = rounded(dues.of(category, in_units=False))
        for doctor in sorted(units):
            amounts = {"units": units[doctor]}
            if category.measure == "number":
                amounts["number"] = number[doctor]
            if any(amounts.values()):
                yield Entry.model_validate(
                    {"why": "part", "gains": TERRITORY, "loses": doctor, "category": category.id,
                     **amounts}
                )  # fmt: skip


class _Dues(NamedTuple):
    """Shares of what was done, when some doctors came after the roster was made."""

    problem: Problem
    held: Sequence[Held]
    newcomers: frozenset[str]
    eligible: Eligible

    def of(self, category: Category, in_units: bool) -> dict[str, float]:
        """The share of each doctor; newcomers who did less than theirs are spared, until none is left."""
        spared: dict[str, float] = {}
        while True:
            owed = self._without(category, in_units, spared)
            own = {who: self._did(who, category, in_units) for who in self.newcomers & owed.keys()}
            behind = {who: amount for who, amount in own.items() if owed[who] > amount}
            if not behind:
                return owed | spared
            spared |= behind

    def _without(
        self, category: Category, in_units: bool, spared: Collection[str]
    ) -> dict[str, float]:
        """The shares of the others, of what they did."""
        done = Counter(one.shift for one in self.held if one.worked and one.worked not in spared)
        others = {
            shift: tuple(one for one in doctors if one[0].id not in spared)
            for shift, doctors in self.eligible.items()
        }
        return plain_shares(self.problem, category, done, others, in_units)

    def _did(self, doctor: str, category: Category, in_units: bool) -> float:
        counted = {shift.id: shift for shift in shifts_of(self.problem, category)}
        done = [one.shift for one in self.held if one.worked == doctor and one.shift in counted]
        if not in_units:
            return len(done)
        return sum(_half_units(self.problem, counted[shift], doctor) for shift in done) / 2


def rounded(shares: Mapping[str, float]) -> dict[str, Decimal]:
    """Shares in millionths whose sum is that of the shares: the largest remainders get what rounding leaves."""
    exact = {doctor: MILLION * share for doctor, share in shares.items()}
    parts = {doctor: int(share + 1e-3) for doctor, share in exact.items()}
    left = round(sum(exact.values())) - sum(parts.values())
    order = sorted(exact, key=lambda doctor: (parts[doctor] - exact[doctor], doctor))
    for doctor in order[: max(0, left)]:
        parts[doctor] += 1
    return {doctor: Decimal(part) / MILLION for doctor, part in parts.items()}


def _wishes(instance: Instance, held: Sequence[Held]) -> Iterator[WishPoints]:
    """The points stated and refused by the roster as it was planned, at their plain weight."""
    plain = instance.model_copy(update={"refused": ()})
    problem = expand(plain)
    roster = Roster(frozenset(Pair(one.planned, one.shift) for one in held))
    asked: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for rule in plain.rules:
        if isinstance(rule, Wish):
            for verdict in rule.verdicts(problem, roster):
                asked[verdict.doctor] += verdict.points
                refused[verdict.doctor] += 0 if verdict.granted else verdict.points
    for doctor in sorted(asked):
        yield WishPoints(doctor=doctor, asked=asked[doctor], refused=refused[doctor])
