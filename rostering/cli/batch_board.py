"""The live board of a batch: how many are done, how well, which are at work, when it will end."""

from __future__ import annotations

import threading
import time

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from rostering.cli.wording import french
from rostering.scale.batch import News
from rostering.scale.order import Ended

AT_WORK, LAST_FAILED = 8, 5
"""Territories shown of those at work and of those that failed."""
WIDTH = 40


class BatchBoard:
    """The last news of a batch; told from any thread."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._lock = threading.Lock()
        self._ended: list[Ended] = []
        self._at_work: dict[str, float] = {}
        self._started = time.monotonic()

    def tell(self, news: News) -> None:
        """A territory began or ended."""
        with self._lock:
            if news.ended is None:
                self._at_work[news.name] = time.monotonic()
            else:
                self._at_work.pop(news.name, None)
                self._ended.append(news.ended)

    def view(self) -> Group:
        """Bar, sums, those at work, the last that failed."""
        with self._lock:
            ended, at_work = list(self._ended), dict(self._at_work)
        seconds = time.monotonic() - self._started
        bar = Table.grid(padding=(0, 1))
        bar.add_row(
            ProgressBar(total=self.total, completed=len(ended), width=WIDTH),
            f"{len(ended)} / {self.total}",
            _left(ended, self.total, seconds),
        )
        lines: list[RenderableType] = [
            Text(f"Tableaux de garde… {seconds:.0f} s (Ctrl-C : garder ce qui est fait)"),
            bar,
        ]
        now = time.monotonic()
        lines += [Text(_sums(ended))]
        lines += [Text(f"  {n} ({now - at:.0f} s)") for n, at in list(at_work.items())[:AT_WORK]]
        failed = [one for one in ended if one.failed][-LAST_FAILED:]
        lines += [Text(f"  ✗ {one.name} : {_first_line(one)}", style="red") for one in failed]
        return Group(*lines)


def _sums(ended: list[Ended]) -> str:
    rosters = [one.figures for one in ended if one.figures is not None]
    proved = sum(one.status == "optimal" for one in rosters)
    carences = sum(one.carences for one in rosters)
    worst = max((one.gap for one in rosters), default=0.0)
    failed = sum(one.failed for one in ended)
    return (
        f"{proved} prouvés, écart au plus {french(100 * worst)} %, {carences} carences, "
        f"{failed} sans tableau"
    )


def _left(ended: list[Ended], total: int, seconds: float) -> str:
    """From the pace of those really done; nothing before the first."""
    done = sum(one.ending != "kept" for one in ended)
    if not done or len(ended) == total:
        return ""
    return f"encore {seconds / done * (total - len(ended)) / 60:.0f} min environ"


def _first_line(one: Ended) -> str:
    return (one.words.splitlines() or [""])[0]
