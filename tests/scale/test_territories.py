"""Which territories a folder or a list means, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostering.errors import UnreadableFile
from rostering.scale.territories import territories
from tests.scale.orders import copies


def names(source: Path, out: Path) -> list[str]:
    return [one.name for one in territories(source, out)]


def mistakes(source: Path, out: Path) -> list[tuple[str, str]]:
    with pytest.raises(UnreadableFile) as caught:
        territories(source, out)
    return [(one.place, one.read) for one in caught.value.mistakes]


def test_a_folder_gives_its_territories_and_those_of_its_folders(tmp_path: Path) -> None:
    """Named by their path without extension, in order; locks, hidden files, answers and notes are left out."""
    folder = copies(tmp_path / "france" / "62", ["carence"]).parent
    copies(folder / "02", ["deux-medecins", "carence"])
    for name in ("~$carence.xlsx", ".cache.yaml", "schema.json", "notes.txt"):
        (folder / "62" / name).write_text("", encoding="utf-8")
    expected = ["02/carence", "02/deux-medecins", "62/carence"]
    assert names(folder, tmp_path / "out") == expected


def test_what_we_wrote_is_no_territory(tmp_path: Path) -> None:
    """A folder of rosters inside the folder of territories is passed over."""
    folder = copies(tmp_path, ["carence"])
    copies(folder / "sortie" / "carence", ["deux-medecins"])
    assert names(folder, folder / "sortie") == ["carence"]


def test_rosters_do_not_go_among_the_territories(tmp_path: Path) -> None:
    """--out must be another folder."""
    assert mistakes(copies(tmp_path), tmp_path) == [("--out", str(tmp_path))]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """Nothing to do is a mistake, not a success."""
    (tmp_path / "vide").mkdir()
    assert mistakes(tmp_path / "vide", tmp_path / "out") == [("dossier", "")]


def test_a_list_names_files_from_its_own_folder(tmp_path: Path) -> None:
    """Empty lines and remarks are for people; a file elsewhere keeps its own name only."""
    copies(tmp_path / "pays" / "62", ["carence"])
    copies(tmp_path / "ailleurs", ["deux-medecins"])
    listed = tmp_path / "pays" / "liste.txt"
    far = tmp_path / "ailleurs" / "deux-medecins.yaml"
    listed.write_text(f"# le Nord\n62/carence.yaml\n\n{far}\n", encoding="utf-8")
    assert names(listed, tmp_path / "out") == ["62/carence", "deux-medecins"]


def test_every_mistake_of_a_list_is_told_at_once(tmp_path: Path) -> None:
    """Missing files, folders and two territories for one place, each with its line and what was typed."""
    copies(tmp_path, ["carence"])
    (tmp_path / "62").mkdir()
    listed = tmp_path / "liste.txt"
    lines = "carence.yaml\nabsent.yaml\n62\nCarence.yaml\ncarence.yaml\n"
    listed.write_text(lines, encoding="utf-8")
    found = mistakes(listed, tmp_path / "out")
    assert found[:2] == [("ligne 2", "absent.yaml"), ("ligne 3", "62")]
    assert ("ligne 5", "carence.yaml") in found


def test_two_forms_of_a_territory_are_one_too_many(tmp_path: Path) -> None:
    """A YAML file and its workbook would be written in one folder."""
    copies(tmp_path, ["carence"])
    (tmp_path / "carence.xlsx").write_bytes(b"")
    assert mistakes(tmp_path, tmp_path / "out") == [("carence.yaml", "carence.yaml")]


def test_a_territory_does_not_go_into_the_folder_of_another(tmp_path: Path) -> None:
    """62.yaml is written in 62, where 62/carence.yaml has its own folder."""
    copies(tmp_path / "62", ["carence"])
    copies(tmp_path, ["deux-medecins"]).joinpath("deux-medecins.yaml").rename(tmp_path / "62.yaml")
    assert mistakes(tmp_path, tmp_path / "out") == [("62/carence.yaml", "carence.yaml")]


@pytest.mark.parametrize("name", ["carence.yaml", "absent.txt"])
def test_a_territory_or_nothing_is_no_list(tmp_path: Path, name: str) -> None:
    """One territory is for `solve`; a list that is not there is told."""
    copies(tmp_path, ["carence"])
    assert mistakes(tmp_path / name, tmp_path / "out") == [("fichier", "")]
