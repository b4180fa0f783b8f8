"""Whatever a person does to a file, it is read or refused in sentences: never a traceback."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from rostering.errors import InstanceError, Mistake
from rostering.files.build import build_instance
from rostering.files.canonical import canonical
from rostering.files.load import load_instance
from rostering.files.sheets import ORDER
from rostering.files.workbook_write import workbook_bytes
from rostering.files.yaml_form import parse_yaml
from rostering.files.yaml_write import write_yaml
from rostering.instance import Instance
from tests.files.rich import RICH, instance
from tests.files.strategies import AWKWARD

TEXT = write_yaml(canonical(instance(RICH)))
BOOK = workbook_bytes(canonical(instance(RICH)))
BITS = AWKWARD | some.sampled_from(["- ", "  ", ": ", "{", "}", "[]", "{}", "null", "&a", "*a", "!!int", "<<: ", "\n", "|",
                                    "'", '"', "?", "%", "\t", "-1", "99999999999999999999", "1e400", "nan", "inf"])  # fmt: skip
VALUES = (
    BITS
    | some.integers(-(10**12), 10**12)
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.booleans()
    | some.datetimes(datetime.datetime(1900, 3, 1), datetime.datetime(2100, 1, 1))  # noqa: DTZ001
    | some.times()
    | some.timedeltas(datetime.timedelta(0), datetime.timedelta(days=400))
    | some.sampled_from(["#REF!", "=A1", "EXEMPLE : x", "(aucune)", "hours=", "a=[", "a={b: c}", 'a="x'])
)  # fmt: skip


def wordless(read: Callable[[], Instance]) -> list[Mistake]:
    """The mistakes without a place or an explanation of a file read; refusing without any counts as one."""
    try:
        read()
    except InstanceError as error:
        listed = error.mistakes or (Mistake("", "", ""),)
        return [mistake for mistake in listed if not (mistake.place and mistake.expected)]
    return []


@settings(max_examples=60, deadline=None)
@given(at=some.integers(0, len(TEXT)), cut=some.integers(0, 12), bit=BITS)
def test_any_yaml_is_read_or_refused(at: int, cut: int, bit: str) -> None:
    """Some characters cut and others put in their place, anywhere."""
    text = TEXT[:at] + bit + TEXT[at + cut :]
    assert wordless(lambda: build_instance(parse_yaml(text, "essai.yaml"))) == []


CELLS = some.tuples(
    some.sampled_from(ORDER), some.integers(1, 5), some.integers(1, 26), some.none() | VALUES
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(cells=some.lists(CELLS, min_size=1, max_size=6))
def test_any_workbook_is_read_or_refused(
    cells: list[tuple[str, int, int, object]], tmp_path: Path
) -> None:
    """Some cells changed to anything that Excel can hold."""
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    for title, row, column, value in cells:
        cell = book[title].cell(row, column)
        if not isinstance(cell, openpyxl.cell.cell.MergedCell):
            cell.value = value  # type: ignore[assignment]  # any value
    path = tmp_path / "essai.xlsx"
    book.save(path)
    assert wordless(lambda: load_instance(path)) == []
