"""ledger.jsonl: the book on disk, one posting a line, only ever added to, each line sealed with the one before.

A line bears `previous`, the seal of the line above, and `seal`, a hash of all the rest of it: a line that was changed,
taken out or moved shows. Reading counts everything again and refuses a book that does not add up.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from rostering.errors import InvalidInstance, Mistake
from rostering.files.atomic import write_text
from rostering.files.mistakes import findings_of
from rostering.files.yaml_form import decode, parse_yaml
from rostering.memory.book import Book, Posting

NAME = "ledger.jsonl"
SEALS = ("previous", "seal")
NOT_A_POSTING = "ce n'est pas une écriture du livre ; reprendre le fichier d'une sauvegarde"


def load_book(path: Path) -> Book:
    """The book of a file, an empty one when there is no file.

    Raises InvalidInstance with every line that is damaged or does not add up.
    """
    if not path.exists():
        return Book()
    mistakes: list[Mistake] = []
    postings: list[Posting] = []
    seal = ""
    for number, text in enumerate(decode(path).splitlines(), 1):
        content, found = _parsed(text, number)
        mistakes += found or _unsealed(content, seal, number)
        seal = str(content.get("seal", ""))
        if found:
            continue
        posting, said = _posting(text, content, number)
        mistakes += said
        if posting is not None:
            mistakes += _wrong(posting, postings, number)
            postings.append(posting)
    if mistakes:
        raise InvalidInstance(str(path), tuple(mistakes))
    return Book(tuple(postings))


def append(path: Path, book: Book, added: Sequence[Posting]) -> Book:
    """Adds postings under those of `book`, which the file holds; all of them or none.

    Raises OutputError.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    before += "" if before.endswith("\n") or not before else "\n"
    seal = json.loads(before.splitlines()[-1])["seal"] if before else ""
    lines = []
    for posting in added:
        line, seal = _sealed(posting, seal)
        lines.append(line)
    write_text(path, before + "".join(f"{line}\n" for line in lines))
    return Book((*book.postings, *added))


def continued(source: Path, target: Path) -> None:
    """Takes a book along: what is there already must be its beginning, or go on from its end.

    Raises InvalidInstance when the two books differ, OutputError.
    """
    book = source.read_text(encoding="utf-8").splitlines()
    there = target.read_text(encoding="utf-8").splitlines() if target.exists() else []
    shared = min(len(book), len(there))
    if book[:shared] != there[:shared]:
        number = next(
            n for n, (one, other) in enumerate(zip(book, there, strict=False), 1) if one != other
        )
        expected = (
            f"un autre livre est déjà ici, différent de {source} : en choisir un avec --ledger"
        )
        raise InvalidInstance(str(target), (Mistake(f"ligne {number}", "", expected),))
    if len(there) < len(book):
        write_text(target, "".join(f"{line}\n" for line in book))


def _sealed(posting: Posting, previous: str) -> tuple[str, str]:
    """The line of a posting and its seal."""
    content = posting.model_dump(mode="json", exclude_defaults=True)
    content["previous"] = previous
    seal = _hash(content)
    return json.dumps({**content, "seal": seal}, ensure_ascii=False), seal


def _hash(content: dict[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _parsed(text: str, number: int) -> tuple[dict[str, Any], list[Mistake]]:
    """The object of a line, or what is wrong with it."""
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        content = None
    if isinstance(content, dict):
        return content, []
    return {}, [Mistake(f"ligne {number}", text[:40], NOT_A_POSTING)]


def _unsealed(content: dict[str, Any], seal: str, number: int) -> Iterator[Mistake]:
    """Lines changed since they were written, or out of their place."""
    plain = {key: value for key, value in content.items() if key != "seal"}
    if content.get("seal") != _hash(plain):
        expected = "cette ligne a été modifiée après coup ; reprendre le fichier d'une sauvegarde"
        yield Mistake(f"ligne {number}, clé seal", str(content.get("seal", "")), expected)
    if content.get("previous") != seal:
        expected = "la ligne d'avant a été modifiée, déplacée ou retirée ; reprendre une sauvegarde"
        yield Mistake(f"ligne {number}, clé previous", str(content.get("previous", "")), expected)


def _posting(
    text: str, content: dict[str, Any], number: int
) -> tuple[Posting | None, list[Mistake]]:
    """The posting of a line, or every mistake of its shape."""
    plain = {key: value for key, value in content.items() if key not in SEALS}
    try:
        return Posting.model_validate(plain), []
    except ValidationError as error:
        raw = parse_yaml(text, "")  # JSON is YAML: its keys come with it
        found = raw.mistakes(findings_of(error, raw, Posting))
        return None, [
            Mistake(one.place.replace("ligne 1", f"ligne {number}", 1), one.read, one.expected)
            for one in found
        ]


def _wrong(posting: Posting, before: Sequence[Posting], number: int) -> Iterator[Mistake]:
    """What does not add up: the rank, the sum of the duties, a duty twice, a closing twice."""
    place = f"ligne {number}"
    if posting.number != number:
        expected = f"numéro {number} attendu : il manque une ligne, ou il y en a une de trop"
        yield Mistake(f"{place}, clé number", str(posting.number), expected)
    if posting.counted != posting.duties:
        expected = f"le compte n'est pas bon : les écritures en donnent {posting.counted}"
        yield Mistake(f"{place}, clé duties", str(posting.duties), expected)
    planned = Counter(
        (one.shift, one.gains) for one in posting.entries if one.why == "garde" and one.shift
    )
    for shift, doctor in (pair for pair, count in planned.items() if count > 1 and pair[1]):
        yield Mistake(f"{place}, clé entries", f"{shift}, {doctor}", "garde écrite deux fois")
    earlier = Book(tuple(before))
    is_closed = earlier.standing(posting.about, "cloture") is not None
    stands = is_closed or earlier.standing(posting.about, "reprise") is not None
    if posting.act == "cloture" and is_closed:
        yield Mistake(f"{place}, clé about", posting.about, "tableau déjà clos plus haut")
    if posting.act == "reouverture" and not stands:
        yield Mistake(f"{place}, clé about", posting.about, "ce tableau n'était pas clos")
