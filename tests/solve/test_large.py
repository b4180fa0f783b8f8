"""The road of large parts, taken on small ones: sound rosters, and a bound under the best of all rosters."""

from __future__ import annotations

from collections import Counter

import pytest

from rostering.domain.certificate import StageProof
from rostering.domain.roster import Roster
from rostering.problem.limit import Tier
from rostering.rules import AnyRule
from rostering.rules.apart import Apart
from rostering.rules.fair_share import FairShare
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.runs import Runs
from rostering.rules.spacing import Spacing
from rostering.rules.wish import Wish
from rostering.solve import measured, stages
from rostering.solve.control import Stop
from rostering.solve.greedy import first_roster
from rostering.solve.improve import Improver
from rostering.solve.settings import WITH_COMFORT, Settings
from rostering.solve.solve import split
from rostering.solve.statements import state
from tests.build import doctor, line
from tests.solve.brute import Case, audited, blended, every, staged, tiers
from tests.solve.cases import CASES, case, name_of

S, T = line("un", sectors=("S",)), line("deux", sectors=("T",))
BOTH = ("S", "T")
DOCTORS = [doctor("a", sectors=BOTH), doctor("b", sectors=BOTH), doctor("c", sectors=("T",))]
SECTORS = ({"id": "S"}, {"id": "T"})
SAID = [
    {"doctor": "a", "level": "non", "date": "2027-02-02"},
    {"doctor": "b", "level": "impossible", "date": "2027-02-01"},
    {"doctor": "c", "level": "impossible", "date": "2027-02-01"},
    {"doctor": "b", "level": "souhaite", "date": "2027-02-03"},
]
RULES: tuple[tuple[AnyRule, ...], ...] = (
    (FairShare(), Spacing(days=1, strength=7), Wish()),
    (FairShare(), MaxInWindow(span="week", most=2), Wish(strength=2)),
    (FairShare(strength=2), Runs(most_on=1, strength=25), Apart(members=("a", "b"), strength=12)),
)
SHARED = tuple(
    case(f"shared doctors {number}", rules, [S, T], DOCTORS, end=f"2027-02-0{days}",
         sectors=SECTORS, availability=SAID)
    for number, (rules, days) in enumerate(zip(RULES, (3, 3, 3), strict=True))
)  # fmt: skip


def improved(case: Case, settings: Settings) -> tuple[Roster, list[StageProof]]:
    """The roster and proofs of the case, taken as one large part."""
    narrowed, stated = state(case.problem, case.rules)
    (part,) = split(narrowed, stated)
    assert len(part.blocks) == 2
    result = Improver(part, settings, Stop(), lambda progress: None).solve()
    assert result.chosen is not None
    return Roster(result.chosen), result.stages


@pytest.mark.parametrize("settings", [
    Settings(seconds=1.5, workers=1), Settings(seconds=1.0, workers=2, seed=3),
], ids=["one core", "two cores"])  # fmt: skip
@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_a_large_part_is_sound_and_its_bound_is_true(case: Case, settings: Settings) -> None:
    """The roster breaks nothing hard, is the best of all (its pairs are soon free together); no bound passes it."""
    roster, (carences, rest) = improved(case, settings)
    costs = audited(case, roster)
    best = min(blended(found) for _, found in every(case))
    assert costs[Tier.HARD] == 0
    assert (carences.value, rest.value) == blended(costs) == best
    assert carences.bound <= best[0]
    assert rest.bound <= best[1]


@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_a_large_part_is_certified_from_what_its_pieces_give(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tier by tier the best of all rosters, each proved, as on the road of small parts."""
    monkeypatch.setattr(measured, "LARGE", 0)
    narrowed, stated = state(case.problem, case.rules)
    (part,) = split(narrowed, stated)
    settings = Settings(seconds=4.0, workers=1, certify=True)
    result = stages.PartSolver(part, settings, Stop(), lambda progress: None).solve()
    assert result.status == "optimal"
    assert tuple(one.value for one in result.stages) == min(staged(c) for _, c in every(case))


def _with_comfort(costs: Counter[Tier]) -> int:
    return sum(factor * costs[tier] for tier, factor in WITH_COMFORT.items())


@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_comfort_of_a_small_part_ends_when_it_is_proved(case: Case) -> None:
    """All pairs freed at once and the search closed: nothing is left to try, and no roster of those is better."""
    narrowed, stated = state(case.problem, case.rules)
    (part,) = split(narrowed, stated)
    start, _ = improved(case, Settings(seconds=1.5, workers=1))
    polisher = Improver(part, Settings(seconds=600, workers=1), Stop(), lambda progress: None)
    found = Roster(polisher.polish(start.pairs))
    best = min(_with_comfort(costs) for _, costs in every(case))
    assert polisher.exhausted
    assert _with_comfort(audited(case, found)) == best


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_first_roster_breaks_nothing_hard(case: Case) -> None:
    """Built post by post without a solver, before any search."""
    narrowed, stated = state(case.problem, case.rules)
    chosen = frozenset(pair for part in split(narrowed, stated) for pair in first_roster(part))
    assert tiers(case.problem, case.rules, Roster(chosen))[Tier.HARD] == 0


def test_a_bound_over_its_value_is_proof() -> None:
    """A stage is proved when no roster can be better, just then."""
    proofs = [StageProof(stage="reste", value=5, bound=bound).proved for bound in (4, 5, 6)]
    assert proofs == [False, True, True]
