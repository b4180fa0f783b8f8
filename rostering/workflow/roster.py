"""The use cases: prepare, solve, deliver, check, convert. No printing, no parsing of arguments."""

from __future__ import annotations

import importlib
import threading
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

from rostering import ENGINE
from rostering.domain.roster import Roster
from rostering.errors import OutputError
from rostering.expand import expand
from rostering.explain.contradiction import Place, no_place
from rostering.files.atomic import write_bytes
from rostering.files.cautions import cautions
from rostering.files.impossible import too_much_closed
from rostering.files.load import instance_schema, load_instance, save_instance
from rostering.files.load import write_template as _write_template
from rostering.files.places import load_with_places
from rostering.files.roster_file import (
    instance_hash,
    load_roster,
    read_roster,
)
from rostering.instance import Instance
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.publication import Publication
from rostering.review.report import Report
from rostering.solve.control import Listener, Stop
from rostering.solve.outcome import Outcome, Solved
from rostering.solve.settings import Settings
from rostering.workflow.delivery import REMINDER, write_files, write_roster


@dataclass(frozen=True)
class Task:
    """An instance read and expanded, with what its exports should hold.

    `sources`: the files that it was read from; without `workbooks` only roster.json is written.
    """

    instance: Instance
    problem: Problem
    reminder_hours: int | None
    seconds: float
    cautions: tuple[str, ...] = ()
    place: Place = no_place
    sources: tuple[Path, ...] = ()
    workbooks: bool = True


@dataclass(frozen=True)
class Delivery:
    """What a solve wrote: the publication, where, the seconds by phase, what had to be written beside."""

    publication: Publication
    folder: Path
    outcome: Solved
    seconds: dict[str, float]
    beside: tuple[Path, ...]
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What `check` found."""

    instance: Instance
    problem: Problem
    roster: Roster
    report: Report


def prepare(
    path: Path,
    published: Path | None = None,
    reminder_hours: int | None = None,
    workbooks: bool = True,
) -> Task:
    """Reads and expands an instance."""
    started = time.perf_counter()
    instance, places = load_with_places(path)
    problem = expand(instance)
    if published is not None:
        problem = replace(problem, published=_read_roster(published, problem))
    seen = (*cautions(instance, datetime.now(UTC).date()), *too_much_closed(problem))
    sources = (path, *places.agendas)
    spent = time.perf_counter() - started
    return Task(instance, problem, reminder_hours, spent, seen, places.of, sources, workbooks)


def solve(task: Task, settings: Settings, listen: Listener, stop: Stop) -> Outcome:
    """The best roster of the task, or why there is none."""
    from rostering.solve.solve import solve as solve_problem  # half a second: only when it solves

    if task.workbooks:
        threading.Thread(target=_load_exports, daemon=True).start()
    return solve_problem(task.problem, task.instance.rules, settings, listen, stop)


def deliver(task: Task, settings: Settings, outcome: Solved, folder: Path) -> Delivery:
    """Audits the roster and writes every file of the folder; nothing half-written."""
    started = time.perf_counter()
    report = audit(task.problem, task.instance.rules, outcome.roster)
    audited = time.perf_counter()
    publication = _publication(task, settings, outcome, report, folder)
    _keep_earlier(publication, folder)
    beside = (
        write_files(publication, folder) if task.workbooks else write_roster(publication, folder)
    )
    seconds = {"lecture": task.seconds} | outcome.seconds
    seconds |= {"vérification": audited - started, "écriture": time.perf_counter() - audited}
    rounded = {phase: round(spent, 3) for phase, spent in seconds.items()}
    return Delivery(publication, folder, outcome, rounded, beside, task.cautions)


def _load_exports() -> None:
    """Imports the exports (a second) while the solver works."""
    importlib.import_module("rostering.export.excel")
    importlib.import_module("rostering.export.ical")
    importlib.import_module("rostering.export.picture")


def _publication(
    task: Task, settings: Settings, outcome: Solved, report: Report, folder: Path
) -> Publication:
    """The next version after what the folder holds; the same one when nothing changed."""
    instance = task.instance
    stamp, certificate = datetime.now(UTC).replace(microsecond=0), outcome.certificate
    if settings.reproducible:
        certificate = certificate.without_seconds()
        day = instance.horizon.start - timedelta(days=45)
        stamp = datetime.combine(day, clock(), tzinfo=UTC)
    draft = Publication(
        instance=instance,
        problem=task.problem,
        roster=outcome.roster,
        report=report,
        certificate=certificate,
        stamp=stamp,
        engine=ENGINE,
        instance_hash=instance_hash(instance),
        parameters={
            "time": str(settings.seconds),
            "workers": str(settings.workers),
            "seed": str(settings.seed),
            "reproducible": str(settings.reproducible).lower(),
            "certify": str(settings.certify).lower(),
        }
        | ({REMINDER: str(task.reminder_hours)} if task.reminder_hours else {}),
    )
    from rostering.workflow.versions import first, following  # icalendar, while the solver worked

    earlier = load_roster(folder / "roster.json") if (folder / "roster.json").exists() else None
    if earlier is None or earlier.instance != instance.id:
        return first(draft) if task.workbooks else draft
    return following(draft, earlier)


def _keep_earlier(publication: Publication, folder: Path) -> None:
    """The roster that is about to be replaced stays in `versions/`."""
    current = folder / "roster.json"
    if current.exists() and publication.version > 1:
        kept = folder / "versions" / f"{publication.version - 1:03d}.json"
        if not kept.exists():
            write_bytes(kept, current.read_bytes())


def check(instance_path: Path, roster_path: Path) -> Verdict:
    """Audits a roster file or an exported workbook against its instance."""
    instance = load_instance(instance_path)
    problem = expand(instance)
    roster = _read_roster(roster_path, problem)
    return Verdict(instance, problem, roster, audit(problem, instance.rules, roster))


def _read_roster(path: Path, problem: Problem) -> Roster:
    if path.suffix.lower() == ".xlsx":
        from rostering.export.excel import read_posted

        return read_posted(path, problem)
    return read_roster(path, problem)


def convert(source: Path, target: Path) -> Path:
    """Reads one form, writes the other; the path really written."""
    return save_instance(load_instance(source), target)


def write_template(path: Path) -> Path:
    """The empty workbook; the path really written.

    Raises OutputError when there is a file of that name: it may have been filled in.
    """
    if path.exists():
        raise OutputError(
            f"{path} : ce fichier existe déjà ; donner un autre nom, ou le déplacer d'abord."
        )
    return _write_template(path)


def schema() -> dict[str, Any]:
    """The JSON Schema of the text form."""
    return instance_schema()
