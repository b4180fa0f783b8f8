"""roster.json: a roster with its certificate, its recounted cost and its identity."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, ValidationError

from rostering.domain.certificate import Certificate
from rostering.domain.document import Document
from rostering.domain.journal import Entry, Held
from rostering.domain.post import PLAIN, Cancelled, Post, Posts
from rostering.domain.roster import Pair, Roster
from rostering.errors import InvalidInstance, Mistake, RosterMismatch
from rostering.files.mistakes import findings_of
from rostering.files.spelling import did_you_mean
from rostering.files.yaml_form import decode, parse_yaml, unreadable
from rostering.files.yaml_write import plain
from rostering.instance import Instance
from rostering.problem.problem import Problem
from rostering.review.publication import Publication

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Assigned(Document):
    """A doctor on a shift; the name is for people and not read back.

    `planned`: who was first, when it is somebody else; `worked`: who really served (null: the holder, "": nobody).
    """

    shift: str
    doctor: str
    doctor_name: str = ""
    planned: str = ""
    worked: str | None = None
    forced: bool = False

    @property
    def pair(self) -> Pair:
        """Doctor and shift."""
        return Pair(self.doctor, self.shift)

    @property
    def post(self) -> Post:
        """What is remembered of the post."""
        return Post(self.planned, self.worked, self.forced)


class Unfilled(Document):
    """A carence: the shift, how many are missing, the reasons with their counts."""

    shift: str
    missing: int
    reasons: Mapping[str, int] = Field(default_factory=dict)


class Days(Document):
    """First and last day of the roster."""

    start: date
    end: date


class RosterFile(Document):
    """The roster file. A roster typed by hand needs `format` and `assignments` only."""

    format: Literal[1] = 1
    instance: str = ""
    title: str = ""
    horizon: Days | None = None
    engine: str = ""
    instance_hash: str = ""
    parameters: Mapping[str, str] = Field(default_factory=dict)
    version: int = Field(default=1, ge=1)
    stamp: AwareDatetime = EPOCH
    status: str = ""
    hard_breaches: int = 0
    costs: Mapping[str, int] = Field(default_factory=dict)
    tiers: Mapping[str, int] = Field(default_factory=dict)
    assignments: tuple[Assigned, ...]
    vacancies: tuple[Unfilled, ...] = ()
    left: tuple[Held, ...] = ()
    certificate: Certificate | None = None
    stamps: Mapping[str, AwareDatetime] = Field(default_factory=dict)
    sequences: Mapping[str, int] = Field(default_factory=dict)
    digests: Mapping[str, str] = Field(default_factory=dict)
    cancelled: tuple[Cancelled, ...] = ()
    entry: Entry | None = None

    @property
    def posts(self) -> Posts:
        """What is remembered of the posts."""
        held = {one.pair: one.post for one in self.assignments if one.post != PLAIN}
        return Posts(held, tuple(one.pair for one in self.left))

    def doctors_by_shift(self) -> Mapping[str, tuple[str, ...]]:
        """Doctor ids of each shift that has some, sorted."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for assigned in self.assignments:
            groups[assigned.shift].append(assigned.doctor)
        return {shift: tuple(sorted(doctors)) for shift, doctors in sorted(groups.items())}

    def roster(self, problem: Problem, path: Path | str = "") -> Roster:
        """The roster, when the problem knows all its doctors and shifts.

        Raises RosterMismatch naming every one it does not know.
        """
        mistakes = tuple(_strangers(self, problem))
        if mistakes:
            listed = "\n".join(f"  • {mistake}" for mistake in mistakes)
            raise RosterMismatch(
                f"{path or 'tableau'} : ce tableau n'est pas de ce territoire.\n{listed}"
            )
        return Roster.of((one.doctor, one.shift) for one in self.assignments)


def _strangers(file: RosterFile, problem: Problem) -> list[Mistake]:
    """Unknown shifts and doctors, and pairs given twice."""
    found: list[Mistake] = []
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(file.assignments, start=1):
        place = f"assignments n° {number}"
        if one.doctor not in problem.doctor_by_id:
            hint = did_you_mean(one.doctor, problem.doctor_by_id)
            found.append(Mistake(f"{place}, doctor", one.doctor, "médecin inconnu" + hint))
        if one.shift not in problem.shift_by_id:
            hint = did_you_mean(one.shift, problem.shift_by_id)
            found.append(Mistake(f"{place}, shift", one.shift, "plage inconnue" + hint))
        if (one.doctor, one.shift) in seen:
            found.append(Mistake(place, f"{one.doctor}, {one.shift}", "déjà donné plus haut"))
        seen.add((one.doctor, one.shift))
    return found


