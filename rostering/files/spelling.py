"""Nearest spellings: what a person probably meant. It suggests, it never decides."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

CLOSE_ENOUGH = 0.6
"""Ratio of difflib under which two words are simply different."""
LONGEST_LIST = 24
"""Beyond so many words a list of what is possible is cut."""


def fold(text: str) -> str:
    """Lower case, no accents, words joined by "_": "Décès d'été" → "deces_d_ete"."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.casefold()).strip("_")


def nearest(word: str, options: Iterable[str]) -> str:
    """The option most like `word`, or "" when none resembles it."""
    folded: dict[str, str] = {}
    for option in options:
        folded.setdefault(fold(option), option)
    close = difflib.get_close_matches(fold(word), folded, n=1, cutoff=CLOSE_ENOUGH)
    return folded[close[0]] if close else ""


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """ " ; vouliez-vous dire « martin » ?", or ""."""
    close = nearest(word, options)
    return f" ; vouliez-vous dire « {close} » ?" if close else ""


def one_of(options: Iterable[str]) -> str:
    """ "« a », « b » ou « c »", cut when long."""
    quoted = [f"« {option} »" for option in options]
    if len(quoted) > LONGEST_LIST:
        return ", ".join(quoted[:LONGEST_LIST]) + "…"
    if len(quoted) < 2:
        return "".join(quoted)
    return ", ".join(quoted[:-1]) + " ou " + quoted[-1]


def as_code(text: str) -> str:
    """A valid code near `text`: "Dr Lefèvre" → "dr-lefevre"; "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", plain).strip("-_.")[:60]
