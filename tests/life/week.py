"""A published week: four doctors, an evening a day, one on Sunday morning too, in a folder of its own."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl

from rostering.domain.period import zone_info
from rostering.expand import expand
from rostering.files.load import load_instance, save_instance
from rostering.instance import Instance
from rostering.workflow.published import Published, Signature, load_published, publish
from tests.build import doctor, facts, line, window

EVENING, SUNDAY = "2027-02-{:02d}-mmg-soir", "2027-02-07-mmg-matin"
HOLDERS = ("anne", "bruno", "chloe", "damien", "anne", "bruno", "chloe")
"""Who holds the evenings of Monday 1 to Sunday 7 February 2027; Sunday morning is Damien's."""
PEOPLE = (
    ("anne", "Delattre", "Anne", "03 00 00 00 01", "anne.delattre@exemple.invalid"),
    ("bruno", "Vasseur", "Bruno", "03 00 00 00 02", ""),
    ("chloe", "Lemoine", "Chloé", "", "chloe.lemoine@exemple.invalid"),
    ("damien", "Carpentier", "Damien", "", ""),
)
RULES = ("coverage", "eligibility", "absence", "one_place", "fair_share", "wish")
BEFORE = datetime(2027, 1, 11, 9, 0, tzinfo=zone_info("Europe/Paris"))
"""Before every deadline of the week."""


def evening(day: int) -> str:
    """The evening of that day of February 2027."""
    return EVENING.format(day)


def territory(*more_rules: dict[str, Any], **fields: Any) -> Instance:
    """The week's territory; Anne is away on Sunday 7. `mmg`: what its only line says besides."""
    people = [
        doctor(id_, last_name=last, first_name=first, phone=phone, email=email,
               rpps=f"9970000000{number}")
        for number, (id_, last, first, phone, email) in enumerate(PEOPLE, 1)
    ]  # fmt: skip
    windows = (window("soir", "20:00", "24:00"), window("matin", "08:00", "14:00", ["dimanche_jf"]))
    mmg = line("mmg", *windows, label="MMG", **fields.pop("mmg", {}))
    stated = facts([mmg], people, **{
        "title": "Semaine d'essai",
        "sites": ({"id": "mmg", "label": "Maison médicale"}, {"id": "autre"}),
        "availability": ({"doctor": "anne", "level": "impossible", "date": "2027-02-07"},),
    } | fields)  # fmt: skip
    rules = [{"kind": kind} for kind in RULES]
    return Instance.model_validate({**dict(stated), "rules": [*rules, *more_rules]})


def signed(who: str = "Coordination", now: datetime = BEFORE, **fields: str) -> Signature:
    """A signature before the week."""
    return Signature(who, now=now, **fields)


def pairs() -> list[tuple[str, str]]:
    """The roster of the week."""
    evenings = [(who, evening(day)) for day, who in enumerate(HOLDERS, 1)]
    return [*evenings, ("damien", SUNDAY)]


def published_week(folder: Path, *more_rules: dict[str, Any], **fields: Any) -> Published:
    """The week published in that folder, as its version 1 or as the next one."""
    folder.mkdir(parents=True, exist_ok=True)
    save_instance(territory(*more_rules, **fields), folder / "instance.yaml")
    known = expand(load_instance(folder / "instance.yaml")).shift_by_id
    told = [{"doctor": who, "shift": shift} for who, shift in pairs() if shift in known]
    draft = folder / "brouillon.json"
    draft.write_text(json.dumps({"format": 1, "assignments": told}), encoding="utf-8")
    publish(folder, draft, None, signed())
    draft.unlink()
    return load_published(folder)


def cell_of(workbook: Path, shift: str) -> str:
    """The doctor cell of a duty in « Gardes »."""
    sheet = openpyxl.load_workbook(workbook)["Gardes"]
    heads = {cell.value: cell.column_letter for cell in sheet[5] if cell.value}
    code, who = heads["Code du poste"], heads["Médecin"]
    rows = [cell.row for cell in sheet[code] if cell.value == shift]
    return f"{who}{rows[0]}"


def edited(folder: Path, name: str, changes: dict[str, str | None]) -> Path:
    """The folder's tableau saved elsewhere under that name, with those duties given to those doctors."""
    target = folder.parent / name
    book = openpyxl.load_workbook(folder / "tableau.xlsx")
    for shift, who in changes.items():
        book["Gardes"][cell_of(folder / "tableau.xlsx", shift)] = who
    book.save(target)
    return target
