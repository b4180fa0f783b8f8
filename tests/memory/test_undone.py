"""A closing taken back leaves no trace in what is carried; a feast corrected is corrected where it was carried."""

from __future__ import annotations

from rostering.domain.vocabulary import Level
from rostering.instance import Instance
from rostering.memory.carry import carried
from rostering.memory.closing import reopening
from tests.build import doctor, line, window
from tests.memory.sample import THREE, all_by, closed, posted, territory
from tests.memory.test_carry import BY_ANNE, march


def test_an_undone_closing_leaves_no_trace_in_what_is_carried() -> None:
    """Anne leaves, Dora helps in March, and March is taken back: April is told what it would be told without."""
    dora = doctor("dora")
    against = {"doctor": "dora", "level": Level.NO, "date": "2027-03-02"}
    with_dora = march(doctors=(*THREE[1:], dora), availability=(against,))
    done = closed(with_dora, all_by(with_dora, "dora"), BY_ANNE)
    back = posted(done, reopening(done.postings[-1]), with_dora.id)
    april = territory("2027-04-01", "2027-04-30", doctors=(*THREE[1:], dora))
    assert carried(back, april) == carried(BY_ANNE, april)
    assert carried(done, april) != carried(BY_ANNE, april)


def christmas() -> Instance:
    """December 2026, whose 25 is the only duty."""
    return territory(
        "2026-12-25", "2026-12-25", lines=(line("mmg", window("jour", "08:00", "20:00")),)
    )


def test_a_corrected_feast_is_forgotten_where_it_was_carried() -> None:
    """Noël was written to Anne, carried, then corrected to Bruno: carried again, Anne served none; what is of other years stays."""
    december = christmas()
    wrong = closed(december, all_by(december, "anne"))
    told = ({"doctor": "carole", "feast": "noel", "year": 2024},)
    first = carried(wrong, territory("2027-01-01", "2027-01-31", feasts=told))
    assert {(one.doctor, one.year) for one in first.feasts} == {("anne", 2026), ("carole", 2024)}
    right = closed(
        december,
        all_by(december, "bruno"),
        posted(wrong, reopening(wrong.postings[-1]), december.id),
    )
    again = carried(right, first)
    assert {(one.doctor, one.year) for one in again.feasts} == {("bruno", 2026), ("carole", 2024)}
