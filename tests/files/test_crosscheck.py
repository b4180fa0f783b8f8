"""What is right in each place and does not hold together; and what is only worth a second look."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rostering.files.cautions import cautions, last_day_of_quarter, luhn
from tests.files.bad import SHORT_YAML, changed, loaded, said, swapped, yaml_file
from tests.files.rich import SHORT, instance

WINDOW = "{id: soir, start: '20:00', end: '24:00', days: [ouvrable]}"
DOCTOR = "{id: martin, last_name: Martin, sectors: [nord]}"
CASES = [
    (("site: mmg", "second_line_of: fixe"),
     "ligne 24, clé lines › fixe › second_line_of : « fixe » — un autre poste est attendu"),
    (("{id: mmg}", "{id: mmg, opens: 2027-02-02}"),
     "ligne 24, clé lines › fixe › site : « mmg » — site ouvert attendu : fermé le 01/02/2027, "
     "ouvert à partir du 02/02/2027"),
    (("{id: mmg}", "{id: mmg, closes: 2027-02-04}"),
     "ligne 24, clé lines › fixe › site : « mmg » — site ouvert attendu : fermé le 05/02/2027, "
     "ouvert jusqu'au 04/02/2027"),
    (("{id: mmg}", "{id: mmg, opens: 2027-02-01, closes: 2027-01-01}"),
     "ligne 17, clé sites › mmg › closes : « 01/01/2027 » — date après le 01/02/2027 attendue"),
    ((DOCTOR, DOCTOR[:-1] + ", status: interne}"),
     "ligne 30, clé doctors › martin › licence_end — fin de la licence de remplacement attendue "
     "(interne avec licence de remplacement)"),
    ((DOCTOR, DOCTOR[:-1] + ", arrival: 2027-02-03, departure: 2027-02-02}"),
     "ligne 30, clé doctors › martin › departure : « 02/02/2027 » — date après le 03/02/2027 attendue"),
    ((DOCTOR, DOCTOR + "\n  - {id: Martin, last_name: Autre}"),
     "ligne 31, clé doctors › Martin › id : « Martin » — code déjà pris : ligne 30"),
    ((WINDOW, WINDOW + "\n      - {id: soir, start: 8h, end: 9h, days: [samedi]}"),
     "ligne 27, clé lines › fixe › windows › soir › id : « soir » — code déjà pris : ligne 26"),
    ((DOCTOR, "{id: a, last_name: A, rpps: '99700000011'}\n  - {id: b, last_name: B, rpps: '99700000011'}"),
     "ligne 31, clé doctors › b › rpps : « 99700000011 » — numéro RPPS déjà pris : ligne 30"),
    (("function: effection_fixe", "function: sas\n    sas: {slots: 13}"),
     "ligne 27, clé lines › fixe › windows › soir › end : « soir » — plage d'au moins 260 min attendue "
     "(bloc SAS), 240 min ici"),
]  # fmt: skip
PINS = [
    ("2027-01-31", "soir", "date : « 31/01/2027 » — date du 01/02/2027 au 07/02/2027 attendue"),
    ("2027-02-08", "soir", "date : « 08/02/2027 » — date du 01/02/2027 au 07/02/2027 attendue"),
    ("2027-02-06", "soir", "window : « soir » — pas de cette plage le 06/02/2027 ; ce poste n'est pas tenu ce jour-là"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), CASES)
def test_each_contradiction_has_its_sentence(
    tmp_path: Path, change: tuple[str, str], sentence: str
) -> None:
    """One contradiction, said at the key that a person would correct."""
    sentences = said(swapped(tmp_path, change))
    assert sentence in sentences
    assert len(sentences) == (2 if "closes: 2027-01-01" in change[1] else 1)


@pytest.mark.parametrize(
    "change",
    [
        ("{id: mmg}", "{id: mmg, opens: 2027-02-01, closes: 2027-02-05}"),
        ("function: effection_fixe", "function: sas\n    sas: {slots: 12}"),
        (DOCTOR, DOCTOR[:-1] + ", arrival: 2027-02-03, departure: 2027-02-03}"),
        (DOCTOR, DOCTOR[:-1] + ", status: interne, licence_end: 2026-01-01}"),
    ],
)
def test_on_the_edge_nothing_is_wrong(tmp_path: Path, change: tuple[str, str]) -> None:
    """A site open from the first duty to the last, a SAS block as long as its window, one day of presence."""
    assert loaded(swapped(tmp_path, change)).id == "court"


@pytest.mark.parametrize(("day", "window", "sentence"), PINS)
def test_a_pinned_duty_must_take_place(
    tmp_path: Path, day: str, window: str, sentence: str
) -> None:
    """Outside the period or on a day without that window, a pin is a mistake."""
    pin = f"pinned: [{{doctor: martin, date: {day}, line: fixe, window: {window}}}]\n"
    assert said(yaml_file(tmp_path, SHORT_YAML + pin)) == [
        f"ligne 31, clé pinned › n° 1 (martin) › {sentence}"
    ]


@pytest.mark.parametrize("day", ["2027-02-01", "2027-02-05"])
def test_a_pin_on_the_first_or_last_duty_is_right(tmp_path: Path, day: str) -> None:
    """The edges of the period belong to it."""
    pin = f"pinned: [{{doctor: martin, date: {day}, line: fixe, window: soir}}]\n"
    assert len(loaded(yaml_file(tmp_path, SHORT_YAML + pin)).pinned) == 1


@pytest.mark.parametrize(("day", "wrong"), [("2027-01-31", False), ("2027-02-01", True)])
def test_the_previous_roster_ends_before_this_one(tmp_path: Path, day: str, wrong: bool) -> None:
    """A past duty on the first day of the horizon is not past."""
    text = f"previous: [{{doctor: martin, date: {day}, start: 20h, end: 24h}}]\n"
    path = yaml_file(tmp_path, SHORT_YAML + text)
    if wrong:
        assert said(path)[0].endswith("« 01/02/2027 » — date antérieure au 01/02/2027 attendue")
    else:
        assert len(loaded(path).previous) == 1


def test_an_absence_outside_the_period_is_no_mistake(tmp_path: Path) -> None:
    """People give their holidays for the year; what is outside has no effect."""
    text = "availability: [{doctor: martin, level: non, date: 2028-01-01}]\n"
    assert len(loaded(yaml_file(tmp_path, SHORT_YAML + text)).availability) == 1


def warned(content: dict[str, Any], today: date = date(2026, 1, 1)) -> list[str]:
    """The warnings on an instance, long before it starts."""
    return list(cautions(instance(content), today))


QUARTER = changed(
    horizon={"start": "2027-01-01", "end": "2027-03-31"},
    sites=[{"id": "mmg", "finess": "629999999"}],
    doctors=[{**SHORT["doctors"][0], "rpps": "99700000013"}],
)


def test_nothing_to_say_of_a_whole_quarter() -> None:
    """Three months, numbers that hold, a school zone not needed: silence."""
    assert warned(QUARTER) == []


@pytest.mark.parametrize(("end", "short"), [("2027-03-31", False), ("2027-03-30", True)])
def test_a_tableau_covers_three_months(end: str, short: bool) -> None:
    """One day less than a quarter is said."""
    found = warned(QUARTER | {"horizon": {"start": "2027-01-01", "end": end}})
    assert any("moins de trois mois" in sentence for sentence in found) == short


@pytest.mark.parametrize(
    ("today", "count"),
    [(date(2026, 11, 17), 0), (date(2026, 11, 18), 1), (date(2026, 12, 22), 1), (date(2026, 12, 23), 2)],
)  # fmt: skip
def test_the_legal_dates_are_watched(today: date, count: int) -> None:
    """J-45 of 1 January 2027 is 17 November 2026 and J-10 is 22 December; on the day itself all is well."""
    assert len(warned(QUARTER, today)) == count


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 15), date(2028, 2, 14)),
        (date(2027, 12, 1), date(2028, 2, 29)),
    ],
)
def test_three_months_end_the_day_before(start: date, end: date) -> None:
    """Three months from 15 November end on 14 February, from 30 November on the last of February."""
    assert last_day_of_quarter(start) == end


@pytest.mark.parametrize(("digits", "right"), [("99700000013", True), ("99700000014", False), ("79927398713", True)])  # fmt: skip
def test_the_key_of_a_number(digits: str, right: bool) -> None:
    """The last digit is the Luhn key of the others (79927398713 is the textbook's number)."""
    assert luhn(digits) == right


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"doctors": [{**SHORT["doctors"][0], "rpps": "99700000011"}]},
         "Numéro RPPS à vérifier (clé de contrôle inexacte) : MARTIN."),
        ({"doctors": SHORT["doctors"]}, "Numéro RPPS absent : MARTIN."),
        ({"sites": [{"id": "mmg", "label": "Maison"}]}, "Site de garde sans numéro FINESS : Maison."),
        ({"calendar": {"school_zone": "B"}, "horizon": {"start": "2028-08-01", "end": "2028-10-31"}},
         "Les vacances scolaires ne sont pas encore connues à partir du 01/09/2028."),
        ({"lines": [{**SHORT["lines"][0], "function": "sas"}]},
         "Poste SAS « fixe » sans département : ouvert aux médecins de tous les départements."),
        ({"lines": [{**SHORT["lines"][0], "function": "regulation"}]},
         "Aucun médecin n'exerce la fonction du poste « fixe » (régulation)."),
        ({"lines": [{**SHORT["lines"][0], "windows": [
            {"id": "x", "start": "8:00", "end": "9:00", "days": ["pont_vendredi"]}]}]},
         "La plage « x » du poste « fixe » n'a jamais lieu sur la période."),
        ({"availability": [{"doctor": "martin", "level": "non", "date": "2027-04-01"}]},
         "1 absence(s) ou souhait(s) hors de la période : sans effet."),
    ],
)  # fmt: skip
def test_what_is_worth_a_second_look(fields: dict[str, Any], sentence: str) -> None:
    """Each warning in its own words; none of them refuses the file."""
    assert sentence in warned(QUARTER | fields)
