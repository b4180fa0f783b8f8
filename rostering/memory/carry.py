"""From the book to the next roster: what its instance should say of balances, feasts and refused points.

Each case has one treatment. *Newcomer*: no posting, so nothing is carried, and centring leaves it at 0; one who joins
a published roster owes no more of it than they did. *Departure*:
the account stays in the book and is carried no more; what it leaves is spread by centring. *Return, long leave, end
of an exemption*: the account as it was, faded meanwhile. *Exempt from a category*: not carried nor centred while it
lasts. *Change of quote-part*: each period was due at its own; a balance is in duties and does not change. *Change of
sector*: what was carried in the sector that is left stays there. *Merged sectors* (`memory.merged`): balances follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from rostering.domain.calendar import feast_year
from rostering.domain.memory import RefusedPoints
from rostering.domain.people import FeastServed, LedgerEntry
from rostering.expand import expand
from rostering.instance import Instance
from rostering.memory.balances import (
    feasts_served,
    measured,
    points_refused,
    remembered,
)
from rostering.memory.book import Book, Posting
from rostering.problem.problem import Problem
from rostering.problem.shares import eligible_by_shift, shifts_of, weights_of

CENT = Decimal("0.01")


def carried(book: Book, following: Instance) -> Instance:
    """The next instance with what the book remembers in place of its own balances and refused points.

    Feasts that the instance states and the book does not know are kept; so are refused points beside past years from a
    table, which know no wishes.
    """
    knows_wishes = any(posting.act != "reprise" for posting in book.in_force)
    return following.model_copy(
        update={
            "ledger": tuple(_ledger(book, following)),
            "feasts": _feasts(book, following),
            "refused": tuple(_refused(book, following)) if knows_wishes else following.refused,
        }
    )


def _ledger(book: Book, following: Instance) -> Iterator[LedgerEntry]:
    """Balances faded, those of sectors left behind dropped, centred, to the hundredth."""
    problem = expand(following)
    found = pools(problem)
    balances = _balances(book, problem, found)
    for category in following.categories:
        pool = found[category.id]
        own = {doctor: balances.get((doctor, category.id)) for doctor in pool.weights}
        known = {doctor: balance for doctor, balance in own.items() if balance is not None}
        if following.memory.centred:
            known = centred(known, pool.weights, pool.groups)
        for doctor in sorted(known):
            if balance := Decimal(known[doctor]).quantize(CENT):
                yield LedgerEntry(doctor=doctor, category=category.id, balance=balance)


@dataclass(frozen=True)
class Pool:
    """Those to whom a category is open: weights, groups that share duties, sectors each may serve it for."""

    weights: Mapping[str, float]
    groups: tuple[frozenset[str], ...]
    sectors: Mapping[str, frozenset[str] | None]


def pools(problem: Problem) -> dict[str, Pool]:
    """The pool of each category; sectors are None for who serves it on a line of no sector."""
    eligible = eligible_by_shift(problem)
    found = {}
    for category in problem.facts.categories:
        weights = weights_of(problem, category, eligible)
        weights = {doctor: weight for doctor, weight in weights.items() if weight > 0}
        sets: list[frozenset[str]] = []
        lines: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        for shift in shifts_of(problem, category):
            members = frozenset(one.id for one, _ in eligible[shift.id] if one.id in weights)
            sets.append(members)
            for doctor in members:
                lines[doctor].add(shift.line.sectors)
        sectors = {doctor: _sectors(served) for doctor, served in lines.items()}
        found[category.id] = Pool(weights, tuple(_linked(sets)), sectors)
    return found


def _sectors(lines: Iterable[tuple[str, ...]]) -> frozenset[str] | None:
    return None if () in lines else frozenset(sector for line in lines for sector in line)


def _linked(sets: Iterable[frozenset[str]]) -> Iterator[frozenset[str]]:
    """Sets joined as long as two of them share somebody."""
    groups: list[frozenset[str]] = []
    for members in dict.fromkeys(sets):
        met = [group for group in groups if group & members]
        groups = [group for group in groups if not group & members]
        groups.append(members.union(*met))
    yield from sorted(groups, key=sorted)


def _balances(
    book: Book, problem: Problem, pools: Mapping[str, Pool]
) -> dict[tuple[str, str], float]:
    """As remembered on the first day, without what was made in a sector that the doctor left."""
    facts = problem.facts
    categories = {category.id: category for category in facts.categories}
    found: defaultdict[tuple[str, str], float] = defaultdict(float)
    for posting, lines in measured(book, categories):
        sectors = _then(posting, problem)
        for (doctor, category), line in lines.items():
            pool = pools.get(category)
            if pool is None or doctor not in pool.weights:
                continue
            today = pool.sectors[doctor]
            if today is None or doctor not in sectors or today & sectors[doctor]:
                weight = remembered(facts.memory, category, posting, facts.horizon.start)
                found[doctor, category] += weight * line.change
    return dict(found)


def _then(posting: Posting, problem: Problem) -> dict[str, frozenset[str]]:
    """The sectors of each doctor at the time of a posting, by the names they have today."""
    return {
        member.id: frozenset(map(problem.facts.memory.sector_today, member.sectors))
        for member in posting.members
    }


def centred(
    balances: Mapping[str, float],
    weights: Mapping[str, float],
    groups: Iterable[frozenset[str]],
) -> dict[str, float]:
    """Balances that sum to zero in each group: what there is too much is taken from all, by their weight."""
    found = dict(balances)
    for group in groups:
        members = sorted(group & balances.keys())
        weight = sum(weights[doctor] for doctor in members)
        excess = sum(balances[doctor] for doctor in members)
        for doctor in members:
            found[doctor] = balances[doctor] - excess * weights[doctor] / weight
    return found


def _feasts(book: Book, following: Instance) -> tuple[FeastServed, ...]:
    """The record of the book, and what the instance states of other days; only of doctors who are still there."""
    here = {doctor.id for doctor in following.doctors}
    told = _feasts_told(book, following)
    stated = (one for one in following.feasts if (one.feast, one.year) not in told)
    served = {*feasts_served(book), *stated}
    kept = [one for one in served if one.doctor in here]
    return tuple(sorted(kept, key=lambda one: (one.doctor, one.feast, one.year)))


def _feasts_told(book: Book, following: Instance) -> frozenset[tuple[str, int]]:
    """The feasts of closed rosters: of those the book alone says who served them, even once corrected."""
    days = following.days()
    closed = (one for one in book.closed if one.act == "cloture")
    dates = (
        one.start + timedelta(days=n)
        for one in closed
        for n in range((one.end - one.start).days + 1)
    )
    return frozenset(
        (days.feast(day, eve), feast_year(days.feast(day, eve), day))
        for day in dates
        for eve in (False, True)
    )


def _refused(book: Book, following: Instance) -> Iterator[RefusedPoints]:
    """What each was refused beyond the mean of those who stated wishes, so that not all wishes grow together."""
    here = {doctor.id for doctor in following.doctors}
    found = points_refused(book, following.memory, following.horizon.start)
    points = {doctor: amount for doctor, amount in found.items() if doctor in here}
    mean = sum(points.values()) / len(points) if points else 0.0
    for doctor, amount in points.items():
        if (more := round(amount - mean)) > 0:
            yield RefusedPoints(doctor=doctor, points=more)