def instance_hash(instance: Instance) -> str:
    """SHA-256 of what the instance says beyond the defaults: the same for its two forms, and when the format grows."""
    text = json.dumps(plain(instance), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def roster_file(publication: Publication) -> str:
    """The text of roster.json: sorted, deterministic."""
    file = of_publication(publication)
    content = file.model_dump(mode="json")
    for key in ("parameters", "costs", "stamps", "sequences", "digests"):
        content[key] = dict(sorted(content[key].items()))
    if file.entry:
        content["entry"] = file.entry.model_dump(mode="json", exclude_defaults=True)
    content["assignments"] = [_short(one) for one in content["assignments"]]
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _short(assigned: dict[str, object]) -> dict[str, object]:
    """Without what is as usual: most posts are held by who was planned."""
    usual = {"planned": "", "worked": None, "forced": False}
    return {key: value for key, value in assigned.items() if usual.get(key, key) != value}


def of_publication(publication: Publication) -> RosterFile:
    """What is kept of a publication."""
    instance, report = publication.instance, publication.report
    certificate = publication.certificate
    return RosterFile(
        instance=instance.id,
        title=instance.title,
        horizon=Days(start=instance.horizon.start, end=instance.horizon.end),
        engine=publication.engine,
        instance_hash=publication.instance_hash,
        parameters=dict(publication.parameters or {}),
        version=publication.version,
        stamp=publication.stamp,
        status=certificate.whole.status if certificate else "",
        hard_breaches=len(report.hard_breaches),
        costs=dict(report.costs),
        tiers={tier.name.lower(): report.tiers[tier] for tier in sorted(report.tiers)},
        assignments=_assignments(publication),
        vacancies=_vacancies(publication),
        left=tuple(Held.of(pair) for pair in publication.posts.left),
        certificate=certificate,
        stamps=dict(publication.stamps or {}),
        sequences=dict(publication.sequences or {}),
        digests=dict(publication.digests or {}),
        cancelled=publication.cancelled,
        entry=publication.entry,
    )


def _assignments(publication: Publication) -> tuple[Assigned, ...]:
    """By time, then doctor."""
    problem = publication.problem
    names = {doctor.id: doctor.name for doctor in problem.doctors}
    order = {shift.id: rank for rank, shift in enumerate(problem.shifts)}
    pairs = sorted(publication.roster, key=lambda pair: (order[pair.shift], pair.doctor))
    return tuple(_assigned(pair, names[pair.doctor], publication.posts.of(pair)) for pair in pairs)


def _assigned(pair: Pair, name: str, post: Post) -> Assigned:
    return Assigned(
        shift=pair.shift, doctor=pair.doctor, doctor_name=name,
        planned=post.planned, worked=post.worked, forced=post.forced,
    )  # fmt: skip


def _vacancies(publication: Publication) -> tuple[Unfilled, ...]:
    """By time."""
    order = {shift.id: rank for rank, shift in enumerate(publication.problem.shifts)}
    return tuple(
        Unfilled(shift=one.shift, missing=one.missing, reasons=dict(one.groups))
        for one in sorted(publication.report.vacancies, key=lambda one: order[one.shift])
    )


def load_roster(path: Path) -> RosterFile:
    """A roster file, ours or typed by hand.

    Raises UnreadableFile when it is no JSON, InvalidInstance when it has not that shape.
    """
    text = decode(path)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        raise unreadable(str(path), f"ligne {error.lineno}", "ce n'est pas du JSON") from error
    except RecursionError as error:
        raise unreadable(str(path), "fichier", "ce n'est pas un tableau de garde") from error
    if not isinstance(content, dict) or not content:
        expected = 'un tableau de garde est attendu : {"assignments": […]}'
        raise unreadable(str(path), "ligne 1", expected)
    try:
        return RosterFile.model_validate(content)
    except ValidationError as error:
        raw = parse_yaml(text, str(path))  # JSON is YAML: its lines come with it
        raise InvalidInstance(
            str(path), raw.mistakes(findings_of(error, raw, RosterFile))
        ) from error


def read_roster(path: Path, problem: Problem) -> Roster:
    """The roster of a file for that problem.

    Raises UnreadableFile, InvalidInstance or RosterMismatch.
    """
    return load_roster(path).roster(problem, path)
