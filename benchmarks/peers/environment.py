"""The peers' own environments: made on demand from pinned requirements in a folder outside the repository, never ours.

This is the one place of the benchmarks that uses the network, and only when a peer is asked for by name.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
READY = "ready"
"""A file in an environment that is whole."""


@dataclass(frozen=True)
class Peer:
    """The module that is its script, and which requirements it stands on."""

    module: str
    requirements: str

    @property
    def lock(self) -> Path:
        """The pinned requirements with their hashes."""
        return HERE / f"requirements-{self.requirements}.txt"


PEERS = {
    "timefold": Peer("timefold", "timefold"),
    "newcomer": Peer("newcomer", "ortools"),
    "ortools-shift": Peer("shift_scheduling", "ortools"),
}


def usual_home() -> Path:
    """Where environments are kept unless said otherwise: the user's cache."""
    usual = {"win32": "~/AppData/Local", "darwin": "~/Library/Caches"}.get(sys.platform, "~/.cache")
    return Path(os.environ.get("XDG_CACHE_HOME") or usual).expanduser() / "rostering-peers"


def interpreter(name: str, home: Path) -> Path:
    """The Python of a peer's environment, which is made first when it is not there or its requirements changed.

    Leaves with a sentence when it cannot be made; a half-made one is made again.
    """
    peer = PEERS[name]
    said = hashlib.sha256(peer.lock.read_bytes()).hexdigest()[:12]
    folder = home / f"{peer.requirements}-{said}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (folder / READY).is_file():
        print(f"{name}: its environment is made in {folder} (network, once)", file=sys.stderr)
        try:
            venv.create(folder, with_pip=True, clear=True)
            _install(python, peer.lock)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SystemExit(
                f"{name}: no environment of its own in {folder}: {_reason(error)}. "
                f"The network is needed once; --peers-home DIR says where else to make it."
            ) from error
        (folder / READY).touch()
    return python


def _install(python: Path, lock: Path) -> None:
    quiet = ["-q", "--disable-pip-version-check", "--require-hashes", "--no-deps"]
    command = [str(python), "-m", "pip", "install", *quiet, "-r", str(lock)]
    subprocess.run(command, check=True, capture_output=True, text=True)


def _reason(error: OSError | subprocess.CalledProcessError) -> str:
    """The last line of what pip said, or what the system did."""
    if isinstance(error, subprocess.CalledProcessError):
        said = str(error.stderr or "").strip().splitlines()
        return said[-1] if said else f"pip ended with {error.returncode}"
    return str(error)
