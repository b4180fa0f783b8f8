"""`rostering price`: what each rule costs, and what fairness takes from wishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import CORES, AsJson, InstanceFile, SecondsEach, Workers, html_only
from rostering.cli.progress import run_visibly
from rostering.cli.refused import refuse
from rostering.solve.control import Stop
from rostering.solve.settings import Settings


def price(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    instance: InstanceFile,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RÈGLE", help="Cette règle seulement ; peut se répéter."),
    ] = None,
    curve: Annotated[
        bool, typer.Option("--curve", help="La courbe des souhaits contre l'équité.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="La courbe, une page à regarder (.html)."),
    ] = None,
    time: SecondsEach = 20,
    workers: Workers = CORES,
    as_json: AsJson = False,
) -> None:
    """Chiffre chaque règle : le meilleur tableau avec et sans elle, côte à côte, avec ce qui est prouvé."""
    html_only(out)
    from rostering.cli.price_words import curve_sentences, priced_in_words
    from rostering.explain.measure import Search
    from rostering.workflow import price as use  # half a second: loads the solver

    asked = use.ask_prices(instance, rule or (), curve or out is not None)
    settings = Settings(time, workers)
    found = run_visibly(
        lambda listen, stop: use.price(asked, Search(settings, listen, stop)), Stop()
    )
    if not isinstance(found, use.Priced):
        refuse(found, as_json, asked.task.place)
    if out is not None:
        use.write_curve(found, curve_sentences(found), out)
    if as_json:
        typer.echo(json.dumps(summary.priced(found), ensure_ascii=False, indent=2))
        return
    typer.echo(priced_in_words(found))
    if out is not None and found.curve is not None:
        typer.echo(f"Courbe écrite : {out}")
