"""Tiny problems: the solver's roster is as good as the best of all rosters, and says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rostering.domain.certificate import Stage
from rostering.domain.territory import DEFAULT_CATEGORIES
from rostering.problem.limit import Tier
from rostering.rules.fair_share import FairShare
from rostering.rules.spacing import Spacing
from rostering.rules.wish import Wish
from rostering.solve.settings import Settings
from tests.build import doctor, line
from tests.solve.brute import Case, audited, blended, every, staged
from tests.solve.cases import CASES, NIGHT, ONE, THREE, case, name_of, solved

CERTIFY = Settings(seconds=20, workers=1, certify=True)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_roster_is_the_best_of_all_and_proved(case: Case) -> None:
    """Carences, then the rest, are those of the best of all rosters; the certificate says both and proves them."""
    outcome = solved(case)
    costs = audited(case, outcome.roster)
    best = min(blended(costs) for _, costs in every(case))
    assert costs[Tier.HARD] == 0
    assert blended(costs) == best
    whole = outcome.certificate.whole
    proved = [(s.stage, s.value, s.bound) for s in whole.stages if s.stage != "confort"]
    assert proved == [("carences", best[0], best[0]), ("reste", best[1], best[1])]
    assert (whole.status, whole.gap) == ("optimal", 0)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_certified_stages_are_lexicographic(case: Case) -> None:
    """With --certify each tier is as low as the tiers before it allow, and is proved."""
    outcome = solved(case, CERTIFY)
    costs = audited(case, outcome.roster)
    best = min(staged(costs) for _, costs in every(case))
    assert costs[Tier.HARD] == 0
    assert staged(costs) == best
    stages: tuple[Stage, ...] = ("carences", "regles", "equite", "souhaits")
    whole = outcome.certificate.whole
    found = [(s.stage, s.value, s.bound) for s in whole.stages if s.stage != "confort"]
    assert found == [(stage, value, value) for stage, value in zip(stages, best, strict=True)]
    assert whole.status == "optimal"


DEAR = case(
    "a carence cheaper than the rule", (Spacing(days=1, strength=10_000),),
    [line(priority=1)], [doctor("a")], end="2027-02-03",
)  # fmt: skip


@pytest.mark.parametrize("settings", [ONE, CERTIFY], ids=["blended", "certified"])
def test_a_carence_is_never_traded_for_a_soft_rule(settings: Settings) -> None:
    """Three evenings in a row cost 20,000 and a carence only 5,000 in the blend: all three are held."""
    outcome = solved(DEAR, settings)
    assert len(outcome.roster) == 3
    assert outcome.certificate.whole.stages[0].value == 0


TIES = (
    case(
        "a comfort rule", (Spacing(days=1, strength=10), Spacing(days=2, strength=3, comfort=True)),
        [line()], [doctor("a"), doctor("b")], end="2027-02-05",
        availability=[{"doctor": "b", "level": "impossible", "start": "2027-02-01", "end": "2027-02-02"}],
    ),
    case(
        "units", (FairShare(), Spacing(days=1, strength=7)), [line(staffing={"min": 1, "target": 2})],
        THREE, end="2027-02-04", categories=DEFAULT_CATEGORIES,
    ),
    case(
        "a carence or units", (FairShare(), Wish()), [line(), line("nuit", NIGHT, site="autre")],
        THREE[:2], end="2027-02-03", categories=DEFAULT_CATEGORIES,
        availability=[{"doctor": "a", "level": "non", "date": "2027-02-01"},
                      {"doctor": "b", "level": "impossible", "date": "2027-02-02"}],
    ),
)  # fmt: skip
BRIEF = Settings(seconds=5, workers=1)
TRADED = ()


@pytest.mark.parametrize(
    ("case", "certify"),
    [
        *((case, False) for case in TIES),
        (TIES[0], True),
        pytest.param(TIES[1], True, marks=TRADED),
        (TIES[2], True),
    ],
    ids=name_of,
)
def test_comfort_comes_last(case: Case, certify: bool) -> None:
    """What only breaks ties is as low as it can be without raising anything else, tier by tier when certified."""
    order = staged if certify else blended
    outcome = solved(case, replace(BRIEF, certify=certify))
    costs = audited(case, outcome.roster)
    best = min((*order(found), found[Tier.COMFORT]) for _, found in every(case))
    assert costs[Tier.HARD] == 0
    assert (*order(costs), costs[Tier.COMFORT]) == best
    values = tuple(stage.value for stage in outcome.certificate.whole.stages)
    assert values == best
