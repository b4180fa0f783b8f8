"""Tiny problems for the solver, each a few thousand rosters at most."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from rostering.domain.roster import Roster
from rostering.domain.territory import DEFAULT_CATEGORIES
from rostering.expand import expand
from rostering.files.load import load_instance
from rostering.instance import DEFAULT_RULES, Instance
from rostering.rules import AnyRule
from rostering.rules.absence import Absence
from rostering.rules.apart import Apart
from rostering.rules.coverage import Coverage
from rostering.rules.eligibility import Eligibility
from rostering.rules.fair_share import FairShare
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.one_place import OnePlace
from rostering.rules.rest import Rest
from rostering.rules.runs import Runs
from rostering.rules.spacing import Spacing
from rostering.rules.stability import Stability
from rostering.rules.together import Together
from rostering.rules.weekends import Weekends
from rostering.rules.wish import Wish
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from tests.build import doctor, facts, line, window
from tests.solve.brute import Case

ONE = Settings(seconds=20, workers=1)
TINY = Path(__file__).parents[2] / "instances" / "tiny"
BASE: tuple[AnyRule, ...] = (Coverage(), Eligibility(), Absence(), OnePlace())
NIGHT = window("nuit", "20:00", "08:00")
EVENING = window("soir", "20:00", "24:00")
SETTLED = tuple(category for category in DEFAULT_CATEGORIES if not category.comfort)


def case(name: str, extra: tuple[AnyRule, ...], *args: Any, **fields: Any) -> Case:
    """The facts of `build.facts` under the base rules and some more; no units, so nothing is left to comfort."""
    found = facts(*args, **{"categories": SETTLED, **fields})
    return Case(name, expand(found), (*BASE, *extra))


def _published() -> Case:
    """Two evenings given to A; B would now owe one, and stability holds A's at 15 each."""
    made = case(
        "published", (FairShare(), Stability(strength=15)), [line()], [doctor("a"), doctor("b")],
        end="2027-02-03",
    )  # fmt: skip
    earlier = Roster.of([("a", shift.id) for shift in made.problem.shifts[:2]])
    return made._replace(problem=expand(made.problem.facts, earlier))


WANTED = line(staffing={"min": 1, "target": 2, "max": 2})
THREE = [doctor("a"), doctor("b", quote_part="0.5"), doctor("c", arrival="2027-02-03")]
BUILT = (
    case("nights", (Rest(), FairShare(), Wish()), [line("mmg", NIGHT)], THREE[:2], end="2027-02-04",
         availability=[{"doctor": "a", "level": "non", "date": "2027-02-03"}]),
    case("two wanted", (FairShare(), Spacing(days=1, strength=7)), [WANTED], THREE, end="2027-02-04"),
    case("runs", (Runs(most_on=1, least_off=2, strength=11), FairShare()), [line()], THREE, end="2027-02-06"),
    case("caps", (MaxInWindow(span="week", most=2), FairShare()), [line()],
         [doctor("a", caps={"week": 1}), doctor("b"), doctor("c")], end="2027-02-06"),
    case("week-ends", (Weekends(consecutive_allowed=False, strength=60), FairShare(), Wish()),
         [line("mmg", window("jour", "08:00", "20:00", ("samedi", "dimanche_jf")))],
         [doctor("a"), doctor("b"), doctor("c")], start="2027-02-06", end="2027-02-14",
         availability=[{"doctor": "a", "level": "souhaite", "date": "2027-02-13"}]),
    case("together and apart", (Together(members=("a", "b"), strength=9), Apart(members=("b", "c")), FairShare()),
         [line(staffing={"min": 2})], [doctor("a"), doctor("b"), doctor("c")], end="2027-02-03"),
    case("carences dear or cheap", (FairShare(), MaxInWindow(span="day", most=1)),
         [line("mmg", EVENING, priority=5), line("renfort", EVENING, mandatory=False)],
         [doctor("a"), doctor("b")], start="2027-02-05", end="2027-02-06",
         availability=[{"doctor": "b", "level": "impossible", "date": "2027-02-06"}]),
    _published(),
)  # fmt: skip


def tiny(path: Path) -> Case:
    """A tiny instance that ships."""
    return Case.of(load_instance(path))


def random_case(seed: int) -> Case:
    """Three doctors, four or five evenings and nights, absences, wishes, shares, under the default rules."""
    draw = random.Random(seed)
    doctors = [
        doctor(name, quote_part=draw.choice(["0.5", "1"]), caps={"week": draw.choice([None, 2, 3])})
        for name in "abc"
    ]
    windows = draw.sample([EVENING, NIGHT, window("jour", "08:00", "20:00")], 1)
    days = [f"2027-02-0{day}" for day in range(4, 4 + draw.choice([4, 5]))]
    levels = ["impossible", "non", "possible", "souhaite"]
    said = [
        {"doctor": draw.choice("abc"), "level": draw.choice(levels), "date": draw.choice(days)}
        for _ in range(4)
    ]
    owed = [{"doctor": draw.choice("abc"), "category": "soiree", "balance": draw.choice(["-1", "0.5", "1"])}]  # fmt: skip
    instance = Instance.model_validate(
        facts(
            [line("mmg", *windows, priority=draw.randint(1, 5))], doctors, days[0], days[-1],
            availability=said, ledger=owed, categories=SETTLED,
        ).model_dump() | {"id": f"random-{seed}", "rules": DEFAULT_RULES}
    )  # fmt: skip
    return Case.of(instance)


RANDOM = tuple(random_case(seed) for seed in range(6))
"""Drawn once and for all: the same problems each time."""
CASES = (*map(tiny, sorted(TINY.glob("*.yaml"))), *BUILT, *RANDOM)


def solved(case: Case, settings: Settings = ONE) -> Solved:
    """The outcome of solving the case, which must be a roster."""
    outcome = solve(case.problem, case.rules, settings)
    assert isinstance(outcome, Solved)
    return outcome


def name_of(value: object) -> str:
    """The name of a case, for pytest."""
    return value.name if isinstance(value, Case) else str(value)
