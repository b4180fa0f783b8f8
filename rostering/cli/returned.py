"""`rostering import`: a workbook edited in Excel becomes the next version of a published roster."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, At, Dossier, Late, Who, Why, Yes


def import_workbook(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    dossier: Dossier,
    workbook: Annotated[
        Path,
        typer.Argument(metavar="CLASSEUR", help="Le tableau.xlsx (ou coordination.xlsx) modifié."),
    ],
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Relit un classeur modifié dans Excel : dit ce qui change et ce que cela fait, puis demande."""
    from rostering.cli.decide import Consent, decide, signature
    from rostering.cli.returned_words import returned_in_words
    from rostering.workflow.returned import ask_import

    found = ask_import(dossier, workbook, signature(who, why, late, at))
    if not as_json:
        typer.echo("\n".join(returned_in_words(found)))
    if found.asked is not None:
        decide(found.asked, Consent(yes, as_json), summary.returned(found))
    elif as_json:
        answer = {"kind": "import", "written": False, **summary.returned(found)}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
