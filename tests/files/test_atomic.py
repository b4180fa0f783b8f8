"""Files are written whole or not at all, and never over what somebody holds open."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostering.errors import OutputError
from rostering.files.atomic import write_bytes, write_text, write_workbook
from rostering.files.load import load_instance, save_instance
from tests.files.rich import SHORT, instance


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    """The folder holds the file only, in UTF-8 with plain line feeds; folders are made."""
    path = tmp_path / "a" / "b.txt"
    write_text(path, "été\n")
    assert write_text(path, "hiver é\n") == path
    assert path.read_bytes() == "hiver é\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_in_the_way_is_said_and_nothing_is_left(tmp_path: Path) -> None:
    """The error is a sentence, and no half-written file stays beside."""
    (tmp_path / "sortie").mkdir()
    with pytest.raises(
        OutputError, match=r"sortie : impossible d'écrire ici \(c'est un dossier\)\."
    ):
        write_bytes(tmp_path / "sortie", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["sortie"]


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    """« un fichier porte le nom du dossier »."""
    (tmp_path / "sortie").write_text("x")
    with pytest.raises(OutputError, match="un fichier porte le nom du dossier"):
        write_bytes(tmp_path / "sortie" / "a.txt", b"x")


@pytest.mark.parametrize("lock", ["~$a.xlsx", ".~lock.a.xlsx#"])
def test_a_workbook_held_open_is_left_alone(tmp_path: Path, lock: str) -> None:
    """Excel's or LibreOffice's lock: the result goes beside, then beside that one."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    (tmp_path / lock).write_bytes(b"")
    assert write_workbook(path, b"new") == tmp_path / "a (2).xlsx"
    assert write_workbook(path, b"newer") == tmp_path / "a (3).xlsx"
    assert (path.read_bytes(), (tmp_path / "a (2).xlsx").read_bytes()) == (b"old", b"new")


def test_without_a_lock_the_workbook_is_replaced(tmp_path: Path) -> None:
    """A lock whose workbook is gone holds nothing."""
    path = tmp_path / "a.xlsx"
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    assert write_workbook(path, b"new") == path
    (tmp_path / "~$a.xlsx").unlink()
    assert write_workbook(path, b"newer") == path
    assert path.read_bytes() == b"newer"


def test_an_instance_is_written_beside_its_open_workbook(tmp_path: Path) -> None:
    """The path really written is returned and can be read."""
    path = save_instance(instance(SHORT), tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    beside = save_instance(instance(SHORT), path)
    assert beside.name == "a (2).xlsx"
    assert load_instance(beside) == instance(SHORT)


def test_an_instance_has_two_extensions(tmp_path: Path) -> None:
    """Another one is refused before anything is written."""
    with pytest.raises(OutputError, match=r"donner un nom en \.yaml ou en \.xlsx"):
        save_instance(instance(SHORT), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []
