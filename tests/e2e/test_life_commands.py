"""After publication from the terminal: publish, state, journal, swap, give, worked, undo, requisition, advise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rostering.workflow.published import load_published
from tests.e2e.command import TINY, rostering, solve
from tests.life.folders import holder, published, state_of

AT = ("--at", "2027-01-10T10:00", "--who", "Coordination")
FIRST, SECOND = "2027-03-15-mmg-soir", "2027-03-16-mmg-soir"


def holders(path: Path, *shifts: str) -> list[str]:
    found = load_published(path)
    return [holder(found, shift) for shift in shifts]


def test_from_solve_to_a_published_version(tmp_path: Path) -> None:
    """solve writes a draft, publish makes it version 1, state moves it on, journal tells both."""
    assert solve(TINY / "deux-medecins.yaml", tmp_path).code == 0
    run = rostering("publish", tmp_path, "--instance", TINY / "deux-medecins.yaml", *AT)
    assert (run.code, run.out.strip()) == (
        0, f"Deux médecins, un week-end : version 1 publiée dans {tmp_path} (brouillon).",
    )  # fmt: skip
    assert rostering("state", tmp_path, "transmis", *AT).out.strip() == "Tableau transmis au CDOM (il était brouillon)."  # fmt: skip
    told = rostering("journal", tmp_path, "--replay")
    assert told.out.splitlines() == [
        "Deux médecins, un week-end : version 1, transmis au CDOM.",
        "n° 1 – 10/01/2027 10:00 – Coordination, version 1 : Tableau publié, version 1.",
        "n° 2 – 10/01/2027 10:00 – Coordination : Tableau transmis au CDOM (il était brouillon).",
        "Le journal redonne les 1 versions, octet pour octet.",
    ]


def test_a_draft_is_never_written_over_a_published_roster(tmp_path: Path) -> None:
    """solve --out into a published folder: exit 2 and a sentence, before any search."""
    path = published(tmp_path)
    kept = state_of(path)
    run = solve(path / "instance.yaml", path)
    assert run.code == 2
    assert "contient un tableau publié" in run.err
    assert state_of(path) == kept


def test_a_roster_that_its_territory_no_longer_gives_is_not_published(tmp_path: Path) -> None:
    """The document changed since the solve: refused, nothing made."""
    assert solve(TINY / "deux-medecins.yaml", tmp_path).code == 0
    run = rostering("publish", tmp_path, "--instance", TINY / "carence.yaml", *AT)
    assert run.code == 2
    assert "relancer « rostering solve »" in run.err
    assert not (tmp_path / "journal.jsonl").exists()


def test_a_swap_answers_first_and_writes_only_when_told_to(tmp_path: Path) -> None:
    """Without --yes nothing is written; with it the version, the journal and the calendars follow."""
    path = published(tmp_path)
    one, other = holders(path, FIRST, SECOND)
    kept = state_of(path)
    words = ("swap", path, one, FIRST, other, SECOND, *AT)
    asked = rostering(*words)
    assert asked.code == 0
    assert "Règles dures : toutes tenues." in asked.out
    assert asked.out.endswith("Rien n'a été écrit ; ajouter --yes pour écrire.\n")
    assert state_of(path) == kept
    done = rostering(*words, "--yes", "--json")
    assert (done.answer["written"], done.answer["version"], done.answer["lawful"]) == (
        True,
        2,
        True,
    )
    assert holders(path, FIRST, SECOND) == [other, one]


def test_names_and_single_dates_are_understood(tmp_path: Path) -> None:
    """« Dr Alpha », « ALPHA Anne » and the date of a day with one duty do as well as identifiers."""
    path = published(tmp_path)
    one, other = holders(path, FIRST, SECOND)
    run = rostering("swap", path, f"Dr {one.title()}", "15/03/2027", f"{other.upper()} Anne", "2027-03-16", *AT)  # fmt: skip
    assert run.code == 0
    assert "échangent" in run.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("swap", "alfa", FIRST, "bravo", SECOND), "médecin inconnu"),
        (("swap", "alpha", "2027-03-15-mmg-soirée", "bravo", SECOND), "garde inconnue"),
        (("give", "martin", FIRST, "--to", "bravo"), "médecin inconnu"),
        (("undo", "7"), "n° 7"),
        (("undo",), "aucun changement"),
        (("worked", "alpha", "2027-04-30", "--by", "bravo"), "garde inconnue"),
    ],
)
def test_what_is_not_understood_is_a_sentence_and_exit_2(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    """A stranger, an unknown duty, an entry that is not there: told, and not a byte changed."""
    path = published(tmp_path)
    kept = state_of(path)
    run = rostering(words[0], path, *words[1:], *AT)
    assert run.code == 2
    assert said in run.err
    assert state_of(path) == kept


def test_an_unlawful_swap_says_which_rule_and_exits_1(tmp_path: Path) -> None:
    """Somebody absent cannot take the duty, --yes or not."""
    path = published(tmp_path)
    one, other = holders(path, FIRST, SECOND)
    rostering("absent", path, other, "2027-03-15", "2027-03-15", *AT, "--yes")
    kept = state_of(path)
    run = rostering("give", path, one, FIRST, "--to", other, "--yes", *AT)
    assert run.code == 1
    assert "Refusé, règle dure" in run.out
    assert state_of(path) == kept


def test_the_deadline_holds_and_passing_it_is_journalled(tmp_path: Path) -> None:
    """Noon of the day before: at noon it is too late, a minute before it is not; --late writes its reason."""
    path = published(tmp_path)
    (one,) = holders(path, SECOND)
    too_late = ("--at", "2027-03-15T12:00")
    assert rostering("give", path, one, SECOND, "--at", "2027-03-15T11:59").code == 0
    run = rostering("give", path, one, SECOND, *too_late)
    assert run.code == 2
    assert "le délai est passé depuis le lundi 15 mars 2027 à 12:00" in run.err
    done = rostering("give", path, one, SECOND, *too_late, "--late", "urgence", "--yes")
    assert done.code == 0
    assert load_published(path).folder.entries[-1].late == "urgence"


def test_the_week_end_closes_on_friday_noon(tmp_path: Path) -> None:
    """Sunday 21 March: a change is possible on Friday 19 at 11:59, no longer at 12:00."""
    path = published(tmp_path)
    sunday = "2027-03-21-mmg-jour"
    (one,) = holders(path, sunday)
    assert rostering("give", path, one, sunday, "--at", "2027-03-19T11:59").code == 0
    assert rostering("give", path, one, sunday, "--at", "2027-03-19T12:00").code == 2


def test_a_duty_that_began_is_frozen_whatever_the_reason(tmp_path: Path) -> None:
    """At 20:00 sharp it has begun: no gift, not even --late; who worked it can be told, and not before."""
    path = published(tmp_path)
    (one,) = holders(path, FIRST)
    begun = ("--at", "2027-03-15T20:00")
    run = rostering("give", path, one, FIRST, *begun, "--late", "urgence")
    assert run.code == 2
    assert "déjà commencée" in run.err
    other = "bravo" if one != "bravo" else "charlie"
    early = rostering("worked", path, one, FIRST, "--by", other, "--at", "2027-03-15T19:59")
    assert early.code == 2
    assert rostering("worked", path, one, FIRST, "--by", other, *begun, "--yes").code == 0
    (fact,) = [
        entry for entry in json.loads((path / "roster.json").read_text(encoding="utf-8"))["assignments"]
        if entry["shift"] == FIRST
    ]  # fmt: skip
    assert (fact["doctor"], fact["worked"]) == (one, other)


def test_an_absence_is_the_fewest_changes_proved(tmp_path: Path) -> None:
    """Every duty of the days away changes hands, nothing else; said proved; the absence is in the document."""
    path = published(tmp_path)
    before = load_published(path)
    (one,) = holders(path, FIRST)
    run = rostering("absent", path, one, "2027-03-15", "2027-03-20", *AT, "--yes", "--json")
    assert run.code == 0
    proof = run.answer["options"][0]["proof"]
    assert proof["changed"] == proof["lost"] == len(run.answer["lost"]) > 0
    assert proof["proved"] == ["vacancies", "breaches", "changed", "doctors"]
    after = load_published(path)
    assert after.folder.instance.availability[0].doctor == one
    lost = {pair["shift"] for pair in run.answer["lost"]}
    assert {pair.shift for pair in before.roster.pairs ^ after.roster.pairs} == lost


def test_a_departure_a_newcomer_a_duty_more_a_duty_less(tmp_path: Path) -> None:
    """Each is written as a version, and the journal gives all of them back."""
    path = published(tmp_path)
    for words in (
        ("leave", path, "delta", "2027-03-20"),
        ("join", path, "echo", "--name", "Écho", "--like", "alpha", "--from", "2027-03-16"),
        ("reopen", path, "mmg", "soir", "2027-03-18"),
        ("reopen", path, "mmg", "soir", "2027-03-19", "--close"),
        ("reroster", path),
        ("undo", path),
    ):
        run = rostering(*words, *AT, "--yes")
        assert run.code == 0, run.out + run.err
    found = load_published(path)
    gone = [pair for pair in found.roster if pair.doctor == "delta" and pair.shift > "2027-03-20-z"]
    assert gone == []
    assert len(found.roster.by_shift["2027-03-18-mmg-soir"]) == 2
    assert rostering("journal", path, "--replay").code == 0


def test_advice_is_in_calling_order_with_phones(tmp_path: Path) -> None:
    """Counts of each kind, then ways with the numbers to call; --json says the same."""
    path = published(tmp_path)
    (one,) = holders(path, FIRST)
    run = rostering("advise", path, one, FIRST, *AT[:2])
    assert run.code == 0
    assert "dons" in run.out.splitlines()[0]
    assert "(03 00 00 00 0" in run.out
    answer = rostering("advise", path, one, FIRST, *AT[:2], "--json").answer
    assert sum(answer["counts"].values()) >= len(answer["options"]) > 0


def test_a_requisition_is_marked_and_keeps_leave(tmp_path: Path) -> None:
    """A duty nobody holds: an absent doctor cannot be named, another can, and the duty says so."""
    path = published(tmp_path)
    (one,) = holders(path, FIRST)
    assert rostering("absent", path, one, "2027-03-15", "2027-03-15", *AT, "--leave-empty", "--yes").code == 0  # fmt: skip
    assert rostering("requisition", path, one, FIRST, *AT).code == 1
    other = "bravo" if one != "bravo" else "charlie"
    assert rostering("requisition", path, other, FIRST, *AT, "--yes").code == 0
    told = json.loads((path / "roster.json").read_text(encoding="utf-8"))["assignments"]
    assert [entry["forced"] for entry in told if entry["shift"] == FIRST] == [True]
    assert [entry["planned"] for entry in told if entry["shift"] == FIRST] == [one]
