"""A territory's folder: its instance, and the roster in force."""

from __future__ import annotations

from pathlib import Path

from rostering.errors import InvalidInstance, Mistake
from rostering.files.load import load_instance
from rostering.files.roster_file import RosterFile, load_roster
from rostering.files.yaml_form import unreadable
from rostering.instance import Instance

FORMS = ("instance.yaml", "instance.yml", "instance.xlsx")
ROSTER = "roster.json"


def instance_of(folder: Path, stated: Path | None = None) -> tuple[Instance, Path]:
    """The instance of the folder, or the one stated, and its file.

    Raises UnreadableFile when there is none, InvalidInstance with every mistake.
    """
    found = stated or next((folder / name for name in FORMS if (folder / name).exists()), None)
    if found is None:
        expected = "y mettre le fichier du territoire (instance.yaml ou instance.xlsx), ou le donner avec --instance"
        raise unreadable(str(folder), "dossier", expected)
    return load_instance(found), found


def roster_in_force(folder: Path) -> tuple[RosterFile, Path]:
    """The roster of the highest version: in `versions/`, or the one that `solve` left.

    Raises UnreadableFile when there is none.
    """
    paths = sorted((folder / "versions").glob("[0-9]*.json"))
    paths = [*([folder / ROSTER] if (folder / ROSTER).exists() else []), *paths[-1:]]
    if not paths:
        raise unreadable(str(folder), "dossier", "aucun tableau ici : roster.json attendu")
    found = [(load_roster(path), path) for path in paths]
    return max(found, key=lambda one: (one[0].version, one[1].parent.name == "versions"))


def checked(file: RosterFile, path: Path, instance: Instance) -> None:
    """Refuses a roster that is not of this instance.

    Raises InvalidInstance.
    """
    if file.instance and file.instance != instance.id:
        expected = f"tableau de « {instance.id} » attendu : ce n'est pas le fichier du territoire de ce tableau"
        raise InvalidInstance(str(path), (Mistake("clé instance", file.instance, expected),))
