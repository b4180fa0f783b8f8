"""Closing: duties and shares in double entry, and back."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostering.expand import expand
from rostering.memory.balances import balances
from rostering.memory.book import TERRITORY, Book, lines_of
from rostering.memory.closing import Held, closing, opening, reopening, rounded
from tests.build import doctor, line, window
from tests.memory.sample import EVENINGS, THREE, all_by, closed, posted, territory

FEBRUARY = territory()
SHIFTS = [shift.id for shift in expand(FEBRUARY).shifts]
CATEGORIES = {category.id: category for category in FEBRUARY.categories}
NAMES = ("anne", "bruno", "carole")


def test_who_does_all_is_over_by_what_the_others_owe() -> None:
    """Twenty evenings by Anne, a third due from each: +13,33 for her, −6,67 for the two others."""
    lines = closed(FEBRUARY, all_by(FEBRUARY, "anne")).postings[0].numbers
    changes = {who: round(lines[who, "soiree"].change, 2) for who in NAMES}
    assert changes == {"anne": 13.33, "bruno": -6.67, "carole": -6.67}


def test_a_duty_handed_over_counts_for_who_worked() -> None:
    """Planned for Anne, worked by Bruno: given by her, received by him, and the sum of duties is the same."""
    first, *rest = all_by(FEBRUARY, "anne", "bruno")
    lines = closed(FEBRUARY, [first._replace(worked="bruno"), *rest]).postings[0].numbers
    anne, bruno = lines["anne", "soiree"], lines["bruno", "soiree"]
    assert (anne.planned, anne.given, anne.received, anne.done) == (10, 1, 0, 9)
    assert (bruno.planned, bruno.given, bruno.received, bruno.done) == (10, 0, 1, 11)


def test_a_duty_that_nobody_worked_is_no_duty() -> None:
    """Planned for Anne and not done: she has not done it, and nobody owes it."""
    first, *rest = all_by(FEBRUARY, "anne")
    book = closed(FEBRUARY, [first._replace(worked=""), *rest])
    assert book.postings[0].duties == book.postings[0].counted == 19
    assert book.postings[0].numbers["anne", "soiree"].done == 19
    assert round(sum(line.owed for line in book.postings[0].numbers.values()), 6) == 19


def test_a_carence_is_owed_by_nobody() -> None:
    """Ten evenings held out of twenty: ten are due in all."""
    lines = closed(FEBRUARY, all_by(FEBRUARY, "anne")[:10]).postings[0].numbers
    assert round(sum(line.owed for line in lines.values()), 6) == 10


def test_each_duty_counts_in_units_too() -> None:
    """An evening of four hours is one unit, in its category and in that of all units."""
    held = all_by(FEBRUARY, "anne", "bruno")
    found = lines_of(
        closing(FEBRUARY, held).posting(number=1, stamp="2027-03-01T00:00:00Z", about="t").entries,
        "units",
    )
    assert (found["anne", "soiree"].done, found["anne", "unites"].done) == (10, 10)


def test_a_newcomer_whom_the_roster_did_not_know_owes_no_more_than_they_did() -> None:
    """Carole joins a roster that Anne and Bruno hold: without a duty she owes none, they ten each."""
    held = all_by(FEBRUARY, "anne", "bruno")
    lines = posted(Book(), closing(FEBRUARY, held, frozenset({"carole"}))).postings[0].numbers
    assert ("carole", "soiree") not in lines
    assert [lines[who, "soiree"].owed for who in ("anne", "bruno")] == [10, 10]


@pytest.mark.parametrize(("mine", "owed"), [(1, 1), (6, 6), (7, 20 / 3), (20, 20 / 3)])
def test_a_newcomer_who_helps_is_credited_beyond_the_common_share(mine: int, owed: float) -> None:
    """One under, at and over a third of the twenty evenings; whatever she owes, what is due is what was done."""
    held = tuple(
        one._replace(worked="carole") if place < mine else one
        for place, one in enumerate(all_by(FEBRUARY, "anne", "bruno"))
    )
    posting = posted(Book(), closing(FEBRUARY, held, frozenset({"carole"}))).postings[0]
    for lines in (posting.numbers, posting.bricks):
        assert lines["carole", "soiree"].owed == pytest.approx(owed, abs=1e-5)
        due = sum(line.owed for (_, category), line in lines.items() if category == "soiree")
        assert due == pytest.approx(20, abs=1e-5)


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from((*NAMES, ""))), min_size=20, max_size=20
    )
)
def test_the_sum_of_the_accounts_is_the_duties_done(people: list[tuple[str, str]]) -> None:
    """Whoever was planned and worked: duties are conserved, shares are what was done, all balances sum to zero."""
    held = [Held(shift, *who) for shift, who in zip(SHIFTS, people, strict=True)]
    book = closed(FEBRUARY, held)
    worked = Counter(one.worked for one in held if one.worked)
    lines = book.postings[0].numbers
    done = {who: lines[who, "soiree"].done for who in NAMES if (who, "soiree") in lines}
    assert {who: count for who, count in done.items() if count} == dict(worked)
    assert book.postings[0].counted == sum(worked.values())
    for category in ("soiree", "unites"):
        found = balances(book, FEBRUARY.memory, CATEGORIES, FEBRUARY.horizon.end)
        assert round(sum(b for (_, c), b in found.items() if c == category), 6) == 0


@given(st.lists(st.sampled_from(NAMES), min_size=20, max_size=20))
def test_reopening_gives_back_the_accounts_as_they_were(people: list[str]) -> None:
    """Closing then reopening is no change at all, to the last digit of each account; closing again is allowed."""
    before = posted(
        Book(),
        opening(territory(ledger=({"doctor": "anne", "category": "soiree", "balance": "1.25"},))),
    )
    held = [Held(shift, who, who) for shift, who in zip(SHIFTS, people, strict=True)]
    done = closed(FEBRUARY, held, before)
    back = posted(done, reopening(done.postings[-1]), FEBRUARY.id)
    day = FEBRUARY.horizon.end
    was = balances(before, FEBRUARY.memory, CATEGORIES, day)
    now = balances(back, FEBRUARY.memory, CATEGORIES, day)
    assert {key: round(value, 9) for key, value in now.items() if round(value, 9)} == {
        key: round(value, 9) for key, value in was.items()
    }
    assert back.standing(FEBRUARY.id, "cloture") is None
    again = closed(FEBRUARY, held, back)
    assert balances(again, FEBRUARY.memory, CATEGORIES, day) == pytest.approx(
        balances(done, FEBRUARY.memory, CATEGORIES, day)
    )


def test_every_entry_has_two_sides() -> None:
    """What an account gains another one loses: no entry has the same account on both sides."""
    first, *rest = all_by(FEBRUARY, "anne", "bruno", "carole")
    posting = closed(FEBRUARY, [first._replace(worked="bruno"), *rest]).postings[0]
    assert all(entry.gains != entry.loses for entry in posting.entries)
    assert all(
        TERRITORY in (entry.gains, entry.loses)
        for entry in posting.entries
        if entry.why != "echange"
    )


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.fractions(0, 40), min_size=1, max_size=9)
)
def test_rounded_shares_keep_their_sum(shares: dict[str, Fraction]) -> None:
    """Rounding gives nothing away: the millionths sum to the rounded sum."""
    found = rounded({doctor: float(share) for doctor, share in shares.items()})
    assert float(sum(found.values())) == pytest.approx(float(sum(shares.values())), abs=1e-6)


def test_half_a_quote_part_owes_half() -> None:
    """Each period is due at the quote-part of its own instance: 1, 1 and ½ owe 8, 8 and 4 of twenty."""
    instance = territory(
        doctors=(doctor("anne"), doctor("bruno"), doctor("carole", quote_part="0.5"))
    )
    lines = closed(instance, all_by(instance, "anne")).postings[0].numbers
    assert [round(lines[who, "soiree"].owed, 4) for who in NAMES] == [8, 8, 4]


@pytest.mark.parametrize(("days", "owed"), [(13, 6.6667), (14, 4), (20, 2.2222)])
def test_a_long_leave_owes_nothing_of_its_days(days: int, owed: float) -> None:
    """With a limit of 14 days: thirteen lower nothing; fourteen (ten evenings of twenty: a weight of
    a half, 4 of 20) and twenty (five evenings: a quarter, 2.22) do."""
    away = {
        "doctor": "anne",
        "level": "impossible",
        "leave": True,
        "start": "2027-02-01",
        "end": f"2027-02-{days:02d}",
    }
    instance = territory(availability=(away,), memory={"long_absence_days": 14})
    lines = closed(instance, all_by(instance, "bruno", "carole")).postings[0].numbers
    assert lines["anne", "soiree"].owed == pytest.approx(owed, abs=0.001)


def test_an_exempt_doctor_owes_nothing() -> None:
    """Exempt from all evenings: no share, whatever was done."""
    exempt = doctor("carole", exemptions=({"code": "age"},))
    instance = territory(doctors=(*THREE[:2], exempt))
    lines = closed(instance, all_by(instance, "anne", "bruno")).postings[0].numbers
    assert ("carole", "soiree") not in lines
    assert round(lines["anne", "soiree"].owed, 4) == 10


def test_a_helper_is_owed_what_the_sector_was_spared() -> None:
    """A doctor of another sector who lends a hand has no share there: the duty is all credit, others owe it."""
    lines_ = (
        EVENINGS,
        line("autre", window("jour", "08:00", "20:00", ("samedi",)), sectors=("T",)),
    )
    helper = doctor("carole", sectors=("T",), help_sectors=("S",))
    instance = territory(
        doctors=(*THREE[:2], helper), lines=lines_, sectors=({"id": "S"}, {"id": "T"})
    )
    shifts = [shift for shift in expand(instance).shifts if shift.line.id == "mmg"]
    lines = closed(instance, [Held(shifts[0].id, "carole", "carole")]).postings[0].numbers
    assert lines["carole", "soiree"].change == 1
    assert round(lines["anne", "soiree"].change + lines["bruno", "soiree"].change, 6) == -1


def test_the_refused_points_are_those_of_the_roster_as_planned() -> None:
    """Anne said no to the first evening and was planned: 30 points refused, even when Bruno took it over."""
    instance = territory(availability=({"doctor": "anne", "level": "non", "date": "2027-02-01"},))
    first, *rest = all_by(instance, "anne", "bruno", "carole")
    posting = closed(instance, [first._replace(worked="bruno"), *rest]).postings[0]
    assert [(one.doctor, one.asked, one.refused) for one in posting.wishes] == [("anne", 30, 30)]
