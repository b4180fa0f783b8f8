"""rapport.json: what a finished territory is known by, so that it is not done again, with its figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from rostering import summary
from rostering.domain.document import Document
from rostering.scale.order import Figures, Order
from rostering.workflow import Delivery

NAME = "rapport.json"


class Record(Document):
    """The report of one territory, and its identity: same sources or same content, same settings, same engine."""

    format: Literal[1] = 1
    engine: str
    instance_hash: str
    settings: Mapping[str, str]
    workbooks: bool
    sources: Mapping[str, str]
    figures: Figures
    tiers: Mapping[str, int] = {}
    costs: Mapping[str, int] = {}
    warnings: tuple[str, ...] = ()
    version: int = 1
    cpu: float = 0.0

    def answers(self, order: Order) -> bool:
        """Was it made as this order asks, whatever the file says?"""
        asked = (order.engine, settings_of(order))
        return (self.engine, dict(self.settings)) == asked and self.workbooks >= order.workbooks


def settings_of(order: Order) -> dict[str, str]:
    """What may change a roster; not the cores, which differ from machine to machine."""
    settings = order.settings
    return {
        "time": str(settings.seconds),
        "seed": str(settings.seed),
        "reproducible": str(settings.reproducible).lower(),
        "certify": str(settings.certify).lower(),
    }


def record_of(order: Order, delivery: Delivery, sources: Mapping[str, str], cpu: float) -> Record:
    """What is kept of a roster just made; without seconds when two runs must be alike."""
    answer: dict[str, Any] = summary.delivered(delivery)
    told = answer | answer["counts"]
    return Record(
        engine=order.engine,
        instance_hash=delivery.publication.instance_hash,
        settings=settings_of(order),
        workbooks=order.workbooks,
        sources=dict(sources),
        figures=Figures(**{field.name: told[field.name] for field in fields(Figures)}),
        tiers=answer["tiers"],
        costs=answer["costs"],
        warnings=tuple(answer["warnings"]),
        version=delivery.publication.version,
        cpu=0.0 if order.settings.reproducible else round(cpu, 2),
    )


def as_text(record: Record) -> str:
    """The file, sorted: the same for the same record."""
    content = record.model_dump(mode="json") | {"figures": asdict(record.figures)}
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_record(folder: Path) -> Record | None:
    """The record of a folder; None when there is none that can be trusted."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
        record = Record.model_validate_json(text)
    except (OSError, UnicodeDecodeError, ValidationError):
        return None
    return record if (folder / "roster.json").is_file() else None


def digests(sources: tuple[Path, ...], base: Path) -> dict[str, str]:
    """SHA-256 of each file, by its path from the territory's own folder; "" for one that cannot be read."""
    return {_told(path, base): _digest(path) for path in sources}


def is_unchanged(record: Record, path: Path) -> bool:
    """Are the files that it was made from the same to the byte?"""
    return bool(record.sources) and all(
        _digest(path.parent / name) == digest for name, digest in record.sources.items()
    )


def _told(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
