"""`close` and `carry` as people type them: what is written, and what is refused with nothing written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.e2e.command import TINY, Run, rostering

DUTIES = ["anne 2027-02-06-mmg-sam", "bruno 2027-02-07-mmg-djf"]


def following(folder: Path, **parts: Any) -> Path:
    """The week after, as a file beside the folder."""
    told = yaml.safe_load((TINY / "deux-medecins.yaml").read_text(encoding="utf-8"))
    told |= {
        "id": "suivant",
        "horizon": {"start": "2027-02-08", "end": "2027-02-14"},
        "availability": [],
    }
    path = folder.parent / "suivant.yaml"
    path.write_text(yaml.safe_dump(told | parts, allow_unicode=True), encoding="utf-8")
    return path


def book(folder: Path) -> list[dict[str, Any]]:
    """The lines of the book."""
    text = (folder / "ledger.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def rewritten(folder: Path, **change: Any) -> None:
    """Who was planned or worked on the first duty."""
    path = folder / "roster.json"
    roster = json.loads(path.read_text(encoding="utf-8"))
    roster["assignments"][0] |= change
    path.write_text(json.dumps(roster), encoding="utf-8")


def refused(run: Run, folder: Path, *words: str, lines: int = 0) -> None:
    """Exit 2, the words said, the book as long as before."""
    assert run.code == 2
    assert [word for word in words if word not in run.err] == []
    assert not (folder / "ledger.jsonl").exists() if not lines else len(book(folder)) == lines


def test_closing_posts_the_duties(folder: Path) -> None:
    """Two duties, one line, and who is over and under in each category."""
    run = rostering("close", folder)
    assert (run.code, run.err) == (0, "")
    assert "Période du 06/02/2027 au 07/02/2027 close : 2 gardes faites, 0 passée" in run.out
    assert "EXEMPLE-UN Anne +0,5" in run.out
    assert [(one["act"], one["duties"]) for one in book(folder)] == [("cloture", 2)]


def test_the_answers_as_json(folder: Path) -> None:
    """Postings, balances and the next instance's entries, one object on stdout each time."""
    answer = rostering("close", folder, "--json").answer
    assert [(one["act"], one["duties"], one["handed_over"]) for one in answer["postings"]] == [
        ("cloture", 2, 0)
    ]
    assert answer["balances"]["anne"] == {"samedi": 0.5, "dimanche_jf": -0.5}
    assert answer["balances_on"] == "2027-02-08"
    target = folder.parent / "t2.yaml"
    answer = rostering("carry", folder, following(folder), "--out", target, "--json").answer
    assert (len(answer["ledger"]), answer["previous"], answer["closed"]) == (4, 2, 1)
    assert rostering("close", folder, "--undo", "--json").answer["postings"][0]["duties"] == -2


def test_closing_twice_is_refused(folder: Path) -> None:
    """The second one says where the first one stands, and writes nothing."""
    rostering("close", folder)
    refused(
        rostering("close", folder),
        folder,
        "ligne 1",
        "déjà clos le",
        "rostering close --undo",
        lines=1,
    )


def test_an_identifier_is_of_one_period(folder: Path) -> None:
    """The next week under the same identifier: the message asks for another one, with the dates of the first."""
    rostering("close", folder)
    path = folder / "instance.yaml"
    told = path.read_text(encoding="utf-8").replace(
        "start: 2027-02-06, end: 2027-02-07", "start: 2027-02-05, end: 2027-02-07"
    )
    path.write_text(told, encoding="utf-8")
    refused(
        rostering("close", folder),
        folder,
        "06/02/2027 au 07/02/2027",
        "en donner un autre",
        lines=1,
    )


def test_a_closing_is_taken_back_and_made_again(folder: Path) -> None:
    """Closed, reopened, closed: three lines, nothing removed; to reopen twice is refused."""
    rostering("close", folder)
    assert "reprise : 2 gardes en moins" in rostering("close", folder, "--undo").out
    refused(rostering("close", folder, "--undo"), folder, "n'est pas clos", lines=2)
    assert rostering("close", folder).code == 0
    assert [one["act"] for one in book(folder)] == ["cloture", "reouverture", "cloture"]


