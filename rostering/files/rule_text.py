"""A rule's parameters in one cell: « heures=11 ; jours=[samedi, dimanche_jf] », read and written without loss."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rostering.errors import UnreadableFile
from rostering.files.source import Tree
from rostering.files.words import NONE
from rostering.files.yaml_form import parse_yaml

PLAIN = re.compile(r"[^\s;=\[\]{},:\"'#&*!|>%@`~-][^;=\[\]{},:\"'#\n]*")
"""Texts that need no quotes."""
OPENING, CLOSING = "[{", "]}"


class BadParameters(ValueError):
    """A cell that is no list of parameters; `str()` says what was expected."""


def write_parameters(parameters: dict[str, Any]) -> str:
    """« clé=valeur ; clé=valeur », lists and mappings in brackets."""
    words = {True: "oui", False: "non"}
    parts = (
        (key, words[value] if isinstance(value, bool) else _written(value))
        for key, value in parameters.items()
    )
    return " ; ".join(f"{key}={text}" for key, text in parts)


def read_parameters(text: str) -> dict[str, Tree]:
    """The tree of texts of a cell.

    Raises BadParameters.
    """
    found: dict[str, Tree] = {}
    for part in _split(text):
        key, equals, value = part.partition("=")
        key = key.strip()
        if not equals or not key:
            raise BadParameters(f"« clé=valeur » attendu, au lieu de « {part.strip()} »")
        if key in found:
            raise BadParameters(f"« {key} » donné deux fois")
        shown = value.strip()
        found[key] = None if shown in ("", NONE) else _value(shown)
    return found


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(one) for one in value) + "]"
    if value is None:
        return NONE
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return (
        str(value)
        if PLAIN.fullmatch(value) and value == value.strip()
        else json.dumps(value, ensure_ascii=False)
    )


def _split(text: str) -> Iterator[str]:
    """Parts between « ; » or line ends that stand outside brackets and quotes."""
    part, depth, quote = "", 0, ""
    for sign in text:
        if quote:
            quote = "" if sign == quote and not part.endswith("\\") else quote
        elif sign in "\"'" and part.rstrip()[-1:] in ("=", "[", "{", ",", ":"):
            quote = sign
        else:
            depth += (sign in OPENING) - (sign in CLOSING)
        if sign in ";\n" and not quote and depth <= 0:
            yield part
            part = ""
        else:
            part += sign
    yield part


def _value(text: str) -> Tree:
    """Brackets and quotes are read as YAML; anything else is the text itself."""
    if not text.startswith(("[", "{", '"', "'")):
        return text
    try:
        raw = parse_yaml("value: " + text, "")
    except UnreadableFile as error:
        raise BadParameters(f"crochets ou guillemets mal fermés dans « {text} »") from error
    if raw.findings:
        raise BadParameters(raw.findings[0].expected)
    return raw.content.get("value", "")
