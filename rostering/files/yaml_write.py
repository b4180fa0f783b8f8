"""The YAML form, written: a readable file in a stable order, with quotes wherever YAML would lie."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from rostering.domain.document import Document
from rostering.domain.line import SasBlock
from rostering.domain.vocabulary import Function
from rostering.instance import Instance
from rostering.rules.base import Rule

SCHEMA_LINE = "# yaml-language-server: $schema=instance.schema.json"
WIDTH = 110
HEADINGS = {
    "horizon": "Période du tableau",
    "calendar": "Lecture des jours",
    "change_deadline": "Jusqu'à quand une garde change de mains",
    "categories": "Catégories d'équité",
    "sectors": "Secteurs",
    "sites": "Sites",
    "travel": "Trajets entre sites (minutes)",
    "lines": "Postes de garde et leurs plages",
    "doctors": "Médecins",
    "availability": "Absences et souhaits",
    "pinned": "Gardes convenues d'avance",
    "waivers": "Dérogations acceptées",
    "ledger": "Reliquats",
    "feasts": "Fêtes déjà servies",
    "refused": "Points de souhaits refusés avant",
    "memory": "Ce qui est retenu du passé",
    "previous": "Derniers jours du tableau précédent",
    "recipients": "À qui le tableau est envoyé",
    "rules": "Règles",
}
"""The French comment above each section."""
ALIKE = re.compile(
    r"[-+.~]?\d|(?i:true|false|yes|no|on|off|y|n|null|nan|inf|~|=|<<)$|[-+.]?\.?(?i:inf|nan)$"
)
"""Texts that one YAML reader or another takes for a number, a date, a boolean or nothing."""
DATE = re.compile(r"\d{4}-\d\d-\d\d")


def write_yaml(instance: Instance) -> str:
    """The file's text; what equals the default is left out."""
    content = plain(instance)
    parts = [f"{SCHEMA_LINE}\n# Territoire : {_one_line(instance.name)}\n"]
    head = {key: value for key, value in content.items() if key not in HEADINGS}
    parts.append(_section(head, ""))
    for key, heading in HEADINGS.items():
        if key in content:
            parts.append(_section({key: content[key]}, heading))
    return "\n".join(parts)


def plain(instance: Instance) -> dict[str, Any]:
    """The instance as nested dicts without defaults; dates and numbers keep a mark of what they are."""
    content: dict[str, Any] = {"format": Bare("1")}
    content |= _document(instance)
    return content


class Bare(str):
    """Text written without quotes: a number, a date, a boolean."""

    __slots__ = ()


def _document(document: Document) -> dict[str, Any]:
    """The fields that differ from their default, in the order of the model; `kind` always."""
    kept: dict[str, Any] = {}
    shown = document.model_dump(mode="json")
    for name, field in type(document).model_fields.items():
        value = getattr(document, name)
        if name == "format" or _is_implied(document, name):
            continue
        if (
            (name == "kind" and isinstance(document, Rule))
            or field.is_required()
            or value != field.get_default(call_default_factory=True)
        ):
            kept[name] = _value(value, shown[name])
    return kept


def _is_implied(document: Document, name: str) -> bool:
    """The usual block of a SAS line goes without saying."""
    function = getattr(document, "function", None)
    return name == "sas" and function is Function.SAS and getattr(document, "sas") == SasBlock()  # noqa: B009


def _value(value: Any, shown: Any) -> Any:
    """`shown` is the JSON of `value`; what is no text there, or is a date or a decimal, is bare."""
    if isinstance(value, Document):
        return _document(value)
    if isinstance(value, tuple | list):
        return [_value(one, other) for one, other in zip(value, shown, strict=True)]
    if isinstance(value, dict):
        return {str(key): _value(value[key], shown[key]) for key in value}
    if value is None:
        return Bare("null")
    if isinstance(value, bool):
        return Bare("true" if value else "false")
    if isinstance(value, str) or (isinstance(value, int) and isinstance(shown, str)):
        return str(shown)
    if isinstance(value, Decimal):
        return Bare(format(value.normalize() + 0, "f"))
    return Bare(format(value, ".15g") if isinstance(value, float) else shown)


def _section(content: dict[str, Any], heading: str) -> str:
    node = _node(content)
    node.flow_style = False
    text = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=WIDTH)
    return (f"# {heading}\n" if heading else "") + str(text)


class _Dumper(yaml.SafeDumper):
    """Lists are set in under their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Never without a step to the right."""
        super().increase_indent(flow, False)


def _node(value: Any) -> Any:
    """A YAML node; whatever fits on one line is put on one line."""
    if isinstance(value, dict):
        pairs = [(_node(key), _node(one)) for key, one in value.items()]
        mapping = yaml.MappingNode("tag:yaml.org,2002:map", pairs)
        mapping.flow_style = _fits(value)
        return mapping
    if isinstance(value, list):
        sequence = yaml.SequenceNode("tag:yaml.org,2002:seq", [_node(one) for one in value])
        sequence.flow_style = all(isinstance(one, str) for one in value) or not value
        return sequence
    if isinstance(value, Bare):
        return yaml.ScalarNode(_tag(value), str(value))
    style = "'" if ALIKE.match(value) or value == "" else None
    return yaml.ScalarNode("tag:yaml.org,2002:str", value, style=style)


def _tag(text: str) -> str:
    if text == "null":
        return "tag:yaml.org,2002:null"
    if text in ("true", "false"):
        return "tag:yaml.org,2002:bool"
    if DATE.fullmatch(text):
        return "tag:yaml.org,2002:timestamp"
    return f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}"


def _fits(value: dict[str, Any]) -> bool:
    """A mapping of plain values (and short lists of them) short enough for a line."""
    flat = all(
        isinstance(one, str) or (isinstance(one, list | dict) and _is_small(one))
        for one in value.values()
    )
    return flat and len(str(value)) < WIDTH - 20


def _is_small(value: list[Any] | dict[str, Any]) -> bool:
    inner = value.values() if isinstance(value, dict) else value
    return all(isinstance(one, str) for one in inner)


def _one_line(text: str) -> str:
    return " ".join(text.split())
