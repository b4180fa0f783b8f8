"""A page for each doctor: sheets up to sixty, a selector beyond."""

from __future__ import annotations

import pytest

from rostering.domain.certificate import Certificate
from rostering.domain.roster import Roster
from rostering.export.excel import coordination_bytes
from rostering.export.excel.certificate import sentences
from rostering.review.publication import Publication
from tests.build import doctor, facts, line
from tests.export.excel_dump import opened
from tests.export.publications import certificate, one_line, people, publish, tiny

FIXED = 11
"""Synthèse, Parts, Gardes, two of Souhaits, Certificat, two of Manquements, Carences – détail, À surveiller, Tirage."""


def crowd(count: int) -> Publication:
    """So many doctors on one line, the first on the first evening."""
    return publish(
        facts((line(),), people(count, ("S",))), Roster.of([("med-000", "2027-02-01-mmg-soir")])
    )


def visible(publication: Publication) -> list[str]:
    """Titles of the sheets people see."""
    return [
        one.title
        for one in opened(coordination_bytes(publication)).worksheets
        if one.sheet_state == "visible"
    ]


@pytest.mark.parametrize(("count", "pages"), [(59, 59), (60, 60), (61, 1)])
def test_up_to_sixty_doctors_have_a_sheet_each(count: int, pages: int) -> None:
    """The sixty-first turns the sheets into one page with a list to choose from."""
    titles = visible(crowd(count))
    assert len(titles) == FIXED + pages
    assert (titles[-1] == "Fiche médecin") == (count > 60)


def test_homonyms_have_two_sheets_that_can_be_told_apart() -> None:
    """The second one bears the end of its RPPS; both fit 31 characters."""
    twins = tuple(
        doctor(f"m{n}", last_name="de La Rochefoucauld-Doudeauville", first_name="Marie", rpps=f"9970000{n:04d}")
        for n in (11, 22)
    )  # fmt: skip
    titles = visible(one_line(twins))[FIXED:]
    assert titles == ["DE LA ROCHEFOUCAULD-DOUDEAUVILL", "DE LA ROCHEFOUCAULD-DOUDEA 0022"]


def test_a_doctor_named_as_one_of_our_sheets_does_not_clash() -> None:
    """Dr Parts and Dr Gardes get a number, « Parts » and « Gardes » stay ours."""
    titles = visible(one_line((doctor("a", last_name="Parts"), doctor("b", last_name="Gardes"))))
    assert {"Parts", "Gardes", "PARTS b", "PARTS a", "GARDES b"} & set(titles) == {
        "Parts",
        "Gardes",
        "PARTS a",
        "GARDES b",
    }


def test_the_page_of_a_doctor_says_duties_and_shares() -> None:
    """Duties with hours, then the shares; the night of the clock change counts 11 hours."""
    sheet = opened(coordination_bytes(tiny()))["MARTIN Anne"]
    values = [cell.value for cell in sheet[7]]
    assert (values[1], values[4], values[5]) == ("Samedi", 11, "Garde de nuit")
    assert "1 garde, 11 h" in str(sheet["A2"].value)


def test_the_selector_reads_the_other_sheets_by_row_number() -> None:
    """Row n of the page is the row where the hidden counter of the source reaches n."""
    workbook = opened(coordination_bytes(crowd(61)))
    page, gardes = workbook["Fiche médecin"], workbook["Gardes"]
    assert (
        page["A7"].value
        == "=IFERROR(INDEX('Gardes'!$E$6:$E$12,MATCH(1,'Gardes'!$X$6:$X$12,0)),\"\")"
    )
    assert gardes["X6"].value == "=N(X5)+($K6='Fiche médecin'!$C$2)"
    assert [rule.formula1 for rule in page.data_validations.dataValidation] == ["Medecins"]


def test_shares_follow_the_duties_sheet() -> None:
    """« Actuel » counts the doctor's rows of the category; units are summed; « Mouvement » is the difference."""
    sheet = opened(coordination_bytes(tiny()))["Parts"]
    rows = {
        (sheet[f"A{row}"].value, sheet[f"B{row}"].value): row for row in range(7, sheet.max_row + 1)
    }
    nights = rows["LEROY Élise", "Dimanche et JF"]
    units = rows["LEROY Élise", "Unités de 4 h"]
    assert sheet[f"G{nights}"].value == (
        f'=COUNTIFS(Gardes!$K$6:$K$10,"="&$A{nights},Gardes!$P$6:$P$10,"="&$B{nights})'
    )
    assert sheet[f"G{units}"].value == f'=SUMIFS(Gardes!$Q$6:$Q$10,Gardes!$K$6:$K$10,"="&$A{units})'
    assert sheet[f"I{units}"].value == f"=G{units}-E{units}"


def told(given: Certificate) -> str:
    """The certificate's sentences."""
    return " ".join(sentences(given))


def test_the_certificate_says_what_is_proved() -> None:
    """Carences proved minimal, the rest bounded, and how much is left to gain."""
    text = told(certificate())
    assert "Carences : 12, et c'est prouvé : on ne peut pas faire moins." in text
    assert "400 ; il est prouvé qu'on ne peut pas descendre sous 395." in text
    assert "gagnerait au plus 0,62 %" in text


def test_parts_are_counted_with_their_proofs() -> None:
    """Two parts, one proved."""
    given = certificate()
    proved = given.whole.model_copy(update={"status": "optimal"})
    text = told(given.model_copy(update={"parts": (given.whole, proved)}))
    assert "2 parties sans médecin commun, résolues séparément ; 1 est prouvée optimale." in text


def test_without_a_certificate_the_sheet_says_it_was_not_solved_here() -> None:
    """A roster typed by hand has no proof, and that is said."""
    sheet = opened(coordination_bytes(tiny()))["Certificat"]
    assert str(sheet["A2"].value).startswith("Ce tableau n'a pas été calculé ici")


def test_every_breach_is_a_sentence_of_its_rule() -> None:
    """The carence of Easter Monday is said by the coverage rule, before fairness."""
    sheet = opened(coordination_bytes(tiny()))["Manquements"]
    assert [sheet[f"{letter}5"].value for letter in "ABE"] == [
        "Carence", "Couverture", "Garde de nuit du lundi 29 mars 2027, 20:00–08:00 : carence, 0 médecin sur 1",
    ]  # fmt: skip


def test_duties_that_hang_on_few_are_listed_with_who_else_could() -> None:
    """Two doctors, one away on the first evening: that one hangs on the other alone; the next could lose one."""
    away = {"doctor": "b", "level": "impossible", "date": "2027-02-01"}
    team = (doctor("a", last_name="Alpha"), doctor("b", last_name="Bravo"))
    held = Roster.of([("a", "2027-02-01-mmg-soir"), ("a", "2027-02-02-mmg-soir")])
    sheet = opened(coordination_bytes(publish(facts((line(),), team, end="2027-02-02", availability=(away,)), held)))["À surveiller"]  # fmt: skip
    rows = [
        [cell.value for cell in row][1:] for row in sheet.iter_rows(min_row=6, max_row=7, max_col=9)
    ]
    assert rows == [
        ["mmg", "20:00–24:00", "ALPHA", 1, 1, 0, None, "ALPHA"],
        ["mmg", "20:00–24:00", "ALPHA", 1, 2, 1, "BRAVO", None],
    ]


def test_when_no_duty_hangs_on_few_that_is_said() -> None:
    """Four doctors for one post leave three."""
    sheet = opened(coordination_bytes(crowd(4)))["À surveiller"]
    assert sheet["A2"].value == "Aucune garde obligatoire n'a moins de 3 médecins de reste."
