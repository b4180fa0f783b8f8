"""Contradictory hard data: what is named cannot hold together, and holds without any one of its members."""

from __future__ import annotations

from itertools import combinations

import pytest

from rostering.domain.roster import Pair
from rostering.problem.limit import Statement
from rostering.rules.linked import Linked
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.pinned import Pinned
from rostering.rules.rest import Rest
from rostering.rules.supervision import Supervision
from rostering.rules.together import Together
from rostering.solve.outcome import Conflict, Infeasible, Member
from rostering.solve.solve import solve
from rostering.solve.statements import priced
from tests.build import doctor, line, window
from tests.solve.brute import Case
from tests.solve.cases import EVENING, NIGHT, ONE, case, name_of, solved

A, B = doctor("a", last_name="Alpha", first_name="Anne"), doctor("b", last_name="Bravo")
DAY, LATE = window("jour", "08:00", "20:00"), window("jour", "09:00", "20:00")
MONDAY = {"start": "2027-02-01", "end": "2027-02-01"}


def pin(who: str, day: str, what: str = "mmg", when: str = "soir") -> dict[str, str]:
    """A date agreed beforehand."""
    return {"doctor": who, "date": f"2027-02-{day}", "line": what, "window": when}


def away(who: str, day: str) -> dict[str, str]:
    """An absence."""
    return {"doctor": who, "level": "impossible", "date": f"2027-02-{day}"}


ABSENT = case(
    "pinned and absent", (Pinned(),), [line()], [A, B], end="2027-02-02",
    pinned=[pin("a", "01"), pin("b", "02")], availability=[away("a", "01")],
)  # fmt: skip
TWICE = case(
    "two pins at once", (Pinned(),), [line("mmg", EVENING), line("autre", EVENING, site="autre")],
    [A, B], pinned=[pin("a", "01"), pin("a", "01", "autre")], **MONDAY,
)  # fmt: skip
CROWDED = case(
    "three pins for one post", (Pinned(),), [line()], [A, B],
    pinned=[pin("a", "01"), pin("b", "01")], **MONDAY,
)  # fmt: skip
CAPPED = case(
    "minimum over cap", (MinInWindow(span="week", least=3), MaxInWindow(span="week", most=2)),
    [line(staffing={"min": 1, "max": 2})], [A], end="2027-02-07",
)  # fmt: skip
TOO_FEW = case(
    "minimum over what is open", (MinInWindow(span="horizon", least=2),), [line()], [A, B],
    end="2027-02-03", availability=[away("a", "01"), away("a", "03")],
)  # fmt: skip
NOT_ENOUGH = case(
    "two minima for three posts", (MinInWindow(span="horizon", least=2),), [line()], [A, B],
    end="2027-02-03",
)  # fmt: skip
TIRED = case(
    "pins without rest", (Pinned(), Rest()), [line("mmg", NIGHT), line("apres", LATE)], [A],
    pinned=[pin("a", "01", "mmg", "nuit"), pin("a", "02", "apres", "jour")],
    end="2027-02-02",
)  # fmt: skip
ALONE = case(
    "pinned without the colleague", (Pinned(), Together(members=("a", "b"), scope="shift")), [line()],
    [A, B], pinned=[pin("a", "01")], **MONDAY,
)  # fmt: skip
CONFLICTS = (ABSENT, TWICE, CROWDED, CAPPED, TOO_FEW, NOT_ENOUGH, TIRED, ALONE)


def contradiction(case: Case) -> Infeasible:
    """The outcome of solving, which must be a contradiction."""
    outcome = solve(case.problem, case.rules, ONE)
    assert isinstance(outcome, Infeasible)
    return outcome


def conflict(case: Case) -> Conflict:
    """The first of its conflicts."""
    return contradiction(case).conflicts[0]


def meant(case: Case, member: Member) -> list[Statement]:
    """The hard statements, over all doctors and shifts, that a member speaks of."""
    found = [
        statement
        for rule in case.rules
        if rule.kind == member.rule
        for statement in rule.limits(case.problem)
        if priced(rule, statement).is_hard
        and member.sentence.startswith(rule.tell(case.problem, statement.about))
    ]
    assert found, member
    return found


def is_possible(case: Case, statements: list[Statement]) -> bool:
    """Does any of all rosters satisfy them?"""
    pairs = [Pair(d.id, s.id) for d in case.problem.doctors for s in case.problem.shifts]
    assert len(pairs) <= 14
    return any(
        all(statement.excess(chosen) == 0 for statement in statements)
        for size in range(len(pairs) + 1)
        for chosen in map(frozenset, combinations(pairs, size))
    )


