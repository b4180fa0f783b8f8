"""The accounts as people read them: each line adds up, and leads to the next."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest

from rostering.memory.accounts import Accounts
from rostering.memory.balances import balances
from rostering.memory.book import Book
from rostering.memory.closing import opening, reopening
from tests.memory.sample import all_by, closed, posted, territory

FEBRUARY = territory(ledger=({"doctor": "anne", "category": "soiree", "balance": "-1"},))
MARCH, APRIL = territory("2027-03-01", "2027-03-31"), territory("2027-04-01", "2027-04-30")


def three_months() -> Accounts:
    """A debt from before, then February by Anne, March by Bruno, April by all three."""
    book = closed(
        FEBRUARY, all_by(FEBRUARY, "anne"), posted(Book(), opening(FEBRUARY), FEBRUARY.id)
    )
    book = closed(MARCH, all_by(MARCH, "bruno"), book)
    return Accounts(closed(APRIL, all_by(APRIL, "anne", "bruno", "carole"), book), APRIL)


def test_each_line_begins_where_the_last_one_ended() -> None:
    """Period after period, the balance before is the balance of the line above."""
    for rows in three_months().by_account.values():
        for one, other in pairwise(rows):
            assert other.before == pytest.approx(one.balance)


def test_the_last_balance_is_what_is_carried() -> None:
    """The account says what the next roster will be told, before centring."""
    accounts = three_months()
    found = balances(accounts.book, APRIL.memory, accounts.categories, accounts.day)
    for (doctor, category), rows in accounts.by_account.items():
        assert rows[-1].balance == pytest.approx(found[doctor, category])
        assert accounts.remembered(doctor, category) == pytest.approx(found[doctor, category])


def test_what_is_forgotten_is_told() -> None:
    """In February a month takes its part of Anne's debt of one duty: 1 − 0,8^⅓ of it."""
    row = three_months().by_account["anne", "soiree"][1]
    assert (row.before, row.forgotten) == (-1, pytest.approx(1 - 0.8 ** (1 / 3)))


def test_an_idle_period_is_forgotten_on_the_next_line() -> None:
    """May is not closed: June still begins where April ended, and has two months to forget."""
    june = territory("2027-06-01", "2027-06-30")
    book = closed(june, all_by(june, "anne"), three_months().book)
    april, last = Accounts(book, june).by_account["anne", "soiree"][-2:]
    whole = balances(
        book,
        june.memory,
        {one.id: one for one in june.categories},
        june.horizon.end + timedelta(days=1),
    )
    assert last.before == pytest.approx(april.balance)
    assert last.forgotten != 0
    assert last.balance == pytest.approx(whole["anne", "soiree"])


def test_a_closing_taken_back_is_not_shown() -> None:
    """April reopened: its line is gone, those before are the same."""
    whole = three_months()
    back = Accounts(posted(whole.book, reopening(whole.book.postings[-1]), APRIL.id), APRIL)
    for key, rows in back.by_account.items():
        shown = [row for row in whole.by_account[key] if row.posting.about != APRIL.id]
        assert list(rows) == shown


def test_doctors_who_left_keep_their_account() -> None:
    """Carole, no longer in the instance, still has hers, under her name."""
    accounts = Accounts(
        three_months().book, territory("2027-05-01", "2027-05-31", doctors=FEBRUARY.doctors[:2])
    )
    assert accounts.names["carole"] == "CAROLE"
    assert accounts.by_account["carole", "soiree"][-1].balance != 0
