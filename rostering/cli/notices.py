"""`rostering notices`: who must be told of what changed, and what to send them."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, At, Dossier, Who


def notices(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    dossier: Dossier,
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="NUMÉRO", help="Un n° du journal ; sinon tous ceux dont il reste à prévenir."
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Montre aussi les textes, à coller.")
    ] = False,
    out: Annotated[
        bool, typer.Option("--out", help="Écrit les textes et les courriels dans DOSSIER/avis/.")
    ] = False,
    told: Annotated[
        list[str] | None,
        typer.Option(
            "--told", metavar="QUI", help="Note qui est prévenu : un médecin, cdom, samu… ou tous."
        ),
    ] = None,
    who: Who = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Dit qui prévenir de chaque changement, avec les textes à envoyer ; note qui l'a été."""
    from rostering.cli.decide import signature
    from rostering.cli.notices_words import listed, notices_in_words, texts
    from rostering.workflow.notices import tell, to_tell, write_notices

    found = asked = to_tell(dossier, number)
    if told:
        tell(asked, told, signature(who, "", "", at))
        found = to_tell(dossier, number)
    written = write_notices(asked, listed(found)) if out else ()
    if as_json:
        answer = summary.to_send(found, written)
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join(notices_in_words(found)))
    if full:
        typer.echo("\n".join(texts(found)))
    if out:
        typer.echo(f"Écrit : {len(written)} fichiers dans {dossier / 'avis'}.")
