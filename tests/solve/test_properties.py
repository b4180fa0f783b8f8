"""What may not change the cost: order, names, parts, processes; what may only raise it: one more hard rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rostering.domain.line import Line
from rostering.domain.people import Doctor
from rostering.expand import expand
from rostering.instance import Instance
from rostering.rules import AnyRule
from rostering.rules.apart import Apart
from rostering.rules.base import Rule
from rostering.rules.fair_share import FairShare
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.runs import Runs
from rostering.rules.spacing import Spacing
from rostering.rules.weekends import Weekends
from rostering.rules.wish import Wish
from rostering.solve import measured
from rostering.solve.control import Progress
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve, split
from rostering.solve.statements import state
from tests.build import doctor, line
from tests.solve.brute import Case, Value, audited, blended, every
from tests.solve.cases import BUILT, ONE, RANDOM, case, name_of, solved


def cost(case: Case, settings: Settings = ONE) -> Value:
    """What the solver's roster costs, by the audit."""
    return blended(audited(case, solved(case, settings).roster))


def retold(case: Case, rules: tuple[AnyRule, ...], facts: Instance) -> Case:
    """The same problem told otherwise."""
    return Case("retold", expand(facts, case.problem.published), rules)


@pytest.mark.parametrize("case", [*BUILT, *RANDOM[:2]], ids=name_of)
def test_the_order_of_the_file_changes_no_cost(case: Case) -> None:
    """Doctors, lines, wishes and rules written the other way round cost the same."""
    facts = case.problem.facts
    turned = facts.model_copy(
        update={
            "doctors": facts.doctors[::-1],
            "lines": facts.lines[::-1],
            "availability": facts.availability[::-1],
        }
    )
    assert cost(retold(case, case.rules[::-1], turned)) == cost(case)


@pytest.mark.parametrize("case", [*BUILT[:5], *RANDOM[:2]], ids=name_of)
def test_the_names_of_doctors_change_no_cost(case: Case) -> None:
    """With ids that sort the other way round the best roster costs the same."""
    names = {"a": "z", "b": "y", "c": "x"}
    facts = case.problem.facts
    renamed = facts.model_copy(
        update={"doctors": tuple(d.model_copy(update={"id": names[d.id]}) for d in facts.doctors)}
        | {
            part: tuple(e.model_copy(update={"doctor": names[e.doctor]}) for e in entries)
            for part, entries in (("availability", facts.availability), ("ledger", facts.ledger))
        }
    )
    assert cost(retold(case, case.rules, renamed)) == cost(case)


STRICTER: tuple[Rule, ...] = (
    Spacing(days=1),
    MaxInWindow(span="horizon", most=1),
    Runs(most_on=1),
    Weekends(consecutive_allowed=False, strength="hard"),
    Apart(members=("a", "b"), scope="day"),
)


@pytest.mark.parametrize("rule", STRICTER, ids=lambda rule: rule.kind)
@pytest.mark.parametrize("case", [BUILT[0], BUILT[1], BUILT[5], RANDOM[0]], ids=name_of)
def test_one_more_hard_rule_never_lowers_the_cost(case: Case, rule: AnyRule) -> None:
    """Whatever a hard rule forbids, what remains is no better than before."""
    assert cost(case._replace(rules=(*case.rules, rule))) >= cost(case)


def _doctors(sector: str, count: int) -> list[Doctor]:
    return [doctor(f"{sector}{n}", sectors=(sector,)) for n in range(count)]


def _line(sector: str) -> Line:
    return line(f"ligne-{sector}", sectors=(sector,))


APART = case(
    "two sectors", (FairShare(), Spacing(days=1, strength=7), Wish()),
    [_line("S"), _line("T")], [*_doctors("S", 2), *_doctors("T", 2)], end="2027-02-03",
    sectors=({"id": "S"}, {"id": "T"}),
    availability=[{"doctor": "S0", "level": "non", "date": "2027-02-02"},
                  {"doctor": "T1", "level": "impossible", "date": "2027-02-01"}],
)  # fmt: skip
LINKED = APART._replace(rules=(*APART.rules, Apart(members=("S0", "T0"), strength=30)))


@pytest.mark.parametrize(("case", "parts"), [(APART, 2), (LINKED, 1)], ids=["apart", "linked"])
def test_parts_solved_apart_make_the_best_whole(case: Case, parts: int) -> None:
    """Sectors that nothing ties are solved apart, and their sum is the best of all rosters of both."""
    narrowed, stated = state(case.problem, case.rules)
    assert len(split(narrowed, stated)) == parts
    assert cost(case) == min(blended(costs) for _, costs in every(case))


def test_the_certificate_adds_the_parts_up() -> None:
    """The whole's value and bound are the sums of those of the parts, stage by stage."""
    whole, parts = (solved(APART).certificate.whole, solved(APART).certificate.parts)
    assert len(parts) == 2
    for stage in whole.stages:
        found = [part.stage(stage.stage) for part in parts]
        assert stage.value == sum(proof.value for proof in found if proof)
        assert stage.bound == sum(proof.bound for proof in found if proof)
    assert (whole.doctors, whole.shifts) == (4, 6)


@pytest.mark.parametrize("certify", [False, True])
def test_processes_and_workers_change_no_cost(
    monkeypatch: pytest.MonkeyPatch, certify: bool
) -> None:
    """Two parts in two processes cost what they cost one after the other, and tell their progress."""
    alone = cost(APART, replace(ONE, certify=certify))
    monkeypatch.setattr(measured, "TINY", 0)
    heard: list[Progress] = []
    settings = Settings(seconds=20, workers=2, certify=certify)
    outcome = solve(APART.problem, APART.rules, settings, heard.append)
    assert isinstance(outcome, Solved)
    assert blended(audited(APART, outcome.roster)) == alone
    assert {progress.part for progress in heard} == {"S", "T"}


REPEATED = (BUILT[1], BUILT[5], RANDOM[2], APART)


@pytest.mark.parametrize("case", REPEATED, ids=name_of)
def test_a_reproducible_solve_gives_the_same_roster_twice(case: Case) -> None:
    """Same problem, same seed: the same duties to the same doctors, though others cost the same."""
    settings = Settings(seconds=20, workers=2, seed=5, reproducible=True)
    assert solved(case, settings).roster == solved(case, settings).roster
