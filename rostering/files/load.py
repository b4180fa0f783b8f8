"""Instances from and to files: YAML for an admin, a workbook for a coordinator, the same content."""

from __future__ import annotations

from pathlib import Path

from rostering.errors import OutputError
from rostering.files.atomic import write_text, write_workbook
from rostering.files.build import build_instance
from rostering.files.canonical import canonical
from rostering.files.schema import instance_schema
from rostering.files.source import RawDocument
from rostering.files.yaml_form import read_yaml, unreadable
from rostering.files.yaml_write import write_yaml
from rostering.instance import Instance

YAML_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm"})

__all__ = ["instance_schema", "load_instance", "read_document", "save_instance", "write_template"]


def load_instance(path: Path) -> Instance:
    """The instance of a file, by its extension.

    Raises UnreadableFile, or InvalidInstance with every mistake.
    """
    return build_instance(read_document(path))


def read_document(path: Path) -> RawDocument:
    """The file as text with places, unjudged.

    Raises UnreadableFile.
    """
    suffix = path.suffix.lower()
    if suffix in YAML_SUFFIXES:
        return read_yaml(path)
    if suffix in WORKBOOK_SUFFIXES:
        from rostering.files.workbook_read import read_workbook  # a third of a second: only if used

        return read_workbook(path)
    if suffix in (".xls", ".ods"):
        raise unreadable(str(path), "fichier", "l'enregistrer au format classeur Excel (.xlsx)")
    raise unreadable(str(path), "fichier", "fichier .yaml ou .xlsx attendu")


def save_instance(instance: Instance, path: Path) -> Path:
    """Writes the form that the extension names; the path really written (a workbook may be held open).

    Raises OutputError.
    """
    suffix = path.suffix.lower()
    if suffix in YAML_SUFFIXES - {".json"}:
        return write_text(path, write_yaml(canonical(instance)))
    if suffix == ".xlsx":
        from rostering.files.workbook_write import workbook_bytes

        return write_workbook(path, workbook_bytes(canonical(instance)))
    raise OutputError(f"{path} : donner un nom en .yaml ou en .xlsx.")


def write_template(path: Path) -> Path:
    """Writes the empty workbook with its worked example; the path really written.

    Raises OutputError.
    """
    if path.suffix.lower() != ".xlsx":
        raise OutputError(f"{path} : donner un nom en .xlsx.")
    from rostering.files.template import template_bytes

    return write_workbook(path, template_bytes())
