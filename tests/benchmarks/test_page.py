"""Measurements kept as a file, and the page of peers made from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.case import Case, Measured
from benchmarks.kept import keep, read
from benchmarks.page import behind, page

CASE = Case("sectors", "/somewhere/three.json", "rostering", 2, 60.0, 0, "/somewhere/python")
OURS = Measured(
    CASE, 36, 354, "optimal", 0, 0, 4962, 4962, 0.0, wall=4.0, cpu=3.12345, first=2.0, proof=2.5, memory=175.0
)  # fmt: skip


def other(engine: str = "highs", **figures: object) -> Measured:
    """A run of another engine, as good as ours but for what is said."""
    case = replace(CASE, engine=engine, workers=1)
    return replace(OURS, case=case, **figures)  # type: ignore[arg-type]


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    """Every figure to the millisecond, names instead of folders."""
    path = tmp_path / "peers-sectors.json"
    keep(path, "a machine", ["run", "--data", "/somewhere", "--time", "60"], [OURS, other()])
    assert "/somewhere" not in path.read_text(encoding="utf-8")
    kept = read(path)
    assert (kept.machine, kept.command) == (
        "a machine",
        "python -m benchmarks run --data DIR --time 60",
    )
    expected = replace(OURS, case=replace(CASE, path="three.json", python=""), cpu=3.123)
    assert kept.measured[0] == expected


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({}, None),
        ({"cost": 4961.0}, "a better roster, 4961 against 4962"),
        ({"cost": 4963.0, "proof": None}, None),
        ({"proof": 2.4}, "a proof sooner, 2.4 s against 2.5"),
        ({"proof": 2.6}, None),
        ({"first": 1.9}, "a lawful roster sooner, 1.9 s against 2.0"),
        ({"cpu": 3.0}, "the proof with less computation, 3.0 CPU s against 3.1"),
        (
            {"cpu": 3.0, "proof": None},
            "as good a roster, unproved, with less computation, 3.0 CPU s against 3.1",
        ),
        ({"cpu": 3.0, "cost": 4963.0}, None),
        ({"memory": 174.0}, "less memory, 174 MB against 175"),
        ({"cost": 4961.0, "breaches": 1}, None),
        ({"cost": 4961.0, "carences": 1}, None),
        ({"cost": None, "status": "no roster", "memory": 1.0}, None),
    ],
)
def test_where_we_are_behind_is_told(figures: dict[str, object], told: str | None) -> None:
    """Each respect by itself, just better or just not; a roster that breaks rules or leaves gardes empty is no better one."""
    expected = [] if told is None else [f"- three, highs on 1, seed 0: {told}."]
    assert list(behind((OURS, other(**figures)))) == expected


def test_a_run_of_ours_that_fails_is_behind() -> None:
    """No roster of ours, one of theirs: said."""
    failed = replace(OURS, status="OutOfTime", cost=None, bound=None, first=None, proof=None)
    (found,) = behind((failed, other()))
    assert "a better roster, 4962 against –" in found


def test_the_page_is_made_of_the_files(tmp_path: Path) -> None:
    """A heading a file with its command and machine, a line a run with its ratio, and what could not be compared with its reason."""
    missing = Measured(
        replace(CASE, engine="newcomer"), 36, 354, "not compared", note="no words for rest"
    )
    keep(
        tmp_path / "peers-sectors.json",
        "a machine",
        ["run"],
        [OURS, other(cost=4971.924, bound=4900), missing],
    )
    (tmp_path / "others.json").write_text("not of peers", encoding="utf-8")
    text = page(tmp_path)
    assert "### Synthetic sectors\n\n`python -m benchmarks run` (a machine)" in text
    rows = [line for line in text.splitlines() if line.startswith("| three")]
    assert [row.split(" | ")[1] for row in rows] == ["rostering", "highs", "newcomer"]
    assert " 1.002 " not in rows[1]
    assert "| 1.00 | 1.00 | 1.00 |" in rows[1]
    assert "not compared" in rows[2]
    assert "no words for rest" in rows[2]
    assert "Where we are behind: nowhere in this table." in text


def test_without_files_the_page_says_how(tmp_path: Path) -> None:
    """The method alone."""
    assert "###" not in page(tmp_path)
