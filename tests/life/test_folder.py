"""A published folder: what a change adds, what a crash leaves, who comes second, what the journal gives back."""

from __future__ import annotations

import multiprocessing
import os
import random
from itertools import count
from pathlib import Path

import pytest

from rostering.errors import Overtaken, Refused, UnreadableFile
from rostering.files import atomic, folder
from rostering.files.folder import Addition, commit, open_folder, read_journal
from rostering.life.advice import advise
from rostering.life.alternatives import Search
from rostering.life.frozen import open_shifts
from rostering.solve.control import Stop
from rostering.workflow.happenings import tell_absent, tell_reroster
from rostering.workflow.life import Asked, agree, ask_give, ask_swap, ask_undo
from rostering.workflow.published import Published, load_published, replay
from rostering.workflow.reroster import Wanted, after
from tests.life.folders import BEFORE, holder, published, signed, state_of

FIRST, SECOND = "2027-03-15-mmg-soir", "2027-03-16-mmg-soir"


def swapped(path: Path, one: str = FIRST, other: str = SECOND) -> Asked:
    """Two duties of two doctors, asked to be swapped."""
    found = load_published(path)
    typed = (holder(found, one), one, holder(found, other), other)
    return ask_swap(path, typed, signed())


def away(path: Path, who: str) -> Asked:
    """A doctor absent for three days, the nearest roster chosen."""
    tell = tell_absent(who, "2027-03-15", "2027-03-18", holiday=False)
    choice = after(path, tell, Wanted(search=Search(others=False)), signed(), Stop())
    return choice.options[0][1]


def lawful_swap(path: Path, draw: random.Random) -> Asked:
    """Some lawful exchange of two duties."""
    found = load_published(path)
    problem, free = found.publication.problem, open_shifts(found.publication.problem, BEFORE)
    for held in draw.sample(list(found.roster), len(found.roster)):
        ways = advise(problem, found.publication.instance.rules, found.roster, held, free)
        swaps = [way for way in ways if way.kind == "swap"]
        if swaps:
            one, other = draw.choice(swaps).lost
            return ask_swap(path, (*one, *other), signed())
    raise AssertionError("no lawful swap")


def test_a_swap_is_a_new_version_and_one_more_line(tmp_path: Path) -> None:
    """The two duties change hands, nothing else; version 2; the first version untouched."""
    path = published(tmp_path)
    before, kept = load_published(path), state_of(path)
    agree(swapped(path))
    now = load_published(path)
    assert holder(now, FIRST) == holder(before, SECOND)
    assert holder(now, SECOND) == holder(before, FIRST)
    assert len(now.roster.pairs ^ before.roster.pairs) == 4
    assert (now.publication.version, len(now.folder.entries)) == (2, 2)
    after_it = state_of(path)
    assert {name: after_it[name] for name in kept if name != "journal.jsonl"} == {
        name: content for name, content in kept.items() if name != "journal.jsonl"
    }
    assert after_it["journal.jsonl"].startswith(kept["journal.jsonl"])


def test_swapping_twice_is_the_identity_and_so_is_undo(tmp_path: Path) -> None:
    """The same exchange again, or its undo, gives every duty back, with nobody said to replace anybody."""
    for again in (lambda path: swapped(path), lambda path: ask_undo(path, None, signed())):
        path = published(tmp_path / str(id(again)))
        before = load_published(path)
        agree(swapped(path))
        replaced = load_published(path).publication.posts
        assert {post.planned for post in replaced.held.values()} == {holder(before, FIRST), holder(before, SECOND)}  # fmt: skip
        agree(again(path))
        now = load_published(path)
        assert now.roster == before.roster
        assert not now.publication.posts.held


def test_the_journal_gives_back_every_version_to_the_byte(tmp_path: Path) -> None:
    """Swaps, an absence, its undo: each version made again from the journal is the file that was kept."""
    path = published(tmp_path)
    draw = random.Random(1)
    for _ in range(4):
        agree(lawful_swap(path, draw), workbooks=False)
    agree(away(path, holder(load_published(path), SECOND)), workbooks=False)
    agree(ask_undo(path, None, signed()), workbooks=False)
    made = list(replay(path))
    assert made == [(number, True) for number in range(1, 8)]


def test_a_version_changed_by_hand_is_seen(tmp_path: Path) -> None:
    """A letter of a version changed: replaying says which."""
    path = published(tmp_path)
    agree(swapped(path), workbooks=False)
    version = path / "versions" / "001.json"
    version.write_text(version.read_text(encoding="utf-8").replace("alpha", "bravo", 1), encoding="utf-8")  # fmt: skip
    assert dict(replay(path))[1] is False


def test_the_second_admin_is_told_what_changed(tmp_path: Path) -> None:
    """Both ask on version 1; the second to agree is refused with the first one's change, and nothing is written."""
    path = published(tmp_path)
    first = swapped(path)
    second = lawful_swap(path, random.Random(3))
    agree(first, workbooks=False)
    kept = state_of(path)
    with pytest.raises(Overtaken, match="a changé depuis votre question") as refused:
        agree(second, workbooks=False)
    assert first.verdict.proposal.told in str(refused.value)
    assert state_of(path) == kept


