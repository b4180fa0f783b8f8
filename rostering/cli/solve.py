"""`rostering solve`: from an instance to a folder of files."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary, workflow
from rostering.cli.progress import run_visibly
from rostering.cli.wording import solved_in_words
from rostering.explain.contradiction import Place, in_words
from rostering.solve.control import Stop
from rostering.solve.outcome import Infeasible, OutOfTime
from rostering.solve.settings import Settings

CONTRADICTION, NO_ROSTER = 3, 4


def solve(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    instance: Annotated[Path, typer.Argument(help="Le fichier du territoire (.yaml ou .xlsx).")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Le dossier où tout est écrit.")],
    time: Annotated[float, typer.Option(min=0.1, help="Temps de recherche, en secondes.")] = 60.0,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Cœurs utilisés.")] = os.cpu_count()
    or 1,
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
    as_json: Annotated[
        bool, typer.Option("--json", help="Le résultat en un objet JSON sur la sortie standard.")
    ] = False,
) -> None:
    """Construit le tableau de garde, le prouve, et écrit classeurs, calendriers et aperçu."""
    settings = Settings(time, workers, seed, reproducible, certify)
    stop = Stop()
    task = workflow.prepare(instance, published, reminder)
    outcome = run_visibly(lambda listen, asked: workflow.solve(task, settings, listen, asked), stop)
    if isinstance(outcome, Infeasible):
        _say(as_json, summary.contradicted(outcome, task.place), _contradicted(outcome, task.place))
        raise typer.Exit(CONTRADICTION)
    if isinstance(outcome, OutOfTime):
        words = "Aucun tableau trouvé dans le temps donné : relancer avec --time plus grand."
        _say(as_json, {"status": "out_of_time", "seconds": {"total": outcome.seconds}}, words)
        raise typer.Exit(NO_ROSTER)
    delivery = workflow.deliver(task, settings, outcome, out)
    _say(as_json, summary.delivered(delivery), solved_in_words(delivery))


def _contradicted(found: Infeasible, place: Place) -> str:
    told = "\n".join(in_words(found, place))
    return f"Données contradictoires.\n{told}\nRien n'a été écrit."


def _say(as_json: bool, answer: dict[str, object], words: str) -> None:
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        sys.stdout.flush()
    else:
        typer.echo(words)
