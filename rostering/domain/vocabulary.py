"""The closed lists of words an instance may use, with the French label people read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer


class Function(StrEnum):
    """What a line asks of a doctor."""

    REGULATION = "regulation"
    FIXED = "effection_fixe"
    MOBILE = "effection_mobile"
    SECOND_LINE = "deuxieme_ligne"
    REINFORCEMENT = "renfort"
    DAY_ON_CALL = "astreinte_jour"
    SAS = "sas"
    VACATION = "vacation"

    @property
    def label(self) -> str:
        """The French words."""
        return FUNCTION_LABELS[self]


FUNCTION_LABELS = {
    Function.REGULATION: "régulation",
    Function.FIXED: "effection fixe",
    Function.MOBILE: "effection mobile (visites)",
    Function.SECOND_LINE: "astreinte de 2e ligne",
    Function.REINFORCEMENT: "renfort",
    Function.DAY_ON_CALL: "astreinte de jour",
    Function.SAS: "créneaux SAS",
    Function.VACATION: "vacation",
}


class Body(StrEnum):
    """Who receives a tableau besides doctors (CSP art. R.6315-2)."""

    CDOM = "cdom"
    ARS = "ars"
    PREFECT = "prefet"
    SAMU = "samu"
    ASSOCIATIONS = "associations"
    FUNDS = "caisses"

    def name_in(self, departement: str) -> str:
        """The French words; in Paris the préfet is the préfet de police."""
        if self is Body.PREFECT and departement == "75":
            return "le préfet de police"
        return BODY_LABELS[self]


BODY_LABELS = {
    Body.CDOM: "le conseil départemental de l'Ordre (CDOM)",
    Body.ARS: "l'ARS",
    Body.PREFECT: "le préfet",
    Body.SAMU: "le SAMU – centre 15",
    Body.ASSOCIATIONS: "les associations de permanence des soins",
    Body.FUNDS: "les caisses d'assurance maladie",
}


class Status(StrEnum):
    """How a doctor practises; some rules depend on it."""

    INSTALLED = "installe"
    COLLABORATOR = "collaborateur"
    LOCUM = "remplacant"
    INTERN = "interne"
    JUNIOR = "docteur_junior"
    RETIRED = "retraite"
    SALARIED = "salarie"

    @property
    def label(self) -> str:
        """The French words."""
        return STATUS_LABELS[self]


STATUS_LABELS = {
    Status.INSTALLED: "installé",
    Status.COLLABORATOR: "collaborateur",
    Status.LOCUM: "remplaçant",
    Status.INTERN: "interne avec licence de remplacement",
    Status.JUNIOR: "docteur junior",
    Status.RETIRED: "retraité",
    Status.SALARIED: "salarié",
}
LICENSED = frozenset({Status.INTERN})
"""Statuses that need a licence de remplacement valid on the day (domain.md §1.6)."""
SUPERVISED = frozenset({Status.INTERN, Status.JUNIOR})
"""Statuses that a line needing supervision does not leave alone."""


class Level(StrEnum):
    """The five levels of a wish; the first is an absence and is never given way."""

    IMPOSSIBLE = "impossible"
    NO = "non"
    POSSIBLE = "possible"
    YES = "oui"
    WANTED = "souhaite"


class Mode(StrEnum):
    """How doctors come to take part."""

    VOLUNTARY = "volontaire"
    COMPULSORY = "obligatoire"


class ExemptionCode(StrEnum):
    """Why an exemption was granted, in the only words that may be kept (never a medical reason)."""

    AGE = "age"
    HEALTH = "sante"
    PRACTICE = "exercice"
    OTHER = "autre"


class SiteKind(StrEnum):
    """What a place is."""

    MMG = "mmg"
    PRACTICE = "cabinet"
    SAMI = "sami"
    SAMU = "samu"
    HOME = "domicile"
    CENTRE = "centre_de_sante"
    MSP = "msp"
    HOSPITAL = "hopital"


WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi_civil", "dimanche_civil")
"""Plain weekdays; « samedi » alone means the day type, as people on a rota mean it."""

DAY_TAGS = (
    "ouvrable",
    "samedi",
    "dimanche_jf",
    "pont",
    "pont_lundi",
    "pont_vendredi",
    "pont_samedi",
    "veille_fete",
    "vacances_scolaires",
    *WEEKDAYS,
)
"""Every word that can stand in the `days` of a window; see `calendar.day_tags`."""


def parse_clock(text: object) -> int:
    """Minutes since midnight of "20:00", "8h", "8h30" or "24:00"; quarter hours only."""
    if isinstance(text, int):
        minutes = text
    else:
        hours, _, rest = str(text).strip().lower().replace("h", ":").partition(":")
        if not hours.isdigit() or not (rest.isdigit() or rest == "") or len(hours) > 2:
            raise ValueError("heure attendue, par exemple 20:00")
        minutes = int(hours) * 60 + int(rest or 0)
        if int(rest or 0) >= 60:
            raise ValueError("heure attendue, par exemple 20:00")
    if not 0 <= minutes <= 1440:
        raise ValueError("heure attendue entre 00:00 et 24:00")
    if minutes % 15:
        raise ValueError("quart d'heure attendu (00, 15, 30 ou 45)")
    return minutes


def write_clock(minutes: int) -> str:
    """ "20:00" for 1200; 1440 stays "24:00"."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


Clock = Annotated[
    int,
    BeforeValidator(parse_clock),
    PlainSerializer(write_clock, return_type=str, when_used="json"),
]
"""A wall-clock time as minutes since midnight, written "HH:MM" in files."""
