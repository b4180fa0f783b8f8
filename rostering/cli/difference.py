"""`rostering diff`: what changed between two versions of a published roster."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, Dossier


def diff(
    dossier: Dossier,
    one: Annotated[
        int | None, typer.Argument(metavar="A", help="Une version ; sinon l'avant-dernière.")
    ] = None,
    other: Annotated[
        int | None, typer.Argument(metavar="B", help="L'autre ; sinon celle en vigueur.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="TABLE", help="Écrit aussi la table (.xlsx ou .csv)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Dit ce qui a changé d'une version à l'autre : les gardes, les charges, le journal."""
    from rostering.life.difference_words import sentences
    from rostering.workflow.difference import TABLES, compare_versions, write_difference

    if out is not None and out.suffix.lower() not in TABLES:
        raise typer.BadParameter(f"{out} : donner un nom en .xlsx ou .csv", param_hint="--out")
    found = compare_versions(dossier, one, other)
    written = write_difference(found, out) if out is not None else None
    if as_json:
        typer.echo(json.dumps(summary.different(found, written), ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join(sentences(found)))
    if written is not None:
        typer.echo(f"Table écrite : {written}.")
