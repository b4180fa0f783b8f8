"""Closing a published roster: the book, the journal, and what a closed roster no longer takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rostering.domain.journal import State
from rostering.workflow.published import load_published, replay
from tests.e2e.command import rostering
from tests.life.folders import holder, published, state_of

AT = ("--at", "2027-01-10T10:00", "--who", "Coordination")
FIRST = "2027-03-15-mmg-soir"


def posted(path: Path, shift: str) -> list[tuple[str, str, str]]:
    """(why, who gains, who loses) of each entry of a duty in the last posting."""
    last = json.loads((path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    return [
        (one["why"], one["gains"], one["loses"])
        for one in last["entries"]
        if one.get("shift") == shift
    ]


def test_closing_says_so_in_the_journal_and_freezes_the_roster(tmp_path: Path) -> None:
    """State clos; a gift is refused, and so is another closing; undoing it puts the roster back to work."""
    path = published(tmp_path)
    one = holder(load_published(path), FIRST)
    assert rostering("close", path, *AT).code == 0
    assert load_published(path).folder.state is State.CLOSED
    kept = state_of(path)
    refused = rostering("give", path, one, FIRST, *AT)
    assert (refused.code, "ce tableau est clos" in refused.err) == (2, True)
    assert rostering("close", path, *AT).code == 2
    assert state_of(path) == kept
    assert rostering("close", path, "--undo", *AT).code == 0
    assert load_published(path).folder.state is State.RUNNING
    assert rostering("give", path, one, FIRST, *AT, "--yes").code == 0
    assert all(same for _, same in replay(path))


def test_a_document_edited_since_is_not_what_shares_are_counted_on(tmp_path: Path) -> None:
    """Closing over an edit by hand: refused, nothing posted, with what to do."""
    path = published(tmp_path)
    document = path / "instance.yaml"
    document.write_text(
        document.read_text(encoding="utf-8").replace("03 00 00 00 01", "03 00 00 00 09"),
        encoding="utf-8",
    )
    run = rostering("close", path, *AT)
    assert run.code == 2
    assert "a été modifié depuis" in run.err
    assert not (path / "ledger.jsonl").exists()


def test_who_joined_a_published_roster_owes_no_more_of_it_than_they_did(tmp_path: Path) -> None:
    """Écho arrives on the second day and holds nothing: at the closing the account says zero."""
    path = published(tmp_path)
    joined = ("join", path, "echo", "--name", "Écho", "--like", "alpha", "--from", "2027-03-16")
    assert rostering(*joined, *AT, "--yes").code == 0
    held = {pair.doctor for pair in load_published(path).roster}
    assert "echo" not in held
    assert rostering("close", path, *AT).code == 0
    last = json.loads((path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert "echo" in {member["id"] for member in last["members"]}
    assert not [one for one in last["entries"] if "echo" in (one["gains"], one["loses"])]


@pytest.mark.parametrize("empty", [True, False])
def test_a_duty_given_up_counts_for_who_served_it_or_for_nobody(
    tmp_path: Path, empty: bool
) -> None:
    """Planned and absent: the duty is passed on, to whoever took it, or to nobody when it stayed empty."""
    path = published(tmp_path)
    before = load_published(path)
    one = holder(before, FIRST)
    words = ("--leave-empty",) if empty else ()
    run = rostering("absent", path, one, "2027-03-15", "2027-03-15", *words, "--yes", *AT)
    assert run.code == 0, run.err
    assert rostering("close", path, *AT).code == 0
    total = sum(len(shifts) for shifts in before.roster.by_doctor.values())
    last = json.loads((path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert last["duties"] == total - empty
    taker = "" if empty else holder(load_published(path), FIRST)
    assert posted(path, FIRST) == [("garde", one, ""), ("echange", taker, one)]


def test_only_closing_closes(tmp_path: Path) -> None:
    """`state clos` is refused with the command that does it: nothing would be posted."""
    path = published(tmp_path)
    run = rostering("state", path, "clos", *AT)
    assert (run.code, "« rostering close »" in run.err) == (2, True)
    assert load_published(path).folder.state is not State.CLOSED


def test_the_moment_said_is_the_moment_of_the_posting(tmp_path: Path) -> None:
    """`--at` after the end of the period: the book bears that date, and nothing is said of days to come."""
    path = published(tmp_path)
    run = rostering("close", path, "--at", "2027-04-02T09:00", "--who", "Coordination")
    assert run.code == 0, run.err
    last = json.loads((path / "ledger.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert last["stamp"].startswith("2027-04-02T07:00")
    assert "Attention" not in run.out
