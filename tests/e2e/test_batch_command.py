"""`rostering batch` as a person runs it: words, JSON, exit codes, a signal, the country's own sectors."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks.france import drawn, generate
from tests.e2e.command import rostering
from tests.scale.orders import NAMES, copies

COMMAND = [sys.executable, "-c", "from rostering.cli.main import main; main()"]
QUICK = ("--workers", 2, "--time", 20, "--no-workbooks")


def test_a_folder_is_rostered(tmp_path: Path) -> None:
    """Exit 0, the sums in words, and the second time all is done already."""
    first = rostering("batch", copies(tmp_path / "in"), "--out", tmp_path / "out", *QUICK)
    again = rostering("batch", tmp_path / "in", "--out", tmp_path / "out", *QUICK)
    assert (first.code, again.code) == (0, 0)
    assert first.out.startswith("3 territoires : fait 3.\n")
    assert again.out.startswith("3 territoires : déjà fait 3.\n")
    assert "Prouvés minimaux : 3 sur 3" in first.out


def test_json_tells_each_territory(tmp_path: Path) -> None:
    """One object: sums, and each with its figures."""
    run = rostering("batch", copies(tmp_path / "in"), "--out", tmp_path / "out", "--json", *QUICK)
    assert run.answer["endings"] == {"rostered": 3}
    assert run.answer["proved"] == 3
    assert [one["name"] for one in run.answer["each"]] == sorted(NAMES)
    assert {one["figures"]["status"] for one in run.answer["each"]} == {"optimal"}


def test_a_bad_territory_is_told_and_the_others_done(tmp_path: Path) -> None:
    """Exit 5, the file's mistakes under its name, what to do next."""
    folder = copies(tmp_path / "in")
    (folder / "faux.yaml").write_text("id: faux\n", encoding="utf-8")
    run = rostering("batch", folder, "--out", tmp_path / "out", *QUICK)
    assert run.code == 5
    assert "  • faux (fichier à corriger) : " in run.out
    assert "La même commande, relancée" in run.out
    assert (tmp_path / "out" / "carence" / "roster.json").exists()


def test_a_list_with_a_missing_file_writes_nothing(tmp_path: Path) -> None:
    """Exit 2 with the line, before anything runs."""
    listed = copies(tmp_path / "in") / "liste.txt"
    listed.write_text("carence.yaml\nabsent.yaml\n", encoding="utf-8")
    run = rostering("batch", listed, "--out", tmp_path / "out", *QUICK)
    assert (run.code, run.out) == (2, "")
    assert "ligne 2 : « absent.yaml » — introuvable" in run.err
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_signal_keeps_what_is_done(tmp_path: Path) -> None:
    """Stopped on the way: exit 5 as some are left, whole folders only, and the same command does the rest."""
    generate(tmp_path / "in", drawn(12))
    words = [
        "batch",
        str(tmp_path / "in"),
        "--out",
        str(tmp_path / "out"),
        "--no-workbooks",
        "--json",
    ]
    with subprocess.Popen([*COMMAND, *words], stdout=subprocess.PIPE, text=True) as process:
        while not list((tmp_path / "out").glob("*/*/rapport.json")):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        answer = json.loads(process.communicate()[0])
    assert (process.returncode, answer["halt"]) == (5, "asked")
    done = {one["name"] for one in answer["each"] if one["ending"] == "rostered"}
    whole = {
        path.parent.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").glob("*/*/roster.json")
    }
    assert 0 < len(done) < 12
    assert whole == done
    assert list((tmp_path / "out").rglob(".*")) == []
