"""Each peer's model of every word of the task, against all rosters of tiny drawn tasks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain, combinations, product
from typing import Any

import pytest

from benchmarks.case import Case
from benchmarks.peers.environment import READY, interpreter, usual_home
from benchmarks.peers.running import run
from benchmarks.peers.script import Answer, Asked
from rostering.domain.roster import Roster
from tests.benchmarks.test_peers import Words, cost, is_lawful

DOCTORS = ("m", "n", "o")
DAY = 1440


def drawn(seed: int) -> Words:
    """Three doctors, six duties of five days, two of which overlap on the second; every word of the task is used."""
    draw = random.Random(seed)
    days = (0, 1, 1, 2, 3, 4)
    shifts = [
        {"id": f"s{n}", "day": day, "start": DAY * day + 480, "end": DAY * day + 720,
         "heads": 1, "wished": 1, "most": 1}
        for n, day in enumerate(days)
    ]  # fmt: skip
    shifts[3] |= {"heads": draw.choice((1, 2)), "wished": 2, "most": 2}
    shifts[5] |= {"heads": 0, "most": draw.choice((1, 2))}
    ids = [shift["id"] for shift in shifts]
    may = {doctor: [one for one in ids if draw.random() < 0.9] for doctor in DOCTORS}
    fixed = draw.choice([(who, one) for who, open_to in may.items() for one in open_to])
    weeks = {one: "w" for one in ids[:4]} | {one: "x" for one in ids[4:]}
    return {
        "name": f"drawn {seed}", "days": 5, "shifts": shifts, "short": draw.choice((1, 30)),
        "doctors": [{"id": doctor, "may": open_to} for doctor, open_to in may.items()],
        "fixed": [list(fixed)],
        "roads": [[who, "s0", "s1"] for who in DOCTORS if {"s0", "s1"} <= set(may[who])],
        "spacing": [{"shifts": ids[3:], "days": 1, "same_day": draw.random() < 0.5}],
        "caps": [{"spans": weeks, "most": {"m": 3, "n": 2}, "less": [["m", "w", 1], ["n", "x", 1]]}],
        "loads": [
            {"price": 2, "sizes": dict.fromkeys(ids, 100), "targets": {d: draw.randint(0, 300) for d in DOCTORS}},
            {"price": 3, "sizes": {"s3": 100, "s5": 50}, "targets": {"m": 80, "o": 120}},
        ],
        "scale": 1_000,
    }  # fmt: skip


def every_roster(words: Words) -> Iterator[Roster]:
    """Up to two of those who may, on every shift."""
    open_to = {
        shift["id"]: [doctor["id"] for doctor in words["doctors"] if shift["id"] in doctor["may"]]
        for shift in words["shifts"]
    }
    choices = [
        [
            [(who, shift) for who in some]
            for count in (0, 1, 2)
            for some in combinations(able, count)
        ]
        for shift, able in open_to.items()
    ]
    for chosen in product(*choices):
        yield Roster.of(chain.from_iterable(chosen))


def answered(engine: str, words: Words, python: str = "", seconds: float = 20.0) -> Answer:
    case = Case("drawn", words["name"], engine, 1, seconds, 0, python)
    return run(case, Asked(words, seconds, 1, 0))[0]


def least(words: Words) -> float | None:
    return min(
        (cost(words, one) for one in every_roster(words) if is_lawful(words, one)), default=None
    )


SEEDS = range(6)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_newcomer_finds_the_least(seed: int) -> None:
    """Its roster is lawful at the least cost of all, and its bound says so; none where there is none."""
    words = drawn(seed)
    answer, best = answered("newcomer", words), least(words)
    if best is None:
        assert (answer.held, answer.note) == (None, "infeasible")
        return
    assert answer.held is not None
    roster = Roster.of(answer.held)
    assert is_lawful(words, roster)
    assert cost(words, roster) == pytest.approx(best)
    assert answer.bound == pytest.approx(best)


@pytest.mark.parametrize("seed", SEEDS)
def test_shift_scheduling_finds_a_lawful_one(seed: int) -> None:
    """One duty a day at most, so the tasks where two of a day are needed have none; else lawful, and no better than the least."""
    words = drawn(seed)
    answer, best = answered("ortools-shift", words), least(words)
    if answer.held is None:
        assert best is None or not any(_one_a_day(words, one) for one in every_roster(words))
        return
    assert is_lawful(words, Roster.of(answer.held))
    assert best is not None
    assert cost(words, Roster.of(answer.held)) >= best


def _one_a_day(words: Words, roster: Roster) -> bool:
    """Lawful without two duties of one doctor on one day."""
    day_of: dict[str, Any] = {shift["id"]: shift["day"] for shift in words["shifts"]}
    held = [(pair.doctor, day_of[pair.shift]) for pair in roster]
    return len(held) == len(set(held)) and is_lawful(words, roster)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [seed for seed in SEEDS if seed % 2])
def test_timefold_finds_the_least(seed: int) -> None:
    """On tasks this small its search meets the least cost; where nothing is lawful its roster breaks something."""
    home = usual_home()
    if not any((folder / READY).is_file() for folder in home.glob("timefold-*")):
        pytest.skip(
            "no environment of Timefold: `python -m benchmarks run … --engine timefold` makes it"
        )
    words = drawn(seed)
    answer = answered("timefold", words, str(interpreter("timefold", home)), 3.0)
    best = least(words)
    assert answer.held is not None
    roster = Roster.of(answer.held)
    assert is_lawful(words, roster) == (best is not None)
    if best is not None:
        # each square is rounded down to a whole number of the scale
        assert cost(words, roster) <= best + 5
