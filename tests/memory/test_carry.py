"""From the book to the next roster: fading, centring, and each kind of change in the territory."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostering.domain.memory import Memory
from rostering.expand import expand
from rostering.instance import Instance
from rostering.memory.balances import feasts_served, months_between, remembered
from rostering.memory.book import Book
from rostering.memory.carry import carried, centred
from rostering.memory.closing import closing, opening
from rostering.memory.last_duties import with_last_duties
from tests.build import doctor, line, window
from tests.memory.sample import EVENINGS, STAMP, THREE, all_by, closed, posted, territory

FEBRUARY = territory()
BY_ANNE = closed(FEBRUARY, all_by(FEBRUARY, "anne"))
"""Anne did all twenty evenings: +13.33, the others −6.67 each."""


def march(**fields: Any) -> Instance:
    """The month after."""
    return territory("2027-03-01", "2027-03-31", **fields)


def ledger(instance: Instance, category: str = "soiree") -> dict[str, float]:
    """What the instance says was carried before."""
    return {one.doctor: float(one.balance) for one in instance.ledger if one.category == category}


def test_the_balances_of_last_month_are_carried_whole() -> None:
    """What was closed on the eve has not faded at all."""
    assert ledger(carried(BY_ANNE, march())) == {"anne": 13.33, "bruno": -6.67, "carole": -6.67}


@pytest.mark.parametrize(
    ("start", "left"),
    [
        ("2027-03-01", 1),
        ("2027-04-01", 0.8 ** (1 / 3)),
        ("2027-06-01", 0.8),
        ("2028-03-01", 0.8**4),
    ],
)
def test_a_balance_fades_by_a_fifth_a_quarter(start: str, left: float) -> None:
    """ρ = 0.8 a quarter, in calendar months: a third of the way after one month, 0.8 after three, 0.41 after a year."""
    posting = BY_ANNE.postings[0]
    assert remembered(Memory(), "soiree", posting, date.fromisoformat(start)) == pytest.approx(left)


@pytest.mark.parametrize(
    ("start", "left"),
    [
        ("2027-03-01", 1),
        ("2027-12-31", 1),
        ("2028-01-01", 1),
        ("2028-01-02", 0.8),
        ("2029-06-01", 0.64),
    ],
)
def test_a_feast_is_not_forgotten_within_its_year(start: str, left: float) -> None:
    """Whole until 1 January, 0.8 during the next civil year, 0.64 during the one after."""
    posting = BY_ANNE.postings[0]
    assert remembered(Memory(), "fete", posting, date.fromisoformat(start)) == pytest.approx(left)


def test_months_are_those_of_the_calendar() -> None:
    """February counts as much as March."""
    assert (
        months_between(date(2027, 2, 1), date(2027, 3, 1))
        == months_between(date(2027, 3, 1), date(2027, 4, 1))
        == 1
    )


def test_a_newcomer_starts_at_zero() -> None:
    """Dora, who has no posting, is given nothing by centring."""
    following = march(doctors=(*THREE, doctor("dora", arrival="2027-03-01")))
    assert ledger(carried(BY_ANNE, following)) == {"anne": 13.33, "bruno": -6.67, "carole": -6.67}


def test_who_leaves_takes_nothing_along() -> None:
    """Anne leaves with +13.33: Bruno and Carole, as far behind as each other, owe each other nothing."""
    assert ledger(carried(BY_ANNE, march(doctors=THREE[1:]))) == {}


def test_centring_follows_the_quote_part() -> None:
    """Bruno leaves with −6.67: of the +6.67 that remain, a half-time Carole gives up half of what Anne does."""
    half = doctor("carole", quote_part="0.5")
    found = ledger(carried(BY_ANNE, march(doctors=(THREE[0], half))))
    assert found == {"anne": 8.89, "carole": -8.89}


def test_without_centring_balances_stay_as_they_are() -> None:
    """`centred: false`: what Bruno and Carole owe stays owed."""
    following = march(doctors=THREE[1:], memory={"centred": False})
    assert ledger(carried(BY_ANNE, following)) == {"bruno": -6.67, "carole": -6.67}


def test_who_comes_back_finds_the_account_as_it_was() -> None:
    """Anne is away in March and back in April: her February is there, a month faded."""
    spring = territory("2027-03-01", "2027-03-31", doctors=THREE[1:])
    book = closed(spring, all_by(spring, "bruno", "carole"), BY_ANNE)
    april = territory("2027-04-01", "2027-04-30", memory={"centred": False})
    assert ledger(carried(book, april))["anne"] == round(13.333 * 0.8 ** (1 / 3), 2)


def test_an_exempt_doctor_is_neither_carried_nor_centred() -> None:
    """Carole is exempt in March: her −6.67 waits in the book, the two others are centred without her."""
    exempt = doctor("carole", exemptions=({"code": "age"},))
    found = ledger(carried(BY_ANNE, march(doctors=(*THREE[:2], exempt))))
    assert found == {"anne": 10, "bruno": -10}


TWO_SECTORS = (
    line("nord", window("soir", "20:00", "24:00", ("ouvrable",)), sectors=("N",)),
    line("sud", window("soir", "20:00", "24:00", ("ouvrable",)), sectors=("S",)),
)
FOUR = tuple(
    doctor(name, sectors=(sector,))
    for name, sector in (("ana", "N"), ("ben", "N"), ("cleo", "S"), ("dan", "S"))
)
SECTORS: dict[str, Any] = {"sectors": ({"id": "N"}, {"id": "S"}), "lines": TWO_SECTORS}
APART = territory(doctors=FOUR, **SECTORS)


def book_of_two_sectors() -> Book:
    """Ana did all of the north (+10, −10), Cleo all of the south."""
    shifts = expand(APART).shifts
    held = [one._replace(planned=who, worked=who)
            for one, shift in zip(all_by(APART, "ana"), shifts, strict=True)
            for who in ("ana" if shift.line.id == "nord" else "cleo",)]  # fmt: skip
    return closed(APART, held)


def test_who_changes_sector_starts_afresh() -> None:
    """Ana moves south: her +10 was made for the north and stays there; the south keeps its own accounts."""
    moved = (doctor("ana", sectors=("S",)), *FOUR[1:])
    found = ledger(carried(book_of_two_sectors(), march(doctors=moved, **SECTORS)))
    assert found == {"cleo": 10, "dan": -10}


def test_merged_sectors_keep_their_accounts() -> None:
    """North and south become one, S: with the merging told, all four accounts follow."""
    together = tuple(doctor(one.id, sectors=("S",)) for one in FOUR)
    merging = {"merged": ({"sector": "N", "into": "S"},)}
    following = march(doctors=together, lines=(EVENINGS,), memory=merging)
    assert ledger(carried(book_of_two_sectors(), following)) == {
        "ana": 10,
        "ben": -10,
        "cleo": 10,
        "dan": -10,
    }


def test_a_category_of_no_sector_is_carried_everywhere() -> None:
    """Régulation for the whole territory: moving south changes nothing of it."""
    desk = line(
        "crra", window("soir", "20:00", "24:00", ("ouvrable",)), sectors=(), function="regulation"
    )
    before = territory(doctors=FOUR, lines=(desk,), sectors=SECTORS["sectors"])
    book = closed(before, all_by(before, "ana"))
    moved = (doctor("ana", sectors=("S",)), *FOUR[1:])
    following = march(doctors=moved, lines=(desk,), sectors=SECTORS["sectors"])
    assert ledger(carried(book, following), "regulation")["ana"] == 15


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(-9, 9), min_size=1), st.data())
def test_centred_balances_sum_to_zero_in_each_group(
    balances: dict[str, float], data: st.DataObject
) -> None:
    """In each group of those who share duties the sum is zero, and nobody of another group moves."""
    weights = {who: data.draw(st.floats(0.1, 2)) for who in balances}
    groups = (frozenset("abc"), frozenset("def"))
    found = centred(balances, weights, groups)
    for group in groups:
        assert sum(found[who] for who in found if who in group) == pytest.approx(0, abs=1e-9)
    alone = centred(balances, weights, groups[:1])
    assert {who: alone[who] for who in alone if who in "def"} == {
        who: balances[who] for who in balances if who in "def"
    }


def test_what_was_carried_before_the_book_opens_it() -> None:
    """The balances, feasts and points that the first instance states are the first line of the book, a month old in March."""
    stated = territory(
        ledger=({"doctor": "anne", "category": "soiree", "balance": "1.5"},),
        feasts=({"doctor": "bruno", "feast": "noel", "year": 2026},),
        refused=({"doctor": "carole", "points": 40},),
    )
    book = posted(Book(), opening(stated))
    found = carried(book, march(memory={"centred": False}))
    assert ledger(found) == {"anne": round(1.5 * 0.8 ** (1 / 3), 2)}
    assert [(one.doctor, one.feast, one.year) for one in found.feasts] == [("bruno", "noel", 2026)]


def test_refused_points_are_what_exceeds_the_mean() -> None:
    """Anne was refused 30 points and Bruno none: she is 15 over the mean, he is not below zero."""
    wishes = (
        {"doctor": "anne", "level": "non", "date": "2027-02-01"},
        {"doctor": "bruno", "level": "non", "date": "2027-02-01"},
    )
    instance = territory(availability=wishes)
    book = closed(instance, all_by(instance, "anne", "carole"))
    assert [(one.doctor, one.points) for one in carried(book, march()).refused] == [("anne", 15)]


def test_a_feast_is_served_by_who_worked() -> None:
    """Planned for Anne on New Year's Eve and worked by Bruno: Nouvel An 2027 is his."""
    eve = line("mmg", window("soir", "20:00", "24:00", ("ouvrable",)))
    winter = territory("2026-12-31", "2026-12-31", lines=(eve,))
    (held,) = all_by(winter, "anne")
    served = feasts_served(closed(winter, [held._replace(worked="bruno")]))
    assert [(one.doctor, one.feast, one.year) for one in served] == [("bruno", "nouvel_an", 2027)]


