"""`rostering publish`, `state`, `journal`: a roster becomes the one people have, and its history is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, At, Dossier, Who, Why
from rostering.domain.journal import State


def publish(  # noqa: PLR0913
    dossier: Dossier,
    roster: Annotated[
        Path | None, typer.Option("--roster", help="Le tableau ; sinon le roster.json du dossier.")
    ] = None,
    instance: Annotated[
        Path | None, typer.Option("--instance", help="Le territoire, s'il n'est pas au dossier.")
    ] = None,
    who: Who = "",
    why: Why = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Fait d'un tableau résolu la version en vigueur : la première du dossier, ou la suivante."""
    from rostering.cli.decide import signature
    from rostering.workflow.published import publish as use

    draft = roster or dossier / "roster.json"
    found = use(dossier, draft, instance, signature(who, why, "", at))
    if as_json:
        typer.echo(json.dumps(summary.published(found), ensure_ascii=False, indent=2))
        return
    publication = found.publication
    typer.echo(
        f"{publication.instance.name} : version {publication.version} publiée dans {dossier} "
        f"({found.folder.state.label})."
    )


def state(
    dossier: Dossier,
    wanted: Annotated[State, typer.Argument(metavar="ÉTAT", help="Le nouvel état.")],
    who: Who = "",
    why: Why = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Fait passer le tableau de brouillon à transmis, verifie, diffuse, en_cours, clos."""
    from rostering.cli.decide import signature
    from rostering.workflow.life import step

    found = step(dossier, wanted, signature(who, why, "", at))
    if as_json:
        typer.echo(json.dumps(summary.published(found), ensure_ascii=False, indent=2))
        return
    typer.echo(f"{found.folder.entries[-1].told}.")


def journal(
    dossier: Dossier,
    check: Annotated[
        bool, typer.Option("--replay", help="Refait chaque version du journal et les compare.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Dit où en est un tableau publié et tout ce qui lui est arrivé."""
    from rostering.cli.life_words import journal_in_words
    from rostering.workflow.published import load_published, replay

    found = load_published(dossier)
    answer = summary.published(found)
    made = list(replay(dossier)) if check else []
    wrong = [number for number, same in made if not same]
    if as_json:
        if check:
            answer["replayed"] = {"versions": len(made), "different": wrong}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        publication = found.publication
        typer.echo(
            f"{publication.instance.name} : version {publication.version}, {found.folder.state.label}."
        )
        typer.echo("\n".join(journal_in_words(found)))
        if check:
            typer.echo(_replayed(len(made), wrong))
    if wrong:
        raise typer.Exit(1)


def _replayed(count: int, wrong: list[int]) -> str:
    if wrong:
        listed = ", ".join(map(str, wrong))
        return (
            f"Le journal ne redonne pas les versions {listed} : un fichier a été modifié à la main."
        )
    return f"Le journal redonne les {count} versions, octet pour octet."
