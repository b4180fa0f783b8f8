"""Ctrl-C and SIGTERM on a real process: the best roster so far is written, and the exit code is 0."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.command import INSTANCES, TINY

COMMAND = [sys.executable, "-c", "from rostering.cli.main import main; main()"]


def test_the_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    """A real process: one JSON object on stdout, nothing on stderr, 0; and 2 for a file that is not there."""
    words = ["solve", str(TINY / "carence.yaml"), "--out", str(tmp_path), "--json"]
    run = subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["status"] == "optimal"
    words[1] = str(tmp_path / "absent.yaml")
    run = subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (run.returncode, run.stdout) == (2, "")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_the_best_roster(tmp_path: Path, number: signal.Signals) -> None:
    """Stopped while it searches a large territory: exit 0, a roster without hard breach, « stopped » told."""
    words = [
        "solve",
        str(INSTANCES / "mayenne.yaml"),
        "--out",
        str(tmp_path / "out"),
        "--time",
        "120",
        "--json",
    ]
    process = subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")  # fmt: skip
    try:
        time.sleep(8)
        process.send_signal(number)
        out, err = process.communicate(timeout=90)
    finally:
        process.kill()
    assert process.returncode == 0, err
    answer = json.loads(out)
    assert answer["stopped"] is True
    assert answer["hard_breaches"] == 0
    assert answer["bound"] <= answer["cost"]
    assert (tmp_path / "out" / "tableau.xlsx").exists()
