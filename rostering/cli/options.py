"""Arguments and options that several commands share, each said once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

CORES = os.cpu_count() or 1
InstanceFile = Annotated[Path, typer.Argument(help="Le fichier du territoire (.yaml ou .xlsx).")]
RosterPath = Annotated[Path, typer.Argument(help="Le tableau : roster.json ou tableau.xlsx.")]
SecondsEach = Annotated[float, typer.Option(min=0.1, help="Secondes au plus pour chaque calcul.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Cœurs utilisés.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="La réponse en un objet JSON sur la sortie standard.")
]


def html_only(out: Path | None) -> None:
    """A page is asked under a name that says so, in a folder that is there; told before anything is searched."""
    if out is not None and out.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"{out} : donner un nom en .html", param_hint="--out")
    if out is not None and not out.parent.is_dir():
        raise typer.BadParameter(f"{out} : le dossier n'existe pas", param_hint="--out")
