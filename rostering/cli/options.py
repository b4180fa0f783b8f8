"""Arguments and options that several commands share, each said once."""

from __future__ import annotations

import os
from datetime import datetime
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

Dossier = Annotated[Path, typer.Argument(help="Le dossier du tableau publié.")]
DoctorWord = Annotated[str, typer.Argument(metavar="MÉDECIN", help="Son nom ou son identifiant.")]
DutyWord = Annotated[
    str, typer.Argument(metavar="GARDE", help="Son identifiant, ou sa date s'il n'y en a qu'une.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Écrit sans demander.")]
Who = Annotated[str, typer.Option("--who", metavar="NOM", help="Qui décide ; sinon l'utilisateur.")]
Why = Annotated[str, typer.Option("--why", metavar="MOTIF", help="Pourquoi, pour le journal.")]
Late = Annotated[
    str, typer.Option("--late", metavar="MOTIF", help="Passe outre le délai, avec ce motif.")
]
At = Annotated[
    datetime | None,
    typer.Option(
        "--at", formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"], metavar="AAAA-MM-JJTHH:MM",
        help="Le moment de la décision, à l'heure de Paris ; sinon maintenant.",
    ),
]  # fmt: skip


def html_only(out: Path | None) -> None:
    """A page is asked under a name that says so, in a folder that is there; told before anything is searched."""
    if out is not None and out.suffix.lower() not in (".html", ".htm"):
        raise typer.BadParameter(f"{out} : donner un nom en .html", param_hint="--out")
    if out is not None and not out.parent.is_dir():
        raise typer.BadParameter(f"{out} : le dossier n'existe pas", param_hint="--out")
