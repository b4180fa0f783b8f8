"""The JSON Schema for editors says what files say."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from rostering.files.schema import CLOCK, instance_schema
from rostering.files.yaml_write import write_yaml
from rostering.rules import RULES
from tests.files.rich import RICH, instance

SCHEMA = instance_schema()


def test_times_are_texts_everywhere() -> None:
    """No clock is described as a number of minutes."""
    window = SCHEMA["$defs"]["Window"]["properties"]
    assert (window["start"]["type"], window["end"]["type"]) == ("string", "string")
    usual = SCHEMA["$defs"]["UsualHours"]["properties"]["morning"]["anyOf"]
    assert [one["type"] for one in usual] == ["string", "null"]


@pytest.mark.parametrize(
    ("text", "right"),
    [("20:00", True), ("8h", True), ("8h30", True), ("24:00", True), ("08:15", True), ("20", True),
     ("20:10", False), ("25:00", False), ("minuit", False)],
)  # fmt: skip
def test_the_pattern_of_times(text: str, right: bool) -> None:
    """Quarter hours, with « : » or « h »."""
    assert (re.match(CLOCK["pattern"], text) is not None) == right


def test_every_rule_is_described() -> None:
    """The union of rules names each kind."""
    mapping = SCHEMA["properties"]["rules"]["items"]["discriminator"]["mapping"]
    assert set(mapping) == {rule.example().kind for rule in RULES}


def test_unknown_keys_are_refused_and_calendars_known() -> None:
    """`additionalProperties: false` everywhere; `ics` is a key of availability."""
    assert SCHEMA["additionalProperties"] is False
    assert SCHEMA["$defs"]["Availability"]["additionalProperties"] is False
    assert "ics" in SCHEMA["$defs"]["Availability"]["properties"]


def test_it_is_json() -> None:
    """Dumped and read again it is the same."""
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


def test_what_we_write_has_only_keys_of_the_schema() -> None:
    """Each key of the rich instance's YAML stands in the schema, where it is."""
    content = yaml.safe_load(write_yaml(instance(RICH)))
    assert _strangers(content, SCHEMA) == []


def _strangers(node: Any, schema: dict[str, Any]) -> list[str]:
    """Keys that the schema does not know."""
    if "$ref" in schema:
        return _strangers(node, SCHEMA["$defs"][schema["$ref"].split("/")[-1]])
    if "oneOf" in schema and isinstance(node, dict):
        ref = schema["discriminator"]["mapping"][node["kind"]]
        return _strangers(node, {"$ref": ref})
    for branch in schema.get("anyOf", ()):
        if "$ref" in branch or "items" in branch:
            return _strangers(node, branch)
    if isinstance(node, dict):
        known = schema["properties"]
        unknown = [key for key in node if key not in known]
        return unknown + [
            key for name in node if name in known for key in _strangers(node[name], known[name])
        ]
    if isinstance(node, list):
        return [key for one in node for key in _strangers(one, schema["items"])]
    return []
