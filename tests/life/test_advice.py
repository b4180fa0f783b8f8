"""Advice: every lawful gift, swap and chain, as enumeration and the audit find them, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

import pytest

from rostering.domain.roster import Pair, Roster
from rostering.life.advice import Advice, Option, advise, best_of
from rostering.life.tally import Cost
from rostering.problem.limit import Tier
from rostering.review.audit import audit, audit_of, audit_rules
from rostering.review.effect import Effect
from rostering.rules.apart import Apart
from rostering.rules.feasts import Feasts
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.rest import Rest
from rostering.rules.runs import Runs
from rostering.rules.spacing import Spacing
from rostering.rules.supervision import Supervision
from rostering.rules.together import Together
from rostering.rules.weekends import Weekends
from tests.build import doctor, line, window
from tests.solve.brute import Case
from tests.solve.cases import CASES, case, name_of, random_case, solved

EVENING, NIGHT = window("soir", "20:00", "24:00"), window("nuit", "00:00", "08:00")
FIVE = [doctor(name) for name in "abcd"] + [doctor("e", quote_part="0.5")]
WEEK = case(
    "a week of five", (Spacing(days=2), Weekends(most=1, strength=60), MaxInWindow(span="week", most=2)),
    [line()], FIVE,
)  # fmt: skip
PAIRS = case(
    "doctors together and apart",
    (Together(members=("a", "b"), strength=30), Apart(members=("c", "d")), Rest(strength=50)),
    [line("mmg", EVENING), line("deux", EVENING, NIGHT, mandatory=False)], FIVE[:4], end="2027-02-04",
)  # fmt: skip
JUNIOR = case(
    "a junior with a senior", (Supervision(), Runs(most_on=1, strength=25)),
    [line(needs_supervision=True, staffing={"min": 2})],
    [doctor("a"), doctor("b"), doctor("c", status="docteur_junior")], end="2027-02-03",
)  # fmt: skip
FEAST = case(
    "feasts", (Feasts(),), [line()], FIVE[:3], start="2026-12-23", end="2027-01-02"
)  # fmt: skip
TRIED = [WEEK, PAIRS, JUNIOR, FEAST, *CASES, *(random_case(seed) for seed in range(100, 120))]


Way = tuple[str, tuple[Pair, ...], tuple[Pair, ...]]
"""Kind, pairs lost, pairs gained."""


def ways(case: Case, roster: Roster, held: Pair) -> Iterator[Way]:
    """Every gift, swap and chain, lawful or not."""
    others = [one.id for one in case.problem.doctors if one.id != held.doctor]
    for second in others:
        yield "gift", (held,), (Pair(second, held.shift),)
        for back in returns(roster, second, held.shift):
            gained = (Pair(second, held.shift), Pair(held.doctor, back))
            yield "swap", (held, Pair(second, back)), gained
    for second, third in permutations(others, 2):
        for given in returns(roster, second, held.shift):
            lost, gained = (
                (held, Pair(second, given)),
                (Pair(second, held.shift), Pair(third, given)),
            )
            yield "chain", lost, gained
            for back in returns(roster, third, held.shift, given):
                yield "chain", (*lost, Pair(third, back)), (*gained, Pair(held.doctor, back))


def returns(roster: Roster, doctor: str, *moving: str) -> list[str]:
    """What the doctor could give, other than the duties that move already."""
    return [shift for shift in roster.by_doctor.get(doctor, ()) if shift not in moving]


def enumerated(case: Case, roster: Roster, held: Pair) -> list[Option]:
    """The lawful ones by the audit of each whole roster, in order."""
    before = audit(case.problem, case.rules, roster)
    shifts = case.problem.shift_by_id
    found = []
    for kind, lost, gained in ways(case, roster, held):
        if any(pair in roster for pair in gained):
            continue
        report = audit(case.problem, case.rules, Roster((roster.pairs - set(lost)) | set(gained)))
        if report.hard_breaches:
            continue
        cost = Cost(
            *(report.tiers.get(tier, 0) - before.tiers.get(tier, 0) for tier in (Tier.SOFT, Tier.FAIRNESS, Tier.WISHES))
        )  # fmt: skip
        days = sum(abs((shifts[p.shift].date - shifts[held.shift].date).days) for p in lost[1:])
        found.append(Option(kind, lost, gained, cost, days))  # type: ignore[arg-type]
    return sorted(found, key=lambda option: option.key)


def advised(case: Case, roster: Roster, held: Pair, count: int | None = None) -> Advice:
    free = frozenset(shift.id for shift in case.problem.shifts)
    rules = tuple(rule for rule in case.rules if rule.kind != "stability")
    return best_of(advise(case.problem, rules, roster, held, free), count)


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_every_lawful_way_is_there_once_in_order(case: Case) -> None:
    """For each duty held: the same options as enumeration, same costs, same order, same counts."""
    case = case._replace(rules=tuple(rule for rule in case.rules if rule.kind != "stability"))
    roster = solved(case).roster
    for held in list(roster)[:6]:
        expected = enumerated(case, roster, held)
        found = advised(case, roster, held)
        assert list(found.best) == expected
        kinds = [option.kind for option in expected]
        assert found.counts == {kind: kinds.count(kind) for kind in ("gift", "swap", "chain")}


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_auditing_those_who_move_says_what_auditing_everybody_says(case: Case) -> None:
    """For every option: the same cost and the same rules broken anew as two audits of the whole roster."""
    rules = tuple(rule for rule in case.rules if rule.kind != "stability")
    case = case._replace(rules=rules)
    roster = solved(case).roster
    for option in advised(case, roster, next(iter(roster)), 8).best:
        after, moved = option.applied(roster), {p.doctor for p in (*option.lost, *option.gained)}
        few = Effect((), *(audit_of(case.problem, rules, one, moved) for one in (roster, after)))
        all_of = Effect((), *(audit_rules(case.problem, rules, one) for one in (roster, after)))
        assert few.tiers == all_of.tiers
        assert set(few.new_soft) == set(all_of.new_soft)
        assert few.new_hard == all_of.new_hard == ()


def test_the_best_of_a_few_are_the_first_of_all() -> None:
    """Asking for three gives the first three, and the counts of all."""
    roster = solved(WEEK).roster
    held = next(iter(roster))
    few, every = advised(WEEK, roster, held, 3), advised(WEEK, roster, held)
    assert (few.best, few.counts) == (every.best[:3], every.counts)


def test_duties_that_may_not_change_stay() -> None:
    """With the last duty frozen, no option loses or gains it."""
    roster = solved(WEEK).roster
    held, last = next(iter(roster)), WEEK.problem.shifts[-1].id
    free = frozenset(shift.id for shift in WEEK.problem.shifts) - {last}
    found = best_of(advise(WEEK.problem, WEEK.rules, roster, held, free), None)
    assert found.best
    assert not [one for one in found.best if any(p.shift == last for p in (*one.lost, *one.gained))]


def test_the_cases_are_not_trivial() -> None:
    """Some duty of the week has gifts, swaps and chains."""
    roster = solved(WEEK).roster
    counts = [advised(WEEK, roster, held).counts for held in roster]
    assert all(max(count[kind] for count in counts) > 0 for kind in ("gift", "swap", "chain"))
