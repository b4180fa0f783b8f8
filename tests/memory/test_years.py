"""Months in a row through the product's own road: conserved to the duty, and level with the ledger."""

from __future__ import annotations

from functools import cache

from benchmarks.long_run import Run, imagine, load, measured, play
from rostering.domain.people import Doctor
from rostering.instance import Instance
from rostering.memory.balances import feasts_served
from rostering.memory.carry import carried

MONTHS = 9
SIX = 6


@cache
def sector() -> Instance:
    """Six doctors of the generated sector, three quarters of a year."""
    found = load("secteur")
    doctors: tuple[Doctor, ...] = found.doctors[:SIX]
    return found.model_copy(update={"doctors": doctors, "availability": ()})


@cache
def played(with_ledger: bool) -> Run:
    """The nine months."""
    life = imagine(sector(), 1, seed=3)
    cut = type(life)(life.base, life.months[:MONTHS], life.doctors, life.said)
    return play(cut, with_ledger, seconds=10)


def test_the_sum_of_the_accounts_is_the_duties_of_all_rosters() -> None:
    """Nine closings, arrivals, departures and swaps: every duty is on one account, and all balances sum to zero."""
    book = played(True).book
    duties = sum(posting.duties for posting in book)
    done = sum(line.done for posting in book for line in posting.numbers.values())
    change = sum(line.change for posting in book for line in posting.numbers.values())
    assert done == duties > 0
    assert abs(change) < 1e-3


def test_the_spread_is_less_with_the_ledger() -> None:
    """Of evenings, Saturdays and Sundays: nobody ends up further from the others than without."""
    life = imagine(sector(), 1, seed=3)
    one, two = (
        measured(life, played(way).book, played(way).reached)["spread"] for way in (True, False)
    )
    assert sum(one[key] for key in one) < sum(two[key] for key in two)


def test_feasts_are_remembered_year_by_year() -> None:
    """What the book says of feasts is what the next instance gets, once each."""
    book = played(True).book
    following = imagine(sector(), 2, seed=3).month(imagine(sector(), 2, seed=3).months[MONTHS])
    here = {doctor.id for doctor in following.doctors}
    expected = [one for one in feasts_served(book) if one.doctor in here]
    assert list(carried(book, following).feasts) == sorted(
        expected, key=lambda one: (one.doctor, one.feast, one.year)
    )


def test_carrying_does_not_know_names_or_order() -> None:
    """Doctors listed the other way round: the same balances."""
    book = played(True).book
    life = imagine(sector(), 2, seed=3)
    following = life.month(life.months[MONTHS])
    other = following.model_copy(update={"doctors": following.doctors[::-1]})
    assert carried(book, other).ledger == carried(book, following).ledger
    assert carried(book, other).refused == carried(book, following).refused
