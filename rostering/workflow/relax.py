"""Ways out of a month that fails: found, and written into the territory's file when asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rostering.errors import Mistake, OutputError, QuestionError
from rostering.explain.contradiction import Place
from rostering.explain.relax import Failure, Remedy, Wanted
from rostering.explain.relax import relax as look
from rostering.explain.tariff import TARIFF, Tariff
from rostering.files.load import save_instance
from rostering.files.spelling import did_you_mean
from rostering.problem.concession import grant, published
from rostering.solve.control import Stop
from rostering.workflow.roster import prepare
from rostering.workflow.words import Words

WRITTEN = (".yaml", ".yml", ".xlsx")


@dataclass(frozen=True)
class Request:
    """What is asked, as typed: duties to fill (all that are empty when none), doctors not to ask, « absence=20 »."""

    duties: Sequence[str] = ()
    spared: Sequence[str] = ()
    costs: Sequence[str] = ()
    most: int = 3
    everybody: bool = False
    seconds: float = 60.0
    workers: int = 2


@dataclass(frozen=True)
class Advice:
    """What was found, and where statements stand in the file."""

    failure: Failure
    place: Place


def relax(instance: Path, request: Request, stop: Stop) -> Advice:
    """The ways out.

    Raises QuestionError with every word that was not understood.
    """
    task = prepare(instance)
    words = Words(task.problem)
    duties = frozenset(filter(None, map(words.duty, request.duties)))
    spared = frozenset(filter(None, map(words.doctor, request.spared)))
    tariff, wrong = _tariff(request.costs)
    words.mistakes += wrong
    words.check()
    wanted = Wanted(
        tariff=tariff, spared=spared, most=request.most, distinct=not request.everybody,
        seconds=request.seconds, workers=request.workers, shifts=duties,
    )  # fmt: skip
    return Advice(look(task.instance, wanted, stop), task.place)


def _tariff(typed: Sequence[str]) -> tuple[Tariff, list[Mistake]]:
    """The usual tariff with what was typed instead."""
    tariff, wrong = dict(TARIFF), list(_mistakes(typed))
    if not wrong:
        tariff |= {name: int(points) for name, _, points in (one.partition("=") for one in typed)}
    return tariff, wrong


def _mistakes(typed: Sequence[str]) -> Iterator[Mistake]:
    for one in typed:
        name, _, points = one.partition("=")
        if name not in TARIFF:
            yield Mistake("--cost", one, f"règle inconnue{did_you_mean(name, TARIFF)}")
        elif not points.isdigit() or not 1 <= int(points) <= 10_000:
            yield Mistake("--cost", one, f"« {name}= » et un nombre de 1 à 10000 attendus")


def check_target(instance: Path, target: Path) -> None:
    """Before any search: can the changed file be written there, and is it not the file that was read?

    Raises OutputError.
    """
    if target.suffix.lower() not in WRITTEN:
        raise OutputError(f"{target} : donner un nom en .yaml ou en .xlsx.")
    if target.resolve() == instance.resolve():
        raise OutputError(f"{target} : c'est le fichier lu ; donner un autre nom avec --out.")
    if not target.parent.is_dir():
        raise OutputError(f"{target} : le dossier n'existe pas.")


def apply(failure: Failure, number: int, out: Path) -> tuple[Path, Remedy]:
    """Writes the territory's file with the concessions of a way out (numbered from 1); the path really written.

    Raises QuestionError when there is no such way out, OutputError.
    """
    if not 1 <= number <= len(failure.remedies):
        found = len(failure.remedies)
        expected = f"un nombre de 1 à {found} attendu" if found else "aucune issue n'a été trouvée"
        raise QuestionError((Mistake("--apply", str(number), expected),))
    remedy = failure.remedies[number - 1]
    told = published(failure.problem, remedy.concessions)
    changed = grant(failure.problem, failure.instance, told)
    return save_instance(changed, out), remedy
