"""`rostering absent`, `leave`, `join`, `reopen`, `reroster`: what happened, and the smallest lawful change."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rostering.workflow.reroster import Tell

from rostering.cli.options import AsJson, At, DoctorWord, Dossier, Late, Who, Why, Yes

DATE = "AAAA-MM-JJ ou JJ/MM/AAAA"
Bend = Annotated[
    list[str] | None,
    typer.Option("--bend", metavar="RÈGLE", help="Cette règle souple peut plier (repos, fêtes…)."),
]
Takers = Annotated[
    bool, typer.Option("--few-people", help="Ceux qui reçoivent une garde comptent aussi.")
]
Whole = Annotated[bool, typer.Option("--whole", help="Cherche d'emblée dans tous les secteurs.")]
Empty = Annotated[bool, typer.Option("--leave-empty", help="Laisse vides les gardes perdues.")]
Choose = Annotated[
    int | None, typer.Option("--choose", min=1, metavar="NUMÉRO", help="Le tableau choisi.")
]
Seconds = Annotated[float, typer.Option("--time", min=1, help="Secondes au plus pour chercher.")]


def absent(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    dossier: Dossier,
    doctor: DoctorWord,
    start: Annotated[str, typer.Argument(metavar="DÉBUT", help=DATE)],
    end: Annotated[str, typer.Argument(metavar="FIN", help="La fin, comprise.")],
    leave: Annotated[bool, typer.Option("--holiday", help="C'est un congé.")] = False,
    bend: Bend = None,
    takers: Takers = False,
    whole: Whole = False,
    empty: Empty = False,
    choose: Choose = None,
    seconds: Seconds = 20.0,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Un médecin est absent entre deux dates : propose le moins de changements, prouvé, puis demande."""
    from rostering.workflow.happenings import tell_absent

    tell = tell_absent(doctor, start, end, leave)
    _settle(dossier, tell, (bend, takers, whole, empty, seconds), (who, why, late, at), (choose, yes, as_json))  # fmt: skip


def leave(  # noqa: PLR0913
    dossier: Dossier,
    doctor: DoctorWord,
    last: Annotated[str, typer.Argument(metavar="DATE", help=f"Son dernier jour, {DATE}")],
    bend: Bend = None,
    takers: Takers = False,
    whole: Whole = False,
    empty: Empty = False,
    choose: Choose = None,
    seconds: Seconds = 20.0,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Un médecin quitte le tableau : ses gardes d'après passent à d'autres, avec le moins de changements."""
    from rostering.workflow.happenings import tell_leave

    tell = tell_leave(doctor, last)
    _settle(dossier, tell, (bend, takers, whole, empty, seconds), (who, why, late, at), (choose, yes, as_json))  # fmt: skip


def join(  # noqa: PLR0913
    dossier: Dossier,
    code: Annotated[str, typer.Argument(metavar="IDENTIFIANT", help="Son identifiant, nouveau.")],
    name: Annotated[str, typer.Option("--name", help="Nom de famille.")],
    first: Annotated[str, typer.Option("--first-name", help="Prénom.")] = "",
    like: Annotated[
        str, typer.Option("--like", metavar="MÉDECIN", help="Mêmes secteurs et fonctions que lui.")
    ] = "",
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="Son premier jour.")] = "",
    rpps: Annotated[str, typer.Option(help="Onze chiffres.")] = "",
    phone: Annotated[str, typer.Option(help="Téléphone.")] = "",
    email: Annotated[str, typer.Option(help="Courriel.")] = "",
    bend: Bend = None,
    empty: Empty = False,
    choose: Choose = None,
    seconds: Seconds = 20.0,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Un médecin rejoint le tableau : il peut prendre les gardes vides ; personne d'autre ne bouge."""
    from rostering.workflow.happenings import Newcomer, tell_join

    tell = tell_join(Newcomer(code, name, first, like, since, rpps, phone, email))
    _settle(dossier, tell, (bend, False, False, empty, seconds), (who, why, late, at), (choose, yes, as_json))  # fmt: skip


def reopen(  # noqa: PLR0913
    dossier: Dossier,
    line: Annotated[str, typer.Argument(metavar="POSTE", help="Le poste de garde.")],
    window: Annotated[str, typer.Argument(metavar="PLAGE", help="Sa plage.")],
    day: Annotated[str, typer.Argument(metavar="DATE", help=DATE)],
    doctors: Annotated[
        int | None, typer.Option("--doctors", min=0, help="Médecins attendus ; sinon un de plus.")
    ] = None,
    close: Annotated[bool, typer.Option("--close", help="Supprime la garde.")] = False,
    bend: Bend = None,
    takers: Takers = False,
    whole: Whole = False,
    empty: Empty = False,
    choose: Choose = None,
    seconds: Seconds = 20.0,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Ajoute une garde, ou la supprime avec --close."""
    from rostering.workflow.happenings import tell_reopen

    tell = tell_reopen(line, window, day, 0 if close else doctors)
    _settle(dossier, tell, (bend, takers, whole, empty, seconds), (who, why, late, at), (choose, yes, as_json))  # fmt: skip


def reroster(  # noqa: PLR0913
    dossier: Dossier,
    bend: Bend = None,
    takers: Takers = False,
    whole: Whole = False,
    choose: Choose = None,
    seconds: Seconds = 20.0,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Refait le tableau publié au plus près : vides à pourvoir, territoire modifié à la main ; le moins de changements."""
    from rostering.workflow.happenings import tell_reroster

    _settle(dossier, tell_reroster(), (bend, takers, whole, False, seconds), (who, why, late, at), (choose, yes, as_json))  # fmt: skip


Looking = tuple[list[str] | None, bool, bool, bool, float]
"""Rules that bend, takers count, all sectors, left empty, seconds."""
Signing = tuple[str, str, str, datetime | None]
Answering = tuple[int | None, bool, bool]


def _settle(
    dossier: Dossier, tell: Tell, looking: Looking, signing: Signing, answering: Answering
) -> None:
    from rostering.cli.decide import Consent, signature
    from rostering.cli.settle import Choosing, settle
    from rostering.life.alternatives import Search
    from rostering.workflow.reroster import Wanted

    bend, takers, whole, empty, seconds = looking
    wanted = Wanted(tuple(bend or ()), takers, Search(seconds, whole), empty)
    choose, yes, as_json = answering
    settle(dossier, tell, wanted, signature(*signing), Choosing(choose, Consent(yes, as_json)))
