"""What doctors are called in a workbook: one name each, homonyms told apart by their code."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from rostering.domain.people import Doctor
from rostering.export.excel.text import clean


def labels(doctors: Iterable[Doctor]) -> dict[str, str]:
    """ "MARTIN Anne", or "MARTIN Anne (martin-2)" where another one is read the same."""
    listed = tuple(doctors)
    counts = Counter(folded(doctor.name) for doctor in listed)
    return {
        doctor.id: _one_line(doctor.name)
        if counts[folded(doctor.name)] == 1
        else f"{_one_line(doctor.name)} ({doctor.id})"
        for doctor in listed
    }


def short_labels(doctors: Iterable[Doctor], full: Mapping[str, str]) -> dict[str, str]:
    """ "MARTIN A." where nobody else is, else the full label: for narrow columns."""
    listed = tuple(doctors)
    brief = {doctor.id: _brief(doctor) for doctor in listed}
    counts = Counter(folded(name) for name in brief.values())
    return {
        doctor.id: brief[doctor.id] if counts[folded(brief[doctor.id])] == 1 else full[doctor.id]
        for doctor in listed
    }


def _brief(doctor: Doctor) -> str:
    initials = "-".join(f"{part[0]}." for part in re.split(r"[\s-]+", doctor.first_name) if part)
    return _one_line(f"{doctor.last_name.upper()} {initials}")


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text)).strip()


def folded(text: str) -> str:
    """The name without case, accents, punctuation or « Dr », for comparing what people type."""
    plain = unicodedata.normalize("NFKD", clean(text).casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    words = re.sub(r"[^\w()]+", " ", letters.replace("œ", "oe")).split()
    return " ".join(words[1:] if words[:1] in (["dr"], ["docteur"]) else words)
