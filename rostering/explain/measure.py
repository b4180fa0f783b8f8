"""A territory solved for comparing: the best roster, what it costs tier by tier, and what is proved of it.

Comfort is left out: it only breaks ties, and no proof speaks of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from rostering.domain.certificate import StageProof
from rostering.domain.roster import Roster
from rostering.explain.deviation import kept_loads
from rostering.explain.proved import Proved
from rostering.problem.deviation import Kept, worst_deviation
from rostering.problem.limit import Limit, Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.effect import paid
from rostering.review.report import Report
from rostering.rules import AnyRule
from rostering.rules.wish import Wish, WishVerdict
from rostering.solve.control import Listener, Progress, Stop
from rostering.solve.outcome import Infeasible, OutOfTime, Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import contradiction, solve_stated
from rostering.solve.statements import Stated, state


@dataclass(frozen=True)
class Search:
    """How each solve of a comparison is made, who hears of it and who may stop it."""

    settings: Settings = field(default_factory=Settings)
    listen: Listener = lambda progress: None
    stop: Stop = field(default_factory=Stop)

    def named(self, what: str) -> Search:
        """The same search, whose progress is told under that name."""

        def tell(progress: Progress) -> None:
            self.listen(replace(progress, part=what))

        return replace(self, listen=tell)


@dataclass(frozen=True)
class Measure:
    """The best roster found under some rules and how good it is.

    `carences`: doctors missing. `weighted`: the same, each at the weight of its duty, which is what comes first.
    `cost`: soft rules, fairness and wishes together in points; its bound holds for rosters without more carences.
    """

    problem: Problem
    rules: tuple[AnyRule, ...]
    roster: Roster
    report: Report
    carences: Proved
    weighted: Proved
    cost: Proved
    kept: tuple[Kept, ...]
    wishes: tuple[WishVerdict, ...] = ()
    """What became of each wish, even where the rule of wishes was dropped."""

    @property
    def granted(self) -> int:
        """Wishes granted."""
        return sum(wish.granted for wish in self.wishes)

    @property
    def worst(self) -> int:
        """The worst deviation of a load from its share, in hundredths of a duty, in this roster."""
        return worst_deviation(self.kept, self.roster.pairs)


def measure(
    problem: Problem, rules: Sequence[AnyRule], search: Search, judges: Sequence[AnyRule] = ()
) -> Measure | Infeasible | OutOfTime:
    """Solves and audits; or says why there is no roster. Wishes are those of `judges`, or of the rules themselves."""
    narrowed, stated = without_comfort(problem, rules)
    outcome = solve_stated(narrowed, stated, search.settings, search.listen, search.stop)
    if isinstance(outcome, Infeasible):
        return contradiction(problem, rules, search.stop)
    if isinstance(outcome, OutOfTime):
        return outcome
    report = audit(problem, rules, outcome.roster)
    return Measure(
        problem=problem,
        rules=tuple(rules),
        roster=outcome.roster,
        report=report,
        carences=_missing(narrowed, stated, outcome, report, search),
        weighted=proved(outcome, "carences"),
        cost=Proved(paid(report), min(proved(outcome, "reste").bound, paid(report))),
        kept=kept_loads(narrowed, judges or rules),
        wishes=tuple(wishes(problem, judges or rules, outcome.roster)),
    )


def wishes(problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> Iterator[WishVerdict]:
    """What became of each wish on a roster."""
    for rule in rules:
        if isinstance(rule, Wish):
            yield from rule.verdicts(problem, roster)


def without_comfort(problem: Problem, rules: Sequence[AnyRule]) -> tuple[Problem, list[Stated]]:
    """The narrowed problem and its statements, those of comfort left out."""
    narrowed, stated = state(problem, rules)
    return narrowed, [entry for entry in stated if entry.tier is not Tier.COMFORT]


def proved(outcome: Solved, stage: str) -> Proved:
    """Value and bound of a stage of the certificate; zero when there was nothing to minimise."""
    found = next((one for one in outcome.certificate.whole.stages if one.stage == stage), None)
    return _as_proved(found) if found else Proved(0, 0)


def _as_proved(stage: StageProof) -> Proved:
    return Proved(stage.value, min(stage.bound, stage.value))


def _missing(
    narrowed: Problem, stated: list[Stated], outcome: Solved, report: Report, search: Search
) -> Proved:
    """Doctors missing, with the fewest that any roster leaves missing.

    First by counting: so many points cannot be made of fewer doctors. When that is not enough, carences are
    minimised alone, each counting one.
    """
    missing = report.missing
    least = _fewest(narrowed, proved(outcome, "carences").bound)
    if least < missing and not search.stop.asked:
        alone = solve_stated(
            narrowed, _each_as_one(stated), search.settings, search.listen, search.stop
        )
        if isinstance(alone, Solved):
            least = max(least, proved(alone, "carences").bound)
    return Proved(missing, min(least, missing))


def _fewest(problem: Problem, points: int) -> int:
    """The fewest missing doctors that make so many points: the heaviest duties first."""
    weights = sorted(
        (shift.carence_weight for shift in problem.shifts for _ in range(shift.staffing.min)),
        reverse=True,
    )
    count = 0
    while points > 0 and count < len(weights):
        points -= weights[count]
        count += 1
    return count


def _each_as_one(stated: list[Stated]) -> list[Stated]:
    """Hard statements, and carences that all count one; the rest left out."""
    return [
        entry
        if entry.is_hard
        else Stated(entry.rule, replace(entry.statement, weight=1), Tier.CARENCE, 1)
        for entry in stated
        if entry.is_hard or (entry.tier is Tier.CARENCE and isinstance(entry.statement, Limit))
    ]