@pytest.mark.parametrize("case", CONFLICTS, ids=name_of)
def test_no_roster_at_all_satisfies_the_hard_rules(case: Case) -> None:
    """The case is contradictory by the checks too: every one of all rosters breaks something hard."""
    statements = [
        statement
        for rule in case.rules
        for statement in rule.limits(case.problem)
        if priced(rule, statement).is_hard
    ]
    assert not is_possible(case, statements)


@pytest.mark.parametrize("case", CONFLICTS, ids=name_of)
def test_what_is_named_cannot_hold_together(case: Case) -> None:
    """No roster satisfies the members of the contradiction alone."""
    members = [meant(case, member) for member in conflict(case).members]
    assert not is_possible(case, [statement for some in members for statement in some])


@pytest.mark.parametrize("case", CONFLICTS, ids=name_of)
def test_without_any_one_member_the_others_hold(case: Case) -> None:
    """Dropping one sentence, whichever, is enough: the set is said to be minimal, and is."""
    found = conflict(case)
    members = [meant(case, member) for member in found.members]
    for index in range(len(members)):
        rest = [s for some in members[:index] + members[index + 1 :] for s in some]
        assert is_possible(case, rest), found.members[index]
    assert found.proved_minimal


@pytest.mark.parametrize(
    ("case", "rules", "words"),
    [
        (ABSENT, ["absence", "pinned"], ["Dr ALPHA Anne", "lundi 1er février 2027"]),
        (TWICE, ["one_place", "pinned", "pinned"], ["Dr ALPHA Anne", "lundi 1er février 2027"]),
        (CROWDED, ["coverage", "pinned", "pinned"], ["Dr ALPHA Anne", "Dr BRAVO", "lundi 1er février"]),
        (CAPPED, ["max_in_window", "min_in_window"], ["Dr ALPHA Anne", "la semaine du 1er février 2027"]),
        (TIRED, ["pinned", "pinned", "rest"], ["Dr ALPHA Anne", "mardi 2 février 2027"]),
    ],
    ids=name_of,
)  # fmt: skip
def test_the_sentences_name_rules_people_and_dates(
    case: Case, rules: list[str], words: list[str]
) -> None:
    """Just the rules at odds are named, with whom and when."""
    members = conflict(case).members
    assert sorted(member.rule for member in members) == rules
    text = "\n".join(member.sentence for member in members)
    assert [word for word in words if word not in text] == []


LINK = Linked.model_validate(
    {"first": {"line": "mmg", "window": "jour"}, "then": {"line": "mmg", "window": "soir"}}
)
EVENING_AWAY = away("a", "01") | {"between": {"start": "20:00", "end": "24:00"}}
UNLINKED = case(
    "pinned, linked to an absence", (Pinned(), LINK), [line("mmg", DAY, EVENING)], [A, B],
    pinned=[pin("a", "01", when="jour")], availability=[EVENING_AWAY], **MONDAY,
)  # fmt: skip
UNSUPERVISED = case(
    "pinned junior, absent senior", (Pinned(), Supervision()),
    [line(needs_supervision=True, staffing={"min": 2})], [doctor("a", status="docteur_junior"), B],
    pinned=[pin("a", "01")], availability=[away("b", "01")], **MONDAY,
)  # fmt: skip


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (UNLINKED, ["absence", "linked", "pinned"]),
        (UNSUPERVISED, ["absence", "pinned", "supervision"]),
    ],
    ids=name_of,
)
def test_an_absence_behind_a_tie_is_named(case: Case, expected: list[str]) -> None:
    """A pinned duty that needs another, which an absence forbids: all three are named."""
    assert sorted(member.rule for member in conflict(case).members) == expected


def test_a_minimum_that_just_fits_is_no_conflict() -> None:
    """Two doctors, two duties each at least and at most, four evenings: there is a roster."""
    fits = case(
        "fits", (MinInWindow(span="horizon", least=2), MaxInWindow(span="week", most=2)),
        [line()], [A, B], end="2027-02-04",
    )  # fmt: skip
    assert len(solved(fits).roster) == 4


def test_of_two_contradictions_one_is_told() -> None:
    """A minimal set speaks of one only, so that each sentence of it matters."""
    both = case(
        "two at once", (Pinned(),), [line()], [A, B], end="2027-02-02",
        pinned=[pin("a", "01"), pin("b", "02")], availability=[away("a", "01"), away("b", "02")],
    )  # fmt: skip
    assert sorted(member.rule for member in conflict(both).members) == ["absence", "pinned"]
