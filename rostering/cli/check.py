"""`rostering check`: audits any roster, ours or typed by hand, without a solver."""

from __future__ import annotations

import json

import typer

from rostering import summary, workflow
from rostering.cli.options import AsJson, InstanceFile, RosterPath
from rostering.cli.wording import checked_in_words

HARD_BREACH = 1


def check(
    instance: InstanceFile,
    roster: RosterPath,
    as_json: AsJson = False,
) -> None:
    """Vérifie un tableau : chaque manquement, avec sa règle, son médecin, sa date ; les charges et les parts."""
    verdict = workflow.check(instance, roster)
    if as_json:
        typer.echo(json.dumps(summary.checked(verdict), ensure_ascii=False, indent=2))
    else:
        typer.echo(checked_in_words(verdict))
    if verdict.report.hard_breaches:
        raise typer.Exit(HARD_BREACH)
