"""Parts that wait for each other: a whole roster at any moment, sectors tied by shared doctors by pieces, the time shared out."""

from __future__ import annotations

import time

import pytest

from rostering.domain.certificate import StageProof
from rostering.problem.limit import Tier
from rostering.solve import measured
from rostering.solve.allowance import Allowance
from rostering.solve.control import Progress, Stop
from rostering.solve.improve import Improver
from rostering.solve.outcome import Solved
from rostering.solve.parts import PartResult, priced
from rostering.solve.settings import BLENDED, Settings
from rostering.solve.solve import solve, split
from rostering.solve.statements import state
from tests.build import doctor, line
from tests.solve.brute import Case, audited, blended, every
from tests.solve.cases import case, name_of
from tests.solve.test_large import DOCTORS, RULES, SAID, SECTORS, SHARED, S, T

COPY = {"S": "U", "T": "V", "a": "d", "b": "e", "c": "f"}
LINES = [S, T, line("trois", sectors=("U",)), line("quatre", sectors=("V",))]
TWICE = tuple(
    case(
        f"two pairs of sectors {number}", rules, LINES,
        [*DOCTORS, *(doctor(COPY[one.id], sectors=[COPY[s] for s in one.sectors]) for one in DOCTORS)],
        end="2027-02-03", sectors=(*SECTORS, {"id": "U"}, {"id": "V"}),
        availability=[*SAID, *({**said, "doctor": COPY[said["doctor"]]} for said in SAID)],
    )
    for number, rules in enumerate(RULES[:2])
)  # fmt: skip
"""Two parts alike, each of two sectors that share doctors."""


@pytest.fixture
def _all_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything counts as too much for one model and worth a process."""
    for name in ("TIED", "TIED_ON_TWO", "LARGE", "TINY"):
        monkeypatch.setattr(measured, name, 0)


@pytest.mark.usefixtures("_all_is_long")
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(("case", "single"), list(zip(TWICE, SHARED, strict=False)))
def test_parts_by_pieces_make_the_best_whole(case: Case, single: Case, workers: int) -> None:
    """Each of the two parts costs what the best of all rosters of one costs, and is proved."""
    outcome = solve(case.problem, case.rules, Settings(seconds=20, workers=workers))
    assert isinstance(outcome, Solved)
    costs = audited(case, outcome.roster)
    best = min(blended(found) for _, found in every(single))
    assert costs[Tier.HARD] == 0
    assert blended(costs) == (2 * best[0], 2 * best[1])
    assert outcome.certificate.whole.status == "optimal"


@pytest.mark.usefixtures("_all_is_long")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_whole_roster_is_known_before_any_search(workers: int) -> None:
    """The first news are a roster of each part, without a bound yet."""
    heard: list[Progress] = []
    found = TWICE[0]
    solve(found.problem, found.rules, Settings(seconds=20, workers=workers), heard.append)
    assert {news.part for news in heard[:2]} == {news.part for news in heard}
    assert all(news.value is not None and not news.bound for news in heard[:2])


@pytest.mark.usefixtures("_all_is_long")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_stop_at_the_draft_keeps_a_whole_roster(workers: int) -> None:
    """Stopped at the first news: every part has a lawful roster and claims no bound it has not."""
    stop = Stop()
    found = TWICE[0]
    settings = Settings(seconds=20, workers=workers)
    outcome = solve(found.problem, found.rules, settings, lambda news: stop.ask(), stop)
    assert isinstance(outcome, Solved)
    assert outcome.stopped
    assert audited(found, outcome.roster)[Tier.HARD] == 0
    for proof in outcome.certificate.whole.stages:
        assert proof.bound <= proof.value


@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_a_draft_is_lawful_and_no_dearer_than_the_first_roster(case: Case) -> None:
    """Block by block from the roster that needs no search; the cost told is that of the roster."""
    narrowed, stated = state(case.problem, case.rules)
    (part,) = split(narrowed, stated)
    heard: list[Progress] = []
    improver = Improver(part, Settings(seconds=20, workers=1), Stop(), heard.append)
    first, draft = improver.first(), improver.draft()
    assert first.chosen is not None
    assert draft.chosen is not None
    assert sum(one.is_hard and one.statement.excess(draft.chosen) for one in stated) == 0
    assert priced(stated, draft.chosen, BLENDED) <= priced(stated, first.chosen, BLENDED)
    assert improver.value == priced(stated, draft.chosen, BLENDED)


def _result(status: str, *stages: tuple[str, int, int], **seconds: float) -> PartResult:
    proofs = [StageProof(stage=name, value=value, bound=bound) for name, value, bound in stages]  # type: ignore[arg-type]
    return PartResult(status, frozenset(), proofs, seconds)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "bound", "status"),
    [(7, 7, "feasible"), (9, 9, "optimal"), (12, 9, "optimal"), (3, 5, "feasible")],
)
def test_a_later_search_keeps_the_better_bound(before: int, bound: int, status: str) -> None:
    """The larger of both bounds, never over the value; proved when it meets it; comfort has no say."""
    earlier = _result("feasible", ("carences", 0, 0), ("reste", 12, before), départ=1.5)
    later = _result("feasible", ("carences", 0, 0), ("reste", 9, 5), ("confort", 4, 0), départ=2, recherche=3)  # fmt: skip
    found = later.after(earlier)
    assert (found.stages[1].value, found.stages[1].bound, found.status) == (9, bound, status)
    assert found.seconds == {"départ": 3.5, "recherche": 3}
    assert later.after(None) == later


def test_time_is_shared_by_size() -> None:
    """Of 100 s on two cores, sizes 6, 3 and 1 may take 100 (no more than there is), 75 and 25."""
    allowance = Allowance((6, 3, 1), 100, 2)
    assert [round(allowance.start(index)) for index in range(3)] == [100, 75, 25]


def test_what_is_not_used_goes_to_those_after() -> None:
    """Two alike on one core: the second has all that the first left."""
    allowance = Allowance((1, 1), 100, 1)
    assert round(allowance.start(0)) == 50
    allowance.end(0)
    assert round(allowance.start(1)) == 100


def test_no_time_left_is_a_moment_still() -> None:
    """A part whose turn comes after the end has just enough for a roster without search."""
    allowance = Allowance((1, 1), 0.0, 1)
    time.sleep(0.01)
    assert allowance.start(0) == measured.MOMENT
