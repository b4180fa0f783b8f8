"""`rostering solve`: its files, its answer, its exit codes, and nothing written when there is nothing to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rostering import workflow
from rostering.errors import SolverFault
from rostering.files.roster_file import load_roster
from tests.e2e.command import TINY, changed, files_of, rostering, solve

FILES = [
    "apercu.html",
    "coordination.xlsx",
    "ics/medecins/anne.ics",
    "ics/medecins/bruno.ics",
    "ics/secteurs/secteur.ics",
    "ics/sites/mmg.ics",
    "roster.json",
    "tableau.xlsx",
]
FIELDS = {
    "status", "cost", "bound", "gap", "carences", "hard_breaches", "counts", "seconds", "tiers",
    "components",
}  # fmt: skip
EXPECTED = {"carence": (1, 10), "deux-medecins": (0, 28), "deuxieme-ligne": (0, 6), "dimanches-lies": (0, 0),
            "noel-nouvel-an": (0, 14), "nuit-heure-ete": (0, 150)}  # fmt: skip


def test_the_folder_holds_everything_that_people_receive(tmp_path: Path) -> None:
    """Roster, two workbooks, picture, a calendar for each doctor, sector and site; no file half-written."""
    run = solve(TINY / "carence.yaml", tmp_path / "out")
    assert (run.code, run.err) == (0, "")
    assert files_of(tmp_path / "out") == FILES


@pytest.mark.parametrize("name", EXPECTED)
def test_json_is_one_object_with_what_scripts_read(tmp_path: Path, name: str) -> None:
    """Status, cost, bound, gap, carences, hard breaches, counts, seconds, per tier and component; the cost found by hand."""
    run = solve(TINY / f"{name}.yaml", tmp_path, "--json")
    answer = run.answer
    assert set(answer) >= FIELDS
    assert (answer["status"], answer["gap"], answer["hard_breaches"]) == ("optimal", 0, 0)
    assert (answer["carences"], answer["cost"], answer["bound"]) == (
        *EXPECTED[name],
        EXPECTED[name][1],
    )
    assert {"doctors", "shifts", "posts", "assignments"} <= set(answer["counts"])
    assert answer["tiers"]["hard"] == 0
    assert sum(sum(s["value"] for s in c["stages"]) for c in answer["components"]) == sum(
        stage["value"] for stage in answer["stages"]
    )
    assert (run.code, run.err) == (0, "")


def test_certified_stages_are_told_one_by_one(tmp_path: Path) -> None:
    """With --certify, a proof per tier."""
    run = solve(TINY / "nuit-heure-ete.yaml", tmp_path, "--certify", "--json")
    stages = [(s["stage"], s["value"], s["proved"]) for s in run.answer["stages"]]
    assert stages == [
        ("carences", 0, True), ("regles", 0, True), ("equite", 60, True), ("souhaits", 90, True),
    ]  # fmt: skip


def test_a_certified_solve_tells_how_level_loads_could_be(tmp_path: Path) -> None:
    """In words, in JSON and in roster.json: the worst deviation, the levels, what is unavoidable, proved."""
    run = solve(TINY / "deux-medecins.yaml", tmp_path / "one", "--certify", "--json")
    fairness = run.answer["fairness"]
    assert fairness["proved"]
    assert all(one["bound"] == one["least"] <= one["reached"] for one in fairness["worst"])
    assert {one["category"] for one in run.answer["indicators"]["reached"]} >= {""}
    kept = load_roster(tmp_path / "one" / "roster.json").certificate
    assert kept is not None
    assert kept.whole.fairness is not None
    assert [one.least for one in kept.whole.fairness.worst] == [
        one["least"] for one in fairness["worst"]
    ]
    said = solve(TINY / "deux-medecins.yaml", tmp_path / "two", "--certify").out
    assert "Plus grand écart à une part : " in said
    assert "c'est prouvé." in said


def test_without_certify_indicators_are_shown_and_levels_are_not(tmp_path: Path) -> None:
    """Indicators need no solver; levels are asked for."""
    answer = solve(TINY / "deux-medecins.yaml", tmp_path, "--json").answer
    assert answer["fairness"] is None
    assert set(answer["indicators"]) == {"reached", "ideal", "furthest"}


def test_words_tell_the_roster_its_proof_and_its_holes(tmp_path: Path) -> None:
    """The coordinator reads how many duties, what is proved, which shift is empty and why, and where the files are."""
    run = solve(TINY / "carence.yaml", tmp_path)
    for words in (
        "Une carence forcée : 2 gardes attribuées, 1 carence.",
        "prouvé minimal.",
        "Carence 02/02/2027, MMG, soir : 2 absents",
        f"Écrit dans {tmp_path} (version 1",
    ):
        assert words in run.out


TWO_AT_ONCE = [
    {"doctor": "anne", "date": "2027-02-02", "line": "mmg", "window": "soir"},
]


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_contradictory_data_are_told_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Pinned on the day of her absence: exit 3, both sentences, no folder."""
    rules = [{"kind": kind} for kind in ("coverage", "absence", "one_place", "pinned")]
    path = changed("carence", tmp_path, pinned=TWO_AT_ONCE, rules=rules)
    run = solve(path, tmp_path / "out", *words)
    assert run.code == 3
    assert "Dates convenues : Dr EXEMPLE-UN Anne, MMG du mardi 2 février 2027" in run.out
    assert "Absences : Dr EXEMPLE-UN Anne, mardi 2 février 2027" in run.out
    assert not (tmp_path / "out").exists()
    if words:
        assert run.answer["status"] == "infeasible"
        assert [
            [member["rule"] for member in found["members"]] for found in run.answer["conflicts"]
        ] == [["absence", "pinned"]]


