"""`rostering swap`, `give`, `worked`, `undo`: one or two duties of a published roster change hands."""

from __future__ import annotations

from typing import Annotated

import typer

from rostering.cli.options import (
    AsJson,
    At,
    DoctorWord,
    Dossier,
    DutyWord,
    Late,
    Who,
    Why,
    Yes,
)


def swap(  # noqa: PLR0913  # one parameter an option is how typer reads a command
    dossier: Dossier,
    doctor: DoctorWord,
    duty: DutyWord,
    other: DoctorWord,
    other_duty: DutyWord,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Échange la garde d'un médecin contre celle d'un autre : dit d'abord ce que cela fait, puis demande."""
    from rostering.cli.decide import Consent, decide, signature
    from rostering.workflow.life import ask_swap

    typed = (doctor, duty, other, other_duty)
    decide(ask_swap(dossier, typed, signature(who, why, late, at)), Consent(yes, as_json))


def give(  # noqa: PLR0913
    dossier: Dossier,
    doctor: Annotated[
        str, typer.Argument(metavar="MÉDECIN", help="Qui la tient ; « - » si personne ne la tient.")
    ],
    duty: DutyWord,
    to: Annotated[
        str, typer.Option("--to", metavar="MÉDECIN", help="À qui ; sinon au mieux placé.")
    ] = "",
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Donne la garde d'un médecin à un autre : dit d'abord ce que cela fait, puis demande."""
    from rostering.cli.decide import Consent, decide, signature
    from rostering.workflow.advise import ask_best_gift
    from rostering.workflow.life import ask_give

    giver = "" if doctor == "-" else doctor
    signed = signature(who, why, late, at)
    to_the_best = bool(giver) and not to
    asked = (
        ask_best_gift(dossier, (giver, duty), signed)
        if to_the_best
        else ask_give(dossier, (giver, duty, to), signed)
    )
    decide(asked, Consent(yes, as_json))


def requisition(  # noqa: PLR0913
    dossier: Dossier,
    doctor: DoctorWord,
    duty: DutyWord,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Réquisitionne un médecin pour une garde que personne ne tient ; congés et exemptions restent respectés."""
    from rostering.cli.decide import Consent, decide, signature
    from rostering.workflow.life import ask_requisition

    signed = signature(who, why, late, at)
    decide(ask_requisition(dossier, (doctor, duty), signed), Consent(yes, as_json))


def worked(  # noqa: PLR0913
    dossier: Dossier,
    doctor: DoctorWord,
    duty: DutyWord,
    by: Annotated[
        str, typer.Option("--by", metavar="MÉDECIN", help="Qui l'a assurée, ou « personne ».")
    ],
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Note qui a vraiment assuré une garde commencée : prévu, remplacé et assuré sont trois faits différents."""
    from rostering.cli.decide import Consent, decide, signature
    from rostering.workflow.life import ask_worked

    typed = (doctor, duty, by)
    decide(ask_worked(dossier, typed, signature(who, why, "", at)), Consent(yes, as_json))


def undo(  # noqa: PLR0913
    dossier: Dossier,
    number: Annotated[
        int | None, typer.Argument(metavar="NUMÉRO", help="Le n° au journal ; sinon le dernier.")
    ] = None,
    yes: Yes = False,
    who: Who = "",
    why: Why = "",
    late: Late = "",
    at: At = None,
    as_json: AsJson = False,
) -> None:
    """Annule un changement du journal ; le journal garde les deux."""
    from rostering.cli.decide import Consent, decide, signature
    from rostering.workflow.life import ask_undo

    decide(ask_undo(dossier, number, signature(who, why, late, at)), Consent(yes, as_json))
