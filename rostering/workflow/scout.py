"""Looking before the solve."""

from __future__ import annotations

from pathlib import Path

from rostering.explain.scout import Scouting
from rostering.explain.scout import scout as look
from rostering.export.picture.scarcity import scarcity
from rostering.files.atomic import write_text
from rostering.problem.problem import Problem
from rostering.workflow.roster import prepare


def scout(instance: Path) -> tuple[Problem, Scouting]:
    """What can be said of the territory before any solve."""
    task = prepare(instance)
    return task.problem, look(task.problem, task.instance.rules)


def write_map(problem: Problem, found: Scouting, sentences: tuple[str, ...], out: Path) -> None:
    """The map of scarcity as a page."""
    write_text(out, scarcity(problem, found, f"Avant de lancer — {problem.facts.name}", sentences))