def test_who_worked_is_counted(folder: Path) -> None:
    """Planned for Anne, worked by Bruno: he has both duties, and the message says one changed hands."""
    rewritten(folder, planned="anne", doctor="bruno")
    run = rostering("close", folder)
    assert "1 passée d'un médecin à un autre" in run.out
    assert [
        one["gains"]
        for one in book(folder)[0]["entries"]
        if one["why"] == "echange" and one.get("shift")
    ] == ["bruno"]


def test_the_highest_version_is_in_force(folder: Path) -> None:
    """A version kept in `versions/` under a higher number than roster.json is the one that is closed."""
    roster = json.loads((folder / "roster.json").read_text(encoding="utf-8"))
    roster |= {"version": 2, "assignments": roster["assignments"][:1]}
    (folder / "versions").mkdir()
    (folder / "versions" / "002.json").write_text(json.dumps(roster), encoding="utf-8")
    rostering("close", folder)
    assert [(one["version"], one["duties"]) for one in book(folder)] == [(2, 1)]


@pytest.mark.parametrize("key", ["planned", "worked"])
def test_an_unknown_doctor_is_refused_in_place(folder: Path, key: str) -> None:
    """A name that the instance does not know, where it stands, with the nearest one."""
    rewritten(folder, **{key: "annne"})
    refused(rostering("close", folder), folder, f"assignments n° 1, {key}", "« annne »", "« anne »")


def test_nobody_is_twice_on_a_duty(folder: Path) -> None:
    """Two seats of one shift worked by the same doctor: refused at the second one."""
    path = folder / "roster.json"
    roster = json.loads(path.read_text(encoding="utf-8"))
    one = roster["assignments"][0]
    roster["assignments"].append({**one, "doctor": "bruno", "worked": "anne"})
    path.write_text(json.dumps(roster), encoding="utf-8")
    refused(rostering("close", folder), folder, "assignments n° 3, worked", "« anne »", "deux fois")


def test_another_territory_is_refused(folder: Path) -> None:
    """A roster closed with the file of another territory."""
    run = rostering("close", folder, "--instance", TINY / "carence.yaml")
    refused(run, folder, "tiny-deux-medecins", "tiny-carence")


def test_a_folder_without_instance_or_roster_says_what_to_put_there(folder: Path) -> None:
    """Both are named."""
    (folder / "instance.yaml").unlink()
    refused(rostering("close", folder), folder, "instance.yaml", "--instance")
    shutil.copy(TINY / "deux-medecins.yaml", folder / "instance.yaml")
    (folder / "roster.json").unlink()
    refused(rostering("close", folder), folder, "roster.json attendu")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('"duties": 2', '"duties": 3', "clé duties"),
        ('"duties": 2', '"duties": 3', "clé seal"),
        ('"gains": "anne"', '"gains": "bruno"', "clé seal"),
        ('"number": 1,', '"number": 2,', "clé number"),
        ('"act": "cloture"', '"act": "clos"', "clé act"),
        ('{"number"', '"number"', "ligne 1"),
    ],
)  # fmt: skip
def test_a_book_that_does_not_add_up_is_refused(
    folder: Path, old: str, new: str, place: str
) -> None:
    """Changed by hand: every command that reads it says the line and what is wrong, and adds nothing."""
    rostering("close", folder)
    path = folder / "ledger.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = path.read_text(encoding="utf-8")
    for words in (
        ("close", folder),
        ("close", folder, "--undo"),
        ("carry", folder, following(folder)),
    ):
        run = rostering(*words)
        assert (run.code, place in run.err, path.read_text(encoding="utf-8")) == (2, True, before)


def test_a_line_taken_out_shows(folder: Path) -> None:
    """The line after no longer follows the one before."""
    rostering("close", folder)
    rostering("close", folder, "--undo")
    path = folder / "ledger.jsonl"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[1] + "\n", encoding="utf-8")
    run = rostering("close", folder)
    assert [
        word for word in ("clé previous", "clé number", "n'était pas clos") if word not in run.err
    ] == []


