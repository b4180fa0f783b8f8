"""What `price` says: never more than proofs allow, and in French that can be read aloud."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rostering.cli.price_words import curve_sentences, priced_in_words, rule_sentences
from rostering.explain.curve import curve
from rostering.explain.measure import Measure, Search, measure
from rostering.explain.proved import Interval, Proved
from rostering.explain.rule_price import RulePrice, droppable, prices
from rostering.rules.fair_share import FairShare
from rostering.solve.settings import Settings
from rostering.workflow.price import Priced
from tests.solve.cases import BUILT

ONE = Search(Settings(seconds=20, workers=1))
CASE = BUILT[0]
BASE = measure(CASE.problem, CASE.rules, ONE)
assert isinstance(BASE, Measure)
FOUND = Priced(CASE.name, BASE, prices(BASE, droppable(CASE.rules), ONE)[1], None, False)
ZERO = Interval(0, 0)


def said(carences: Interval | None, cost: Interval | None, **fields: object) -> str:
    """The sentence of an artificial price."""
    one = replace(
        RulePrice(FairShare(), "Équité", without=FOUND.base), carences=carences, cost=cost, **fields
    )  # type: ignore[arg-type]
    (sentence,) = rule_sentences(replace(FOUND, rules=(one,)))
    return sentence


@pytest.mark.parametrize(
    ("carences", "cost", "expected"),
    [
        (ZERO, Interval(12, 12), "Équité : la règle coûte 12 points, c'est prouvé."),
        (ZERO, Interval(1, 3), "Équité : la règle coûte entre 1 et 3 points, c'est prouvé."),
        (ZERO, Interval(0, 3), "Équité : prix non décidable, au plus 3 points."),
        (ZERO, ZERO, "Ne coûte rien, c'est prouvé : Équité."),
        (
            Interval(2, 2),
            Interval(-9, -9),
            "Équité : 2 carences de plus à cause d'elle, c'est prouvé ; en échange, 9 points de moins, c'est prouvé.",
        ),
        (
            Interval(1, 1),
            ZERO,
            "Équité : 1 carence de plus à cause d'elle, c'est prouvé ; aucun autre coût, c'est prouvé.",
        ),
        (
            Interval(-1, 2),
            Interval(-3, 4),
            "Équité : carences, non décidable ; prix non décidable, entre −3 et +4 points.",
        ),
        (
            Interval(0, 2),
            None,
            "Équité : carences, non décidable ; prix non décidable, faute de preuve sur les carences.",
        ),
    ],
)
def test_a_price_says_what_is_proved(
    carences: Interval, cost: Interval | None, expected: str
) -> None:
    """Exact, between, undecided, free, with carences, without proof of them."""
    assert said(carences, cost) == expected


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        (ZERO, "ses pénalités font 5 points, les autres règles n'y perdent rien."),
        (
            Interval(4, 4),
            "ses pénalités font 5 points, les autres règles y perdent 4 points.",
        ),
        (Interval(0, 4), "les autres règles y perdent entre 0 et 4 points."),
        (None, "ses pénalités font 5 points."),
    ],
)
def test_a_soft_price_is_split(others: Interval | None, expected: str) -> None:
    """What goes to the rule itself in this roster, what the others lose."""
    assert said(ZERO, Interval(9, 9), own=5, others=others).endswith(expected)


@pytest.mark.parametrize(
    ("comfort", "expected"),
    [
        (False, "Sans objet ici : Équité."),
        (True, "Sans prix, car de confort (départage les ex æquo) : Équité."),
    ],
)
def test_an_idle_rule_says_why(comfort: bool, expected: str) -> None:
    """Nothing to say here, or only ties to break."""
    idle = RulePrice(FairShare(comfort=comfort), "Équité", idle=True)
    assert list(rule_sentences(replace(FOUND, rules=(idle,)))) == [expected]


def test_a_rule_without_roster_in_time_has_no_price() -> None:
    """Nothing is claimed."""
    unsolved = RulePrice(FairShare(), "Équité")
    (sentence,) = rule_sentences(replace(FOUND, rules=(unsolved,)))
    assert (
        sentence
        == "Équité : aucun tableau trouvé sans cette règle dans le temps donné, prix inconnu."
    )


def test_the_table_marks_what_is_left_open() -> None:
    """« ≥ » where the proof is open, a dash for a tier that has no rule, « non décidable » in the last column."""
    base = replace(FOUND.base, cost=Proved(FOUND.base.cost.value, 3))
    rules = tuple(replace(one, cost=Interval(0, 9)) for one in FOUND.rules)
    lines = priced_in_words(replace(FOUND, base=base, rules=rules, stopped=True)).splitlines()
    assert "(≥ 3)" in next(line for line in lines if line.startswith("Toutes les règles"))
    fair = next(line for line in lines if line.startswith("sans Équité"))
    assert "—" in fair
    assert fair.endswith("non décidable")
    assert lines[-1].startswith("Arrêt demandé")


def test_an_open_curve_is_told_as_such() -> None:
    """Neither the end nor a value is claimed proved."""
    found = curve(CASE.problem, CASE.rules, ONE)
    assert found is not None
    point = replace(found.points[-1], wishes=Proved(9, 4), granted=0, worst=230)
    drawn = replace(found, points=(found.points[0], point), is_whole=False)
    _, last, _ = curve_sentences(replace(FOUND, curve=drawn))
    assert last == (
        "Au plus serré, personne n'est à plus de 2,3 gardes de sa part (sans preuve que ce soit le plus serré) et "
        "0 souhait sur 1 est accordé, les autres coûtent 9 points (4 au moins)."
    )
