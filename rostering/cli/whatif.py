"""`rostering whatif`: a territory changed, before and after, with what is proved of the difference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import CORES, AsJson, InstanceFile, SecondsEach, Workers
from rostering.cli.progress import run_visibly
from rostering.cli.refused import refuse
from rostering.solve.control import Stop
from rostering.solve.settings import Settings

Two = tuple[str, str]


def whatif(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    instance: InstanceFile,
    add_doctor: Annotated[
        list[str] | None,
        typer.Option(
            "--add-doctor",
            metavar="MÉDECIN",
            help="Un médecin de plus comme lui ; peut se répéter.",
        ),
    ] = None,
    merge: Annotated[
        Two | None,
        typer.Option("--merge", metavar="SECTEUR SECTEUR", help="Réunir deux secteurs la nuit."),
    ] = None,
    after: Annotated[
        str,
        typer.Option("--after", metavar="HEURE", help="L'heure de --merge ; jusqu'à 8 h."),
    ] = "20:00",
    close: Annotated[
        str | None, typer.Option("--close", metavar="POSTE", help="Fermer un poste.")
    ] = None,
    window: Annotated[
        str | None,
        typer.Option("--window", metavar="PLAGE", help="Avec --close : cette plage seulement."),
    ] = None,
    open_: Annotated[
        Two | None,
        typer.Option(
            "--open", metavar="POSTE DATE", help="Un second poste pareil, dès cette date."
        ),
    ] = None,
    other: Annotated[
        Path | None,
        typer.Option("--with", help="Comparer avec un autre fichier de territoire."),
    ] = None,
    time: SecondsEach = 20,
    workers: Workers = CORES,
    as_json: AsJson = False,
) -> None:
    """Essaie un changement du territoire : avant, après, et ce que les preuves permettent d'en dire."""
    from rostering.cli.whatif_words import compared_in_words
    from rostering.explain.measure import Search
    from rostering.explain.whatif import Refused
    from rostering.workflow import whatif as use  # half a second: loads the solver

    changes = use.Changes(tuple(add_doctor or ()), merge, after, close, window, open_, other)
    scenario = use.imagine(instance, changes)
    settings = Settings(time, workers)
    found = run_visibly(
        lambda listen, stop: use.whatif(scenario, Search(settings, listen, stop)), Stop()
    )
    if isinstance(found, Refused):
        which = "le territoire changé" if found.is_after else "le territoire d'aujourd'hui"
        refuse(found.outcome, as_json, scenario.place, which)
    if as_json:
        typer.echo(json.dumps(summary.compared(found), ensure_ascii=False, indent=2))
    else:
        typer.echo(compared_in_words(found))
