"""Stopping: before it starts, while it runs, in processes; and when the time given is too short."""

from __future__ import annotations

import os

import pytest

from rostering.errors import SolverFault
from rostering.problem.limit import Tier
from rostering.solve import measured, parallel
from rostering.solve.control import Progress, Stop
from rostering.solve.outcome import OutOfTime, Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from tests.solve.brute import Case, audited
from tests.solve.cases import BUILT, RANDOM, name_of
from tests.solve.test_properties import APART

EACH = (BUILT[1], RANDOM[0], APART)
TWO = Settings(seconds=20, workers=2)


def _is_sound(case: Case, outcome: object) -> bool:
    """No roster, or one that breaks nothing hard."""
    if isinstance(outcome, OutOfTime):
        return True
    return isinstance(outcome, Solved) and not audited(case, outcome.roster)[Tier.HARD]


@pytest.mark.parametrize("processes", [False, True])
@pytest.mark.parametrize("case", EACH, ids=name_of)
def test_a_stop_asked_beforehand_is_obeyed(
    monkeypatch: pytest.MonkeyPatch, case: Case, processes: bool
) -> None:
    """There is no roster yet, or a sound one that says it was stopped."""
    if processes:
        monkeypatch.setattr(measured, "TINY", 0)
    stop = Stop()
    stop.ask()
    outcome = solve(case.problem, case.rules, TWO, stop=stop)
    assert _is_sound(case, outcome)
    if isinstance(outcome, Solved):
        assert outcome.stopped


class Impatient:
    """A listener that asks to stop as soon as a roster is known."""

    def __init__(self) -> None:
        self.stop = Stop()

    def __call__(self, progress: Progress) -> None:
        """Hears of a roster, and asks."""
        if progress.value is not None:
            self.stop.ask()


@pytest.mark.parametrize("certify", [False, True])
@pytest.mark.parametrize("case", [BUILT[1], BUILT[2], *RANDOM[:3]], ids=name_of)
def test_a_stop_at_the_first_roster_keeps_it(case: Case, certify: bool) -> None:
    """Stopped as soon as a roster is known: it is given, sound, with a value recounted and a bound under it."""
    listen = Impatient()
    settings = Settings(seconds=20, workers=1, certify=certify)
    outcome = solve(case.problem, case.rules, settings, listen, listen.stop)
    assert isinstance(outcome, Solved)
    assert outcome.stopped
    costs = audited(case, outcome.roster)
    stages = outcome.certificate.whole.stages
    assert costs[Tier.HARD] == 0
    assert stages[0].value == costs[Tier.CARENCE]
    assert all(stage.bound <= stage.value for stage in stages)


def test_a_stop_leaves_no_part_without_a_roster() -> None:
    """Stopped while the first of two parts is searched: the second has at least its first roster."""
    listen = Impatient()
    settings = Settings(seconds=20, workers=1)
    outcome = solve(APART.problem, APART.rules, settings, listen, listen.stop)
    assert isinstance(outcome, Solved)


def test_a_stop_in_processes_ends_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """The children are told, answer and end; what they found is sound."""
    monkeypatch.setattr(measured, "TINY", 0)
    listen = Impatient()
    outcome = solve(APART.problem, APART.rules, TWO, listen, listen.stop)
    assert _is_sound(APART, outcome)


def test_a_child_that_dies_is_said_to_be_our_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends without an answer raises a fault that names its part and its code."""
    monkeypatch.setattr(measured, "TINY", 0)
    monkeypatch.setattr(parallel.Job, "done", lambda *_: os._exit(9))
    with pytest.raises(SolverFault, match=r"« [ST] » s'est arrêté \(code 9\)"):
        solve(APART.problem, APART.rules, TWO)


def test_a_stop_before_the_search_gives_the_first_roster() -> None:
    """Asked to stop before it begins, the solve still gives a lawful roster and claims nothing more."""
    stop = Stop()
    stop.ask()
    outcome = solve(RANDOM[0].problem, RANDOM[0].rules, TWO, stop=stop)
    assert isinstance(outcome, Solved)
    assert outcome.stopped
    assert audited(RANDOM[0], outcome.roster)[Tier.HARD] == 0
