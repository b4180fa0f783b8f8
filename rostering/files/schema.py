"""The JSON Schema of the text form, for editors that complete and underline."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from rostering.domain.vocabulary import parse_clock
from rostering.instance import Instance

CLOCK: JsonSchemaValue = {
    "type": "string",
    "pattern": r"^([01]?[0-9]|2[0-4])(:(00|15|30|45)|h(00|15|30|45)?)?$",
    "examples": ["20:00", "8h30", "24:00"],
}
"""A wall-clock time as typed in files (inside, it is a number of minutes)."""


class _Schema(GenerateJsonSchema):
    """Says that times are texts."""

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """The schema of a clock, or of what the function precedes."""
        if schema["function"]["function"] is parse_clock:
            return dict(CLOCK)
        return super().function_before_schema(schema)


def instance_schema() -> dict[str, Any]:
    """The schema of an instance in YAML, `ics` included (a calendar read when the file is)."""
    schema = Instance.model_json_schema(schema_generator=_Schema)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Territoire de garde"
    schema["$defs"]["Availability"]["properties"]["ics"] = {
        "type": "string",
        "description": "Agenda (.ics) du médecin, relatif à ce fichier ; seules les heures sont lues.",
    }
    return schema
