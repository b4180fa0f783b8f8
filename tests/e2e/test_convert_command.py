"""`template`, `convert`, `schema`: two equal forms, and an empty workbook that says how to be filled."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from rostering.files.canonical import canonical
from rostering.files.load import load_instance
from tests.e2e.command import TINY, files_of, rostering, solve

NAMES = sorted(path.stem for path in TINY.glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_there_and_back_nothing_is_lost(tmp_path: Path, name: str) -> None:
    """Text to workbook to text: the same instance, and the second text is the first one's canonical form."""
    there, back = tmp_path / "there.xlsx", tmp_path / "back.yaml"
    assert rostering("convert", TINY / f"{name}.yaml", there).code == 0
    assert rostering("convert", there, back).code == 0
    told = canonical(load_instance(TINY / f"{name}.yaml"))
    assert canonical(load_instance(there)) == canonical(load_instance(back)) == told
    again = tmp_path / "again.yaml"
    assert rostering("convert", back, again).code == 0
    assert again.read_bytes() == back.read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_solves_like_its_text(tmp_path: Path, name: str) -> None:
    """Cost and carences are the same whichever form is given."""
    book = tmp_path / "book.xlsx"
    assert rostering("convert", TINY / f"{name}.yaml", book).code == 0
    one, other = (
        solve(path, tmp_path / path.suffix, "--json").answer
        for path in (book, TINY / f"{name}.yaml")
    )
    told = ("status", "cost", "carences", "tiers", "counts")
    assert {key: one[key] for key in told} == {key: other[key] for key in told}


def test_the_template_is_an_empty_workbook_with_instructions(tmp_path: Path) -> None:
    """French sheets, a « Lisez-moi » first, and the path is told."""
    path = tmp_path / "territoire.xlsx"
    run = rostering("template", path)
    assert (run.code, run.err) == (0, "")
    assert str(path) in run.out
    assert openpyxl.load_workbook(path).sheetnames[0] == "Lisez-moi"


def test_a_workbook_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """The same name again: refused, the file as it was."""
    path = tmp_path / "territoire.xlsx"
    path.write_bytes(b"rempli")
    run = rostering("template", path)
    assert (run.code, "existe déjà" in run.err) == (2, True)
    assert path.read_bytes() == b"rempli"


def test_the_template_is_not_solved_as_it_is(tmp_path: Path) -> None:
    """What must be filled is said with its place; exit 2, nothing written."""
    rostering("template", tmp_path / "vide.xlsx")
    run = solve(tmp_path / "vide.xlsx", tmp_path / "out")
    assert run.code == 2
    assert "feuille « Période », cellule B3 (Identifiant) — case obligatoire vide" in run.err
    assert "feuille « Médecins » — au moins une ligne attendue" in run.err
    assert not (tmp_path / "out").exists()


def test_an_open_workbook_is_written_beside(tmp_path: Path) -> None:
    """The one that Excel holds stays as it is, and the other name is told."""
    path = tmp_path / "carence.xlsx"
    rostering("convert", TINY / "carence.yaml", path)
    (tmp_path / "~$carence.xlsx").write_bytes(b"")
    before = path.read_bytes()
    run = rostering("convert", TINY / "deux-medecins.yaml", path)
    assert run.code == 0
    assert "carence (2).xlsx" in run.out
    assert path.read_bytes() == before
    assert load_instance(tmp_path / "carence (2).xlsx").id == "tiny-deux-medecins"


@pytest.mark.parametrize("target", ["out.csv", "out", "out.json"])
def test_another_form_is_refused(tmp_path: Path, target: str) -> None:
    """Only .yaml and .xlsx are written; exit 2, nothing written."""
    run = rostering("convert", TINY / "carence.yaml", tmp_path / target)
    assert run.code == 2
    assert run.err
    assert files_of(tmp_path) == []


def test_a_bad_source_is_refused(tmp_path: Path) -> None:
    """A workbook that is none: a sentence, exit 2, nothing written."""
    (tmp_path / "faux.xlsx").write_text("ceci n'est pas un classeur", encoding="utf-8")
    run = rostering("convert", tmp_path / "faux.xlsx", tmp_path / "out.yaml")
    assert run.code == 2
    assert "Traceback" not in run.err
    assert files_of(tmp_path) == ["faux.xlsx"]


def test_the_schema_is_one_json_object() -> None:
    """For editors: properties of an instance, every rule by its kind."""
    run = rostering("schema")
    schema = run.answer
    assert run.code == 0
    assert {"horizon", "lines", "doctors", "rules"} <= set(schema["properties"])
    assert json.dumps(schema).count("fair_share") > 0


@pytest.mark.parametrize("command", ["", "solve", "check", "template", "convert", "schema"])
def test_help_is_in_french_and_on_stdout(command: str) -> None:
    """Each command explains itself and exits 0."""
    run = rostering(*filter(None, [command]), "--help")
    assert run.code == 0
    assert "Usage" in run.out
    assert any(word in run.out for word in ("tableau", "classeur", "schéma"))
