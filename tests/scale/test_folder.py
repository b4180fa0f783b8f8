"""A folder is rewritten whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from rostering.errors import OutputError
from rostering.files.atomic import is_full
from rostering.scale.folder import recover, rewritten, sweep
from tests.scale.orders import files_in


def written(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_new_folder_appears_whole(tmp_path: Path) -> None:
    """Nothing under its name until the end, everything after, nothing beside."""
    folder = tmp_path / "62" / "un"
    with rewritten(folder) as draft:
        written(draft, a="1")
        assert not folder.exists()
    assert files_in(tmp_path) == {"62/un/a": b"1"}


def test_what_is_not_rewritten_stays(tmp_path: Path) -> None:
    """People's own files are kept, what is named is left out, the rest is new."""
    folder = written(tmp_path / "un", notes="à moi", old="x", a="1")
    with rewritten(folder, without=["old"]) as draft:
        written(draft, a="2")
    assert files_in(tmp_path) == {"un/a": b"2", "un/notes": "à moi".encode()}


def test_what_goes_wrong_changes_nothing(tmp_path: Path) -> None:
    """An exception in the middle leaves the earlier folder to the byte, and nothing beside."""
    folder = written(tmp_path / "un", a="1")
    with pytest.raises(KeyError):
        _fail_within(folder)
    assert files_in(tmp_path) == {"un/a": b"1"}


def _fail_within(folder: Path) -> None:
    with rewritten(folder) as draft:
        written(draft, a="2")
        raise KeyError


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file where a folder should be: a sentence with the path."""
    written(tmp_path, un="un fichier")
    with (
        pytest.raises(OutputError, match="impossible d'écrire ici"),
        rewritten(tmp_path / "un" / "deux"),
    ):
        pass


def test_what_cannot_be_written_is_told_of_the_folder_people_know(tmp_path: Path) -> None:
    """Not of the draft beside it."""
    folder = written(tmp_path / "un", a="1")
    with pytest.raises(OutputError) as caught, rewritten(folder) as draft:
        raise OutputError(f"{draft / 'a'} : plus de place")
    assert str(caught.value) == f"{folder / 'a'} : plus de place"


def test_a_run_killed_between_two_renames_is_mended(tmp_path: Path) -> None:
    """The earlier folder comes back when the new one is not in place, and goes when it is."""
    aside = written(tmp_path / ".un.avant", a="1")
    recover(tmp_path / "un")
    assert files_in(tmp_path) == {"un/a": b"1"}
    written(aside, a="0")
    recover(tmp_path / "un")
    assert files_in(tmp_path) == {"un/a": b"1"}


def test_half_written_folders_of_killed_runs_are_swept(tmp_path: Path) -> None:
    """Those of this territory; another's, and its own folder, stay."""
    written(tmp_path / ".un.12345678.part", a="1")
    written(tmp_path / ".deux.12345678.part", a="1")
    written(tmp_path / "un", a="1")
    sweep(tmp_path / "un")
    assert sorted(files_in(tmp_path)) == [".deux.12345678.part/a", "un/a"]


def test_a_territory_whose_name_begins_alike_keeps_its_draft(tmp_path: Path) -> None:
    """« 62 » ends while « 62.nord » is being written; brackets in a name are letters."""
    written(tmp_path / ".62.nord.12345678.part", a="1")
    written(tmp_path / ".62.12345678.part", a="1")
    written(tmp_path / ".ab.12345678.part", a="1")
    sweep(tmp_path / "62")
    sweep(tmp_path / "a[bc]")
    assert sorted(files_in(tmp_path)) == [".62.nord.12345678.part/a", ".ab.12345678.part/a"]


def test_a_full_disk_is_known_while_the_earlier_folder_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room for the copy: said in words, with its cause, and the earlier folder stays."""
    folder = written(tmp_path / "un", a="1")

    def no_room(source: str, target: str) -> str:
        raise OSError(errno.ENOSPC, "No space left on device", target)

    monkeypatch.setattr("shutil.copy2", no_room)
    with (
        pytest.raises(OutputError, match="plus de place sur le disque") as caught,
        rewritten(folder) as draft,
    ):
        written(draft, a="2")
    assert isinstance(caught.value.__cause__, OSError)
    assert is_full(caught.value.__cause__)
    assert files_in(tmp_path) == {"un/a": b"1"}
