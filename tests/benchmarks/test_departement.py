"""The generated département: the sizes it says, neighbours that share doctors, a territory that can be read and solved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.departement import generate
from instances.recipe.departement import LARGEST, SMALLEST, document, sketches
from rostering.expand import expand
from rostering.files.load import load_instance
from rostering.rules.spacing import Spacing
from rostering.solve.solve import split
from rostering.solve.statements import state


def test_twenty_five_sectors_are_of_the_published_kind() -> None:
    """About 490 doctors, 8 to 40 a sector, deep night in a quarter of those that can hold it."""
    drawn = sketches(25, 2027)
    sizes = [one.doctors for one in drawn]
    assert 475 <= sum(sizes) <= 510
    assert SMALLEST <= min(sizes) <= max(sizes) <= LARGEST
    large = [one for one in drawn if one.doctors >= 12]
    assert sum(one.deep_night for one in drawn) == round(0.27 * len(large))


def test_a_seed_gives_one_departement(tmp_path: Path) -> None:
    """The same bytes for the same words, others for another seed."""
    first, again, other = (
        generate(tmp_path / name, 4, 1, 0.1, seed).read_bytes()
        for name, seed in (("a", 1), ("b", 1), ("c", 2))
    )
    assert first == again != other


@pytest.mark.parametrize(("shared", "expected"), [(0, 0), (0.08, 5), (1, 66)])
def test_that_part_of_the_doctors_is_on_two_neighbouring_rotas(
    shared: float, expected: int
) -> None:
    """Nobody, some or all, each in a sector beside their own."""
    made = document(sketches(3, 1), 1, shared)
    both = [one["sectors"] for one in made["doctors"] if len(one["sectors"]) == 2]
    assert (len(made["doctors"]), len(both)) == (66, expected)
    assert all(abs(int(one[-2:]) - int(other[-2:])) == 1 for one, other in both)


@pytest.mark.parametrize(("months", "last"), [(1, date(2027, 1, 31)), (3, date(2027, 3, 31)), (12, date(2027, 12, 31))])  # fmt: skip
def test_it_lasts_as_long_as_asked(months: int, last: date) -> None:
    """From 1 January to the end of that month."""
    assert document(sketches(1, 1), months)["horizon"]["end"] == last


def test_the_file_is_a_territory_whose_sectors_keep_their_own_rules(tmp_path: Path) -> None:
    """Read without a mistake; each doctor under one spacing at most; parts as sectors share doctors."""
    instance = load_instance(generate(tmp_path / "file.yaml", 6, 1, 0.05))
    spoken = [who for rule in instance.rules if isinstance(rule, Spacing) for who in rule.doctors]
    assert len(spoken) == len(set(spoken))
    narrowed, stated = state(expand(instance), instance.rules)
    parts = split(narrowed, stated)
    assert 1 < len(parts) < 6
    assert {doctor for part in parts for doctor in part.doctors} == {d.id for d in instance.doctors}