BAD: dict[str, Any] = {
    "horizon": {"start": "2027-02-30", "end": "2027-02-03"},
    "availability": [{"doctor": "ane", "level": "non", "date": "2027-02-01"}],
    "rules": [{"kind": "fairshare"}],
}


def test_a_bad_file_tells_all_its_mistakes_and_nothing_is_written(tmp_path: Path) -> None:
    """Exit 2; each mistake with what was read; the nearest spelling; no traceback; no folder."""
    run = solve(changed("carence", tmp_path, **BAD), tmp_path / "out")
    assert (run.code, run.out) == (2, "")
    for words in ("2027-02-30", "fairshare", "« fair_share »", "rien n'a été écrit"):
        assert words in run.err
    assert "Traceback" not in run.err
    assert not (tmp_path / "out").exists()


def test_unknown_names_are_told_with_the_nearest(tmp_path: Path) -> None:
    """A doctor who does not exist, in a file otherwise right."""
    run = solve(changed("carence", tmp_path, availability=BAD["availability"]), tmp_path / "out")
    assert run.code == 2
    assert "vouliez-vous dire « anne » ?" in run.err


@pytest.mark.parametrize(
    "words",
    [
        ("solve", TINY / "carence.yaml"),
        ("solve", TINY / "carence.yaml", "--out", "x", "--fast"),
        ("solve", TINY / "carence.yaml", "--out", "x", "--workers", "0"),
        ("solve", TINY / "absent.yaml", "--out", "x"),
        ("resolve",),
        ("check", TINY / "carence.yaml"),
    ],
    ids=lambda words: " ".join(str(word).rsplit("/", 1)[-1] for word in words),
)
def test_bad_usage_is_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...]
) -> None:
    """A missing or unknown option, a number out of range, a file that is not there, an unknown command."""
    monkeypatch.chdir(tmp_path)
    run = rostering(*words)
    assert run.code == 2
    assert run.err
    assert files_of(tmp_path) == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """Exit 2 and a sentence; the file is left as it was."""
    (tmp_path / "out").write_text("rien", encoding="utf-8")
    run = solve(TINY / "carence.yaml", tmp_path / "out")
    assert run.code == 2
    assert "Traceback" not in run.err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "rien"


@pytest.mark.parametrize("fault", [RuntimeError("panne"), SolverFault("CP-SAT refuse le modèle.")])
def test_our_bugs_are_exit_70(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """A fault of ours is never taken for the user's."""

    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(workflow, "solve", fail)
    run = solve(TINY / "carence.yaml", tmp_path / "out")
    assert run.code == 70
    assert str(fault) in run.err
    assert not (tmp_path / "out").exists()


def test_a_published_roster_is_held_to(tmp_path: Path) -> None:
    """With --published and the stability rule, duties stay with whom they were given though it costs more."""
    first = solve(TINY / "deux-medecins.yaml", tmp_path / "one", "--json")
    swapped = [{"doctor": "anne", "level": "non", "date": "2027-02-06"}]
    rules = [{"kind": kind} for kind in ("coverage", "one_place", "fair_share", "wish")]
    path = changed(
        "deux-medecins", tmp_path, availability=swapped, rules=[*rules, {"kind": "stability"}]
    )
    kept = solve(path, tmp_path / "two", "--published", tmp_path / "one" / "roster.json", "--json")
    free = solve(path, tmp_path / "three", "--json")
    assert (first.answer["cost"], kept.answer["cost"], free.answer["cost"]) == (28, 58, 28)
