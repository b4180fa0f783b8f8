"""Invented doctors: names nobody bears, RPPS of no one, phones reserved for fiction."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Sequence
from typing import Any

Entry = dict[str, Any]
"""One mapping of an instance file, as it will be written."""

STEMS = (
    "Bau", "Bel", "Bri", "Cas", "Cha", "Cour", "Dal", "Dré", "Fau", "Fer", "Gar", "Gour", "Hau", "Lam",
    "Lar", "Lor", "Mar", "Mon", "Mor", "Nor", "Pel", "Per", "Ram", "Roch", "Sau", "Tour", "Val", "Ver", "Vil",
)  # fmt: skip
ENDINGS = (
    "bray", "celin", "dival", "fontel", "gevin", "lemare", "maudin", "nesque", "quevin", "rigovel", "soulac",
    "tarnel", "vardel", "zanne", "bouriac", "chamel", "drecourt", "flavin", "guilvin", "presle",
)  # fmt: skip
FIRST_NAMES = (
    "Agnès", "Alain", "Anne", "Aurélie", "Benoît", "Camille", "Cécile", "Chloé", "Clément", "Damien",
    "Élise", "Émilie", "Étienne", "Fabien", "François", "Guillaume", "Hélène", "Hugo", "Inès", "Jeanne",
    "Julien", "Laure", "Léa", "Louis", "Lucie", "Marc", "Marion", "Mathilde", "Nadia", "Nicolas",
    "Noémie", "Olivier", "Pauline", "Pierre", "Quentin", "Rachid", "Romain", "Sarah", "Sophie", "Thomas",
)  # fmt: skip
QUOTE_PARTS = ("1",) * 14 + ("0.8", "0.8", "0.75", "0.6", "0.5", "0.5")
"""Three doctors in ten carry less than a full part."""
MOBILE_RANGE = "06 39 98"
"""The block of mobile numbers that the numbering plan keeps for works of fiction."""


def slug(text: str) -> str:
    """Lower-case ASCII letters of a name: "Dréquevin" is drequevin."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain.lower() if letter.isalnum())


def fictitious_rpps(number: int) -> str:
    """Eleven digits that start 99700 and end with a right Luhn key."""
    body = f"99700{number:05d}"
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(body[::-1])]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return f"{body}{-total % 10}"


class Casting:
    """Hands out doctors, each name, RPPS and phone once; `first` keeps the instances apart."""

    def __init__(self, first: int) -> None:
        names = [stem + ending for stem in STEMS for ending in ENDINGS]
        random.Random(2027).shuffle(names)  # one order for all instances: nobody bears a name twice
        start = first % len(names)  # a whole country has more doctors than there are names
        self._names = names[start:] + names[:start]
        self._number = first
        self._chance = random.Random(first)

    def doctor(self, **fields: Any) -> Entry:
        """One more doctor, with the given fields; a full or partial part unless told."""
        self._number += 1
        last_name = self._names.pop(0)
        first_name = self._chance.choice(FIRST_NAMES)
        part = self._chance.choice(QUOTE_PARTS)
        entry: Entry = {
            "id": slug(last_name),
            "last_name": last_name,
            "first_name": first_name,
            "rpps": fictitious_rpps(self._number),
        }
        if part != "1":
            entry["quote_part"] = part
        entry |= fields
        if entry.get("quote_part") == "1":
            del entry["quote_part"]  # the default is not written
        return {
            **entry,
            "phone": f"{MOBILE_RANGE} {self._number // 100 % 100:02d} {self._number % 100:02d}",
            "email": f"{slug(first_name)}.{slug(last_name)}@exemple.invalid",
        }

    def doctors(self, count: int, **fields: Any) -> list[Entry]:
        """So many doctors alike."""
        return [self.doctor(**fields) for _ in range(count)]


def ids(doctors: Sequence[Entry]) -> list[str]:
    """Their ids, in order."""
    return [str(doctor["id"]) for doctor in doctors]
