"""Tiny problems: the solver's roster is as good as the best of all rosters, and says so."""

from __future__ import annotations

import pytest

from rostering.domain.certificate import Stage
from rostering.problem.limit import Tier
from rostering.rules.spacing import Spacing
from rostering.solve.settings import Settings
from tests.build import doctor, line
from tests.solve.brute import Case, audited, blended, every, staged
from tests.solve.cases import CASES, ONE, case, name_of, solved

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
    assert [(s.stage, s.value, s.bound) for s in whole.stages] == [
        (stage, value, value) for stage, value in zip(stages, best, strict=True)
    ]
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


COMFORT = case(
    "comfort", (Spacing(days=1, strength=10), Spacing(days=2, strength=3, comfort=True)),
    [line()], [doctor("a"), doctor("b")], end="2027-02-05",
    availability=[{"doctor": "b", "level": "impossible", "start": "2027-02-01", "end": "2027-02-02"}],
)  # fmt: skip


@pytest.mark.parametrize("settings", [ONE, CERTIFY], ids=["blended", "certified"])
def test_comfort_comes_last(settings: Settings) -> None:
    """A comfort rule is as low as it can be without raising anything else."""
    outcome = solved(COMFORT, settings)
    costs = audited(COMFORT, outcome.roster)
    values = [(*blended(found), found[Tier.COMFORT]) for _, found in every(COMFORT)]
    assert (*blended(costs), costs[Tier.COMFORT]) == min(values)
    comfort = outcome.certificate.whole.stage("confort")
    assert comfort is not None
    assert comfort.value == min(values)[-1]
