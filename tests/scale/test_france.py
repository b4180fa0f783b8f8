"""The generated country: the published figures, the same for the same seed, territories that can be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.france import file_of, generate
from instances.recipe.france import (
    LARGEST,
    SECTORS,
    VOLUNTEERS,
    WITHOUT_DEEP_NIGHT,
    ZONE_OF,
    Sketch,
    sample,
    sketches,
)
from rostering.expand import expand
from rostering.files.load import load_instance

FRANCE = sketches()


def test_the_country_has_the_published_sizes() -> None:
    """1,292 sectors and 24,504 volunteers exactly; a third with ten or fewer, 18 % with five or fewer."""
    sizes = [one.doctors for one in FRANCE]
    assert (len(sizes), sum(sizes)) == (SECTORS, VOLUNTEERS)
    assert (
        round(sum(n <= 10 for n in sizes) / SECTORS, 2),
        round(sum(n <= 5 for n in sizes) / SECTORS, 2),
    ) == (0.33, 0.18)
    assert (min(sizes), max(sizes)) == (2, LARGEST)


def test_evenings_and_deep_nights_are_covered_as_published() -> None:
    """93 % and 27 %; deep night nowhere in at least 42 of the 101 départements."""
    assert round(sum(one.evenings for one in FRANCE) / SECTORS, 2) == 0.93
    assert round(sum(one.deep_night for one in FRANCE) / SECTORS, 2) == 0.27
    places = {one.departement for one in FRANCE if one.deep_night}
    assert len(ZONE_OF) == 101
    assert len(ZONE_OF) - len(places) >= WITHOUT_DEEP_NIGHT


def test_every_departement_has_sectors_with_names_of_their_own() -> None:
    """No two sectors share an id, and no doctor's number is given twice."""
    assert set(Counter(one.id for one in FRANCE).values()) == {1}
    assert {one.departement for one in FRANCE} == set(ZONE_OF)
    assert [one.first for one in FRANCE[1:]] == [one.first + one.doctors for one in FRANCE[:-1]]


def test_a_seed_gives_one_country() -> None:
    """The same again for the same seed, another for another."""
    assert sketches() == FRANCE
    assert sketches(2028) != FRANCE


@pytest.mark.parametrize("count", [50, 100, 323])
def test_a_sample_keeps_the_proportions(count: int) -> None:
    """As many sectors as asked, within two points of the country's shares of small ones and nights."""
    some = sample(FRANCE, count)
    assert len(some) == count
    for share, of in (
        (0.33, [one.doctors <= 10 for one in some]),
        (0.27, [one.deep_night for one in some]),
    ):
        assert abs(sum(of) / count - share) < 0.02 + 0.5 / count


@pytest.mark.parametrize("doctors", [2, 4, 5, 10, 13, 16, 17, 24, 25, 44, 45, LARGEST])
def test_a_sector_of_any_size_is_a_territory(tmp_path: Path, doctors: int) -> None:
    """Its file is read without a mistake and says so many doctors; at the edges between two organisations too."""
    sketch = next(one for one in FRANCE if one.doctors == doctors)
    generate(tmp_path, [sketch])
    instance = load_instance(file_of(tmp_path, sketch))
    assert (len(instance.doctors), len(expand(instance).shifts) > 20) == (doctors, True)


def test_nobody_bears_two_names_or_one_number_twice(tmp_path: Path) -> None:
    """In the sectors around the end of the list of names, ids and RPPS differ."""
    near = [one for one in FRANCE if one.first <= 580 < one.first + one.doctors + 60][:3]
    generate(tmp_path, near)
    doctors = [doctor for one in near for doctor in load_instance(file_of(tmp_path, one)).doctors]
    assert len({doctor.rpps for doctor in doctors}) == len(doctors)


def test_the_same_files_for_the_same_seed(tmp_path: Path) -> None:
    """To the byte."""
    some: list[Sketch] = [FRANCE[0], FRANCE[700]]
    for name in ("one", "two"):
        generate(tmp_path / name, some)
    for sketch in some:
        assert (
            file_of(tmp_path / "one", sketch).read_bytes()
            == file_of(tmp_path / "two", sketch).read_bytes()
        )
