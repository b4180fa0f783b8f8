"""`rostering close`, `reopen` and `carry`: the accounts over years."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path,
    typer.Argument(help="Le dossier du territoire (tableau, livre).", exists=True, file_okay=False),
]
Territory = Annotated[
    Path | None,
    typer.Option("--instance", help="Le fichier du territoire, s'il n'est pas dans le dossier."),
]
Ledger = Annotated[
    Path | None, typer.Option("--ledger", help="Le livre, s'il n'est pas dans le dossier.")
]


def close(folder: Folder, instance: Territory = None, ledger: Ledger = None) -> None:
    """Clôt un tableau : écrit au livre (ledger.jsonl) les gardes vraiment faites et la part de chacun."""
    from rostering.cli.memory_words import closed_in_words
    from rostering.workflow import memory as use

    typer.echo(closed_in_words(use.close(folder, instance, ledger)))


def reopen(folder: Folder, instance: Territory = None, ledger: Ledger = None) -> None:
    """Reprend une clôture, par l'écriture contraire : les comptes redeviennent ce qu'ils étaient."""
    from rostering.cli.memory_words import reopened_in_words
    from rostering.workflow import memory as use

    typer.echo(reopened_in_words(use.reopen(folder, instance, ledger)))


def carry(
    folder: Folder,
    following: Annotated[
        Path, typer.Argument(help="Le fichier de la période suivante (.yaml ou .xlsx).")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Où l'écrire ; sinon à sa place.")
    ] = None,
    ledger: Ledger = None,
) -> None:
    """Reporte les soldes, les fêtes servies et les points refusés dans le fichier de la période suivante."""
    from rostering.cli.memory_words import carried_in_words
    from rostering.workflow import memory as use

    typer.echo(carried_in_words(use.carry(folder, following, out, ledger)))
