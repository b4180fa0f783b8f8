"""Sets up the project's own environment (.venv) from a lock file, then runs the script in it again.

Standard library only: this is what runs on a fresh machine with Python 3.11 and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
HOME = ROOT / ".venv"


def ensure(lock: str) -> None:
    """Returns inside an environment that holds exactly what `lock` lists; re-executes the script if need be."""
    if sys.version_info < (3, 11):
        sys.exit("rostering demande Python 3.11 ou plus récent.")
    python = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    mark = HOME / f"{lock}.installed"
    wanted = hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()
    if not mark.exists() or mark.read_text(encoding="ascii") != wanted:
        _install(python, lock)
        mark.write_text(wanted, encoding="ascii")
    if Path(sys.prefix).resolve() != HOME.resolve():
        command = [str(python), *sys.argv]
        if os.name == "nt":
            sys.exit(subprocess.call(command))
        os.execv(python, command)


def _install(python: Path, lock: str) -> None:
    sys.stderr.write("Première utilisation : installation dans .venv (une minute environ)…\n")
    if not python.exists():
        venv.create(HOME, with_pip=True)
    if subprocess.call([str(python), "-m", "pip", "--version"], stdout=subprocess.DEVNULL):
        subprocess.check_call([str(python), "-m", "ensurepip"], stdout=subprocess.DEVNULL)
    # the lock is the whole closure: nothing to resolve, and older pips fail on extras when they try
    quiet = ["-q", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    subprocess.check_call([str(python), "-m", "pip", "install", *quiet, "-r", str(ROOT / lock)])
