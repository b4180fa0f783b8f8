"""Building files with mistakes, and the sentences they earn."""

from __future__ import annotations

import copy
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from rostering.errors import InstanceError, InvalidInstance
from rostering.files.load import load_instance
from rostering.files.workbook_write import workbook_bytes
from rostering.files.yaml_write import write_yaml
from rostering.instance import Instance
from tests.files.rich import SHORT, instance

SHORT_YAML = write_yaml(instance(SHORT))


def said(path: Path) -> list[str]:
    """The sentences about a file that must be refused, without their bullet."""
    with pytest.raises(InstanceError) as caught:
        load_instance(path)
    return [str(mistake) for mistake in caught.value.mistakes]


def yaml_file(folder: Path, text: str) -> Path:
    """A file of that text."""
    path = folder / "essai.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def swapped(folder: Path, *changes: tuple[str, str]) -> Path:
    """The short instance in YAML with some texts replaced."""
    text = SHORT_YAML
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return yaml_file(folder, text)


def workbook_file(
    folder: Path, change: Callable[[openpyxl.Workbook], None], content: dict[str, Any] = SHORT
) -> Path:
    """The workbook of an instance after a person changed it."""
    book = openpyxl.load_workbook(io.BytesIO(_bytes(json.dumps(content))))
    change(book)
    path = folder / "essai.xlsx"
    book.save(path)
    return path


@cache
def _bytes(content: str) -> bytes:
    """The workbook of an instance; many tests begin with the same one."""
    return workbook_bytes(instance(json.loads(content)))


def column_of(sheet: Worksheet, heading: str) -> int:
    """The column under that heading."""
    headings = [str(cell.value or "").rstrip(" *") for cell in sheet[2]]
    return headings.index(heading) + 1


def typed_in(
    folder: Path, sheet: str, heading: str, value: object, row: int = 3, content: Any = SHORT
) -> Path:
    """The workbook in which a person typed `value` under a heading."""

    def change(book: openpyxl.Workbook) -> None:
        page = book[sheet]
        page.cell(row, column_of(page, heading)).value = value  # type: ignore[assignment]

    return workbook_file(folder, change, content)


def changed(**fields: Any) -> dict[str, Any]:
    """The content of the short instance with other top-level fields."""
    return copy.deepcopy(SHORT) | fields


def loaded(path: Path) -> Instance:
    """The instance of a file that must be accepted."""
    try:
        return load_instance(path)
    except InvalidInstance as error:
        raise AssertionError(str(error)) from error
