"""roster.json: written, read again, and judged against its instance."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rostering.domain.certificate import Certificate, Proof, StageProof
from rostering.domain.roster import Roster
from rostering.errors import InstanceError, RosterMismatch
from rostering.expand import expand
from rostering.files.roster_file import instance_hash, load_roster, read_roster, roster_file
from rostering.instance import Instance
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.publication import Publication
from tests.files.rich import SHORT, instance

TERRITORY: Instance = instance(SHORT)
PROBLEM: Problem = expand(TERRITORY)
SHIFTS = [shift.id for shift in PROBLEM.shifts]
STAMP = datetime(2026, 11, 17, 8, 30, tzinfo=UTC)


def publication(*shifts: str) -> Publication:
    """Doctor Martin on those shifts."""
    roster = Roster.of(("martin", shift) for shift in shifts)
    stages = (StageProof(stage="carences", value=3, bound=3),)
    proof = Proof(
        name="tout", doctors=1, shifts=5, status="optimal", stages=stages, gap=0.0, seconds=0.5
    )
    return Publication(
        instance=TERRITORY,
        problem=PROBLEM,
        roster=roster,
        report=audit(PROBLEM, TERRITORY.rules, roster),
        certificate=Certificate(whole=proof, parts=(proof,)),
        stamp=STAMP,
        version=2,
        engine="rostering 0.1.0",
        instance_hash=instance_hash(TERRITORY),
        parameters={"seed": "1", "time": "60"},
        stamps={shift: STAMP for shift in reversed(SHIFTS)},
        sequences=dict.fromkeys(SHIFTS, 1),
    )


def written(folder: Path, text: str) -> Path:
    """A roster file of that text."""
    path = folder / "roster.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_publication_comes_back(tmp_path: Path) -> None:
    """Roster, certificate, carences, stamps, sequences and identity survive the file."""
    given = publication(SHIFTS[1], SHIFTS[0])
    found = load_roster(written(tmp_path, roster_file(given)))
    assert found.roster(PROBLEM).pairs == given.roster.pairs
    assert found.certificate == given.certificate
    assert (found.instance, found.version, found.stamp, found.status) == (
        "court",
        2,
        STAMP,
        "optimal",
    )
    assert (found.stamps, found.sequences) == (given.stamps, given.sequences)
    assert found.instance_hash == instance_hash(TERRITORY)
    assert [one.shift for one in found.vacancies] == SHIFTS[2:]
    assert sum(one.missing for one in found.vacancies) == 3


def test_the_text_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    """Assignments by time then doctor, keys sorted: two equal publications are equal byte for byte."""
    other = replace(
        publication(SHIFTS[0], SHIFTS[1]),
        parameters={"time": "60", "seed": "1"},
        stamps=dict.fromkeys(SHIFTS, STAMP),
    )
    text = roster_file(publication(SHIFTS[1], SHIFTS[0]))
    assert roster_file(other) == text
    assert [one["shift"] for one in json.loads(text)["assignments"]] == SHIFTS[:2]
    assert json.loads(text)["assignments"][0]["doctor_name"] == "MARTIN"


def test_a_roster_typed_by_hand_needs_its_assignments_only(tmp_path: Path) -> None:
    """Nothing else is asked of a person."""
    text = json.dumps({"format": 1, "assignments": [{"shift": SHIFTS[0], "doctor": "martin"}]})
    path = written(tmp_path, text)
    assert read_roster(path, PROBLEM) == Roster.of([("martin", SHIFTS[0])])
    assert load_roster(path).doctors_by_shift() == {SHIFTS[0]: ("martin",)}


def test_strangers_are_named_all_at_once(tmp_path: Path) -> None:
    """Unknown doctors and shifts with their nearest spelling, and pairs given twice."""
    twice = ("martin", SHIFTS[1])
    pairs = [("martn", SHIFTS[0]), ("martin", "2027-02-01-fixe-soirr"), twice, twice]
    listed = [{"doctor": doctor, "shift": shift} for doctor, shift in pairs]
    path = written(tmp_path, json.dumps({"assignments": listed}))
    with pytest.raises(RosterMismatch) as caught:
        read_roster(path, PROBLEM)
    assert str(caught.value).splitlines() == [
        f"{path} : ce tableau n'est pas de ce territoire.",
        "  • assignments n° 1, doctor : « martn » — médecin inconnu ; vouliez-vous dire « martin » ?",
        "  • assignments n° 2, shift : « 2027-02-01-fixe-soirr » — plage inconnue ; "
        f"vouliez-vous dire « {SHIFTS[0]} » ?",
        f"  • assignments n° 4 : « martin, {SHIFTS[1]} » — déjà donné plus haut",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("{", ["ligne 1 — ce n'est pas du JSON"]),
        ('{\n"assignments": [\n{"shift": "a"}\n]}',
         ["ligne 3, clé assignments › n° 1 › doctor — clé obligatoire absente : doctor"]),
        ('{"assignments": [],\n"titel": "x"}',
         ["ligne 2, clé titel : « titel » — clé inconnue ; vouliez-vous dire « title » ?"]),
        ('{"assignments": [], "stamp": "2027-01-01T00:00:00"}', ["ligne 1, clé stamp : « 2027-01-01T00:00:00 » — "
         "fuseau horaire attendu à la fin : 2026-11-17T08:30:00Z"]),
        ("[]", ["ligne 1 — un tableau de garde est attendu : {\"assignments\": […]}"]),
        ("[" * 100_000, ["fichier — ce n'est pas un tableau de garde"]),
    ],
)  # fmt: skip
def test_a_file_of_another_shape_is_said_with_its_lines(
    tmp_path: Path, text: str, sentences: list[str]
) -> None:
    """What a person typed wrong in the JSON has its line and key."""
    with pytest.raises(InstanceError) as caught:
        load_roster(written(tmp_path, text))
    assert [str(mistake) for mistake in caught.value.mistakes] == sentences
