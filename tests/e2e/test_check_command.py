"""`rostering check`: any roster, ours or typed by hand; breaches in French; exit 1 only for a hard rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.e2e.command import TINY, Run, changed, rostering, solve

CARENCE = TINY / "carence.yaml"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of a solved tiny instance: one carence, Bruno on Monday, Anne on Wednesday."""
    assert solve(CARENCE, tmp_path / "out").code == 0
    return tmp_path / "out"


def edited(out: Path, edit: Callable[[dict[str, Any]], None]) -> Path:
    """The roster file after somebody typed in it."""
    told = json.loads((out / "roster.json").read_text(encoding="utf-8"))
    edit(told)
    path = out / "typed.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def given(shift: str, doctor: str) -> Callable[[dict[str, Any]], None]:
    """One more assignment."""
    return lambda told: told["assignments"].append({"shift": shift, "doctor": doctor})


@pytest.mark.parametrize("name", ["roster.json", "tableau.xlsx"])
def test_our_own_roster_breaks_nothing(out: Path, name: str) -> None:
    """File or workbook: exit 0, the carence and its cost are told, for a carence is no breach."""
    run = rostering("check", CARENCE, out / name)
    assert (run.code, run.err) == (0, "")
    assert "2 gardes lues, 1 carence." in run.out
    assert "carence, 0 médecin sur 1 (coût 3)" in run.out
    assert "Dr EXEMPLE-UN Anne, Soirée : 1 pour une part de 1,5" in run.out


def test_file_and_workbook_give_one_verdict(out: Path) -> None:
    """The same roster read from either is judged alike."""
    answers = [
        rostering("check", CARENCE, out / name, "--json").answer
        for name in ("roster.json", "tableau.xlsx")
    ]
    assert answers[0] == answers[1]
    assert (answers[0]["carences"], answers[0]["hard_breaches"]) == (1, 0)
    assert answers[0]["costs"] == {"coverage": 3, "fair_share": 10}


def test_an_absent_doctor_is_a_hard_breach(out: Path) -> None:
    """Exit 1; rule, doctor and date are named, in French."""
    run = rostering("check", CARENCE, edited(out, given("2027-02-02-mmg-soir", "anne")))
    assert run.code == 1
    assert "1 manquement à une règle dure." in run.out
    assert (
        "[Absences] Dr EXEMPLE-UN Anne est absent pour MMG du mardi 2 février 2027, 20:00–24:00 (règle dure)"
        in run.out
    )


def test_json_gives_each_breach_with_rule_doctor_and_amount(out: Path) -> None:
    """Machine-readable: rule, tier, amount, doctors, shifts, sentence."""
    path = edited(out, given("2027-02-01-mmg-soir", "anne"))
    run = rostering("check", CARENCE, path, "--json")
    hard = [breach for breach in run.answer["breaches"] if breach["tier"] == "hard"]
    assert (run.code, len(hard)) == (1, 1)
    assert hard[0] | {"sentence": ""} == {
        "rule": "coverage", "tier": "hard", "amount": 1, "price": 0, "doctors": [],
        "shifts": ["2027-02-01-mmg-soir"], "sentence": "",
    }  # fmt: skip
    assert (
        hard[0]["sentence"]
        == "MMG du lundi 1er février 2027, 20:00–24:00 : 2 médecins pour 1 au plus"
    )


def test_a_name_typed_in_the_workbook_is_read(out: Path) -> None:
    """The coordinator writes Anne over Bruno in the flat sheet: she now carries two."""
    book = openpyxl.load_workbook(out / "tableau.xlsx")
    flat = next(sheet for sheet in book.worksheets if sheet.title == "Gardes")
    cells = [cell for row in flat.iter_rows() for cell in row if isinstance(cell.value, str)]
    anne = next(str(cell.value) for cell in cells if "Anne" in str(cell.value))
    for cell in cells:
        if "Bruno" in str(cell.value):
            cell.value = anne
    book.save(out / "typed.xlsx")
    answer = rostering("check", CARENCE, out / "typed.xlsx", "--json").answer
    assert {load["load"] for load in answer["loads"] if load["doctor"] == "anne"} == {2.0}


def refused(run: Run) -> bool:
    """Exit 2 with a sentence, no traceback and nothing on stdout."""
    return run.code == 2 and bool(run.err) and "Traceback" not in run.err and not run.out


@pytest.mark.parametrize(
    "edit",
    [
        given("2027-02-02-mmg-soir", "nobody"),
        given("2027-02-09-mmg-soir", "anne"),
        lambda told: told.pop("assignments"),
        lambda told: told.update(format=99),
        lambda told: told.update(assignments=[{"shift": 3}]),
    ],
    ids=["unknown doctor", "unknown shift", "no assignments", "format to come", "wrong types"],
)
def test_a_roster_of_something_else_is_refused(
    out: Path, edit: Callable[[dict[str, Any]], None]
) -> None:
    """Doctors and shifts that the instance does not know, or a file of another shape."""
    assert refused(rostering("check", CARENCE, edited(out, edit)))


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00", "médecin;date"])
def test_a_file_that_is_no_roster_is_refused(out: Path, text: str) -> None:
    """Empty, cut, of another form."""
    (out / "typed.json").write_text(text, encoding="utf-8")
    assert refused(rostering("check", CARENCE, out / "typed.json"))


@pytest.mark.parametrize("name", ["absent.json", "absent.xlsx", "ics"])
def test_a_file_that_cannot_be_read_is_refused(out: Path, name: str) -> None:
    """Not there, or a folder."""
    assert refused(rostering("check", CARENCE, out / name))


def test_two_rules_of_one_kind_each_say_their_breach(tmp_path: Path) -> None:
    """Apart on a shift and apart on a week-end: both sentences are right, and neither is taken for the other."""
    rules: list[dict[str, Any]] = [{"kind": kind} for kind in ("coverage", "one_place")]
    rules += [
        {"kind": "apart", "members": ["anne", "bruno"], "scope": scope, "strength": 5}
        for scope in ("weekend", "shift")
    ]
    path = changed("deux-medecins", tmp_path, rules=rules, availability=[], pinned=[
        {"doctor": "anne", "date": "2027-02-06", "line": "mmg", "window": "sam"},
        {"doctor": "bruno", "date": "2027-02-07", "line": "mmg", "window": "djf"},
    ])  # fmt: skip
    assert solve(TINY / "deux-medecins.yaml", tmp_path / "out").code == 0
    run = rostering("check", path, tmp_path / "out" / "roster.json")
    assert run.code == 0
    assert "sont de garde ensemble : le week-end du samedi 6 février 2027 (coût 5)" in run.out
