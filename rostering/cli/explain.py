"""`rostering explain`: why this roster, why me, what would it take."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, InstanceFile, RosterPath

Two = tuple[str, str]


def explain(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    instance: InstanceFile,
    roster: RosterPath,
    why: Annotated[
        Two | None,
        typer.Option("--why", metavar="MÉDECIN GARDE", help="Pourquoi lui sur cette garde ?"),
    ] = None,
    why_not: Annotated[
        Two | None,
        typer.Option(
            "--why-not", metavar="MÉDECIN GARDE", help="Pourquoi pas lui sur cette garde ?"
        ),
    ] = None,
    wish: Annotated[
        Two | None,
        typer.Option(
            "--wish", metavar="MÉDECIN DATE", help="Pourquoi ce souhait a-t-il été refusé ?"
        ),
    ] = None,
    free: Annotated[
        Two | None,
        typer.Option(
            "--free", metavar="MÉDECIN DATE", help="Que faudrait-il pour le libérer ce jour-là ?"
        ),
    ] = None,
    compare: Annotated[
        Two | None,
        typer.Option(
            "--compare",
            metavar="MÉDECIN MÉDECIN",
            help="Pourquoi l'un en a-t-il plus que l'autre ?",
        ),
    ] = None,
    carence: Annotated[
        str | None,
        typer.Option("--carence", metavar="GARDE", help="Pourquoi cette garde est-elle vide ?"),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="La réponse complète.")] = False,
    seconds: Annotated[
        float,
        typer.Option("--time", min=1, help="Secondes au plus pour chercher un autre tableau."),
    ] = 10.0,
    as_json: AsJson = False,
) -> None:
    """Explique un tableau. Sans question : chaque carence, qui ne pouvait pas et pourquoi, et que faire."""
    from rostering.workflow.explain import Wanted
    from rostering.workflow.explain import explain as ask  # half a second: loads the solver

    wanted = Wanted(why, why_not, wish, free, compare, carence)
    answers = ask(instance, roster, wanted, seconds)
    if as_json:
        typer.echo(json.dumps(summary.explained(answers), ensure_ascii=False, indent=2))
        return
    for answer in answers:
        typer.echo(answer.short)
        for line in answer.details if full else ():
            typer.echo(f"  • {line}")
