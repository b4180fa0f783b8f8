"""`rostering whatif`: changes as people type them, the answer, the exit codes; nothing written, ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.command import INSTANCES, TINY, Run, changed, files_of, rostering

BULLY = INSTANCES / "loire-bully.yaml"
HOLE = TINY / "carence.yaml"


def whatif(*words: object) -> Run:
    return rostering("whatif", *words, "--workers", 1)


def test_json_is_one_object_with_what_scripts_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The changes in words, both sides, and the differences with their proofs."""
    monkeypatch.chdir(tmp_path)
    run = whatif(HOLE, "--add-doctor", "anne", "--json")
    answer = run.answer
    assert (run.code, run.err, files_of(tmp_path)) == (0, "", [])
    assert set(answer) == {"changes", "stopped", "before", "after", "difference"}
    assert answer["changes"] == ["un médecin de plus comme le Dr EXEMPLE-UN Anne"]
    assert answer["difference"]["carences"] == {"low": -1, "high": -1, "decided": True}
    assert (answer["difference"]["doctors"], answer["difference"]["posts"]) == (1, 0)
    assert set(answer["before"]) == {
        "name", "posts", "doctors", "carences", "cost", "soft", "fairness", "wishes", "worst_deviation",
        "granted", "asked", "duties_each", "hours_each", "heaviest", "furthest",
    }  # fmt: skip


def test_words_begin_with_two_sentences() -> None:
    """What changes with its proof, what it means for each doctor; then a table."""
    run = whatif(HOLE, "--add-doctor", ["Anne", "Exemple-Un"][1])
    first, second, *table = run.out.splitlines()
    assert first.startswith(
        "Avec un médecin de plus comme le Dr EXEMPLE-UN Anne : 1 carence de moins (prouvé) ; "
    )
    assert second.startswith("En moyenne un médecin tient 1 garde")
    assert any(line.startswith("Carences") and line.endswith("−1") for line in table)
    assert run.out.rstrip().endswith("Le reste est prouvé.")


def test_several_changes_make_one_scenario() -> None:
    """A doctor more, a window closed and a second line from a date, said together."""
    run = whatif(
        BULLY, "--add-doctor", "Rochbray", "--close", "Garde de Bully", "--window", "sam",
        "--open", "garde", "29/12/2026", "--json",
    )  # fmt: skip
    assert run.answer["changes"] == [
        "un médecin de plus comme le Dr ROCHBRAY Noémie",
        "la plage « sam » du poste Garde de Bully fermée",
        "un second poste comme Garde de Bully à partir du mardi 29 décembre 2026",
    ]
    assert run.answer["difference"]["posts"] == -4 + 3


def test_two_sectors_are_merged_after_the_hour(tmp_path: Path) -> None:
    """Named by label or code; the hour as people write it: five evenings and a night for both sectors instead of each."""
    lines = [{"id": id_, "function": "effection_fixe", "sectors": [id_], "windows": [
                {"id": "soir", "start": "20:00", "end": "24:00", "days": ["ouvrable", "samedi"]},
                {"id": "jour", "start": "08:00", "end": "20:00", "days": ["samedi"]}]}
             for id_ in ("nord", "sud")]  # fmt: skip
    doctors = [{"id": id_, "last_name": id_, "sectors": [sector]}
               for id_, sector in (("anne", "nord"), ("bruno", "sud"), ("chloe", "sud"))]  # fmt: skip
    path = changed(
        "deux-medecins", tmp_path, lines=lines, doctors=doctors, availability=[],
        sectors=[{"id": "nord", "label": "Le Nord"}, {"id": "sud", "label": "Le Sud"}],
        horizon={"start": "2027-02-02", "end": "2027-02-06"}, categories=[{"id": "soiree"}, {"id": "samedi"}],
    )  # fmt: skip
    answer = whatif(path, "--merge", "le nord", "sud", "--after", "20h", "--json").answer
    assert answer["changes"] == ["les secteurs Le Nord et Le Sud réunis à partir de 20 h"]
    assert (answer["before"]["posts"], answer["after"]["posts"]) == (12, 7)


def test_another_file_is_compared() -> None:
    """--with: the other territory as it stands."""
    run = whatif(HOLE, "--with", TINY / "deux-medecins.yaml", "--json")
    assert run.answer["changes"][0].startswith("le fichier de « ")
    assert (run.answer["before"]["carences"]["value"], run.answer["after"]["carences"]["value"]) == (1, 0)  # fmt: skip


def test_names_typed_wrong_are_told_all_at_once() -> None:
    """Exit 2; each with its nearest spelling or what is possible."""
    run = whatif(
        BULLY, "--add-doctor", "rochbrey", "--merge", "bulli", "bully", "--after", "25h", "--close",
        "gard", "--open", "garde", "01/01/2027",
    )  # fmt: skip
    assert (run.code, run.out) == (2, "")
    for words in (
        "« rochbrey » — médecin inconnu ; vouliez-vous dire « rochbray » ?",
        "« bulli » — secteur inconnu ; vouliez-vous dire « bully » ?",
        "heure : « 25h »",
        "« gard » — poste inconnu ; vouliez-vous dire « garde » ?",
        "hors du tableau",
    ):
        assert words in run.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "aucun changement demandé"),
        (("--window", "soir"), "--close est attendu avec"),
        (("--close", "garde", "--window", "nuit"), "elle a « soir », « sam » ou « djf »"),
        (("--merge", "bully", "bully"), "deux secteurs différents attendus"),
        (("--add-doctor", "Rochbray", "--time", "0"), "--time"),
    ],
)
def test_bad_usage_is_exit_2(words: tuple[str, ...], told: str) -> None:
    """Nothing asked, half asked, or impossible."""
    run = whatif(BULLY, *words)
    assert (run.code, run.out) == (2, "")
    assert told in run.err


def test_sectors_with_nothing_alike_are_told() -> None:
    """No line of the same function in both after the hour."""
    run = whatif(INSTANCES / "nord-velay-forez.yaml", "--merge", "sas-43", "sas-42")
    assert run.code == 2
    assert "aucun poste de même fonction dans les deux après 20 h" in run.err


def test_a_contradiction_says_of_which_territory(tmp_path: Path) -> None:
    """Exit 3, the territory of today named."""
    pinned = [{"doctor": "anne", "date": "2027-02-02", "line": "mmg", "window": "soir"}]
    run = whatif(changed("carence", tmp_path, pinned=pinned), "--add-doctor", "bruno")
    assert run.code == 3
    assert run.out.startswith("Le territoire d'aujourd'hui : données contradictoires")
