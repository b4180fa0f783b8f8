"""`rostering close`, `carry`, `past` and `accounts`: the accounts over years."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, At, Who, Why

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


def close(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    folder: Folder,
    instance: Territory = None,
    ledger: Ledger = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Reprendre la clôture, par l'écriture contraire.")
    ] = False,
    who: Who = "",
    why: Why = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Clôt un tableau : écrit au livre (ledger.jsonl) les gardes vraiment faites et la part de chacun."""
    from rostering.cli.decide import signature
    from rostering.cli.memory_words import closed_in_words, reopened_in_words
    from rostering.workflow import closing as use

    signed = signature(who, why, "", at)
    found = (use.reopen if undo else use.close)(folder, signed, instance, ledger)
    in_words = reopened_in_words if undo else closed_in_words
    _say(as_json, summary.closed(found), lambda: in_words(found))


def carry(
    folder: Folder,
    following: Annotated[
        Path, typer.Argument(help="Le fichier de la période suivante (.yaml ou .xlsx).")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Où l'écrire ; sinon à sa place.")
    ] = None,
    ledger: Ledger = None,
    as_json: AsJson = False,
) -> None:
    """Reporte les soldes, les fêtes servies et les points refusés dans le fichier de la période suivante."""
    from rostering.cli.memory_words import carried_in_words
    from rostering.workflow import carrying as use

    found = use.carry(folder, following, out, ledger)
    _say(as_json, summary.carried(found), lambda: carried_in_words(found))


def past(
    table: Annotated[
        Path, typer.Argument(help="La table (.csv ou .xlsx) : médecin, date, catégorie.")
    ],
    folder: Folder,
    instance: Territory = None,
    ledger: Ledger = None,
    undo: Annotated[
        bool,
        typer.Option("--undo", help="Retirer du livre ce qui fut repris d'une table de ce nom."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Reprend les gardes des années passées, d'une simple table, dans le livre du dossier."""
    from rostering.cli.memory_words import past_in_words, past_undone_in_words
    from rostering.workflow import accounts as use

    found = (use.past_undone if undo else use.past)(table, folder, instance, ledger)
    in_words = past_undone_in_words if undo else past_in_words
    _say(as_json, summary.closed(found), lambda: in_words(found))


def accounts(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", "-o", help="Le dossier où tout est écrit.")],
    instance: Territory = None,
    ledger: Ledger = None,
) -> None:
    """Écrit les comptes de chacun : classeur, CSV, et une page avec une courbe par médecin."""
    from rostering.cli.memory_words import accounts_in_words
    from rostering.workflow import accounts as use

    typer.echo(accounts_in_words(use.accounts(folder, out, instance, ledger)))


def _say(as_json: bool, answer: dict[str, object], words: Callable[[], str]) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else words())
