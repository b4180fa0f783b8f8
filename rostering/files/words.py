"""The closed vocabularies as a workbook shows them, and what each word means in an instance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import get_args

from rostering.domain.calendar import FEAST_LABELS
from rostering.domain.line import OWN_PLACE
from rostering.domain.people import FeastName
from rostering.domain.vocabulary import (
    DAY_TAGS,
    FUNCTION_LABELS,
    STATUS_LABELS,
    Body,
    ExemptionCode,
    Function,
    Level,
    Mode,
    SiteKind,
    Status,
)
from rostering.files.spelling import fold
from rostering.rules import RULES

NONE = "(aucune)"
"""Typed alone where an empty cell or sheet would mean the usual values: really none. No code can be that."""
CODES = {
    "X": Level.IMPOSSIBLE,
    "N": Level.NO,
    "P": Level.POSSIBLE,
    "O": Level.YES,
    "S": Level.WANTED,
}
"""The letters of the wishes grid."""


def _same(words: tuple[str, ...]) -> dict[str, str]:
    return {word: word for word in words}


VOCABULARIES: Mapping[str, Mapping[str, str]] = {
    "oui_non": {"oui": "true", "non": "false"},
    "participation": _same(tuple(Mode)),
    "pont": _same(("strict", "large")),
    "zone_scolaire": _same(("A", "B", "C")),
    "lieu": _same(tuple(SiteKind)),
    "mesure": {"nombre": "number", "unites": "units"},
    "fonction": _same(tuple(Function)),
    "statut": _same(tuple(Status)),
    "jour": _same(DAY_TAGS),
    "niveau": _same(tuple(Level)),
    "code_souhait": {letter: level.value for letter, level in CODES.items()},
    "exemption": _same(tuple(ExemptionCode)),
    "destinataire": _same(tuple(Body)),
    "fete": _same(get_args(FeastName)),
    "regle": {rule.title: str(rule.model_fields["kind"].default) for rule in RULES},
    "force": {"dure": "hard"},
    "au_dela": _same(("signale", "refuse")),
}
"""What is shown → what an instance says, by name of list."""

LABELS: Mapping[str, Mapping[str, str]] = {
    "fonction": {label: value.value for value, label in FUNCTION_LABELS.items()},
    "statut": {label: value.value for value, label in STATUS_LABELS.items()},
    "fete": {label: value for value, label in FEAST_LABELS.items()},
    "niveau": {letter: level.value for letter, level in CODES.items()},
    "oui_non": {"true": "true", "false": "false", "vrai": "true", "faux": "false", "x": "true",
                "o": "true", "n": "false", "1": "true", "0": "false"},
    "jour": {"veille de fête": "veille_fete", "dimanche": "dimanche_jf", "JF": "dimanche_jf"},
}  # fmt: skip
"""Other spellings that are understood."""
EXTRA_REFERENCES = {"places": (OWN_PLACE,)}


def meaning(vocabulary: str, text: str) -> str | None:
    """What the word means, whatever its case and accents; None when it is no such word."""
    return _index(vocabulary).get(fold(text))


def shown(vocabulary: str, value: str) -> str:
    """The word that a workbook shows for a value."""
    return _reverse(vocabulary).get(value, value)


@cache
def _index(vocabulary: str) -> dict[str, str]:
    words = VOCABULARIES[vocabulary]
    others = LABELS.get(vocabulary, {})
    values = {fold(value): value for value in words.values()}
    return values | {fold(word): value for word, value in (*others.items(), *words.items())}


@cache
def _reverse(vocabulary: str) -> dict[str, str]:
    return {value: word for word, value in VOCABULARIES[vocabulary].items()}
