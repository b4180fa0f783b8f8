"""The neutral task and the peers' answers, against enumeration of a tiny file; what cannot be told or read is said."""

from __future__ import annotations

import random
from collections import Counter
from hashlib import sha256
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import measure
from benchmarks.case import Case, Measured
from benchmarks.kept import said
from benchmarks.peers.environment import PEERS, READY, interpreter, usual_home
from benchmarks.peers.running import judged, peer, read
from benchmarks.peers.sayable import left_out, told
from benchmarks.peers.script import Answer
from benchmarks.peers.task import task
from benchmarks.sectors import breaches, read_sectors
from benchmarks.sets import STATED, files_of, task_of
from rostering.domain.roster import Pair, Roster
from rostering.expand import expand
from rostering.files.load import load_instance
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit_rules
from rostering.solve.outcome import Solved
from rostering.solve.parts import REST
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from tests.benchmarks.test_sectors import TWO, file, rosters

Words = dict[str, Any]
THREE = [([0], [1]), ([0], []), ([0], [4])]


def is_lawful(words: Words, roster: Roster) -> bool:
    """The task's rules, read naively from its words."""
    shifts = {shift["id"]: shift for shift in words["shifts"]}
    may = {doctor["id"]: set(doctor["may"]) for doctor in words["doctors"]}
    held = Counter(pair.shift for pair in roster)
    if any(not one["heads"] <= held[shift] <= one["most"] for shift, one in shifts.items()):
        return False
    if not all(pair.shift in may[pair.doctor] for pair in roster):
        return False
    if not {tuple(pair) for pair in words["fixed"]} <= set(roster.pairs):
        return False
    return all(
        _is_apart(words, doctor, shifts[one], shifts[other])
        for doctor, duties in roster.by_doctor.items()
        for one, other in combinations(duties, 2)
    ) and not any(_is_over(rule, roster) for rule in words["caps"])


def _is_apart(words: Words, doctor: str, one: Words, other: Words) -> bool:
    if one["start"] < other["end"] and other["start"] < one["end"]:
        return False
    roads = [[doctor, one["id"], other["id"]], [doctor, other["id"], one["id"]]]
    if any(list(road) in roads for road in words["roads"]):
        return False
    days = abs(one["day"] - other["day"])
    return not any(
        {one["id"], other["id"]} <= set(rule["shifts"]) and days <= rule["days"]
        and not (rule["same_day"] and days == 0)
        for rule in words["spacing"]
    )  # fmt: skip


def _is_over(rule: Words, roster: Roster) -> bool:
    counts: Counter[tuple[str, str]] = Counter(
        (pair.doctor, rule["spans"][pair.shift]) for pair in roster if pair.shift in rule["spans"]
    )
    less = {(doctor, span): served for doctor, span, served in rule["less"]}
    return any(
        count > max(0, rule["most"][doctor] - less.get((doctor, span), 0))
        for (doctor, span), count in counts.items()
        if doctor in rule["most"]
    )


def cost(words: Words, roster: Roster) -> float:
    """The task's price of a roster, squared by hand."""
    total = 0
    for load in words["loads"]:
        for doctor, target in load["targets"].items():
            mine = sum(load["sizes"].get(shift, 0) for shift in roster.by_doctor.get(doctor, ()))
            total += load["price"] * (mine - target) ** 2
    held = Counter(pair.shift for pair in roster)
    short = sum(max(0, shift["wished"] - held[shift["id"]]) for shift in words["shifts"])
    return total / words["scale"] + words["short"] * short


def tiny(path: Path) -> tuple[Problem, Words]:
    instance = read_sectors(path).instance
    problem = expand(instance)
    return problem, task("tiny", problem, told(instance.rules))


def test_a_sector_is_told_whole(tmp_path: Path) -> None:
    """On every roster of six days: lawful in the task's words exactly where the file's own rules hold, at the file's own price."""
    sectors = read_sectors(file(tmp_path, 6, THREE, holiday=1))
    problem = expand(sectors.instance)
    words = task("tiny", problem, told(sectors.instance.rules))
    assert left_out(problem, sectors.instance.rules) == ()
    for roster in rosters(problem)[::5]:
        ours = audit_rules(problem, sectors.instance.rules, roster).hard_breaches
        assert is_lawful(words, roster) == (not ours and not breaches(problem, roster))
        assert cost(words, roster) == sectors.cost(problem, roster)