def test_the_last_four_weeks_go_along() -> None:
    """The duties of the last 28 days, as worked; not those of the 29th day before."""
    january = territory("2027-01-25", "2027-02-28")
    problem = expand(january)
    held = tuple(one._replace(worked="bruno") for one in all_by(january, "anne"))
    found = with_last_duties(problem, held, march()).previous
    assert {one.doctor for one in found} == {"bruno"}
    assert (found[0].date, found[-1].date, len(found)) == (date(2027, 2, 1), date(2027, 2, 26), 20)


def test_the_carried_instance_is_a_function_of_the_book() -> None:
    """Posting in another order of closing gives the same instance: replayed from its lines, the book says the same."""
    again = Book(
        tuple(type(one).model_validate_json(one.model_dump_json()) for one in BY_ANNE.postings)
    )
    assert carried(again, march()) == carried(BY_ANNE, march())


def test_who_did_too_much_is_asked_less() -> None:
    """March has 22 evenings and pays back one duty a month of 30.4 days: 1.02 less for Anne than the level, 1.02 more
    for the two others; the rest of her 13.33 is kept."""
    shares = expand(carried(BY_ANNE, march())).shares
    found = {
        who: (shares[who, "soiree"].target, shares[who, "soiree"].kept) for who in ("anne", "bruno")
    }
    level = (22 - 1.02) / 3
    assert found == {
        "anne": (round(100 * (level - 1.02)), 1231),
        "bruno": (round(100 * (level + 1.02)), -565),
    }


def test_half_repaid_is_half_the_effect() -> None:
    """κ = 0.5: of a balance of one duty, half a duty is paid back and half is kept."""
    stated = territory(
        ledger=({"doctor": "anne", "category": "soiree", "balance": "1"},),
        memory={"repaid": Decimal("0.5")},
    )
    share = expand(stated).shares["anne", "soiree"]
    assert (share.carried, share.kept) == (50, 50)


def test_stamps_do_not_matter() -> None:
    """A posting made a year late says the same: age is counted from the period, not from the act."""
    late = closing(FEBRUARY, all_by(FEBRUARY, "anne")).posting(
        number=1, about="t", stamp=STAMP.replace(year=2029)
    )
    assert carried(Book((late,)), march()) == carried(BY_ANNE, march())
