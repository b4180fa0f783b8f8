"""`rostering relax` as the terminal runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostering.files.load import load_instance
from tests.e2e.command import TINY, Run, changed, files_of, rostering, solve

CARENCE = TINY / "carence.yaml"
PINNED = [{"doctor": "anne", "date": "2027-02-02", "line": "mmg", "window": "soir"}]


def relax(instance: Path, *words: object) -> Run:
    """On one worker."""
    return rostering("relax", instance, "--workers", 1, "--time", 20, *words)


def test_it_says_what_fails_what_to_ask_and_writes_nothing(tmp_path: Path) -> None:
    """Tuesday is empty: Anne or Bruno, both on leave, could be asked; the sentence says who else could be."""
    path = changed("carence", tmp_path)
    run = relax(path)
    assert run.code == 0
    assert run.out.splitlines() == [
        "1 garde sans tous ses médecins dans le meilleur tableau trouvé :",
        "  • MMG du mardi 2 février 2027, 20:00–24:00",
        "Issues, de la moins chère à la plus chère pour les personnes :",
        "1. 30 points — suffit (vérifié), rien de superflu (prouvé), aucune issue moins chère (prouvé).",
        "   • demander au Dr EXEMPLE-DEUX Bruno de tenir MMG du mardi 2 février 2027, 20:00–24:00, malgré son congé",
        "   À la place du Dr EXEMPLE-DEUX Bruno, au même prix : Dr EXEMPLE-UN Anne.",
        "2. 300 points — suffit (vérifié), rien de superflu (prouvé), aucune issue moins chère qui ne soit déjà citée (prouvé).",
        "   • accepter la carence : MMG du mardi 2 février 2027, 20:00–24:00 reste sans médecin",
        "Pour en retenir une : relancer avec --apply NUMÉRO ; si quelqu'un refuse, avec --not MÉDECIN.",
    ]
    assert files_of(tmp_path) == ["carence.yaml"]


@pytest.mark.parametrize("suffix", [".yaml", ".xlsx"])
def test_what_is_applied_makes_the_month_possible(tmp_path: Path, suffix: str) -> None:
    """The file written, in either form, holds the waiver; solved, it has no carence."""
    out = tmp_path / f"accord{suffix}"
    run = relax(
        CARENCE, "--not", "Bruno Exemple-Deux", "--not", "exemple-deux", "--apply", 1, "--out", out
    )
    assert run.code == 2
    run = relax(CARENCE, "--not", "exemple-deux", "--apply", 1, "--out", out)
    assert f"Territoire avec l'issue 1 écrit : {out}" in run.out
    (waiver,) = load_instance(out).waivers
    assert (waiver.doctor, waiver.rule, waiver.shift) == ("anne", "absence", "2027-02-02-mmg-soir")
    assert solve(out, tmp_path / "out", "--json").answer["carences"] == 0


def test_it_is_written_beside_when_no_place_is_given(tmp_path: Path) -> None:
    """« carence-issue-2.yaml » next to the file that was read; an accepted carence is still one."""
    path = changed("carence", tmp_path)
    assert relax(path, "--apply", 2).code == 0
    assert files_of(tmp_path) == ["carence-issue-2.yaml", "carence.yaml"]
    assert (
        solve(tmp_path / "carence-issue-2.yaml", tmp_path / "out", "--json").answer["carences"] == 1
    )


def test_contradictory_data_come_with_their_places(tmp_path: Path) -> None:
    """An agreed date on a leave: both lines of the file, then the two ways out."""
    run = relax(changed("carence", tmp_path, pinned=PINNED), "--json")
    assert (run.code, run.answer["status"]) == (0, "contradiction")
    (conflict,) = run.answer["contradiction"]["conflicts"]
    assert {one["rule"] for one in conflict["members"]} == {"absence", "pinned"}
    assert all(one["place"].startswith("ligne ") for one in conflict["members"])
    assert [one["cost"] for one in run.answer["remedies"]] == [12, 30]


def test_a_month_that_can_be_made_has_nothing_to_concede() -> None:
    """Exit 0 and one sentence."""
    run = relax(TINY / "deux-medecins.yaml")
    assert (run.code, run.out) == (0, "Rien à concéder : un tableau sans carence existe.\n")


def test_a_duty_that_another_roster_fills_asks_nothing() -> None:
    """Monday is filled already."""
    run = relax(CARENCE, "--duty", "2027-02-01-mmg-soir")
    assert run.code == 0
    assert run.out.splitlines()[-1] == (
        "Rien à concéder pour ce qui est demandé : un autre tableau aussi complet le permet."
    )


def test_every_word_not_understood_is_told_at_once(tmp_path: Path) -> None:
    """Exit 2: a doctor, a duty, two prices; the nearest spellings; nothing written."""
    run = relax(CARENCE, "--not", "exemple-trois", "--duty", "2027-02-02-mmg-soi", "--cost", "absense=3",
                "--cost", "rest=beaucoup", "--apply", 1, "--out", tmp_path / "non.yaml")  # fmt: skip
    assert (run.code, run.out) == (2, "")
    for told in (
        "« exemple-trois » — médecin inconnu",
        "vouliez-vous dire « 2027-02-02-mmg-soir »",
        "vouliez-vous dire « absence »",
        "« rest= » et un nombre de 1 à 10000 attendus",
    ):
        assert told in run.err
    assert files_of(tmp_path) == []


def test_a_way_out_that_does_not_exist_is_not_applied(tmp_path: Path) -> None:
    """Exit 2, nothing written."""
    run = relax(CARENCE, "--apply", 9, "--out", tmp_path / "non.yaml")
    assert run.code == 2
    assert "un nombre de 1 à 2 attendu" in run.err
    assert files_of(tmp_path) == []


@pytest.mark.parametrize("name", ["carence.yaml", "non.pdf", "nulle-part/x.yaml"])
def test_where_it_cannot_be_written_is_told_before_any_search(tmp_path: Path, name: str) -> None:
    """Not over the file that was read, not under another suffix, not in a folder that is not there."""
    path = changed("carence", tmp_path)
    before = path.read_bytes()
    run = relax(path, "--apply", 1, "--out", tmp_path / name)
    assert (run.code, run.out) == (2, "")
    assert path.read_bytes() == before
    assert files_of(tmp_path) == ["carence.yaml"]


def test_nobody_left_to_ask_is_not_said_to_be_a_lack_of_time(tmp_path: Path) -> None:
    """A date agreed on an absence, kept by a rule that nobody waives, both doctors spared."""
    path = changed("carence", tmp_path, pinned=PINNED)
    run = relax(path, "--not", "exemple-un")
    assert run.code == 0
    assert run.out.splitlines()[-1] == "Aucune issue : rien de ce qui peut être demandé n'y suffit."


@pytest.mark.parametrize("command", ["relax", "solve"])
def test_the_place_of_a_rule_is_its_own_line(tmp_path: Path, command: str) -> None:
    """A soft rule of the same kind stands before the hard one that contradicts the agreed dates."""
    rules = [
        {"kind": "coverage"},
        {"kind": "spacing", "days": 2, "strength": 5},
        {"kind": "spacing", "days": 1},
    ]
    both = [{**PINNED[0], "date": day} for day in ("2027-02-01", "2027-02-02")]
    path = changed("carence", tmp_path, pinned=both, rules=rules, availability=[])
    run = relax(path, "--json") if command == "relax" else solve(path, tmp_path / "out", "--json")
    found = run.answer["contradiction"] if command == "relax" else run.answer
    places = {one["rule"]: one["place"] for some in found["conflicts"] for one in some["members"]}
    assert places["spacing"].endswith("clé rules › n° 3 (spacing)")
