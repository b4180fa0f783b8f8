"""What pydantic found wrong, said in French: read, expected, nearest valid spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from rostering.files.dates import what_is_wrong
from rostering.files.shape import keys_allowed
from rostering.files.source import Finding, Location, RawDocument, Tree, step
from rostering.files.spelling import as_code, did_you_mean, one_of
from rostering.instance import Instance

ErrorDetails = Mapping[str, Any]
PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$": "code attendu : lettres sans accent, chiffres, « - », « _ » ou « . »",
    r"^(\d{11})?$": "11 chiffres attendus (RPPS)",
    r"^(\d{5})?$": "code postal de 5 chiffres attendu",
    r"^([0-9A-Z]{9})?$": "9 chiffres ou majuscules attendus (FINESS)",
    r"^(\d{14})?$": "14 chiffres attendus (SIRET)",
    r"^(\d{2,3}|2A|2B)$": "numéro de département attendu (62, 2A, 971)",
}
BOUNDS = {
    "greater_than": ("gt", "nombre supérieur à {} attendu"),
    "greater_than_equal": ("ge", "au moins {} attendu"),
    "less_than": ("lt", "nombre inférieur à {} attendu"),
    "less_than_equal": ("le", "au plus {} attendu"),
    "decimal_max_places": ("decimal_places", "{} décimales au plus"),
    "decimal_max_digits": ("max_digits", "{} chiffres au plus"),
    "decimal_whole_digits": ("whole_digits", "{} chiffres au plus avant la virgule"),
    "string_too_long": ("max_length", "{} caractères au plus"),
    "string_too_short": ("min_length", "au moins {} caractères attendus"),
    "too_long": ("max_length", "liste de {} éléments au plus attendue"),
    "too_short": ("min_length", "liste d'au moins {} éléments attendue"),
    "multiple_of": ("multiple_of", "multiple de {} attendu"),
}
FAMILIES = (
    (("date_", "datetime_"), "date"),
    (("int_",), "nombre entier attendu"),
    (("decimal_", "float_", "finite_number"), "nombre attendu, par exemple 0.5"),
    (("bool_",), "vrai ou faux attendu (true ou false)"),
    (("tuple_", "list_", "set_", "frozen_set_", "iterable_"), "liste attendue"),
    (("model_", "dict_", "mapping_", "dataclass_"), "clés et valeurs attendues (clé: valeur)"),
    (("string_",), "texte attendu"),
    (("timezone_",), "fuseau horaire attendu à la fin : 2026-11-17T08:30:00Z"),
    (("time_",), "heure attendue, par exemple 20:00"),
)


def findings_of(
    error: ValidationError, raw: RawDocument, root: type[BaseModel] = Instance
) -> Iterator[Finding]:
    """One finding for each location; the branches of « soit… soit » types are joined by « ou »."""
    groups: defaultdict[Location, list[ErrorDetails]] = defaultdict(list)
    for details in error.errors(include_url=False, include_input=False):
        if not _follows_from_another(details, raw):
            groups[location_of(details["loc"], details["type"], raw)].append(details)
    for location, group in groups.items():
        said = dict.fromkeys(_expected(details, location, raw, root) for details in group)
        yield Finding(location, _read(group[0], location, raw), " ou ".join(said))


def location_of(loc: Location, type_: str, raw: RawDocument) -> Location:
    """pydantic's location without the names of union branches, which nobody typed."""
    kept: list[str | int] = []
    node: Tree = raw.content
    for index, part in enumerate(loc):
        last_missing = index == len(loc) - 1 and type_ == "missing"
        typed = isinstance(node, dict) and part in node
        if typed or last_missing or step(node, part) is not None:
            kept.append(part)
            node = step(node, part)
    return tuple(kept)


def _follows_from_another(details: ErrorDetails, raw: RawDocument) -> bool:
    """A list « too short » because its entries are wrong is not a mistake of its own."""
    return details["type"] == "too_short" and bool(raw.at(details["loc"]))


def _read(details: ErrorDetails, location: Location, raw: RawDocument) -> str:
    if details["type"] == "extra_forbidden":
        return str(location[-1])
    if details["type"] == "union_tag_invalid":
        return str(details["ctx"]["tag"])
    node = raw.at(location)
    return node if isinstance(node, str) else ""


def _expected(
    details: ErrorDetails, location: Location, raw: RawDocument, root: type[BaseModel]
) -> str:
    type_, context = details["type"], details.get("ctx", {})
    read = _read(details, location, raw)
    if type_ in ("missing", "union_tag_not_found"):
        return _missing(location, type_, raw)
    if type_ == "extra_forbidden":
        allowed = keys_allowed(raw, location[:-1], root)
        return "clé inconnue" + (did_you_mean(read, allowed) or f" (possibles : {_list(allowed)})")
    if type_ in ("enum", "literal_error", "union_tag_invalid"):
        return choice(read, words_in(context.get("expected", context.get("expected_tags", ""))))
    if type_ in ("value_error", "assertion_error"):
        return str(context.get("error", "")) or "valeur non valable"
    if type_ == "string_pattern_mismatch":
        return _pattern(read, context["pattern"])
    if type_ in BOUNDS:
        key, words = BOUNDS[type_]
        return words.format(context.get(key, ""))
    return _family(type_, read, raw)


def _missing(location: Location, type_: str, raw: RawDocument) -> str:
    key = "kind" if type_ == "union_tag_not_found" else location[-1]
    if raw.form == "workbook" and key == "windows":
        return "aucune plage pour ce poste dans la feuille « Plages »"
    if raw.form == "workbook":
        return (
            "au moins une ligne attendue"
            if key in ("lines", "doctors")
            else "case obligatoire vide"
        )
    return f"clé obligatoire absente : {key}"


def _family(type_: str, read: str, raw: RawDocument) -> str:
    said = next((words for starts, words in FAMILIES if type_.startswith(starts)), "")
    if said == "date":
        return what_is_wrong(read, raw.form)
    if said.startswith("nombre") and "," in read:
        return f"nombre attendu, avec un point : {read.replace(',', '.')}"
    if said == "liste attendue" and read:
        return f"liste attendue : [{read}]"
    return said or "valeur non valable"


def _pattern(read: str, pattern: str) -> str:
    said = PATTERNS.get(pattern, f"texte de la forme {pattern} attendu")
    if "chiffres attendus" in said and read.isdigit():
        return f"{said}, {len(read)} lus"
    if said.startswith("code attendu") and (code := as_code(read)):
        return f"{said} ; par exemple « {code} »"
    return said


def choice(read: str, words: list[str]) -> str:
    """ "« a », « b » ou « c » attendu ; vouliez-vous dire « b » ?"."""
    return f"{one_of(words)} attendu{did_you_mean(read, words)}"


def words_in(expected: str) -> list[str]:
    """The words of pydantic's "'a', 'b' or 'c'"."""
    return re.findall(r"'([^']*)'", expected) or [expected]


def _list(keys: tuple[str, ...]) -> str:
    return ", ".join(keys) or "aucune"
