"""What an edited workbook, a difference and the notices cost on a published folder, in seconds of processor.

`python -m benchmarks.returned DIR`: two duties of one line are exchanged in a copy of DIR's tableau.xlsx, read back, written as
the next version of a copy of DIR, compared with the one before, and told. DIR itself is left alone.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import TypeVar

import openpyxl

from rostering.workflow.difference import compare_versions, write_difference
from rostering.workflow.life import agree
from rostering.workflow.notices import to_tell, write_notices
from rostering.workflow.published import Signature, load_published
from rostering.workflow.returned import Returned, ask_import

Result = TypeVar("Result")
NEAR = 40
"""Rows apart at most: exchanges close in time are lawful more often."""


def timed(name: str, act: Callable[[], Result]) -> Result:
    """Prints the seconds of processor that it took."""
    started = time.process_time()
    found = act()
    print(f"| {name} | {time.process_time() - started:.2f} |")
    return found


def exchanges(workbook: Path, target: Path) -> Iterator[None]:
    """Writes the workbook with two neighbours of a line exchanged, pair after pair."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Gardes"]
    heads = {cell.value: cell.column for cell in sheet[5] if cell.value}
    who, line = heads["Médecin"], heads["Code de ligne"]
    rows = [row for row in range(6, sheet.max_row + 1) if sheet.cell(row, who).value]
    for one, other in combinations(rows, 2):
        same = sheet.cell(one, line).value == sheet.cell(other, line).value
        names = sheet.cell(one, who).value, sheet.cell(other, who).value
        if same and names[0] != names[1] and other - one < NEAR:
            sheet.cell(one, who).value, sheet.cell(other, who).value = reversed(names)
            book.save(target)
            yield
            sheet.cell(one, who).value, sheet.cell(other, who).value = names


def lawful(folder: Path, workbook: Path, signature: Signature) -> Returned:
    """The first exchange that breaks no hard rule."""
    for _ in exchanges(folder / "tableau.xlsx", workbook):
        found = ask_import(folder, workbook, signature)
        if found.asked and found.asked.verdict.is_lawful:
            return found
    raise SystemExit("no lawful exchange of neighbours")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    source = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as place:
        folder, workbook = Path(place) / "dossier", Path(place) / "modifié.xlsx"
        shutil.copytree(source, folder)
        published = load_published(folder)
        signature = Signature("mesure", now=published.publication.stamp + timedelta(minutes=1))
        print(f"{published.publication.instance.name}: {len(published.roster)} duties\n")
        print("| step | seconds of processor |\n|---|---|")
        lawful(folder, workbook, signature)
        found = timed("import, judged", lambda: ask_import(folder, workbook, signature))
        assert found.asked is not None
        asked = found.asked
        timed("import, written with every file", lambda: agree(asked))
        different = timed("diff", lambda: compare_versions(folder))
        timed("diff, table", lambda: write_difference(different, folder / "table.xlsx"))
        told = timed("notices", lambda: to_tell(folder))
        timed("notices, written", lambda: write_notices(told, ""))
        timed("import of the older workbook", lambda: ask_import(folder, workbook, signature))


if __name__ == "__main__":
    main()
