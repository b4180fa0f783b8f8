"""Arguments and options that several commands share, each said once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

CORES = os.cpu_count() or 1
InstanceFile = Annotated[Path, typer.Argument(help="Le fichier du territoire (.yaml ou .xlsx).")]
RosterPath = Annotated[Path, typer.Argument(help="Le tableau : roster.json ou tableau.xlsx.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Cœurs utilisés.")]
AsJson = Annotated[
    bool, typer.Option("--json", help="La réponse en un objet JSON sur la sortie standard.")
]
