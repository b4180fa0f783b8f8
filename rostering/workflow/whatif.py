"""Questions about a territory: the changes as people type them, then both territories solved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rostering.errors import Mistake, QuestionError
from rostering.expand import expand
from rostering.explain.contradiction import Place, no_place
from rostering.explain.measure import Search
from rostering.explain.merging import joins, merged
from rostering.explain.territory import closed, one_more, opened
from rostering.explain.whatif import Comparison, Refused, compare_territories
from rostering.files.crosscheck import contradictions
from rostering.files.load import load_instance
from rostering.files.places import load_with_places
from rostering.instance import Instance
from rostering.rules.base import long_date
from rostering.workflow.words import Words

NOTHING = "aucun changement demandé : --add-doctor, --merge, --close, --open ou --with"


@dataclass(frozen=True)
class Changes:
    """What is asked, each as typed: doctors like that one, two sectors and an hour, a line (and a window), a line
    and a date, another file."""

    add_doctors: tuple[str, ...] = ()
    merge: tuple[str, str] | None = None
    after: str = "20:00"
    close: str | None = None
    window: str | None = None
    open: tuple[str, str] | None = None
    other: Path | None = None


@dataclass(frozen=True)
class Scenario:
    """The territory as it is, as it would be, the changes in words, and where its data stand in the file."""

    before: Instance
    after: Instance
    told: tuple[str, ...]
    place: Place = no_place


def imagine(instance: Path, changes: Changes) -> Scenario:
    """Reads the territory and makes the changes.

    Raises QuestionError with every name that was not found.
    """
    before, places = load_with_places(instance)
    start = load_instance(changes.other) if changes.other else before
    words = Words(expand(start))
    steps = list(_steps(start, changes, words))
    if changes.window and not changes.close:
        words.miss("--window", changes.window, "--close est attendu avec, pour dire de quel poste")
    words.check()
    told = [f"le fichier de « {start.name} »"] if changes.other else []
    after = start
    for sentence, change in steps:
        after, told = change(after), [*told, sentence]
    if not told:
        raise QuestionError((Mistake("whatif", "", NOTHING),))
    found = [Mistake("territoire changé", one.read, one.expected) for one in contradictions(after)]
    if found and after is not start:
        raise QuestionError(tuple(found))
    return Scenario(before, after, tuple(told), no_place if changes.other else places.of)


def whatif(scenario: Scenario, search: Search) -> Comparison | Refused:
    """Both territories solved and compared."""
    return compare_territories(scenario.before, scenario.after, scenario.told, search)


Step = tuple[str, Callable[[Instance], Instance]]
"""A change in words, and the change."""


def _steps(start: Instance, changes: Changes, words: Words) -> Iterator[Step]:
    """Each change found, in a fixed order; what is not found is noted."""
    for typed in changes.add_doctors:
        if who := words.doctor(typed):
            name = words.problem.doctor_by_id[who].name
            yield f"un médecin de plus comme le Dr {name}", partial(one_more, like=who)
    yield from _closing(changes, words)
    yield from _merging(start, changes, words)
    if changes.open:
        line, day = words.line(changes.open[0]), words.date(changes.open[1])
        if line and day:
            sentence = f"un second poste comme {line.name} à partir du {long_date(day)}"
            yield sentence, partial(opened, like=line.id, day=day)


def _merging(start: Instance, changes: Changes, words: Words) -> Iterator[Step]:
    if not changes.merge:
        return
    one, other = (words.sector(typed) for typed in changes.merge)
    after = words.clock(changes.after)
    if one is None or other is None or after is None:
        return
    hour = clock_in_words(after)
    if one is other:
        words.miss("secteur", other.name, "deux secteurs différents attendus")
    elif not any(joins(start, one.id, other.id, after)):
        what = f"{one.name} et {other.name}"
        words.miss("secteurs", what, f"aucun poste de même fonction dans les deux après {hour}")
    else:
        sentence = f"les secteurs {one.name} et {other.name} réunis à partir de {hour}"
        yield sentence, partial(merged, one=one.id, other=other.id, after=after)


def _closing(changes: Changes, words: Words) -> Iterator[Step]:
    line = words.line(changes.close) if changes.close else None
    if line is None:
        return
    if changes.window is None:
        yield f"le poste {line.name} fermé", partial(closed, line=line.id)
    elif window := words.window(line, changes.window):
        sentence = f"la plage « {window.id} » du poste {line.name} fermée"
        yield sentence, partial(closed, line=line.id, window=window.id)


def clock_in_words(minutes: int) -> str:
    """ "20 h", "18 h 30"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"
