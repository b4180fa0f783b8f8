"""How cost grows, and what stands beside what."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.__main__ import measure
from benchmarks.case import Case, Measured
from benchmarks.chart import Dot, chart
from benchmarks.process import PROC, spend
from benchmarks.sets import files_of
from benchmarks.table import CASE_HEADINGS, case_row, ratios, slope
from tests.e2e.command import TINY

CASE = Case("seeds", str(TINY / "deux-medecins.yaml"), "rostering", 1, 20.0, 0)
ONE = Measured(CASE, 2, 2, "optimal", 0, 0, 28, 28, 0.0, wall=2.0, cpu=1.0)


@pytest.mark.parametrize(("power", "factor"), [(1.0, 3.0), (2.0, 0.5), (0.0, 7.0)])
def test_the_slope_is_the_exponent(power: float, factor: float) -> None:
    """y = factor × x ^ power gives power; sizes that cost nothing are left out."""
    points = [(x, factor * x**power) for x in (1.0, 10.0, 25.0)]
    assert slope([*points, (5.0, 0.0)]) == pytest.approx(power, abs=1e-9)


def test_each_run_is_a_dot_where_its_powers_of_ten_are() -> None:
    """One and a hundred at the ends, ten half-way; a well-formed picture with one circle a run."""
    dots = [Dot("a", 1, 1, "un"), Dot("a", 10, 10, "deux"), Dot("b", 100, 100, "trois")]
    drawn = ElementTree.fromstring(chart(dots, "doctors"))
    circles = [one for one in drawn.iter() if one.tag.endswith("circle")]
    across = [float(one.attrib["cx"]) for one in circles]
    up = [float(one.attrib["cy"]) for one in circles]
    assert across[1] - across[0] == across[2] - across[1] > 0
    assert up[0] - up[1] == up[1] - up[2] > 0
    assert len({one.attrib["fill"] for one in circles}) == 2


def test_one_size_has_no_slope() -> None:
    """However many runs of it."""
    assert slope([(5.0, 1.0), (5.0, 2.0)]) is None


def test_ratios_are_against_the_first_way_of_the_same_instance_and_seed() -> None:
    """Two cores against one: half the wall seconds, twice the CPU, the same cost; another seed apart."""
    two = replace(ONE, case=replace(CASE, workers=2), wall=1.0, cpu=2.0)
    other = replace(ONE, case=replace(CASE, seed=1))
    row = "| deux-medecins | 0 | rostering on 2 / rostering on 1 | 2.00 | 0.50 | – | {} |"
    assert list(ratios([ONE, two, other])) == [row.format("1.00")]
    assert list(ratios([ONE, replace(two, breaches=1), other])) == [row.format("–")]


def test_what_was_not_run_has_no_ratio_and_no_figures() -> None:
    """A peer that cannot be told the task: dashes and the reason, no ratio."""
    not_run = Measured(replace(CASE, engine="newcomer"), 2, 2, "not compared", note="no words")
    assert list(ratios([ONE, not_run])) == []
    cells = [cell.strip() for cell in case_row(not_run).strip("|").split("|")]
    assert (cells[6], cells[-1], set(cells[7:-1])) == ("not compared", "no words", {"–"})


def test_a_case_is_measured_from_outside() -> None:
    """A process of its own: cost and bound as by hand, seconds and memory of that process, a cell a heading."""
    found = measure(CASE)
    assert (found.status, found.cost, found.bound, found.breaches) == ("optimal", 28, 28, 0)
    assert found.first is not None
    assert found.proof is not None
    assert 0 < found.first <= found.proof <= found.wall
    assert found.cpu > 0
    assert found.memory > 50
    assert case_row(found).count("|") == len(CASE_HEADINGS) + 1


def test_what_a_child_spends_is_counted() -> None:
    """The CPU seconds of a child's child, its output and its exit code."""
    burn = "sum(range(10**7))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{burn}']); print(1); sys.exit(3)"
    found = spend([sys.executable, "-c", code])
    alone = spend([sys.executable, "-c", "pass"])
    assert (found.out, found.code) == ("1\n", 3)
    assert found.cpu > alone.cpu


@pytest.mark.skipif(not PROC.exists(), reason="needs /proc")
def test_what_nobody_waits_for_is_counted_while_it_lives() -> None:
    """A child that its parent leaves behind at work: its seconds are seen before the parent ends."""
    burn = "while True: pass"
    code = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, '-c', '{burn}'])\n"
        "time.sleep(2.5)\nchild.kill()"
    )
    assert spend([sys.executable, "-c", code]).cpu > 0.3


def test_a_set_without_its_files_is_told(tmp_path: Path) -> None:
    """Which option is missing, which file is not there; seeds have theirs in the repository."""
    with pytest.raises(SystemExit, match="--data"):
        list(files_of("sectors", tmp_path, ()))
    with pytest.raises(SystemExit, match="absent"):
        list(files_of("sectors", None, ("absent.json",)))
    assert all(path.is_file() for path in files_of("seeds", None, ()))
