"""Answers about a roster: true against enumeration, plain where nothing is to be said, in good French."""

from __future__ import annotations

from datetime import date

import pytest

from rostering.domain.roster import Pair, Roster
from rostering.explain.answer import counted
from rostering.explain.carences import about_carence
from rostering.explain.prices import Prices
from rostering.explain.questions import Questions
from rostering.explain.sharing import why_more
from rostering.instance import DEFAULT_RULES
from rostering.review.audit import audit
from rostering.review.effect import compare, paid
from rostering.review.report import Blocker
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.spacing import Spacing
from tests.build import doctor, line, problem
from tests.solve.brute import Case
from tests.solve.cases import CASES, name_of, random_case, solved

MONDAY, TUESDAY, WEDNESDAY = "2027-02-01", "2027-02-02", "2027-02-03"
RULES = (*DEFAULT_RULES, MaxInWindow(most=1, span="horizon"))
WEEK = problem(
    [line()],
    [
        doctor("anne", last_name="Martin", first_name="Anne", phone="06 00 00 00 01"),
        doctor("bruno", last_name="Durand", first_name="Bruno"),
        doctor("chloe", last_name="Petit", first_name="Chloé", sectors=("T",)),
    ],
    start=MONDAY,
    end=WEDNESDAY,
    availability=(
        {"doctor": "bruno", "level": "impossible", "date": MONDAY},
        {"doctor": "bruno", "level": "non", "date": WEDNESDAY},
        {"doctor": "anne", "level": "souhaite", "date": MONDAY},
    ),
)
ROSTER = Roster.of([("anne", f"{MONDAY}-mmg-soir"), ("bruno", f"{WEDNESDAY}-mmg-soir")])
ASKED = Questions(WEEK, RULES, ROSTER)


def test_why_says_who_else_could_not() -> None:
    """Bruno is absent on Monday, Chloé is of another sector: the sentence counts the one and leaves the other."""
    answer = ASKED.why("anne", f"{MONDAY}-mmg-soir")
    assert answer.short == (
        "Le Dr MARTIN Anne tient mmg du lundi 1er février 2027, 20:00–24:00. "
        "Le seul autre médecin de la ligne ne le pouvait pas (1 absent)."
    )


def test_why_not_of_somebody_outside_the_line_is_plain() -> None:
    """Another sector: no search, no hypothesis."""
    answer = ASKED.why_not("chloe", f"{MONDAY}-mmg-soir")
    assert answer.short.startswith("Le Dr PETIT Chloé n'est pas de la ligne")


@pytest.mark.parametrize(
    ("short", "expected"),
    [
        (ASKED.why("bruno", f"{MONDAY}-mmg-soir").short, "ne tient pas"),
        (ASKED.why_not("anne", f"{MONDAY}-mmg-soir").short, "tient justement"),
        (ASKED.free("anne", date(2027, 2, 2)).short, "est déjà libre le mardi 2 février 2027"),
        (
            ASKED.wish("anne", date(2027, 2, 2)).short,
            "n'a rien demandé pour le mardi 2 février 2027",
        ),
        (ASKED.wish("anne", date(2027, 2, 1)).short, "est respecté"),
        (about_carence(ASKED, f"{MONDAY}-mmg-soir").short, "n'est pas en carence"),
    ],
)
def test_a_question_about_what_is_not_gets_a_plain_answer(short: str, expected: str) -> None:
    """Not held, held already, free already, nothing asked, granted, filled."""
    assert expected in short


def test_a_refused_wish_tells_what_granting_it_takes() -> None:
    """Bruno's « non » on Wednesday: Anne may hold one duty only, so the empty evening would be Wednesday's instead."""
    answer = ASKED.wish("bruno", date(2027, 2, 3))
    assert answer.figures["moves"] == [
        {"shift": f"{TUESDAY}-mmg-soir", "leaves": [], "takes": ["bruno"]},
        {"shift": f"{WEDNESDAY}-mmg-soir", "leaves": ["bruno"], "takes": []},
    ]
    assert (answer.figures["carences"], answer.figures["proved"]) == (0, True)


def test_a_carence_counts_its_reasons_and_names_whom_to_ask() -> None:
    """Tuesday is empty: both are at their maximum; asking one breaks that rule only, audited."""
    answer = about_carence(ASKED, f"{TUESDAY}-mmg-soir")
    assert answer.figures["families"] == {"au maximum de leurs gardes": 2}
    assert answer.figures["status"] == "impossible"
    assert [way["rules"] for way in answer.figures["ways_out"]] == [["max_in_window"]] * 2  # type: ignore[index,attr-defined]
    assert "06 00 00 00 01" in " ".join(answer.details)


