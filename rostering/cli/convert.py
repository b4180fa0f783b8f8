"""`rostering template`, `convert` and `schema`: the two equal forms of an instance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import workflow


def template(
    out: Annotated[Path, typer.Argument(help="Le classeur vide à remplir (.xlsx).")],
) -> None:
    """Écrit le classeur vide qu'une coordinatrice remplit sans aide."""
    typer.echo(f"Classeur vide écrit : {workflow.write_template(out)}")


def convert(
    source: Annotated[Path, typer.Argument(help="Le fichier à lire (.yaml ou .xlsx).")],
    target: Annotated[Path, typer.Argument(help="Le fichier à écrire (.xlsx ou .yaml).")],
) -> None:
    """Passe un territoire du classeur au texte (YAML), ou l'inverse, sans rien perdre."""
    typer.echo(f"Écrit : {workflow.convert(source, target)}")


def schema() -> None:
    """Écrit sur la sortie standard le schéma JSON du fichier texte, pour les éditeurs."""
    typer.echo(json.dumps(workflow.schema(), ensure_ascii=False, indent=2))
