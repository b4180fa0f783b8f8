"""Live progress of a solve on the terminal's stderr; silent when it is no terminal."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from rich.console import Console, RenderableType
from rich.live import Live
from rich.table import Table

from rostering.domain.certificate import STAGE_LABELS
from rostering.solve.control import Listener, Progress, Stop
from rostering.solve.settings import SOIREE

Outcome = TypeVar("Outcome")
News = TypeVar("News", contravariant=True)
REFRESH = 0.125


class Shown(Protocol[News]):
    """What is told from any thread and shown live."""

    def tell(self, news: News) -> None:
        """Keeps the news."""

    def view(self) -> RenderableType:
        """How it stands now."""


class Board:
    """The last progress of each part."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: dict[str, Progress] = {}
        self._started = time.monotonic()

    def tell(self, progress: Progress) -> None:
        """Keeps the news; called from any thread."""
        with self._lock:
            self._rows[progress.part] = progress

    def view(self) -> Table:
        """The board as a table."""
        seconds = time.monotonic() - self._started
        table = Table(title=f"Recherche du tableau… {seconds:.0f} s (Ctrl-C : garder le meilleur)")
        for heading in ("Partie", "Étape", "Carences", "Meilleur coût", "Borne", "Écart"):
            table.add_column(heading, justify="left" if heading in ("Partie", "Étape") else "right")
        with self._lock:
            rows = sorted(self._rows.values(), key=lambda row: row.part)
        for row in rows[:30]:
            cells = [_text(row.carences), _text(row.value), _text(row.bound), _gap(row)]
            table.add_row(row.part, STAGE_LABELS[row.stage], *cells)
        return table


def _text(value: int | None) -> str:
    return "—" if value is None else str(value)


def _gap(row: Progress) -> str:
    if row.value is None or row.bound is None:
        return "—"
    gap = max(0, row.value - row.bound) / max(row.value, SOIREE)
    return "prouvé" if gap == 0 else f"{100 * gap:.1f} %".replace(".", ",")


def run_visibly(work: Callable[[Listener, Stop], Outcome], stop: Stop) -> Outcome:
    """A solve in a thread, shown live; see `run_shown`."""
    return run_shown(Board(), work, stop)


def run_shown(
    board: Shown[News], work: Callable[[Callable[[News], None], Stop], Outcome], stop: Stop
) -> Outcome:
    """Runs `work` in a thread, shows its progress, and turns Ctrl-C or SIGTERM into a clean stop.

    CP-SAT in the main thread would leave the next Ctrl-C deadly and SIGTERM unseen (ecosystem.md §1.2).
    """
    done = threading.Event()
    results: list[Outcome] = []
    errors: list[BaseException] = []

    def body() -> None:
        try:
            results.append(work(board.tell, stop))
        except BaseException as error:
            errors.append(error)
        finally:
            done.set()

    earlier = {s: signal.signal(s, lambda *_: stop.ask()) for s in (signal.SIGINT, signal.SIGTERM)}
    try:
        threading.Thread(target=body, daemon=False).start()
        _watch(board, done)
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
    if errors:
        raise errors[0]
    return results[0]


def _watch(board: Shown[News], done: threading.Event) -> None:
    console = Console(stderr=True)
    if not console.is_terminal:
        while not done.wait(REFRESH):
            pass
        return
    with Live(board.view(), console=console, transient=True) as live:
        while not done.wait(REFRESH):
            live.update(board.view())
