"""Which keys are allowed at a location of an instance: read from the models, so never out of date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from rostering.files.source import Location, RawDocument
from rostering.instance import Instance


def keys_allowed(
    raw: RawDocument, location: Location, root: type[BaseModel] = Instance
) -> tuple[str, ...]:
    """The keys a mapping at that location may have; () where no model is."""
    return tuple(
        dict.fromkeys(key for found in models_at(raw, location, root) for key in found.model_fields)
    )


def is_idle(raw: RawDocument, location: Location, value: object) -> bool:
    """True of a known key without a value, unless nothing is a value of its own there (no limit at all)."""
    if value is not None:
        return False
    fields = [
        found.model_fields[str(location[-1])]
        for found in models_at(raw, location[:-1], Instance)
        if location[-1] in found.model_fields
    ]
    meant = [
        one for one in fields if one.default is not None and type(None) in get_args(one.annotation)
    ]
    return bool(fields) and not meant


def models_at(raw: RawDocument, location: Location, root: type[BaseModel]) -> list[type[BaseModel]]:
    """The models that may stand at a location; a union is narrowed by the `kind` that was typed."""
    found: list[type[BaseModel]] = [root]
    for depth, part in enumerate(location):
        if isinstance(part, int):
            kind = raw.at((*location[: depth + 1], "kind"))
            found = [one for one in found if _is_kind(one, kind)] or found
        else:
            found = [
                inner
                for one in found
                if part in one.model_fields
                for inner in _models(one.model_fields[part].annotation)
            ]
    return found


def _is_kind(one: type[BaseModel], kind: object) -> bool:
    return "kind" in one.model_fields and one.model_fields["kind"].default == kind


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model named in a type: of optionals, tuples, annotated types and unions."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (Union, tuple) or get_args(annotation):
        for inner in get_args(annotation):
            yield from _models(inner)
