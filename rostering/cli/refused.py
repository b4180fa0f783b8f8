"""When there is no roster: the contradiction or the lack of time, said plainly, with its exit code."""

from __future__ import annotations

import json
from typing import NoReturn

import typer

from rostering import summary
from rostering.explain.contradiction import Place, in_words
from rostering.solve.outcome import Infeasible, OutOfTime

CONTRADICTION, NO_ROSTER = 3, 4
ADVICE = "« rostering relax » cherche le moins à demander pour en sortir."


def refuse(
    outcome: Infeasible | OutOfTime, as_json: bool, place: Place, which: str = ""
) -> NoReturn:
    """Says why there is no roster (`which` tells of what, as « le territoire changé »), then leaves."""
    lead = f"{which} : " if which else ""
    if isinstance(outcome, Infeasible):
        answer = summary.contradicted(outcome, place)
        told = "\n".join(in_words(outcome, place))
        words = f"{lead}données contradictoires.\n{told}\nRien n'a été écrit. {ADVICE}"
    else:
        answer = {"status": "out_of_time", "seconds": {"total": outcome.seconds}}
        words = f"{lead}aucun tableau trouvé dans le temps donné, relancer avec --time plus grand."
    if which:
        answer["which"] = which
    words = words[0].upper() + words[1:]
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2) if as_json else words)
    raise typer.Exit(CONTRADICTION if isinstance(outcome, Infeasible) else NO_ROSTER)
