"""A process of its own for each territory: killed, it is tried again; told to stop, it is gone."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from rostering.scale.child import ATTEMPTS, TRIM, in_child
from rostering.scale.order import Order
from rostering.solve.control import Stop
from tests.scale.deaths import dies, dies_once, never_ends, starts_another
from tests.scale.orders import copies, order

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL of POSIX")


@pytest.fixture
def task(tmp_path: Path) -> Order:
    return order(
        copies(tmp_path / "in", ["deux-medecins"]) / "deux-medecins.yaml", tmp_path / "out"
    )


def begun(task: Order) -> list[int]:
    """The process of each attempt."""
    marks = sorted(task.out.glob("begun-*"))
    return [int(mark.read_text("ascii")) for mark in marks if mark.read_text("ascii")]


def test_a_child_does_the_work(task: Order) -> None:
    """Its answer is that of the task, its roster on the disk."""
    assert in_child(task, Stop()).ending == "rostered"
    assert (task.folder / "roster.json").exists()


def test_a_child_is_born_with_the_program_loaded(tmp_path: Path) -> None:
    """From any folder, with the package found through sys.path alone, and the memory of usual programs."""
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from pathlib import Path\n"
        "from rostering.scale.child import in_child\n"
        "from rostering.solve.control import Stop\n"
        "from tests.scale.deaths import tells_whether_warm\n"
        "from tests.scale.orders import order\n"
        "import os\n"
        "told = in_child(order(Path('a.yaml'), Path('out')), Stop(), tells_whether_warm).words\n"
        f'print(f"{{told}}; here {{{TRIM!r} in os.environ}}")'
    )
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [sys.executable, "-c", code]
    trimmed = bare | {TRIM: "65536"}  # as Dask's nanny has it
    told = subprocess.run(
        words, cwd=tmp_path, env=trimmed, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "warm True, trimmed False; here True"


def test_a_killed_child_is_tried_again(task: Order) -> None:
    """The second attempt, in another process, ends it."""
    assert in_child(task, Stop(), dies_once).ending == "rostered"
    assert len(set(begun(task))) == 2


def test_a_child_that_is_always_killed_is_told(task: Order) -> None:
    """After so many attempts, with the signal that ended it; nothing half-written stays."""
    found = in_child(task, Stop(), dies)
    assert list(task.out.glob(".*")) == []
    assert (found.ending, len(begun(task))) == ("crashed", ATTEMPTS)
    assert "code -9" in found.words


def test_a_stop_ends_the_child(task: Order) -> None:
    """Whatever it was doing, its process is no more when the call returns."""
    stop = Stop()
    threading.Thread(target=_ask_once_begun, args=(task, stop), daemon=True).start()
    assert in_child(task, stop, never_ends).ending == "stopped"
    with pytest.raises(ProcessLookupError):
        os.kill(begun(task)[0], 0)


def test_a_stop_asked_before_begins_nothing(task: Order) -> None:
    """No child at all."""
    stop = Stop()
    stop.ask()
    assert in_child(task, stop, never_ends).ending == "stopped"
    assert begun(task) == []


def _ask_once_begun(task: Order, stop: Stop) -> None:
    while not begun(task):
        time.sleep(0.02)
    stop.ask()


def test_what_a_child_has_started_ends_with_it(task: Order) -> None:
    """A search in a process of the child's own is gone too when the call returns."""
    stop = Stop()
    threading.Thread(target=_ask_once_begun, args=(task, stop), daemon=True).start()
    assert in_child(task, stop, starts_another).ending == "stopped"
    (other,) = begun(task)
    assert _is_gone(other)


def _is_gone(pid: int) -> bool:
    """Within a few seconds; one that nobody has reaped yet is gone."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_a_child_that_cannot_be_started_costs_an_attempt(
    task: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No memory for one, then for another: the third does the work; never, and it is told."""
    start, failed = ForkServerContext.Process.start, [0]

    def scarce(process: Any) -> None:
        failed[0] += 1
        if failed[0] < ATTEMPTS:
            raise EOFError
        start(process)

    monkeypatch.setattr(ForkServerContext.Process, "start", scarce)
    assert in_child(task, Stop()).ending == "rostered"
    failed[0] = -100
    assert in_child(task, Stop()).words.startswith(f"le calcul a été interrompu {ATTEMPTS} fois :")
