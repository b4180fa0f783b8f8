"""One territory, one task: read, solved, audited, its folder written whole; whatever happens is told as a value."""

from __future__ import annotations

import time
import traceback
from collections.abc import Mapping
from typing import assert_never

from rostering import workflow
from rostering.errors import InstanceError, OutputError
from rostering.explain.contradiction import in_words
from rostering.files.atomic import is_full, write_text
from rostering.files.roster_file import instance_hash
from rostering.scale.folder import OURS, rewritten
from rostering.scale.order import Ended, Order
from rostering.scale.record import NAME, Record, as_text, digests, read_record, record_of
from rostering.solve.control import Stop
from rostering.solve.outcome import Infeasible, OutOfTime, Solved
from rostering.workflow import Task


def roster_territory(order: Order, stop: Stop) -> Ended:
    """What came of the territory; a file that was rostered before with the same content is kept as it is."""
    began = time.process_time()
    try:
        return _rostered(order, stop, began)
    except InstanceError as mistake:
        return Ended(order.name, "bad_file", words=str(mistake))
    except OutputError as refusal:
        cause = refusal.__cause__
        full = isinstance(cause, OSError) and is_full(cause)
        return Ended(order.name, "no_space" if full else "not_written", words=str(refusal))
    except Exception as fault:
        words = f"erreur interne ({type(fault).__name__} : {fault})"
        return Ended(order.name, "fault", words=words, detail=traceback.format_exc())


def _rostered(order: Order, stop: Stop, began: float) -> Ended:
    task = workflow.prepare(order.path, workbooks=order.workbooks)
    seen = digests(task.sources, order.path.parent)  # of what was read, whatever is saved meanwhile
    record = read_record(order.folder)
    if record is not None and record.answers(order) and _is_of(record, task):
        return _kept(order, seen, record)
    outcome = workflow.solve(task, order.settings, lambda progress: None, stop)
    if stop.asked:
        return Ended(order.name, "stopped")
    match outcome:
        case Solved():
            return _delivered(order, task, seen, outcome, began)
        case Infeasible():
            words = "\n".join(["données contradictoires.", *in_words(outcome, task.place)])
            return Ended(order.name, "contradiction", words=words, cpu=_since(began))
        case OutOfTime():
            words = "aucun tableau trouvé dans le temps donné, relancer avec --time plus grand."
            return Ended(order.name, "no_roster", words=words, cpu=_since(began))
        case _:
            assert_never(outcome)


def _is_of(record: Record, task: Task) -> bool:
    return record.instance_hash == instance_hash(task.instance)


def _kept(order: Order, seen: Mapping[str, str], record: Record) -> Ended:
    """Saved again without a change of content, or in the other form: only the identity of the file is new."""
    write_text(order.folder / NAME, as_text(record.model_copy(update={"sources": seen})))
    return Ended(order.name, "kept", record.figures, cpu=record.cpu)


def _delivered(
    order: Order, task: Task, seen: Mapping[str, str], outcome: Solved, began: float
) -> Ended:
    with rewritten(order.folder, () if order.workbooks else OURS) as draft:
        (draft / NAME).unlink(missing_ok=True)
        delivery = workflow.deliver(task, order.settings, outcome, draft)
        record = record_of(order, delivery, seen, _since(began))
        write_text(draft / NAME, as_text(record))
    return Ended(order.name, "rostered", record.figures, cpu=_since(began))


def _since(began: float) -> float:
    return round(time.process_time() - began, 2)
