"""A change of a published roster at the terminal: the answer first, then the question, then the writing."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import typer

from rostering import summary
from rostering.cli.life_words import verdict_in_words, written_in_words
from rostering.domain.period import zone_info
from rostering.workflow.life import Asked, agree
from rostering.workflow.published import Signature

BREAKS_A_RULE = 1
PARIS = zone_info("Europe/Paris")


@dataclass(frozen=True)
class Consent:
    """How the answer is given: written without asking, as JSON."""

    yes: bool = False
    as_json: bool = False


def signature(who: str, why: str, late: str = "", at: datetime | None = None) -> Signature:
    """Who decides, and when; a moment without a zone is by the clock of Paris."""
    return Signature(who, why, at.replace(tzinfo=PARIS) if at else None, late)


def decide(asked: Asked, consent: Consent, more: Mapping[str, object] | None = None) -> None:
    """Says what the change does; writes it when it is lawful and agreed to. Exit 1 when it breaks a hard rule.

    `more`: what the JSON answer says besides.
    """
    lawful = asked.verdict.is_lawful
    if not consent.as_json:
        typer.echo("\n".join(verdict_in_words(asked)))
    after = agree(asked) if lawful and agreed(consent) else None
    if consent.as_json:
        answer = {**summary.judged(asked, after), **(more or {})}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    elif after is not None:
        typer.echo("\n".join(written_in_words(after)))
    if not lawful:
        raise typer.Exit(BREAKS_A_RULE)


def agreed(consent: Consent) -> bool:
    """Does the person want it written?"""
    if consent.yes or consent.as_json:
        return consent.yes
    if not sys.stdin.isatty():
        typer.echo("Rien n'a été écrit ; ajouter --yes pour écrire.")
        return False
    return typer.confirm("Écrire ce changement ?", default=False)
