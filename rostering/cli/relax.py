"""`rostering relax`: what to ask, and of whom, so that a month that fails can be made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import CORES, AsJson, InstanceFile, Workers
from rostering.cli.progress import run_visibly
from rostering.cli.refused import NO_ROSTER
from rostering.solve.control import Stop
from rostering.solve.outcome import OutOfTime

Several = list[str]
OWN = "L'original n'est pas touché ; mise en forme, notes et feuilles personnelles n'y sont pas reprises."


def relax(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    instance: InstanceFile,
    duty: Annotated[
        Several | None,
        typer.Option("--duty", metavar="GARDE", help="Pourvoir cette garde-là seulement."),
    ] = None,
    spared: Annotated[
        Several | None,
        typer.Option("--not", metavar="MÉDECIN", help="Ne rien demander à ce médecin."),
    ] = None,
    cost: Annotated[
        Several | None,
        typer.Option("--cost", metavar="RÈGLE=POINTS", help="Un autre prix, comme absence=20."),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, max=50, help="Issues cherchées.")] = 3,
    everybody: Annotated[
        bool,
        typer.Option(
            "--everybody", help="Aussi celles qui ne diffèrent que par qui est sollicité."
        ),
    ] = False,
    chosen: Annotated[
        int | None,
        typer.Option("--apply", metavar="NUMÉRO", help="Écrit le territoire avec cette issue."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Où l'écrire (.yaml ou .xlsx) ; sinon à côté."),
    ] = None,
    time: Annotated[float, typer.Option(min=1, help="Temps de recherche, en secondes.")] = 60.0,
    workers: Workers = CORES,
    as_json: AsJson = False,
) -> None:
    """Cherche le moins à demander pour qu'un mois impossible ou troué devienne possible ; n'écrit rien sans --apply."""
    from rostering.cli.relax_words import relaxed_in_words
    from rostering.workflow import relax as use  # half a second: loads the solver

    request = use.Request(duty or (), spared or (), cost or (), most, everybody, time, workers)
    target = out or instance.with_name(f"{instance.stem}-issue-{chosen}{instance.suffix}")
    if chosen is not None:
        use.check_target(instance, target)
    elif out is not None:
        raise typer.BadParameter("s'emploie avec --apply", param_hint="--out")
    advice = run_visibly(lambda listen, stop: use.relax(instance, request, stop), Stop())
    if not as_json:
        typer.echo("\n".join(relaxed_in_words(advice)))
    answer = summary.relaxed(advice)
    if chosen is not None:
        path, _ = use.apply(advice.failure, chosen, target)
        answer["written"] = str(path)
        if not as_json:
            typer.echo(f"Territoire avec l'issue {chosen} écrit : {path}\n{OWN}")
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    if isinstance(advice.failure.outcome, OutOfTime):
        raise typer.Exit(NO_ROSTER)
