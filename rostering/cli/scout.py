"""`rostering scout`: what can be said of a territory before any solve."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, InstanceFile, html_only


def scout(
    instance: InstanceFile,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="La carte de la rareté, une page à regarder (.html)."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Regarde avant de calculer : gardes impossibles, médecins indispensables, semaines tendues, contradictions."""
    html_only(out)
    from rostering.cli.scout_words import scouted_in_words
    from rostering.workflow import scout as use  # half a second: loads the solver's statements

    problem, found = use.scout(instance)
    sentences = scouted_in_words(problem, found)
    if out is not None:
        use.write_map(problem, found, tuple(sentences), out)
    if as_json:
        typer.echo(json.dumps(summary.scouted(found), ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join(sentences))
    if out is not None:
        typer.echo(f"Carte écrite : {out}")
