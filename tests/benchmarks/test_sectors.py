"""The reader of the synthetic sectors, against all rosters of a tiny file."""

from __future__ import annotations

import json
from collections import Counter
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sectors import breaches, read_sectors
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve

Doctors = list[tuple[list[int], list[int]]]
"""Sectors served and days off of each."""


def file(folder: Path, days: int, doctors: Doctors, holiday: int = 3) -> Path:
    """A file of one sector, whose Thursday is a holiday."""
    kinds = {5: "AE", 6: "DE"}
    shifts = [
        {"id": 0, "day": day, "sec": 0, "kind": kind, "week": day // 7,
         "we": int(day % 7 >= 5 or day == holiday)}
        for day in range(days)
        for kind in ("DE" if day == holiday else kinds.get(day % 7, "E"))
    ]  # fmt: skip
    told: dict[str, Any] = {"days": days, "shifts": shifts}
    told["docs"] = [{"id": n, "secs": secs, "off": off} for n, (secs, off) in enumerate(doctors)]
    path = folder / "tiny.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def rosters(problem: Problem) -> list[Roster]:
    """Every way to give each shift to one doctor."""
    return [
        Roster.of((doctor.id, shift.id) for doctor, shift in zip(held, problem.shifts, strict=True))
        for held in product(problem.doctors, repeat=len(problem.shifts))
    ]


TWO: Doctors = [([0], []), ([0], [])]


def test_every_shift_becomes_one(tmp_path: Path) -> None:
    """Dates and `we` as in the file, whatever the official holidays of our dates."""
    path = file(tmp_path, 91, TWO, holiday=59)
    told = json.loads(path.read_text("utf-8"))
    problem = expand(read_sectors(path).instance)
    expected = Counter((shift["day"], bool(shift["we"])) for shift in told["shifts"])
    first = problem.dates[0]
    found = Counter(((one.date - first).days, one.category == "we") for one in problem.shifts)
    assert found == expected


def test_our_price_of_fairness_is_theirs_up_to_a_constant(tmp_path: Path) -> None:
    """On every roster of a week: 500 × (Σ n² + 2 Σ we²), less one constant."""
    tiny = read_sectors(file(tmp_path, 7, TWO))
    problem = expand(tiny.instance)
    differences = {
        audit(problem, tiny.instance.rules, roster).tiers.get(Tier.FAIRNESS, 0)
        - 500 * tiny.cost(problem, roster)
        for roster in rosters(problem)
    }
    assert len(differences) == 1


def test_our_rules_are_theirs(tmp_path: Path) -> None:
    """On every roster of six days with a day off: hard breaches exactly where their rules, counted naively, are broken."""
    tiny = read_sectors(file(tmp_path, 6, [([0], []), ([0], []), ([0], [])], holiday=1))
    problem = expand(tiny.instance)
    for roster in rosters(problem)[::7]:
        ours = audit(problem, tiny.instance.rules, roster).hard_breaches
        assert bool(ours) == bool(breaches(problem, roster))


def test_the_proof_is_of_their_cost(tmp_path: Path) -> None:
    """Four doctors and eight days: the roster proved costs the least of all lawful ones, and so does the bound."""
    tiny = read_sectors(file(tmp_path, 6, [([0], [1]), ([0], []), ([0], [4])]))
    problem = expand(tiny.instance)
    lawful = [
        roster
        for roster in rosters(problem)
        if not breaches(problem, roster)
        and not audit(problem, tiny.instance.rules, roster).hard_breaches
    ]
    outcome = solve(problem, tiny.instance.rules, Settings(seconds=20, workers=1))
    assert isinstance(outcome, Solved)
    stages = outcome.certificate.whole.stages
    value, bound = (sum(getattr(stage, name) for stage in stages) for name in ("value", "bound"))
    cost = tiny.cost(problem, outcome.roster)
    assert cost == min(tiny.cost(problem, roster) for roster in lawful)
    assert tiny.bound(cost, value, bound) == cost


def test_a_bound_is_not_rounded_into_a_proof(tmp_path: Path) -> None:
    """A distance of 499 of our points is none of theirs, of 500 one, of 1,001 two."""
    tiny = read_sectors(file(tmp_path, 7, TWO))
    assert [tiny.bound(100, 9_000, 9_000 - distance) for distance in (0, 499, 500, 1_001)] == [
        100, 100, 99, 98,
    ]  # fmt: skip


def test_a_file_of_another_shape_is_refused(tmp_path: Path) -> None:
    """A Saturday without its afternoon: told, not read wrong."""
    path = file(tmp_path, 7, TWO)
    told = json.loads(path.read_text("utf-8"))
    told["shifts"] = [shift for shift in told["shifts"] if shift["kind"] != "A"]
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(SystemExit, match="not as this reader expects"):
        read_sectors(path)