def best(problem: Problem, words: Words) -> float:
    return min(cost(words, roster) for roster in rosters(problem) if is_lawful(words, roster))


@pytest.mark.parametrize("engine", ["newcomer", "ortools-shift"])
def test_a_peer_in_ortools_finds_what_enumeration_finds(engine: str, tmp_path: Path) -> None:
    """Six days, three doctors with days off: a lawful roster at the least cost of all, recounted; products prove it."""
    path = file(tmp_path, 6, THREE)
    problem, words = tiny(path)
    found = measure(Case("sectors", str(path), engine, 1, 20.0, 0))
    assert (found.breaches, found.cost, found.carences) == (0, best(problem, words), 0)
    proved = engine == "newcomer"
    assert (found.status == "optimal", found.bound == found.cost) == (proved, proved)
    assert found.first is not None
    assert found.cpu > 0


def test_a_task_without_roster_is_told_so(tmp_path: Path) -> None:
    """One doctor for a whole week: no roster, no cost, the tool's own word."""
    path = file(tmp_path, 6, TWO[:1])
    found = peer(Case("sectors", str(path), "newcomer", 1, 20.0, 0))
    assert (found.status, found.cost, found.note) == ("no roster", None, "infeasible")


@pytest.mark.slow
def test_timefold_finds_what_enumeration_finds(tmp_path: Path) -> None:
    """The same, by constraint streams in a Java machine; it proves nothing."""
    ready = [folder for folder in usual_home().glob("timefold-*") if (folder / READY).is_file()]
    if not ready:
        pytest.skip(
            "no environment of Timefold: `python -m benchmarks run … --engine timefold` makes it"
        )
    path = file(tmp_path, 6, THREE)
    problem, words = tiny(path)
    python = str(interpreter("timefold", usual_home()))
    found = measure(Case("sectors", str(path), "timefold", 1, 3.0, 0, python))
    assert (found.breaches, found.cost, found.status) == (0, best(problem, words), "feasible")


ODD = {"id": "m", "may": ["a"]}, {"id": "a", "heads": 1, "wished": 1, "most": 1}
WORDS: Words = {"doctors": [ODD[0]], "shifts": [ODD[1]]}


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("{", "cannot be read"),
        ('{"held": 3}', "cannot be read"),
        ('{"hold": []}', "cannot be read"),
        ('{"held": [["m", "b"]]}', "names what the task has not: b"),
        ('{"held": [["n", "a"]]}', "names what the task has not: n"),
    ],
)
def test_an_answer_that_cannot_be_used_is_no_roster(text: str, note: str, tmp_path: Path) -> None:
    """Broken, of another shape, or about somebody else: the reason is kept, nothing is judged."""
    path = tmp_path / "answer.json"
    path.write_text(text, encoding="utf-8")
    found = read(path, WORDS)
    assert found.held is None
    assert note in found.note


def test_an_answer_is_read(tmp_path: Path) -> None:
    """Pairs as they stand; none where the tool found no roster; a script that failed gave none."""
    path = tmp_path / "answer.json"
    assert "code 3" in read(path, WORDS, 3).note
    path.write_text('{"held": [["m", "a"]], "bound": 2.0}', encoding="utf-8")
    assert (read(path, WORDS).held, read(path, WORDS).bound) == ([("m", "a")], 2.0)
    path.write_text('{"held": null, "note": "infeasible"}', encoding="utf-8")
    assert read(path, WORDS).note == "infeasible"


def test_holes_in_an_answer_are_carences(tmp_path: Path) -> None:
    """Whatever the peer says, what nobody holds is counted as missing, and its empty roster is no lawful one."""
    path = file(tmp_path, 6, THREE)
    case = Case("sectors", str(path), "newcomer", 1, 20.0, 0)
    about = task_of(case)
    problem = expand(about.instance)
    found = judged(Measured(case, 3, 7, "no roster"), about, problem, Answer(held=[], proof=1.0))
    assert (found.status, found.carences) == ("feasible", len(problem.shifts))
    assert found.breaches == len(problem.shifts)


def test_what_cannot_be_told_is_not_compared() -> None:
    """Boulogne's wishes, rests and feasts have no words in the task: no figures, and the reason."""
    path = next(path for path in files_of("seeds", None, ()) if path.stem == "boulogne-sur-mer")
    found = peer(Case("seeds", str(path), "newcomer", 1, 20.0, 0))
    assert (found.status, found.cost, found.wall) == ("not compared", None, 0.0)
    assert "rest" in found.note
    assert "wish" in found.note


