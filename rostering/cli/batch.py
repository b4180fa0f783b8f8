"""`rostering batch`: many territories at once, from a folder or a list to a folder of folders."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from rostering.cli.batch_board import BatchBoard
from rostering.cli.batch_words import batch_in_words
from rostering.cli.options import CORES, AsJson, Workers
from rostering.cli.progress import run_shown
from rostering.scale.batch import News, Overview, orders_of, run_batch
from rostering.scale.crew import Cores
from rostering.scale.overview import as_answer, totals
from rostering.scale.territories import territories
from rostering.solve.control import Stop
from rostering.solve.settings import Settings

HALTED, SOME_FAILED = 2, 5
"""Exit codes: no room left or the cluster gone; some territories without a roster, all others written."""


def batch(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    source: Annotated[
        Path,
        typer.Argument(help="Le dossier des territoires, ou une liste : un fichier par ligne."),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Le dossier où chaque territoire a le sien.")
    ],
    time: Annotated[
        float, typer.Option(min=0.1, help="Temps de recherche de chaque territoire, en secondes.")
    ] = 60.0,
    workers: Workers = CORES,
    seed: Annotated[
        int, typer.Option(min=0, help="Graine du tirage qui départage les ex æquo.")
    ] = 0,
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Mêmes fichiers, mêmes tableaux, à l'octet près.")
    ] = False,
    certify: Annotated[
        bool, typer.Option("--certify", help="Prouve chaque étage l'un après l'autre.")
    ] = False,
    no_workbooks: Annotated[
        bool, typer.Option("--no-workbooks", help="Tableaux (roster.json) et rapports seulement.")
    ] = False,
    scheduler: Annotated[
        str, typer.Option(help="Adresse d'un planificateur Dask : tcp://machine:8786.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Fait les tableaux de nombreux territoires à la fois ; relancée, ne refait que ce qui manque ou a changé."""
    settings = Settings(time, 1, seed, reproducible, certify)
    orders = orders_of(territories(source, out), out, settings, not no_workbooks)

    def work(tell: Callable[[News], None], stop: Stop) -> Overview:
        if not scheduler:
            return run_batch(orders, Cores(workers), tell, stop)
        from rostering.scale.cluster import connected

        with connected(scheduler, orders) as cluster:
            return run_batch(orders, cluster, tell, stop)

    overview = run_shown(BatchBoard(len(orders)), work, Stop())
    _say(overview, as_json)
    if overview.halt in ("no_space", "lost"):
        raise typer.Exit(HALTED)
    if overview.untold or any(e.failed or e.ending == "stopped" for e in overview.endings):
        raise typer.Exit(SOME_FAILED)


def _say(overview: Overview, as_json: bool) -> None:
    if not as_json:
        typer.echo(batch_in_words(overview))
        return
    answer = totals(overview.endings) | {
        "halt": overview.halt,
        "untold": overview.untold,
        "seconds": round(overview.seconds, 2),
        "folder": str(overview.out),
        "each": [as_answer(ended) for ended in overview.endings],
    }
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