def test_while_somebody_writes_the_other_waits_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is held by another process: a sentence, nothing written."""
    monkeypatch.setattr(folder, "PATIENCE", 0.1)
    path = published(tmp_path)
    asked = swapped(path)
    kept = state_of(path)
    with folder.locked(path), pytest.raises(Refused, match="quelqu'un d'autre y écrit"):
        commit(path, 1, path / "instance.yaml", Addition(asked.published.folder.entries[0]))
    assert state_of(path) == kept


def _dies_at(step: int, path: str, event: str) -> None:
    """In a child: the change is agreed to, and the process is killed at the step-th thing done to the disk."""
    steps = count()

    def die() -> None:
        if next(steps) == step:
            os._exit(137)

    for module, name in ((os, "fsync"), (os, "replace"), (Path, "replace")):
        real = getattr(module, name)

        def dying(*words: object, _real: object = real) -> object:
            die()
            done = _real(*words)  # type: ignore[operator]
            die()
            return done

        setattr(module, name, dying)
    target = Path(path)
    agree(swapped(target) if event == "swap" else away(target, "alpha"), workbooks=False)


@pytest.mark.parametrize("event", ["swap", "absent"])
def test_killed_at_any_write_the_last_version_is_readable_and_the_journal_whole(
    tmp_path: Path, event: str
) -> None:
    """At each write, before and after: the folder opens on version 1 or on version 2, both whole, and replays."""
    context = multiprocessing.get_context("fork")
    versions = []
    for step in count():
        path = published(tmp_path / str(step))
        child = context.Process(target=_dies_at, args=(step, str(path), event))
        child.start()
        child.join()
        found = load_published(path)
        version = found.publication.version
        versions.append(version)
        assert len(found.folder.entries) == version
        assert not found.folder.is_edited
        assert all(same for _, same in replay(path))
        if child.exitcode == 0:
            break
        assert child.exitcode == 137
    assert len(versions) > 8
    assert versions == sorted(versions)
    assert set(versions) == {1, 2}


def test_a_full_disk_is_a_sentence_and_the_last_version_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No space left when the version is written: refused in French, version 1 in force, and the next try works."""
    path = published(tmp_path)
    asked, kept = swapped(path), state_of(path)

    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "fsync", full)
        with pytest.raises(Exception, match="impossible d'écrire ici"):
            agree(asked, workbooks=False)
    assert state_of(path) == kept
    agree(asked, workbooks=False)
    assert load_published(path).publication.version == 2


def test_a_torn_last_line_is_no_entry_and_is_cut_off(tmp_path: Path) -> None:
    """Half a line at the end: read as if it were not there, gone after the next entry."""
    path = published(tmp_path)
    with (path / "journal.jsonl").open("ab") as file:
        file.write(b'{"number":2,"at"')
    assert len(read_journal(path)) == 1
    agree(swapped(path), workbooks=False)
    assert [entry.number for entry in read_journal(path)] == [1, 2]


def test_a_spoiled_line_of_the_journal_is_told_with_its_number(tmp_path: Path) -> None:
    """Another line that is no entry: UnreadableFile, line 1, what to do."""
    path = published(tmp_path)
    (path / "journal.jsonl").write_bytes(b"{}\n")
    with pytest.raises(UnreadableFile, match="ligne 1"):
        load_published(path)


def test_what_is_no_published_folder_is_said(tmp_path: Path) -> None:
    """An empty folder, two documents: a sentence that says what to do."""
    with pytest.raises(Refused, match="rostering publish"):
        open_folder(tmp_path)
    path = published(tmp_path)
    (path / "instance.xlsx").write_bytes(b"")
    with pytest.raises(Refused, match="n'en garder qu'un"):
        open_folder(path)


def test_an_edit_by_hand_is_seen_and_kept_word_for_word(tmp_path: Path) -> None:
    """A comment added and a doctor's phone changed: swaps go on as before, the next re-rostering takes the edit in."""
    path = published(tmp_path)
    document = path / "instance.yaml"
    edited = "# vu au téléphone\n" + document.read_text(encoding="utf-8").replace("03 00 00 00 01", "03 00 00 00 09")  # fmt: skip
    document.write_text(edited, encoding="utf-8")
    assert load_published(path).folder.is_edited
    agree(swapped(path), workbooks=False)
    assert document.read_text(encoding="utf-8") == edited
    agree(nearest(load_published(path)), workbooks=False)
    found = load_published(path)
    assert not found.folder.is_edited
    assert document.read_text(encoding="utf-8") == edited
    assert found.publication.problem.doctor_by_id["alpha"].phone == "03 00 00 00 09"
    assert all(same for _, same in replay(path))


def nearest(found: Published) -> Asked:
    """The roster made again as near as can be."""
    choice = after(found.folder.path, tell_reroster(), Wanted(), signed(), Stop())
    return choice.options[0][1]


def test_a_refused_change_leaves_the_folder_alone(tmp_path: Path) -> None:
    """A duty somebody does not hold, with oneself, twice the same: a sentence each, not a byte changed."""
    path = published(tmp_path)
    found = load_published(path)
    one, other = holder(found, FIRST), holder(found, SECOND)
    kept = state_of(path)
    for typed, said in (
        ((other, FIRST, one, SECOND), "ne tient pas"),
        ((one, FIRST, one, FIRST), "soi-même"),
    ):
        with pytest.raises(Refused, match=said):
            ask_swap(path, typed, signed())
    with pytest.raises(Refused, match="tient déjà"):
        ask_give(path, (one, FIRST, one), signed())
    assert state_of(path) == kept
