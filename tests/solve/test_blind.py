"""The solve knows no names: renamed or reordered, doctors get the same duties."""

from __future__ import annotations

import hashlib
import random
from datetime import date
from pathlib import Path

import pytest

from rostering.domain.draw import draw_order
from rostering.domain.facts import Horizon
from rostering.domain.memory import RefusedPoints
from rostering.domain.roster import Pair, Roster
from rostering.expand import expand
from rostering.files.build import build_instance
from rostering.files.load import load_instance, read_document
from rostering.instance import Instance
from rostering.rules import RULES
from rostering.solve.blind import NAMING, blind
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from tests.build import doctor, line, problem

INSTANCES = Path(__file__).parents[2] / "instances"


def renamed(path: Path, seed: int) -> tuple[Instance, dict[str, str]]:
    """The instance of a file with every doctor's code and name drawn anew and all its lists shuffled."""
    raw = read_document(path)
    draw = random.Random(seed)
    doctors = raw.content["doctors"]
    assert isinstance(doctors, list)
    ids = [str(one["id"]) for one in doctors if isinstance(one, dict)]
    fresh = [f"{draw.choice('abcxyz')}{number:03d}" for number in range(len(ids))]
    names = dict(zip(ids, fresh, strict=True))

    def told(node: object) -> object:
        if isinstance(node, dict):
            return {key: told(value) for key, value in node.items()}
        if isinstance(node, list):
            return [told(value) for value in node]
        return names.get(node, node) if isinstance(node, str) else node

    for key in ("doctors", "availability", "pinned", "ledger", "feasts", "previous", "rules"):
        listed = told(raw.content.get(key, []))
        assert isinstance(listed, list)
        if key != "rules":
            draw.shuffle(listed)
        for entry in listed if key == "doctors" else ():
            entry["last_name"] = entry["id"].upper()
        raw.content[key] = listed
    return build_instance(raw), names


def solved(instance: Instance, seed: int = 0) -> Roster:
    """The roster of one worker under deterministic limits."""
    outcome = solve(
        expand(instance), instance.rules, Settings(20, workers=1, seed=seed, reproducible=True)
    )
    assert isinstance(outcome, Solved)
    return outcome.roster


@pytest.mark.parametrize("name", ["boulogne-sur-mer", "loire-bully", "laval-smp"])
@pytest.mark.parametrize("seed", [1, 2])
def test_renaming_and_reordering_change_nothing_but_names(name: str, seed: int) -> None:
    """Codes, names and the order of every list drawn anew, points refused before too: the same roster under the new names."""
    path = INSTANCES / f"{name}.yaml"
    plain = load_instance(path)
    other, names = renamed(path, seed)
    month = Horizon(
        start=plain.horizon.start, end=min(plain.horizon.end, plain.horizon.start.replace(day=31))
    )
    cut = {"horizon": month, "pinned": ()}
    heavy = [RefusedPoints(doctor=who.id, points=60) for who in plain.doctors[::3]]
    told = [RefusedPoints(doctor=names[who.doctor], points=60) for who in reversed(heavy)]
    one = solved(plain.model_copy(update={**cut, "refused": tuple(heavy)}))
    two = solved(other.model_copy(update={**cut, "refused": tuple(told)}))
    assert two == Roster(frozenset(Pair(names[pair.doctor], pair.shift) for pair in one))


def test_the_draw_hangs_on_the_seed_and_the_rpps() -> None:
    """The order is that of the SHA-256 of « seed:first day:RPPS », whatever the code; without RPPS, of the code."""
    day = date(2027, 2, 1)
    people = [doctor("zoe", rpps="99700000013"), doctor("abel", rpps="99700000021"), doctor("max")]
    order = [one.id for one in draw_order(people, 7, day)]
    keys = {"zoe": "99700000013", "abel": "99700000021", "max": "max"}
    assert order == sorted(
        keys, key=lambda who: hashlib.sha256(f"7:2027-02-01:{keys[who]}".encode()).hexdigest()
    )
    again = [
        one.model_copy(update={"id": f"x-{one.id}"}) if one.rpps else one
        for one in reversed(people)
    ]
    assert [one.id.removeprefix("x-") for one in draw_order(again, 7, day)] == order


def test_the_draw_is_another_one_each_period() -> None:
    """Nobody is last every time: over a year of months, of three doctors each comes first at least once."""
    people = [doctor(name) for name in "abc"]
    firsts = {draw_order(people, 0, date(2027, month, 1))[0].id for month in range(1, 13)}
    assert firsts == {"a", "b", "c"}


def test_another_seed_breaks_ties_otherwise() -> None:
    """One evening, two doctors alike: some seed gives it to the one, some to the other."""
    found = problem(
        [line()],
        [doctor("a", rpps="99700000013"), doctor("b", rpps="99700000021")],
        end="2027-02-01",
    )
    rules = Instance.model_validate(found.facts.model_dump()).rules
    holders = set()
    for seed in range(12):
        outcome = solve(found, rules, Settings(5, workers=1, seed=seed, reproducible=True))
        assert isinstance(outcome, Solved)
        holders |= {pair.doctor for pair in outcome.roster}
    assert holders == {"a", "b"}


def test_names_come_back() -> None:
    """What is hidden is shown again under the same names, each list entry about the same doctor."""
    instance = load_instance(INSTANCES / "boulogne-sur-mer.yaml")
    found = expand(instance)
    hidden = blind(found, instance.rules, 0)
    assert {hidden.names[one.id] for one in hidden.problem.doctors} == set(found.doctor_by_id)
    for key in ("availability", "pinned", "ledger", "feasts", "previous"):
        there = sorted(hidden.names[one.doctor] for one in getattr(hidden.problem.facts, key))
        assert there == sorted(one.doctor for one in getattr(instance, key))
    some = Roster.of((one, found.shifts[0].id) for one in hidden.names)
    assert {pair.doctor for pair in hidden.named(some)} == set(found.doctor_by_id)


def test_every_parameter_that_names_doctors_is_known() -> None:
    """A rule with a new way to name doctors must be told to the blind solve."""
    fields = {name for rule in RULES for name in rule.model_fields}
    naming = {
        name for name in fields if name.rstrip("s").endswith(("doctor", "member", "pair", "couple"))
    }
    assert naming == set(NAMING)


def test_a_certificate_names_doctors() -> None:
    """Whose part of a deviation is unavoidable is said by the codes of the file, not by ranks of the draw."""
    away = {"doctor": "a", "level": "impossible", "start": "2027-02-01", "end": "2027-02-07"}
    found = problem([line()], [doctor("a"), doctor("b")], availability=(away,))
    rules = Instance.model_validate(found.facts.model_dump()).rules
    outcome = solve(found, rules, Settings(10, workers=1, certify=True))
    assert isinstance(outcome, Solved)
    fairness = outcome.certificate.whole.fairness
    assert fairness is not None
    assert {one.doctor for one in fairness.unavoidable} <= {"a", "b"}
    assert "a" in {one.doctor for one in fairness.unavoidable}
