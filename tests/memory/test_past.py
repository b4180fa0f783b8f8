"""Past years: each duty owed by those who may serve one of its lines, whatever their sector."""

from __future__ import annotations

import datetime

import pytest

from rostering.instance import Instance
from rostering.memory.book import Book
from rostering.memory.carry import carried
from rostering.memory.past import PastRow, past_drafts
from tests.build import doctor, line, window
from tests.memory.sample import STAMP, posted, territory

PHONE = line(
    "c15", window("soir", "20:00", "24:00", ("ouvrable",), category="regulation"), function="regulation", sectors=(),
)  # fmt: skip
NORTH = line("mmg-n", window("soir", "20:00", "24:00", ("ouvrable",)), sectors=("N",))
SOUTH = line("mmg-s", window("soir", "20:00", "24:00", ("ouvrable",)), sectors=("S",))
DAY = datetime.date(2026, 3, 3)


def country() -> Instance:
    """A regulator in the small north, two in the large south; four others who do not answer the phone."""
    evenings = ("effection_fixe",)
    phone = (*evenings, "regulation")
    people = (
        doctor("n1", sectors=("N",), functions=phone), doctor("n2", sectors=("N",), functions=evenings),
        doctor("s1", sectors=("S",), functions=phone), doctor("s2", sectors=("S",), functions=phone),
        *(doctor(f"s{n}", sectors=("S",), functions=evenings) for n in (3, 4, 5)),
    )  # fmt: skip
    return territory(
        doctors=people, lines=(PHONE, NORTH, SOUTH),
        sectors=({"id": "N"}, {"id": "S"}),
    )  # fmt: skip


def balances(rows: list[PastRow], category: str) -> dict[str, float]:
    """Changes of those who have any."""
    book = Book()
    for period, draft in past_drafts(country(), rows):
        start, end = period
        assert start <= DAY <= end
        book = posted(book, draft)
    lines = book.postings[0].numbers
    return {
        who: round(one.change, 2) for (who, counted), one in lines.items() if counted == category
    }


def test_three_regulators_who_did_the_same_owe_each_other_nothing() -> None:
    """The phone has no sector: who answers it shares it, and the others owe nothing of it."""
    rows = [PastRow(who, DAY, "regulation") for who in ("n1", "s1", "s2") for _ in range(10)]
    assert balances(rows, "regulation") == {"n1": 0, "s1": 0, "s2": 0}


def test_a_duty_of_a_sector_is_owed_by_that_sector() -> None:
    """Two evenings in the north: one each of its two doctors, none of the south."""
    rows = [PastRow("n1", DAY, "soiree"), PastRow("n1", DAY, "soiree")]
    assert balances(rows, "soiree") == {"n1": 1, "n2": -1}


def test_refused_points_that_a_file_states_beside_past_years_are_kept() -> None:
    """A table knows no wishes; once a roster is closed the book does."""
    rows = [PastRow("n1", DAY, "soiree")]
    ((_, draft),) = past_drafts(country(), rows)
    stated = country().model_copy(update={"refused": country().refused})
    told = Instance.model_validate(
        {**stated.model_dump(), "refused": [{"doctor": "s3", "points": 40}]}
    )
    assert carried(posted(Book(), draft), told).refused == told.refused


@pytest.mark.parametrize("who", ["n1", "s1"])
def test_a_category_without_line_today_is_shared_by_sector(who: str) -> None:
    """Nothing of this month is of that category: lines that the doer serves say who shares it."""
    rows = [PastRow(who, DAY, "samedi")]
    found = balances(rows, "samedi")
    assert sum(found.values()) == pytest.approx(0, abs=0.05)
    assert found[who] > 0


def test_who_is_exempt_of_those_hours_owes_none_of_them() -> None:
    """The other northern doctor does no evening until the end of March 2026: due by the doer alone, then by both."""
    away = {"code": "age", "between": {"start": "20:00", "end": "24:00"}, "end": "2026-03-31"}
    people = [
        doctor("n1", sectors=("N",)), doctor("n2", sectors=("N",), exemptions=(away,)),
    ]  # fmt: skip
    instance = territory(doctors=people, lines=(NORTH,), sectors=({"id": "N"},))
    rows = [PastRow("n1", day, "soiree") for day in (DAY, datetime.date(2026, 4, 7))]
    first, second = (
        draft.posting(number=1, stamp=STAMP, about="t") for _, draft in past_drafts(instance, rows)
    )
    assert first.numbers["n1", "soiree"].change == 0
    assert ("n2", "soiree") not in first.numbers
    assert second.numbers["n2", "soiree"].change == -0.5


def test_who_is_exempt_of_everything_owes_no_feast_of_another_quarter() -> None:
    """Nothing of this month is a feast: the sector shares it, but for the colleague who does no duty at all."""
    people = [doctor("n1", sectors=("N",)), doctor("n2", sectors=("N",), exemptions=({"code": "age"},)),
              doctor("n3", sectors=("N",))]  # fmt: skip
    instance = territory(doctors=people, lines=(NORTH,), sectors=({"id": "N"},))
    ((_, draft),) = past_drafts(instance, [PastRow("n1", datetime.date(2025, 12, 25), "fete")])
    lines = draft.posting(number=1, stamp=STAMP, about="t").numbers
    assert {who: line.change for (who, _), line in lines.items()} == {"n1": 0.5, "n3": -0.5}
