"""Curtois and Qu's instances: the reader, the judge, and the product against enumeration on drawn tiny ones."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from benchmarks.case import Case
from benchmarks.curtois.judging import Duty, broken, cost
from benchmarks.curtois.mapping import mapped
from benchmarks.curtois.reading import UnreadableWard, Ward, read
from benchmarks.milp import SOLVERS, milp
from benchmarks.sets import task_of
from benchmarks.solving import ours
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.review.audit import audit
from rostering.solve import measured

DAYS = 5
KINDS = ("E", "L")


def drawn(seed: int, folder: Path) -> Path:
    """Two people, five days that end on a Friday or hold a week-end, two kinds."""
    draw = random.Random(seed)
    week = draw.choice((DAYS, 8))
    staff = [
        f"{who},E={draw.randint(1, 3)}|L=9,{draw.choice((960, 1440, 1980))},{draw.choice((0, 480))},"
        f"{draw.randint(2, 4)},{draw.randint(1, 2)},{draw.randint(1, 3)},{draw.randint(0, 1)}"
        for who in "AB"
    ]
    days = range(week - DAYS, week)
    off = [f"{who},{day}" for who in "AB" for day in range(week) if day not in days]
    on = [f"{who},{draw.choice(days)},{draw.choice(KINDS)},{draw.randint(1, 3)}" for who in "AB"]
    against = [f"A,{days[1]},{kind},{draw.randint(1, 3)}" for kind in KINDS]
    against = [row for row in against if row[:5] not in {one[:5] for one in on}]
    cover = [f"{d},{kind},{draw.randint(0, 2)},{20},{1}" for d in range(week) for kind in KINDS]
    sections = {
        "HORIZON": [str(week)], "SHIFTS": ["E,480,", "L,540,E"], "STAFF": staff, "DAYS_OFF": off,
        "SHIFT_ON_REQUESTS": on, "SHIFT_OFF_REQUESTS": against, "COVER": cover,
    }  # fmt: skip
    path = folder / f"drawn{seed}.txt"
    text = "\r\n\r\n".join(
        "\r\n".join([f"SECTION_{name}", "# a comment", *rows]) for name, rows in sections.items()
    )
    path.write_bytes(text.encode())
    return path


def rosters(ward: Ward, who: str) -> Iterator[frozenset[Duty]]:
    """Every way that one person can be given one shift, or none, on each day that is not off."""
    days = [day for day in range(ward.days) if (who, day) not in ward.off]
    for kinds in product((None, *ward.kinds), repeat=len(days)):
        yield frozenset((who, day, kind) for day, kind in zip(days, kinds, strict=True) if kind)


def lawful(ward: Ward) -> list[frozenset[Duty]]:
    """Every roster that breaks no rule, people being bound one by one."""
    each = [
        [one for one in rosters(ward, who) if not [w for w in broken(ward, one) if w[0] == who]]
        for who in ward.staff
    ]
    return [first | second for first, second in product(*each)]


@pytest.mark.parametrize("seed", range(12))
def test_the_product_finds_what_enumeration_finds(seed: int, tmp_path: Path) -> None:
    """The cost proved is the least over all rosters that break none of their rules; none is found where there is none."""
    path = drawn(seed, tmp_path)
    ward = read(path)
    costs = [cost(ward, roster) for roster in lawful(ward)]
    found = ours(Case("curtois-qu", str(path), "rostering", 1, 20.0, 0))
    if not costs:
        assert found.status == "Infeasible"
        return
    assert (found.status, found.breaches) == ("optimal", 0)
    assert (found.cost, found.bound) == (min(costs), min(costs))


@pytest.mark.parametrize("engine", SOLVERS)
@pytest.mark.parametrize("seed", [0, 3, 5])
def test_a_linear_solver_proves_the_same_on_our_model(
    engine: str, seed: int, tmp_path: Path
) -> None:
    """HiGHS and SCIP are given the whole of our model: same status, same cost, same bound."""
    path = str(drawn(seed, tmp_path))
    found = ours(Case("curtois-qu", path, "rostering", 1, 20.0, 0))
    other = milp(Case("curtois-qu", path, engine, 1, 20.0, 0))
    if found.status == "Infeasible":
        assert other.status == "no roster"
        return
    assert (other.status, other.breaches) == ("optimal", 0)
    assert (other.cost, other.bound) == (found.cost, found.bound)


def test_a_ward_by_pieces_has_a_lawful_roster_and_an_honest_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The road of wards too large for one model, on a tiny one: no breach, cost at or above the least, bound not above."""
    monkeypatch.setattr(measured, "TANGLED", 1)
    path = tmp_path / "two.txt"
    path.write_text(TWO_WEEKS.replace("\n3,E,0,100,1", "\n3,E,1,100,1"), "utf-8")
    found = ours(Case("curtois-qu", str(path), "rostering", 1, 3.0, 0))
    assert found.breaches == 0
    assert found.bound <= found.cost == 2


