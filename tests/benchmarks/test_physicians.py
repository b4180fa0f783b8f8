"""Hospital duties: the reader, the mapping and the judge, on months invented here and small enough to enumerate."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from benchmarks.case import Case
from benchmarks.physicians import running, table
from benchmarks.physicians.__main__ import main
from benchmarks.physicians.judging import broken, cost
from benchmarks.physicians.mapping import mapped
from benchmarks.physicians.reading import Month, UnreadableMonth, read
from benchmarks.solving import ours
from rostering.solve.settings import Settings

ONE = Settings(seconds=20, workers=1)
Duty = tuple[int, int, int, int]


Tables = Mapping[str, Mapping[Any, object]]


def written(tables: Tables, size: tuple[int, int, int]) -> str:
    """A file of the format: physicians, duties, weeks, then its tables."""
    lines = ["%J set < 1..{} >", "%I set < 1..{} >", "%W set < 1..{} >", "%D set < 1..7 >"]
    text = [one.format(*size[n : n + 1]) for n, one in enumerate(lines)]
    text.append(f"%W_max < {size[2]} >")
    for name, entries in tables.items():
        letters = ", ".join("JIWDV"[: len(next(iter(entries)))])
        text.append(f"%{name}[{letters}] = 0 indices <")
        text += ["\t".join(map(str, (*index, value))) for index, value in entries.items()]
        text.append(">")
    return "\n".join(text) + "\n"


def drawn(seed: int, folder: Path, name: str = "") -> Path:
    """Two physicians, one duty, one or two short weeks: days open to few, requests, an absence, convex costs."""
    draw = random.Random(seed)
    weeks, physicians, duties = draw.choice([(1, 3, 1), (2, 2, 1), (1, 2, 2)])
    days = draw.sample(range(1, 8), 3 if weeks == 2 else 4)
    spots = [
        (duty, week, day)
        for duty in range(1, duties + 1)
        for week in range(1, weeks + 1)
        for day in days
    ]
    everyone = range(1, physicians + 1)
    open_to = {(j, *s): 1 for j in everyone for s in spots if draw.random() < 0.75}
    asked = {(j, *s): 1 for j in everyone for s in spots if draw.random() < 0.5}
    off = {
        (j, w, d): 1 for j in everyone for _, w, d in spots
        if draw.random() < 0.2 and not any((j, i, w, d) in asked for i in range(1, duties + 1))
    }  # fmt: skip
    slope = {j: Decimal(draw.randrange(1, 40000)) / 1000 for j in everyone}
    path = folder / (name or f"draw_{draw.choice(['equal', 'unequal'])}.cdat")
    path.write_text(
        written(
            {
                "d_bar_duty": {(i, d): 1 for i in range(1, duties + 1) for d in days},
                "E_pos": open_to or {(1, *spots[0]): 1},
                "D_off": {(draw.choice(everyone), 1, days[0]): 1},
                "g_req_on": asked or {(1, *spots[0]): 1},
                "g_req_off": off or {(0, 0, 0): 0},
                "c": {(j, v): slope[j] * v + Decimal("0.285714285714") * v * v for j in everyone for v in range(20)},
                "c_work": {(j, a): Decimal(a * a) / 35 for j in everyone for a in range(20)},
            },
            (physicians, duties, weeks),
        ),
        "utf-8",
    )  # fmt: skip
    return path


def rosters(month: Month) -> Iterator[set[Duty]]:
    """Every set of allowed pairs."""
    pairs = [
        index
        for index, value in month.may_take.items()
        if value and not month.absent.get((index[0], *index[2:]))
    ]
    assert len(pairs) <= 16
    for flags in product((False, True), repeat=len(pairs)):
        yield {(j, i, w, d) for (j, i, w, d), taken in zip(pairs, flags, strict=True) if taken}


@pytest.mark.parametrize("seed", range(25))
def test_the_product_finds_what_enumeration_by_the_authors_rules_finds(
    seed: int, tmp_path: Path
) -> None:
    """The value is the least over all rosters that break none of their rules, and it is proved."""
    path = drawn(seed, tmp_path)
    month = read(path)
    least = min(cost(month, roster) for roster in rosters(month) if not broken(month, roster))
    found = running.run(path, ONE, {path.name: least})
    assert found.broken == ()
    assert found.value is not None
    assert abs(found.value - least) <= Decimal("0.001")
    assert found.reproduced


def test_a_table_is_sparse_and_what_is_missing_is_nothing(tmp_path: Path) -> None:
    """Ranges, rows in any order, a closing sign, zeros."""
    month = read(drawn(1, tmp_path, "2016-01-04_equal.cdat"))
    assert month.days == range(1, 8)
    assert month.may_take.get((9, 9, 9, 9)) is None
    assert month.refusal_cost[1, 0] == 0
    assert mapped(month).instance.horizon.start.isoformat() == "2016-01-04"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1 x 3", "m.cdat, line 2: whole indices then a number were expected"),
        ("%J sets < 1..3 >", "m.cdat, line 2: whole indices then a number were expected"),
        (">\nwhat?", "m.cdat, line 3: a range, a table or one of its rows was expected"),
        (">", "m.cdat: without J, I, W, D, d_bar_duty, E_pos"),
    ],
)
def test_what_is_not_of_the_format_is_said_with_its_line(
    line: str, expected: str, tmp_path: Path
) -> None:
    """A wrong row, a wrong heading, a stray line, a file without its tables."""
    path = tmp_path / "m.cdat"
    path.write_text(f"%c[J, V] = 0 indices <\n{line}\n", "utf-8")
    with pytest.raises(UnreadableMonth) as caught:
        read(path)
    assert str(caught.value) == expected


def _with(path: Path, old: str, new: str) -> Month:
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    return read(path)


def test_a_cost_that_is_not_convex_is_refused(tmp_path: Path) -> None:
    """A refusal that costs less than the one before cannot be said, and is not guessed."""
    path = drawn(3, tmp_path)
    month = read(path)
    first = min(j for j, *_ in month.asks_on)
    bad = {**month.refusal_cost, (first, 1): Decimal(10_000)}
    path.write_text(
        written(
            {"d_bar_duty": dict(month.heads), "E_pos": dict(month.may_take), "c": bad,
             "g_req_on": dict(month.asks_on)},
            (len(month.physicians), len(month.duties), len(month.weeks)),
        ), "utf-8",
    )  # fmt: skip
    with pytest.raises(UnreadableMonth, match=f"c of physician {first} is not convex"):
        mapped(read(path))


def test_to_ask_for_a_day_and_for_it_off_is_refused(tmp_path: Path) -> None:
    """The product reads one of them; the authors would pay both."""
    path = drawn(4, tmp_path)
    month = read(path)
    who, _, week, day = next(iter(month.asks_on))
    with pytest.raises(UnreadableMonth, match="asks to work and to be free"):
        mapped(_with(path, "%g_req_off[J, I, W] = 0 indices <", f"%g_req_off[J, I, W] = 0 indices <\n{who} {week} {day} 1"))  # fmt: skip


@pytest.mark.parametrize(
    ("roster", "expected"),
    [
        ({(1, 1, 1, 1), (2, 1, 1, 1)}, "2 heads for duty 1, week 1, day 1"),
        ({(1, 1, 1, 1), (1, 1, 1, 2)}, "physician 1: two duties too near, day 1"),
        ({(1, 1, 1, 7), (1, 1, 2, 1)}, "physician 1: two duties too near, day 7"),
        ({(1, 1, 1, 7), (1, 1, 2, 6)}, "physician 1: week-ends 1 and 2"),
        ({(3, 1, 1, 1)}, "(3, 1, 1, 1) may not be taken"),
        ({(2, 1, 1, 3)}, "(2, 1, 1, 3) on an absent day"),
        ({(1, 1, 1, 1), (1, 1, 1, 3)}, ""),
        ({(1, 1, 1, 5), (1, 1, 2, 6)}, ""),
    ],
)
def test_the_judge_finds_each_broken_rule(roster: set[Duty], expected: str, tmp_path: Path) -> None:
    """One too many, two days running across weeks too, two week-ends, closed, absent; and nothing where nothing is."""
    path = tmp_path / "two_weeks_equal.cdat"
    everything = {(j, 1, w, d): 1 for j in (1, 2) for w in (1, 2) for d in range(1, 8)}
    tables: Tables = {
        "d_bar_duty": {(1, d): 1 for d in range(1, 8)},
        "E_pos": dict(everything), "D_off": {(2, 1, 3): 1}, "c": {(1, 0): 0},
    }  # fmt: skip
    path.write_text(written(tables, (3, 1, 2)), "utf-8")
    assert broken(read(path), roster) == ([expected] if expected else [])


def test_the_command_prints_a_table_and_writes_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every file under the folder, its published value beside it; exit code 1 when one is not reproduced."""
    path = drawn(5, tmp_path, "a_unequal.cdat")
    value = running.run(path, ONE, {}).value
    assert value is not None
    for published, code in ((value, 0), (value + 1, 1)):
        (tmp_path / "published.csv").write_text(
            f"file,cplex_optimum,cplex_seconds\n{path.name},{published},0.1\n", "utf-8"
        )
        out = tmp_path / "out.json"
        monkeypatch.setattr("sys.argv", ["x", "--data", str(tmp_path), "--workers", "1", "--json", str(out)])  # fmt: skip
        assert main() == code
        said = capsys.readouterr().out
        assert table.head() in said
        assert ("1 of 1 published optima" in said) == (code == 0)
        assert '"reproduced": ' + ("true" if code == 0 else "false") in out.read_text("utf-8")


def test_the_one_runner_says_the_same(tmp_path: Path) -> None:
    """`--set gross-brunner`: proved, the authors' cost and bound to 0.001, what was published beside it."""
    path = drawn(5, tmp_path)
    value = running.run(path, ONE, {}).value
    (tmp_path / "published.csv").write_text(
        f"file,cplex_optimum,cplex_seconds\n{path.name},{value},0.1\n", "utf-8"
    )
    found = ours(Case("gross-brunner", str(path), "rostering", 1, 20.0, 0))
    assert value is not None
    assert (found.status, found.breaches) == ("optimal", 0)
    assert [found.cost, found.bound, found.known] == pytest.approx([float(value)] * 3, abs=1e-3)
