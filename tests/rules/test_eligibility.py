"""Eligibility: each reason on its first and last day, and the order in which reasons are said."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.problem.problem import Problem
from rostering.rules.eligibility import Eligibility
from tests.build import breaches, doctor, line, problem, window

SITES = (
    {"id": "mmg"},
    {"id": "cab44", "departement": "44", "closes": "2027-02-02"},
    {"id": "cab62", "departement": "62"},
)
EVENING = window("soir", "20:00", "24:00")
NIGHT = window("nuit", "20:00", "08:00")
BLOCK = window("bloc", "20:00", "08:00", ("vendredi",), nights=3)
SAS = line("sas", window("jour", "08:00", "12:00"), function="sas", departement="44", site="cabinet")  # fmt: skip


def one(shift_line: Any = None, **fields: Any) -> Problem:
    """1 to 3 February 2027, one line, Dr A with those fields and a Dr B without any."""
    lines = [shift_line or line()]
    doctors = [doctor("a", **fields), doctor("b")]
    return problem(lines, doctors, start="2027-02-01", end="2027-02-03", sites=SITES)


AGED = {"code": "age", "start": "2027-02-02", "between": {"start": "22:00", "end": "08:00"}}
MIXED = one(
    line("mmg", EVENING, zone="ville"), zones=("ville",), arrival="2027-02-02", departure="2027-02-02"
)  # fmt: skip
IN_44 = one(SAS, sas_registered=True, sites=("cab44",))
EXEMPT = one(line("mmg", EVENING), exemptions=(AGED,), sectors=("T",), help_sectors=("S",))
INTERN = one(line("mmg", NIGHT), status="interne", licence_end="2027-02-02")
CONTRACT = [
    (rule, found)
    for found in (MIXED, IN_44, EXEMPT, INTERN)
    for rule in (Eligibility(), Eligibility(doctors=("b",)))
]


def bars(found: Problem, *days: str, shift: str = "mmg-soir") -> list[str]:
    """The reason that bars Dr A on each of those days, "" where none does."""
    reasons = []
    for day in days:
        pair = f"a 2027-02-{day}-{shift}"
        reasons.append("".join(b.label for b in breaches(Eligibility(), found, pair)))
    return reasons


LINE_REASONS: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({}, {}, ""),
    ({}, {"functions": ("regulation",)}, "fonction non exercée"),
    ({}, {"sectors": ("T",)}, "autre secteur"),
    ({}, {"sectors": ("T",), "help_sectors": ("S",)}, ""),
    ({"sectors": ()}, {"sectors": ("T",)}, ""),
    ({"zone": "ville"}, {"zones": ("port",)}, "hors de la zone d'installation"),
    ({"zone": "ville"}, {"zones": ("port", "ville")}, ""),
]


@pytest.mark.parametrize(("of_line", "of_doctor", "expected"), LINE_REASONS)
def test_function_sector_and_zone(
    of_line: dict[str, Any], of_doctor: dict[str, Any], expected: str
) -> None:
    """What the line asks, the doctor has; a line without sectors takes everyone, helpers are welcome."""
    assert bars(one(line(**of_line), **of_doctor), "01") == [expected]


def test_sas_needs_registration_and_a_site_of_the_departement_open_that_day() -> None:
    """The practice of département 44 closes after 2 February; one in 62 does not count."""
    where = "aucun lieu d'exercice dans le département"
    assert bars(IN_44, "01", "02", "03", shift="sas-jour") == ["", "", where]
    unregistered = one(SAS, sites=("cab44",))
    assert bars(unregistered, "01", shift="sas-jour") == ["non inscrit au SAS"]
    elsewhere = one(SAS, sas_registered=True, sites=("cab62",))
    assert bars(elsewhere, "01", shift="sas-jour") == [where]


def test_arrival_and_departure_days_count() -> None:
    """Present on 2 February only: not the day before, not the day after."""
    there = one(arrival="2027-02-02", departure="2027-02-02")
    assert bars(there, "01", "02", "03") == ["pas encore arrivé", "", "déjà parti"]


@pytest.mark.parametrize(
    ("status", "end", "expected"),
    [
        ("interne", "2027-02-02", ["", "", "licence de remplacement non valable à cette date"]),
        ("interne", None, ["licence de remplacement non valable à cette date"] * 3),
        ("installe", None, ["", "", ""]),
        ("docteur_junior", None, ["", "", ""]),
    ],
)
def test_the_last_day_of_the_licence_is_valid(
    status: str, end: str | None, expected: list[str]
) -> None:
    """A licence to 2 February: the 1st and 2nd are open, the 3rd is not; only interns need one."""
    assert bars(one(status=status, licence_end=end), "01", "02", "03") == expected


def test_a_duty_of_several_nights_ends_within_the_licence() -> None:
    """Friday to Monday needs a licence on Monday."""
    found = [
        bars(
            problem([line("mmg", BLOCK)], [doctor("a", status="interne", licence_end=end)]),
            "05",
            shift="mmg-bloc",
        )
        for end in ("2027-02-07", "2027-02-08")
    ]
    assert found == [["licence de remplacement non valable à cette date"], [""]]


@pytest.mark.parametrize(
    ("exemption", "expected"),
    [
        ({"start": "2027-02-02"}, ["", "exempté", "exempté"]),
        ({"end": "2027-02-02"}, ["exempté", "exempté", ""]),
        ({"functions": ("regulation",)}, ["", "", ""]),
        ({"functions": ("effection_fixe",)}, ["exempté"] * 3),
        ({"lines": ("autre",)}, ["", "", ""]),
        ({"lines": ("mmg",), "categories": ("nuit",)}, ["", "", ""]),
        ({"categories": ("soiree",)}, ["exempté"] * 3),
        ({"between": {"start": "00:00", "end": "08:00"}}, ["", "", ""]),
        ({"between": {"start": "23:45", "end": "08:00"}}, ["exempté"] * 3),
        ({"between": {"start": "08:00", "end": "20:00"}}, ["", "", ""]),
    ],
)
def test_an_exemption_covers_its_dates_and_lists(
    exemption: dict[str, Any], expected: list[str]
) -> None:
    """Both dates included; every list that is not empty narrows it; hours that only touch do not."""
    found = one(exemptions=({"code": "age", **exemption},))
    assert bars(found, "01", "02", "03") == expected


def test_it_says_who_what_and_why() -> None:
    """The reason closes the sentence."""
    found = one(departure="2027-02-01")
    given = breaches(Eligibility(), found, "a 2027-02-02-mmg-soir")
    assert [breach.amount for breach in given] == [1]
    assert [Eligibility().say(found, breach) for breach in given] == [
        "Dr A ne peut pas tenir mmg du mardi 2 février 2027, 20:00–24:00 : déjà parti"
    ]


@pytest.mark.parametrize(("rule", "found"), CONTRACT)
def test_what_it_screens_is_what_it_states(rule: Eligibility, found: Problem) -> None:
    """The short way, line by line, leaves each doctor just the shifts that no statement forbids."""
    stated = {pair for statement in rule.statements(found) for pair in statement.pairs()}
    assert rule.screened(found).candidates == found.without(stated).candidates


def test_a_waiver_opens_what_is_screened() -> None:
    """A pair waived for eligibility stays a candidate, and only that one."""
    duty = {"date": "2027-02-01", "line": "mmg", "window": "soir"}
    waived = ({"doctor": "a", "rule": "eligibility", **duty},)
    found = problem(
        [line()], [doctor("a", sectors=("T",)), doctor("b")], start="2027-02-01", end="2027-02-02",
        waivers=waived,
    )  # fmt: skip
    kept = Eligibility().screened(found).candidates
    assert [shift.id for shift in kept["a"]] == ["2027-02-01-mmg-soir"]
    assert len(kept["b"]) == 2