@pytest.mark.parametrize("seed", range(4))
def test_our_rules_and_prices_are_theirs(seed: int, tmp_path: Path) -> None:
    """On rosters drawn at random: broken here where broken there, and the same cost but for the constant."""
    said = mapped(read(drawn(seed, tmp_path)))
    problem = expand(said.instance)
    draw = random.Random(seed)
    every = [list(rosters(said.ward, who)) for who in said.ward.staff]
    for _ in range(150):
        duties = frozenset(duty for mine in every for duty in draw.choice(mine))
        roster = Roster.of((who, _shift(said.instance.horizon.start.toordinal() + day, kind)) for who, day, kind in duties)  # fmt: skip
        report = audit(problem, said.instance.rules, roster)
        assert bool(report.hard_breaches) == bool(broken(said.ward, duties)), sorted(duties)
        counted = said.constant + sum(report.tiers.values())
        assert bool(report.hard_breaches) or counted == cost(said.ward, duties)
        assert said.duties(problem, roster) == duties


def _shift(ordinal: int, kind: str) -> str:
    return f"{date.fromordinal(ordinal).isoformat()}-{kind}-jour"


TWO_WEEKS = """SECTION_HORIZON
14
SECTION_SHIFTS
E,480,
L,480,E
SECTION_STAFF
A,E=3|L=14,2880,960,3,2,2,1
SECTION_DAYS_OFF
A,13
SECTION_SHIFT_ON_REQUESTS
A,0,E,4
SECTION_SHIFT_OFF_REQUESTS
A,1,L,5
SECTION_COVER
""" + "\n".join(f"{day},{kind},0,100,1" for day in range(14) for kind in KINDS)


@pytest.mark.parametrize(
    ("worked", "expected"),
    [
        ("0E 1E", []),
        ("0E 1L", []),
        ("1L 2E", ["E after L, day 2"]),
        ("1L 1E 2L", ["two shifts on day 1"]),
        ("0E 1E 4E 5E", ["4 shifts E for 3"]),
        ("0E", ["480 minutes for 960 to 2880"]),
        ("0L 3L 4L", []),  # the run of the first day may have begun before
        ("1L 4L 5L", ["only 1 days running from day 1"]),
        ("0L 2L 3L", ["only 1 days off from day 1"]),
        ("1L 2L 3L 4L", ["4 days running from day 1"]),
        ("0L 1L 2L 5L 6L 9L 10L", ["3360 minutes for 960 to 2880"]),
        ("4L 5L 11L 12L", ["2 week-ends for 1"]),
        ("0L 1L 13L", ["works day 13, off"]),
    ],
)  # fmt: skip
def test_the_judge_finds_each_broken_rule(worked: str, expected: list[str], tmp_path: Path) -> None:
    """One of each, at its edge."""
    path = tmp_path / "two.txt"
    path.write_text(TWO_WEEKS, "utf-8")
    duties = {("A", int(one[:-1]), one[-1]) for one in worked.split()}
    assert broken(read(path), duties) == [f"A: {what}" for what in expected]


def test_the_judge_pays_requests_and_cover(tmp_path: Path) -> None:
    """A request on not given, one off not given, a head under, a head over."""
    path = tmp_path / "two.txt"
    path.write_text(TWO_WEEKS.replace("\n3,E,0,100,1", "\n3,E,2,100,1"), "utf-8")
    ward = read(path)
    assert cost(ward, set()) == 4 + 200
    assert cost(ward, {("A", 0, "E"), ("A", 1, "L"), ("A", 3, "E")}) == 5 + 100 + 2


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A,13", "A,x", "two.txt, line 9: not a row of its section: A,x"),
        ("E,480,", "E,480", "two.txt, line 4: not a row of its section: E,480"),
        ("SECTION_HORIZON", "14", "two.txt, line 1: a SECTION_ line was expected first"),
        ("SECTION_COVER", "SECTION_X", "two.txt, line 14: SECTION_X is no section of the format"),
        ("SECTION_HORIZON\n14\n", "", "two.txt: without HORIZON"),
        ("3,E,0,100,1", "3,E,0,90,1", "two: one price under and one over are read for the whole cover, not several"),
        ("3,E,0,100,1\n", "", "two: cover that is missing, or of no shift: [(3, 'E')]"),
        ("E,480,", "E,470,", "two: shift E: a length in quarters of an hour, a day at most, was expected"),
        ("A,1,L,5", "A,0,E,5", "two: several shifts asked for on a day, or one asked for and against: [('A', 0)]"),
        ("A,1,L,5", "B,1,L,5", "two: unknown people, shifts or days: B"),
        ("A,1,L,5", "A,1,L,9999", "two: requests beyond 10000 in all: A"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_format_or_cannot_be_said_is_told(
    old: str, new: str, expected: str, tmp_path: Path
) -> None:
    """Never read wrong: where it stands, or which thing has no words."""
    path = tmp_path / "two.txt"
    path.write_text(TWO_WEEKS.replace(old, new, 1), "utf-8")
    with pytest.raises(UnreadableWard) as caught:
        mapped(read(path))
    assert str(caught.value) == expected


def test_the_best_known_cost_is_read_beside_the_file(tmp_path: Path) -> None:
    """From `best_known.csv`; without it nothing is known. A file of another format is a sentence."""
    path = drawn(1, tmp_path)
    case = Case("curtois-qu", str(path), "rostering", 1, 20.0, 0)
    assert task_of(case).known is None
    table = tmp_path / "best_known.csv"
    table.write_text(f"instance,best_known,status\n{path.stem},7,optimal\n", "utf-8")
    assert task_of(case).known == 7
    path.write_text("nothing", "utf-8")
    with pytest.raises(SystemExit, match="a SECTION_ line was expected first"):
        task_of(case)
