"""The YAML form, read: every scalar stays the text that was typed, with its line.

The parser's events are walked with a stack of our own rather than composed: PyYAML's composer recurses
in C and a file of a hundred thousand brackets kills the process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from rostering.errors import Mistake, UnreadableFile
from rostering.files.source import Finding, Location, Mark, RawDocument, Tree

NEW_LINE = b"\n"
DEEPEST = 40
"""Levels of nesting; an instance has eight."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
HINTS = (
    (
        "cannot start any token",
        "texte à mettre entre guillemets, ou tabulation à remplacer par des espaces",
    ),
    ("mapping values are not allowed", "« : » de trop, ou texte à mettre entre guillemets"),
    ("could not find expected ':'", "« : » attendu après la clé"),
    ("did not find expected key", "décalage (nombre d'espaces en début de ligne) incohérent"),
    ("did not find expected '-'", "« - » attendu, ou décalage incohérent"),
    ("found unexpected end of stream", "guillemet jamais refermé"),
    ("did not find expected ',' or", "« , », « ] » ou « } » attendu"),
    ("characters are not allowed", "caractère invisible non permis"),
)
STARTS = ("while scanning a simple key", "while scanning a quoted scalar")
"""What is better shown where it began than where the parser gave up."""


def read_yaml(path: Path) -> RawDocument:
    """The file's tree of text and the line of each part.

    Raises UnreadableFile when it is no YAML document.
    """
    return parse_yaml(decode(path), str(path))


def decode(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or the old Windows encoding (cp1252)."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(str(path), "fichier", _missing(error)) from error
    if content.startswith(b"PK\x03\x04"):
        raise unreadable(str(path), "fichier", "c'est un classeur : lui donner l'extension .xlsx")
    named = next((name for mark, name in ENCODINGS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(named)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    text = content.decode("cp1252", errors="replace")
    if "\ufffd" in text or "Ã" in text:  # neither encoding, or a damaged UTF-8 file
        raise unreadable(str(path), f"ligne {line}", "texte illisible : enregistrer en UTF-8")
    return text


def parse_yaml(text: str, path: str) -> RawDocument:
    """The tree of a YAML text; duplicate keys, aliases and tags are findings."""
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise unreadable(path, _where(error), _hint(str(error))) from error
    except yaml.YAMLError as error:
        before = text.encode()[: getattr(error, "position", 0)]
        place = f"ligne {before.count(NEW_LINE) + 1}"
        raise unreadable(path, place, _hint(str(error))) from error
    except _Refused as refused:
        raise unreadable(path, f"ligne {refused.line}", refused.reason) from refused
    if not isinstance(builder.root, dict) or not builder.root:
        reason = "fichier vide" if builder.root in (None, {}) else "clés attendues (id:, horizon:…)"
        raise unreadable(path, "ligne 1", reason)
    return RawDocument(path, "yaml", builder.root, builder.marks, tuple(builder.findings))


def unreadable(path: str, place: str, expected: str) -> UnreadableFile:
    """The error of one sentence."""
    return UnreadableFile(path, (Mistake(place, "", expected),))


class _Refused(Exception):
    """Something that stops the reading: several documents, or absurd depth."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line, self.reason = line, reason


@dataclass
class _Open:
    """A list or mapping being filled; `key` is the pending key of a mapping."""

    node: list[Tree] | dict[str, Tree]
    location: Location
    key: str | None = None
    dropped: bool = False


@dataclass
class _Builder:
    """Takes the parser's events one by one and grows the tree."""

    root: Tree | None = None
    marks: dict[Location, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    documents: int = 0
    dead: int = 0

    def take(self, event: yaml.Event) -> None:
        """One event of the parser."""
        line = _line(event)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(line, "un seul document par fichier (« --- » de trop)")
        elif isinstance(event, yaml.AliasEvent):
            self._flag(
                line, f"*{event.anchor}", "les renvois (« * ») ne sont pas permis : recopier"
            )
            self._place("", line, null=True)
        elif isinstance(event, yaml.ScalarEvent):
            self._tagged(event.tag, line)
            plain_null = event.implicit[0] and event.value in NULLS
            self._place(event.value, line, null=plain_null or event.tag == "tag:yaml.org,2002:null")
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], event.tag, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, event.tag, line)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()

    def _open(self, node: list[Tree] | dict[str, Tree], tag: str | None, line: int) -> None:
        if len(self.stack) >= DEEPEST:
            raise _Refused(line, "trop de niveaux imbriqués")
        self._tagged(tag, line)
        location = self._place(node, line)
        self.stack.append(_Open(node, location))

    def _tagged(self, tag: str | None, line: int) -> None:
        if tag and not tag.startswith("tag:yaml.org,2002:") and tag != "!":
            self._flag(line, tag, "les étiquettes (« ! ») ne sont pas permises")

    def _place(self, node: Tree, line: int, null: bool = False) -> Location:
        """Puts a node where it belongs and returns its location; a null is None."""
        if not self.stack:
            self.root = None if null else node
            self.marks[()] = Mark((line,), f"ligne {line}")
            return ()
        top = self.stack[-1]
        if isinstance(top.node, list):
            return self._append(top, top.node, node, line, null)
        if top.key is None:
            return self._key(top, top.node, node, line)
        location, key, top.key = (*top.location, top.key), top.key, None
        if top.dropped:
            top.dropped = False
            return (*location, f"@{line}")
        top.node[key] = None if null else node
        return location

    def _append(self, top: _Open, into: list[Tree], node: Tree, line: int, null: bool) -> Location:
        location = (*top.location, len(into))
        self.marks[location] = Mark((line,), f"ligne {line}")
        if null:
            self._flag(line, "", "élément vide dans une liste")
            node = ""
        into.append(node)
        return location

    def _key(self, top: _Open, into: dict[str, Tree], node: Tree, line: int) -> Location:
        if not isinstance(node, str):
            raise _Refused(line, "une clé est un mot, pas une liste")
        top.key = node
        location = (*top.location, node)
        if node in into or location in self.marks:
            before = self.marks[location].text
            self._flag(line, node, f"clé donnée deux fois (déjà {before})")
            top.dropped = True
        else:
            self.marks[location] = Mark((line,), f"ligne {line}")
        return location

    def _flag(self, line: int, read: str, expected: str) -> None:
        top = self.stack[-1] if self.stack else _Open({}, ())
        key = () if top.key is None else (top.key,)
        location = (*top.location, *key, f"@{line}.{len(self.findings)}")
        self.marks[location] = Mark((line,), f"ligne {line}")
        self.findings.append(Finding(location, read, expected))


def _line(event: yaml.Event) -> int:
    """The line of an event, from 1."""
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _where(error: yaml.MarkedYAMLError) -> str:
    began = error.context in STARTS
    mark = error.context_mark if began else error.problem_mark
    if mark is None:
        return "fichier"
    return f"ligne {mark.line + 1}, colonne {mark.column + 1}"


def _hint(problem: str) -> str:
    said = next((hint for words, hint in HINTS if words in problem), "")
    return "ce n'est pas du YAML" + (f" : {said}" if said else "")


def _missing(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "fichier introuvable"
    if isinstance(error, IsADirectoryError):
        return "c'est un dossier"
    return f"fichier illisible ({error.strerror})"
