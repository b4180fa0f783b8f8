"""What a column and a sheet of the workbook form are; which there are stands in `sheets.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "date", "clock", "number", "word", "name", "parameters"]


@dataclass(frozen=True)
class Column:
    """A column: heading, way into the entry, kind of value, worked example.

    `words` names a vocabulary, `names` what it refers to; `many` values are separated by « ; »;
    `digits`: a number typed there gets its leading zeros back;
    `empties`: left empty it has usual values, so that « (aucune) » says there are none.
    """

    heading: str
    path: tuple[str, ...]
    kind: Kind = "text"
    example: str = ""
    words: str = ""
    names: str = ""
    many: bool = False
    required: bool = False
    width: int = 14
    digits: int = 0
    empties: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet of rows. `where`: the list it fills; `owner`: rows belong to the entry their first column names.

    `defaulted`: without any row the instance has its defaults, « (aucune) » says that there are really none.
    """

    title: str
    help: str
    where: tuple[str, ...]
    columns: tuple[Column, ...]
    owner: str = ""
    defaulted: bool = False