@pytest.mark.parametrize("seed", STATED)
def test_a_stated_seed_is_told_whole(seed: str) -> None:
    """With only the rules that have words, nothing is left out of it, and both sides solve the same rules."""
    path = next(path for path in files_of("stated", None, ()) if path.stem == seed)
    about = task_of(Case("stated", str(path), "newcomer", 1, 20.0, 0))
    assert left_out(expand(about.instance), about.instance.rules) == ()
    assert {rule.kind for rule in about.instance.rules} >= {"coverage", "one_place", "fair_share"}


def test_hours_by_doctor_are_told_as_left_out() -> None:
    """A territory of SAS blocks is no neutral task, whatever its rules."""
    instance = load_instance(next(p for p in files_of("seeds", None, ()) if "forez" in p.stem))
    assert "hours of SAS by doctor" in left_out(expand(instance), told(instance.rules))


@pytest.mark.parametrize("seed", ["loire-bully", "boulogne-sur-mer", "haute-marne"])
def test_caps_spacing_roads_and_shares_are_told_whole(seed: str) -> None:
    """A good roster and 120 a move or two away from it: lawful in the task's words exactly where the audit finds nothing, at our
    price but for the thousandths that each load rounds down."""
    path = next(path for path in files_of("stated", None, ()) if path.stem == seed)
    instance = task_of(Case("stated", str(path), "newcomer", 1, 20.0, 0)).instance
    problem = expand(instance)
    words = task(seed, problem, instance.rules)
    outcome = solve(problem, instance.rules, Settings(seconds=30, workers=2))
    assert isinstance(outcome, Solved)
    found, draw = Counter[bool](), random.Random(1)
    for number in range(120):
        roster = _moved(problem, outcome.roster, draw, number % 3)
        report = audit_rules(problem, instance.rules, roster)
        ours = not report.hard_breaches and not report.tiers.get(Tier.CARENCE)
        assert is_lawful(words, roster) == ours
        found[ours] += 1
        if words["scale"] > 1:
            price = sum(report.tiers.get(tier, 0) for tier in REST)
            assert (
                0
                <= cost(words, roster) - price
                < sum(len(one["targets"]) for one in words["loads"])
            )
    assert min(found.values()) > 20


def _moved(problem: Problem, roster: Roster, draw: random.Random, moves: int) -> Roster:
    """So many duties given to somebody else, or now and then to nobody."""
    pairs = set(roster.pairs)
    for _ in range(moves):
        pair = draw.choice(sorted(pairs))
        other = draw.choice(problem.candidates_by_shift[pair.shift])
        pairs -= {pair}
        if draw.random() < 0.9:
            pairs |= {Pair(other.id, pair.shift)}
    return Roster(frozenset(pairs))


def test_an_environment_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    """The folder in the way is a file: whose environment, where, why and what to say instead; nothing left behind."""
    wall = tmp_path / "wall"
    wall.write_text("", encoding="utf-8")
    with pytest.raises(
        SystemExit, match=r"newcomer: no environment of its own in .*wall.*--peers-home"
    ):
        interpreter("newcomer", wall)


def test_requirements_are_pinned_with_hashes() -> None:
    """Every line that names a package names one version and a hash follows it."""
    for one in PEERS.values():
        lines = one.lock.read_text(encoding="utf-8").splitlines()
        names = [line for line in lines if not line.startswith(" ")]
        assert all("==" in line for line in names)
        assert all(
            after.strip().startswith("--hash=") for line, after in pairwise(lines) if "==" in line
        )


def test_an_environment_is_made_once(tmp_path: Path) -> None:
    """One that is whole is used as it is, without network, by every peer that stands on the same requirements."""
    said = sha256(PEERS["newcomer"].lock.read_bytes()).hexdigest()[:12]
    folder = tmp_path / f"ortools-{said}"
    folder.mkdir()
    (folder / READY).touch()
    python = interpreter("newcomer", tmp_path)
    assert python == interpreter("ortools-shift", tmp_path)
    assert python.is_relative_to(folder)
    assert [one.name for one in folder.iterdir()] == [READY]


def test_the_command_is_said_without_folders() -> None:
    """The user's folder is DIR, a file is its name."""
    words = ["run", "--set", "sectors", "--data", "/a/b", "/c/three.json", "--time", "60"]
    assert said(words) == "python -m benchmarks run --set sectors --data DIR three.json --time 60"
