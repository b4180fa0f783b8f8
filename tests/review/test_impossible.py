"""How much « impossible » closes, at, under and over the cap."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rostering.errors import InvalidInstance
from rostering.files.impossible import too_much_closed
from rostering.files.load import load_instance
from rostering.problem.problem import Problem
from rostering.review.impossible import beyond_cap, closures
from tests.build import doctor, line, problem
from tests.e2e.command import TINY

PEOPLE = (doctor("a"), doctor("b"))


def closed(*days: str, **fields: Any) -> Problem:
    """Ten evenings, Monday 1 to Wednesday 10 February 2027 (one week-end), Dr A away on some."""
    said = tuple(
        {"doctor": "a", "level": "impossible", "date": f"2027-02-{day}", **fields} for day in days
    )
    return problem([line()], PEOPLE, end="2027-02-10", availability=said)


def test_the_part_of_duties_and_week_ends_is_counted() -> None:
    """Three days of ten, one of them the Saturday: 30 %, and the week-end keeps its Sunday."""
    (found,) = closures(closed("01", "03", "06"))
    assert (found.doctor, found.closed, found.duties) == ("a", 3, 10)
    assert (found.weekends_closed, found.weekends) == (0, 1)


@pytest.mark.parametrize(("days", "beyond"), [(4, False), (5, False), (6, True)])
def test_the_cap_is_passed_beyond_half(days: int, beyond: bool) -> None:
    """Half of the duties is not beyond half; six of ten is."""
    found = closed(*("01", "02", "03", "04", "05", "08")[:days])
    assert bool(list(beyond_cap(found))) is beyond


def test_a_closed_week_end_counts_apart() -> None:
    """Saturday and Sunday: 20 % of the duties but all of the week-ends."""
    (found,) = beyond_cap(closed("06", "07"))
    assert (found.part, found.weekend_part) == (0.2, 1)


def test_a_leave_is_not_counted() -> None:
    """« Congé » closes nothing here."""
    assert list(closures(closed("01", "02", leave=True))) == []


def test_it_is_said_with_names_and_figures() -> None:
    """Who, how much, and the cap."""
    (said,) = too_much_closed(closed("01", "02", "03", "04", "05", "08"))
    assert said == (
        "Dr A : « impossible » (hors congés) pour 6 gardes sur 10 et 0 week-ends sur 1, "
        "au-delà de 50 % des gardes ou 50 % des week-ends."
    )


@pytest.mark.parametrize("what", ["signale", "refuse"])
def test_a_territory_may_refuse_it(tmp_path: Path, what: str) -> None:
    """`beyond_cap: refuse` makes it a mistake, at the doctor's line; `signale` reads the file."""
    told = yaml.safe_load((TINY / "deux-medecins.yaml").read_text(encoding="utf-8"))
    told["availability"] = [
        {"doctor": "anne", "level": "impossible", "start": "2027-02-06", "end": "2027-02-07"}
    ]
    path = tmp_path / "t.yaml"
    path.write_text(yaml.safe_dump(told | {"memory": {"beyond_cap": what}}), encoding="utf-8")
    if what == "signale":
        assert load_instance(path).memory.beyond_cap == "signale"
        return
    with pytest.raises(InvalidInstance) as refused:
        load_instance(path)
    (mistake,) = refused.value.mistakes
    assert "availability › n° 1 (anne) › level" in mistake.place
    assert "2 gardes sur 2" in mistake.read
