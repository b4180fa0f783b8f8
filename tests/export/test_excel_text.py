"""Text, titles and names that Excel accepts and people can tell apart."""

from __future__ import annotations

from datetime import date

import pytest

from rostering.export.excel.labels import folded, labels, short_labels
from rostering.export.excel.text import clean, footer_text, plain_date, sheet_title, span
from tests.build import doctor


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("A" * 31, "A" * 31),
        ("A" * 32, "A" * 31),
        ("Nord/Sud: [1]*?\\", "Nord Sud   1"),
        ("'L'Isle'", "L'Isle"),
        ("", "Feuille"),
        ("History", "History (2)"),
    ],
)
def test_a_sheet_title_is_legal(wanted: str, expected: str) -> None:
    """At most 31 characters, none of []:*?/\\, no quote at the ends, never empty, never the reserved word."""
    assert sheet_title(wanted, set()) == expected


def test_titles_that_would_be_equal_get_the_end_of_the_rpps_then_a_number() -> None:
    """Excel compares titles without case; three homonyms still have three sheets of at most 31 characters."""
    taken: set[str] = set()
    long = "DE LA ROCHEFOUCAULD-MONTBRON Marie"
    titles = [
        sheet_title(long, taken),
        sheet_title(long.lower(), taken, "0022"),
        sheet_title(long, taken, "0022"),
    ]
    assert titles == [
        "DE LA ROCHEFOUCAULD-MONTBRON Ma",
        "de la rochefoucauld-montbr 0022",
        "DE LA ROCHEFOUCAULD-MONTBRO (2)",
    ]


def test_control_characters_are_removed_and_line_breaks_stay() -> None:
    """A cell refuses most characters under 32; a name pasted from elsewhere still gets in."""
    assert clean("MAR\x00TIN\x1b\r\nAnne\ud800") == "MARTIN\nAnne"


def test_an_ampersand_in_a_footer_is_no_code() -> None:
    """« Dupont & Dupond » prints as it is."""
    assert footer_text("Dupont & Dupond") == "Dupont && Dupond"


def test_homonyms_are_told_apart_by_their_code() -> None:
    """Two doctors read the same, accents and case aside, both bear their code; the third does not."""
    people = [
        doctor("leroy-1", last_name="Leroy", first_name="Élise"),
        doctor("leroy-2", last_name="LEROY", first_name="Elise"),
        doctor("leroy-3", last_name="Leroy", first_name="Anne"),
    ]
    assert labels(people) == {
        "leroy-1": "LEROY Élise (leroy-1)",
        "leroy-2": "LEROY Elise (leroy-2)",
        "leroy-3": "LEROY Anne",
    }


def test_short_names_stay_full_when_two_would_be_the_same() -> None:
    """« MARTIN J.-M. » is enough unless another Martin has these initials."""
    people = [
        doctor("a", last_name="Martin", first_name="Jean-Marc"),
        doctor("b", last_name="Petit", first_name="Anne"),
        doctor("c", last_name="Petit", first_name="Alice"),
    ]
    assert short_labels(people, labels(people)) == {
        "a": "MARTIN J.-M.",
        "b": "PETIT Anne",
        "c": "PETIT Alice",
    }


def test_what_people_type_is_compared_without_case_accents_title_or_spaces() -> None:
    """« dr leroy  elise » means LEROY Élise."""
    assert folded("Dr  leroy elise ") == folded("LEROY Élise")


def test_french_dates() -> None:
    """The first of a month is « 1er »; a month and a year are said once."""
    assert plain_date(date(2027, 1, 1)) == "1er janvier 2027"
    assert span(date(2027, 1, 1), date(2027, 3, 31)) == "du 1er janvier au 31 mars 2027"
    assert span(date(2027, 2, 1), date(2027, 2, 28)) == "du 1er au 28 février 2027"
    assert span(date(2026, 12, 15), date(2027, 1, 2)) == "du 15 décembre 2026 au 2 janvier 2027"