def test_the_next_instance_gets_balances_and_last_duties(folder: Path) -> None:
    """What Anne did of Saturdays and Bruno of Sundays, the two duties, and the book beside the new file."""
    rostering("close", folder)
    target = folder.parent / "t2" / "instance.yaml"
    run = rostering("carry", folder, following(folder), "--out", target)
    assert (run.code, run.err) == (0, "")
    told = yaml.safe_load(target.read_text(encoding="utf-8"))
    assert {(one["doctor"], one["category"]): float(one["balance"]) for one in told["ledger"]} == {
        ("anne", "samedi"): 0.5, ("bruno", "samedi"): -0.5, ("anne", "dimanche_jf"): -0.5, ("bruno", "dimanche_jf"): 0.5,
    }  # fmt: skip
    assert [one["doctor"] for one in told["previous"]] == ["anne", "bruno"]
    assert book(target.parent) == book(folder)


def test_a_book_that_went_along_goes_on(folder: Path) -> None:
    """Closed again after a first carrying: the copy, which is its beginning, is brought up to date; another book is not."""
    target = folder.parent / "t2" / "instance.yaml"
    rostering("close", folder)
    rostering("carry", folder, following(folder), "--out", target)
    rostering("close", folder, "--undo")
    rostering("close", folder)
    assert rostering("carry", folder, following(folder), "--out", target).code == 0
    assert book(target.parent) == book(folder)
    other = target.parent / "ledger.jsonl"
    other.write_text(
        other.read_text(encoding="utf-8").replace("cloture", "fermeture", 1), encoding="utf-8"
    )
    before = other.read_text(encoding="utf-8")
    run = rostering("carry", folder, following(folder), "--out", target)
    assert (run.code, "un autre livre" in run.err, other.read_text(encoding="utf-8")) == (
        2,
        True,
        before,
    )


def test_a_last_line_without_its_end_is_gone_on_from(folder: Path) -> None:
    """An editor took the last line feed away: the next posting still has a line of its own."""
    rostering("close", folder)
    path = folder / "ledger.jsonl"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n"), encoding="utf-8")
    assert rostering("close", folder, "--undo").code == 0
    assert [one["act"] for one in book(folder)] == ["cloture", "reouverture"]


def test_nothing_is_carried_from_an_open_roster(folder: Path) -> None:
    """No closing: the command says which one comes first."""
    run = rostering("carry", folder, following(folder))
    assert run.code == 2
    assert "rostering close" in run.err


def test_a_period_is_not_its_own_past(folder: Path) -> None:
    """Carrying into the period that was closed is refused, with its dates."""
    rostering("close", folder)
    run = rostering("carry", folder, folder / "instance.yaml")
    assert run.code == 2
    assert "06/02/2027" in run.err
    assert "07/02/2027" in run.err


def test_two_periods_do_not_overlap(folder: Path, tmp_path: Path) -> None:
    """Another roster of days already closed, posted to the same book, is refused."""
    rostering("close", folder)
    other = tmp_path / "autre"
    shutil.copytree(folder, other)
    told = (
        (other / "instance.yaml")
        .read_text(encoding="utf-8")
        .replace("id: tiny-deux-medecins", "id: autre")
    )
    (other / "instance.yaml").write_text(told, encoding="utf-8")
    rewritten(other)
    path = other / "roster.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace("tiny-deux-medecins", "autre"), encoding="utf-8"
    )
    run = rostering("close", other, "--ledger", folder / "ledger.jsonl")
    refused(run, folder, "compte déjà des jours", lines=1)


def test_one_book_serves_many_folders(folder: Path, tmp_path: Path) -> None:
    """`--ledger` names a book kept elsewhere: nothing is written in the folder."""
    shared = tmp_path / "livre.jsonl"
    assert rostering("close", folder, "--ledger", shared).code == 0
    assert shared.exists()
    assert not (folder / "ledger.jsonl").exists()
