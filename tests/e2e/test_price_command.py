"""`rostering price`: its table, its sentences, its answer, its page, its exit codes; nothing written unless asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer

from rostering.cli.refused import refuse
from rostering.explain.contradiction import no_place
from rostering.solve.outcome import OutOfTime
from tests.e2e.command import INSTANCES, TINY, Run, changed, files_of, rostering

WISHED = TINY / "nuit-heure-ete.yaml"
"""Fairness 60 and wishes 90, by hand in the file; without the rest, 120 would do (60 + 60)."""
BULLY = INSTANCES / "loire-bully.yaml"


def price(*words: object) -> Run:
    return rostering("price", *words, "--workers", 1)


def test_each_rule_has_its_price(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rest 30, fairness and wishes their own part; rules that nobody can do without are not priced."""
    monkeypatch.chdir(tmp_path)
    run = price(WISHED, "--json")
    found = {one["rule"]: one["price"] for one in run.answer["rules"]}
    assert (run.code, run.err, files_of(tmp_path)) == (0, "", [])
    assert found == {
        "rest": {"low": 30, "high": 30, "decided": True},
        "fair_share": {"low": 60, "high": 60, "decided": True},
        "wish": {"low": 90, "high": 90, "decided": True},
    }


def test_json_is_one_object_with_what_scripts_read() -> None:
    """The territory with all its rules and without each, values with their bounds, the curve null when not asked."""
    answer = price(WISHED, "--rule", "wish", "--json").answer
    assert set(answer) == {"name", "stopped", "with", "rules", "curve"}
    assert answer["with"] == {
        "carences": {"value": 0, "bound": 0, "proved": True},
        "cost": {"value": 150, "bound": 150, "proved": True},
        "soft": 0, "fairness": 60, "wishes": 90, "worst_deviation": 1.0, "granted": 0, "asked": 1,
    }  # fmt: skip
    (rule,) = answer["rules"]
    assert set(rule) == {"rule", "name", "idle", "carences", "price", "own", "others", "without"}
    assert (rule["name"], rule["own"], rule["others"]["low"]) == ("Souhaits", 90, 0)
    assert answer["curve"] is None


def test_words_tell_prices_dearest_first() -> None:
    """A line a rule in the table, the definition, then sentences; what costs nothing is gathered."""
    run = price(BULLY)
    assert run.code == 0
    for words in (
        "sans Équité ",
        "Le prix d'une règle : ce que le meilleur tableau coûte de plus avec elle que sans elle",
        "Week-ends : la règle coûte 60 points, c'est prouvé ; dans ce tableau, ses pénalités font 60 points",
        "Ne coûtent rien, c'est prouvé : Séparés ; Maximum de gardes ; Fêtes ; Souhaits.",
        "Sans objet ici : Repos après une garde (dure, salarié).",
    ):
        assert words in run.out
    assert run.out.index("Week-ends : la règle") < run.out.index("Équité : la règle")


@pytest.mark.parametrize("typed", ["fair_share", "Équité", "equite"])
def test_a_rule_is_named_as_people_name_it(typed: str) -> None:
    """By its kind or its French name, accents or not."""
    found = price(BULLY, "--rule", typed, "--json").answer["rules"]
    assert [one["rule"] for one in found] == ["fair_share"]


def test_rules_that_are_not_there_are_told_all_at_once() -> None:
    """Exit 2: the nearest spelling, and why an essential rule has no price."""
    run = price(BULLY, "--rule", "fairshare", "--rule", "Couverture")
    assert (run.code, run.out) == (2, "")
    assert "vouliez-vous dire « fair_share » ?" in run.err
    assert "règle essentielle : aucun territoire ne s'en passe" in run.err


def test_the_curve_is_told_and_drawn(tmp_path: Path) -> None:
    """--out asks for the curve; one page, no script, nothing from elsewhere; a row a point in the table."""
    page = tmp_path / "courbe.html"
    run = price(BULLY, "--rule", "wish", "--out", page, "--json")
    points = run.answer["curve"]["points"]
    assert (points[0]["cap"], points[-1]["deviation"], run.answer["curve"]["whole"]) == (None, 0.75, True)  # fmt: skip
    text = page.read_text(encoding="utf-8")
    assert files_of(tmp_path) == ["courbe.html"]
    assert text.count("<svg") == 1
    for forbidden in ("<script", "http://", "https://"):
        assert forbidden not in text
    assert "0,75" in text


def test_the_curve_is_told_in_words() -> None:
    """Both ends and the usual roster."""
    run = price(BULLY, "--rule", "wish", "--curve")
    for words in (
        "Sans souci d'équité, les 14 souhaits sont tous accordés ; c'est possible sans que personne soit à plus de 0,75",
        "Au plus serré, personne n'est à plus de 0,75 garde de sa part (c'est prouvé) et les 14 souhaits",
    ):
        assert words in run.out


def test_a_territory_without_wishes_has_nothing_to_exchange(tmp_path: Path) -> None:
    """Said plainly."""
    run = price(changed("deux-medecins", tmp_path, availability=[]), "--curve", "--rule", "wish")
    assert "Aucun souhait dans ce territoire" in run.out


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_contradictory_data_are_exit_3(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Pinned on the day of her absence: nothing to compare."""
    pinned = [{"doctor": "anne", "date": "2027-02-02", "line": "mmg", "window": "soir"}]
    run = price(changed("carence", tmp_path, pinned=pinned), *words)
    assert run.code == 3
    assert "Dates convenues : Dr EXEMPLE-UN Anne" in run.out
    if words:
        assert run.answer["status"] == "infeasible"


@pytest.mark.parametrize("as_json", [False, True])
def test_out_of_time_is_exit_4(capsys: pytest.CaptureFixture[str], as_json: bool) -> None:
    """Said of the territory it is about, with what to do."""
    with pytest.raises(typer.Exit) as left:
        refuse(OutOfTime(2.0), as_json, no_place, "le territoire changé")
    said = capsys.readouterr().out
    assert left.value.exit_code == 4
    if as_json:
        assert json.loads(said)["status"] == "out_of_time"
    else:
        assert said.startswith("Le territoire changé : aucun tableau trouvé dans le temps donné")
