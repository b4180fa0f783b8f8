"""A published territory on the disk for the tests: half a month of evenings, four doctors, solved once and copied."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from rostering.files.load import save_instance
from rostering.instance import Instance
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve
from rostering.workflow import deliver, prepare
from rostering.workflow.published import Published, Signature, publish
from tests.build import doctor, facts, line, window

BEFORE = datetime(2027, 1, 10, 9, tzinfo=UTC)
ONE = Settings(seconds=20, workers=1)
PEOPLE = tuple(
    doctor(name, last_name=name.capitalize(), first_name="Anne", phone=f"03 00 00 00 0{n}",
           email=f"{name}@exemple.invalid")
    for n, name in enumerate(("alpha", "bravo", "charlie", "delta"), start=1)
)  # fmt: skip


def instance() -> Instance:
    """15 to 31 March 2027, the clock change within: evenings, nights of the week-end, days on Sundays."""
    told = facts(
        [line("mmg", window("soir", "20:00", "24:00", ("ouvrable",)), window("jour", "08:00", "20:00", ("dimanche_jf",)),
              window("nuit", "20:00", "08:00", ("samedi", "dimanche_jf")), label="MMG d'Essai")],
        PEOPLE, "2027-03-15", "2027-03-31", title="Territoire d'essai",
    )  # fmt: skip
    return Instance.model_validate(dict(told))


@cache
def _published() -> Path:
    """Solved and published once for the whole session."""
    folder = Path(mkdtemp(prefix="rostering-"))
    document = folder / "source.yaml"
    save_instance(instance(), document)
    task = prepare(document)
    outcome = solve(task.problem, task.instance.rules, ONE)
    assert isinstance(outcome, Solved)
    deliver(task, replace(ONE, reproducible=True), outcome, folder / "dossier")
    publish(folder / "dossier", folder / "dossier" / "roster.json", document, Signature("essai", now=BEFORE))  # fmt: skip
    return folder / "dossier"


def published(folder: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(_published(), folder / "dossier"))


def signed(who: str = "essai", now: datetime = BEFORE, **fields: str) -> Signature:
    """A decision of 10 January 2027 at 9 h UTC unless told otherwise."""
    return Signature(who, now=now, **fields)


def holder(found: Published, shift: str) -> str:
    """Who holds the duty."""
    (who,) = found.roster.by_shift[shift]
    return who


def state_of(folder: Path) -> dict[str, bytes]:
    """What may not be lost: versions, documents, journal."""
    kept = [folder / "journal.jsonl", *sorted((folder / "versions").rglob("*.*"))]
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in kept if path.is_file()
    }
