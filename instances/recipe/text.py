"""Instance files as text: comments, one line for each doctor, window and wish, times in quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PLAIN = re.compile(
    r"(?:-(?=\d))?[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9_.@’()/–-]*( [A-Za-zÀ-ÿ0-9_.@’()/–-]+)*$"
)
"""Text that YAML reads as it stands, inside braces too."""
NUMERIC = re.compile(r"0\d+|\d{5,}")
"""Codes that a careless reader would take for numbers: kept in quotes."""
BLOCKS = frozenset({"lines"})
"""Lists whose elements are written over several lines."""


@dataclass(frozen=True)
class Note:
    """A comment between the elements of a list."""

    text: str


def scalar(value: Any) -> str:
    """A value as YAML text; quoted as soon as it could be read otherwise."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if PLAIN.match(text) and not NUMERIC.fullmatch(text) and not isinstance(value, Quoted):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Quoted(str):
    """Text always written in quotes: a département, a time."""


def flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value)


def write(header: str, document: Mapping[str, Any]) -> str:
    """The whole file: the header as comments, then each key in order."""
    comments = [f"# {line}".rstrip() for line in header.strip().splitlines()]
    body = [line for key, value in document.items() for line in entry(key, value, "")]
    return "\n".join([*comments, "", *body]) + "\n"


def entry(key: str, value: Any, indent: str) -> Iterator[str]:
    """The lines of one key."""
    if not isinstance(value, list | tuple) or not any(isinstance(x, Mapping) for x in value):
        yield f"{indent}{key}: {flow(value)}"
        return
    if not indent:
        yield ""
    yield f"{indent}{key}:"
    yield from elements(value, indent + "  ", key in BLOCKS)


def elements(values: Sequence[Any], indent: str, in_block: bool) -> Iterator[str]:
    """The elements of a list of mappings, with the notes between them."""
    for value in values:
        if isinstance(value, Note):
            yield f"{indent}# {value.text}"
        elif in_block:
            inner = [
                line for key, part in value.items() for line in entry(key, part, indent + "  ")
            ]
            yield f"{indent}- {inner[0].strip()}"
            yield from inner[1:]
        else:
            yield f"{indent}- {flow(value)}"