def test_why_one_carries_more_gives_shares_and_reasons() -> None:
    """A doctor with half a part holds fewer: the sentence says so."""
    found = problem(
        [line()], [doctor("a"), doctor("b", quote_part="0.5")], start=MONDAY, end=WEDNESDAY
    )
    held = Roster.of(
        [("a", f"{MONDAY}-mmg-soir"), ("a", f"{WEDNESDAY}-mmg-soir"), ("b", f"{TUESDAY}-mmg-soir")]
    )
    answer = why_more(Questions(found, DEFAULT_RULES, held), "a", "b")
    assert "la quote-part (1 contre 0,5)" in answer.short
    assert answer.figures["duties"] == {"a": 2, "b": 1}


@pytest.mark.parametrize(
    "case", [*CASES, *(random_case(seed) for seed in range(20, 30))], ids=name_of
)
def test_the_price_of_an_exchange_is_what_two_audits_say(case: Case) -> None:
    """Every duty handed to every other candidate: the quick price equals the difference of the audited costs."""
    start = solved(case).roster
    prices, before = Prices(case.problem, case.rules), audit(case.problem, case.rules, start)
    for pair in start:
        for other in case.problem.candidates_by_shift[pair.shift]:
            taken = Pair(other.id, pair.shift)
            if taken in start or prices.barred[taken]:
                continue
            after = Roster((start.pairs - {pair}) | {taken})
            if audit(case.problem, case.rules, after).hard_breaches:
                continue
            effect = compare(case.problem, case.rules, start, after)
            assert effect.cost == paid(effect.after) - paid(before)
            assert prices.change(start, [pair], [taken]) == effect.cost, (pair, taken)


def test_a_duty_kept_by_a_hard_rule_is_said_to_be() -> None:
    """Anne's Monday is agreed: nobody else is said to be able to take it."""
    pinned = ({"doctor": "anne", "date": MONDAY, "line": "mmg", "window": "soir"},)
    found = problem([line()], [doctor("anne"), doctor("bruno")], start=MONDAY, end=MONDAY, pinned=pinned)  # fmt: skip
    held = Roster.of([("anne", f"{MONDAY}-mmg-soir")])
    answer = Questions(found, DEFAULT_RULES, held).why("anne", f"{MONDAY}-mmg-soir")
    assert "La lui retirer enfreindrait une règle dure" in answer.short
    assert answer.figures == {"kept_by": ["pinned"]}


def test_without_time_to_search_a_duty_is_handed_over_whole() -> None:
    """Bruno can take Anne's Monday evening as it is: one duty changed is the fewest, without any search."""
    found = problem([line()], [doctor("anne"), doctor("bruno")], start=MONDAY, end=TUESDAY)
    held = Roster.of([("anne", f"{MONDAY}-mmg-soir"), ("bruno", f"{TUESDAY}-mmg-soir")])
    answer = Questions(found, DEFAULT_RULES, held, seconds=1e-6).free("anne", date(2027, 2, 1))
    assert answer.figures["status"] == "found"
    assert answer.figures["moves"] == [
        {"shift": f"{MONDAY}-mmg-soir", "leaves": ["anne"], "takes": ["bruno"]}
    ]


def test_whom_to_ask_first_is_whom_it_costs_least() -> None:
    """Bruno is absent, Anne would only lack her spacing: Anne is asked first."""
    rules = (*DEFAULT_RULES, Spacing(days=1))
    away = ({"doctor": "bruno", "level": "impossible", "date": TUESDAY},)
    team = [doctor("anne", last_name="Martin"), doctor("bruno", last_name="Durand")]
    found = problem([line()], team, start=MONDAY, end=TUESDAY, availability=away)
    held = Roster.of([("anne", f"{MONDAY}-mmg-soir")])
    answer = about_carence(Questions(found, rules, held, seconds=1e-6), f"{TUESDAY}-mmg-soir")
    assert [way["doctor"] for way in answer.figures["ways_out"]] == ["anne", "bruno"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("family", "one", "two"),
    [
        ("absents", "1 absent", "2 absents"),
        ("exempté", "1 exempté", "2 exemptés"),
        ("pas encore arrivé", "1 pas encore arrivé", "2 pas encore arrivés"),
        (
            "au maximum de leurs gardes",
            "1 au maximum de ses gardes",
            "2 au maximum de leurs gardes",
        ),
    ],
)
def test_reasons_agree_with_how_many_they_are(family: str, one: str, two: str) -> None:
    """Singular and plural, whichever way the family is written."""
    assert counted([Blocker("a", "", family)]) == one
    assert counted([Blocker("a", "", family), Blocker("b", "", family)]) == two
