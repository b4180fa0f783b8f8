"""`rostering solve`: from an instance to a folder of files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary, workflow
from rostering.cli.options import CORES, AsJson, InstanceFile, Workers
from rostering.cli.progress import run_visibly
from rostering.cli.refused import refuse
from rostering.cli.wording import solved_in_words
from rostering.solve.control import Stop
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings


def solve(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    instance: InstanceFile,
    out: Annotated[Path, typer.Option("--out", "-o", help="Le dossier où tout est écrit.")],
    time: Annotated[float, typer.Option(min=0.1, help="Temps de recherche, en secondes.")] = 60.0,
    workers: Workers = CORES,
    seed: Annotated[
        int, typer.Option(min=0, help="Graine du tirage qui départage les ex æquo.")
    ] = 0,
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Même fichier, même tableau, à l'octet près.")
    ] = False,
    certify: Annotated[
        bool, typer.Option("--certify", help="Prouve chaque étage l'un après l'autre.")
    ] = False,
    published: Annotated[
        Path | None, typer.Option(help="Un tableau déjà publié, à changer le moins possible.")
    ] = None,
    reminder: Annotated[
        int | None,
        typer.Option(min=1, help="Rappel dans les calendriers, en heures avant la garde."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Construit le tableau de garde, le prouve, et écrit classeurs, calendriers et aperçu."""
    settings = Settings(time, workers, seed, reproducible, certify)
    workflow.check_draft_folder(out)
    stop = Stop()
    task = workflow.prepare(instance, published, reminder)
    outcome = run_visibly(lambda listen, asked: workflow.solve(task, settings, listen, asked), stop)
    if not isinstance(outcome, Solved):
        refuse(outcome, as_json, task.place)
    delivery = workflow.deliver(task, settings, outcome, out)
    _say(as_json, summary.delivered(delivery), solved_in_words(delivery))


def _say(as_json: bool, answer: dict[str, object], words: str) -> None:
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        sys.stdout.flush()
    else:
        typer.echo(words)
