"""`rostering advise`: whom to ask for a duty, in calling order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from rostering import summary
from rostering.cli.options import AsJson, At, DoctorWord, Dossier, DutyWord, Late

if TYPE_CHECKING:
    from rostering.life.advice import Option
    from rostering.life.verdict import Verdict
    from rostering.workflow.advise import Advised

KINDS = {"gift": "don", "swap": "échange", "chain": "chaîne"}


def advise(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    dossier: Dossier,
    doctor: DoctorWord,
    duty: DutyWord,
    everything: Annotated[
        bool, typer.Option("--all", help="Toutes les solutions, pas seulement les vingt premières.")
    ] = False,
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Dit qui peut prendre une garde : dons, échanges et chaînes de trois, tous comptés, dans l'ordre où appeler."""
    from rostering.cli.decide import signature
    from rostering.workflow.advise import ask_advice

    found = ask_advice(dossier, (doctor, duty), signature("", "", late, at), everything)
    if as_json:
        typer.echo(json.dumps(summary.advised(found), ensure_ascii=False, indent=2))
        return
    typer.echo("\n".join(advised_in_words(found)))


def advised_in_words(found: Advised) -> Iterator[str]:
    """How many ways there are, then the best of them, then the others in short."""
    from rostering.life.proposal import the_doctor
    from rostering.rules.base import plural, the_shift

    what = f"{the_shift(found.problem, found.held.shift)}, {the_doctor(found.problem, found.held)}"
    counts = ", ".join(plural(found.counts[kind], word) for kind, word in KINDS.items())
    yield f"{what} : {counts}, sans enfreindre de règle dure."
    for rank, (option, verdict) in enumerate(found.best, start=1):
        yield f"{rank}. {told(found, option)}"
        yield from (f"   {line}" for line in consequences(verdict))
    for rank, option in enumerate(found.others, start=len(found.best) + 1):
        yield f"{rank}. {told(found, option)}"


def told(found: Advised, option: Option) -> str:
    """ "Échange : le Dr B (06…) la prend, contre MMG du …"."""
    from rostering.rules.base import the_shift

    problem = found.problem
    first, *rest = option.gained
    parts = [f"le {_who(found, first.doctor)} la prend"]
    given = list(option.lost[1:])
    for pair, gained in zip(given, rest, strict=False):
        taker = (
            "" if gained.doctor == found.held.doctor else f"le {_who(found, gained.doctor)} prend "
        )
        if taker:
            parts.append(f"{taker}sa garde {the_shift(problem, pair.shift)}")
        else:
            parts.append(f"en échange de {the_shift(problem, pair.shift)}")
    return f"{KINDS[option.kind].capitalize()} : {' ; '.join(parts)}"


def _who(found: Advised, doctor: str) -> str:
    someone = found.problem.doctor_by_id[doctor]
    return f"Dr {someone.name}{f' ({someone.phone})' if someone.phone else ''}"


def consequences(verdict: Verdict) -> Iterator[str]:
    """Rules that bend, then the cost."""
    from rostering.review.wording import by_tier, cost_in_words, said

    effect = verdict.effect
    for breach in effect.new_soft:
        yield f"plie : {said(verdict.problem, verdict.instance.rules, breach)}"
    yield f"cela {cost_in_words(effect.cost)}{by_tier(effect)}"
