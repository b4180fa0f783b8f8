"""The Dask crew against the cores: same rosters, a killed worker's work done again, unfit clusters told."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.france import drawn, generate
from rostering.errors import ClusterError
from rostering.scale.batch import News, run_batch
from rostering.scale.cluster import connected
from rostering.scale.crew import Cores
from rostering.scale.order import Order
from rostering.scale.territories import territories
from rostering.scale.worker import Identity, identity, misfits, missing_among
from rostering.solve.control import Stop
from tests.e2e.command import rostering
from tests.scale.orders import copies, files_in, order, orders

distributed = pytest.importorskip("distributed")
OURS = Identity("rostering 1, OR-Tools 9.15")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two workers of two threads on this machine, whose workers may have children."""
    import dask

    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=2, dashboard_address=None, silence_logs=50
        ) as cluster,
    ):
        yield cluster.scheduler_address


def country(folder: Path, out: Path, count: int) -> list[Order]:
    """Orders of so many small sectors of the country."""
    generate(folder, [one for one in drawn() if one.doctors <= 8][:count])
    return [replace(order(t.path, out), name=t.name) for t in territories(folder, out)]


def on_cores(orders: list[Order], out: Path) -> dict[str, bytes]:
    """What the cores of this machine make of them."""
    here = [replace(one, out=out) for one in orders]
    run_batch(here, Cores(2), lambda news: None, Stop())
    (out / "bilan.csv").unlink()
    return files_in(out)


def test_a_cluster_makes_what_the_cores_make(address: str, tmp_path: Path) -> None:
    """Every file to the byte; a bad territory is told there too."""
    (copies(tmp_path / "in") / "faux.yaml").write_text("id: faux\n", encoding="utf-8")
    asked = orders(tmp_path / "in", tmp_path / "out")
    with connected(address, asked) as cluster:
        overview = run_batch(asked, cluster, lambda news: None, Stop())
    (tmp_path / "out" / "bilan.csv").unlink()
    endings = {one.name: one.ending for one in overview.endings}
    assert endings.pop("faux") == "bad_file"
    assert set(endings.values()) == {"rostered"}
    assert files_in(tmp_path / "out") == on_cores(asked, tmp_path / "here")


def test_a_killed_worker_loses_and_doubles_nothing(address: str, tmp_path: Path) -> None:
    """SIGKILL of one of two workers in the middle: every territory ends once, to the byte as without."""
    asked = country(tmp_path / "in", tmp_path / "out", 12)
    news: list[News] = []
    with connected(address, asked) as cluster:

        def tell(one: News) -> None:
            news.append(one)
            if sum(told.ended is not None for told in news) == 3 and one.ended:
                _kill_one(cluster.client)

        overview = run_batch(asked, cluster, tell, Stop())
    (tmp_path / "out" / "bilan.csv").unlink()
    assert {one.ending for one in overview.endings} == {"rostered"}
    assert sorted(one.name for one in news if one.ended) == sorted(one.name for one in asked)
    assert files_in(tmp_path / "out") == on_cores(asked, tmp_path / "here")


def _kill_one(client: object) -> None:
    pids = client.run(os.getpid)  # type: ignore[attr-defined]
    os.kill(next(iter(pids.values())), signal.SIGKILL)


def test_a_stop_reaches_the_cluster(address: str, tmp_path: Path) -> None:
    """Asked after the first end: the rest is to do, whole folders only."""
    asked, stop = country(tmp_path / "in", tmp_path / "out", 12), Stop()
    with connected(address, asked) as cluster:
        overview = run_batch(asked, cluster, lambda one: stop.ask() if one.ended else None, stop)
    assert overview.halt == "asked"
    done = {one.name for one in overview.endings if one.ending != "stopped"}
    assert len(done) < len(asked)
    out = tmp_path / "out"
    for _ in range(100):  # workers hear of it within seconds
        if not list(out.rglob("*.part")):
            break
        time.sleep(0.1)
    folders = {path.parent for path in out.rglob("*.json")}
    # one that ended when the stop was asked may be told as stopped: its folder is whole all the same
    assert {path.relative_to(out).as_posix() for path in folders} >= done
    assert [path for path in folders if len(list(path.glob("r*.json"))) != 2] == []
    assert not list(out.rglob("*.part"))


def test_a_worker_of_another_engine_is_told(address: str, tmp_path: Path) -> None:
    """It joined after the others were looked at: the batch ends with a sentence, not with its rosters."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    late = [replace(one, engine="rostering 9") for one in asked]
    with connected(address, asked) as cluster:
        overview = run_batch(late, cluster, lambda news: None, Stop())
    assert overview.halt == "lost"
    assert "le mettre à jour" in overview.words


def test_a_worker_that_lost_the_folder_is_told(address: str, tmp_path: Path) -> None:
    """The shared folder is gone from its sight once the work has begun: no territory is blamed."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    elsewhere = [replace(one, out=tmp_path / "ailleurs") for one in asked]
    with connected(address, asked) as cluster:
        endings = []
        with pytest.raises(ClusterError, match="dossier partagé"):
            endings += list(cluster.work(elsewhere, lambda name: None, Stop()))
    assert endings == []


def test_a_folder_out_of_sight_is_told(address: str, tmp_path: Path) -> None:
    """Each worker that does not see a territory is named, before anything is handed out."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    asked[0].path.unlink()
    with pytest.raises(ClusterError, match="dossier partagé"), connected(address, asked):
        pass
    assert list((tmp_path / "out").iterdir()) == []


def test_a_scheduler_that_does_not_answer_is_told(tmp_path: Path) -> None:
    """Exit 2 with the address, nothing written."""
    words = ("--out", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    run = rostering("batch", copies(tmp_path / "in"), *words)
    assert run.code == 2
    assert "tcp://127.0.0.1:9 : aucun planificateur Dask ne répond" in run.err


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (OURS, []),
        (Identity("rostering 2, OR-Tools 9.15"), ["  • w : rostering 2, OR-Tools 9.15 ; il faut rostering 1, OR-Tools 9.15"]),
        (Identity("rostering 1, OR-Tools 9.14"), ["  • w : rostering 1, OR-Tools 9.14 ; il faut rostering 1, OR-Tools 9.15"]),
        (Identity("rostering 1, OR-Tools 9.15", False), ["  • w : à lancer avec DASK_DISTRIBUTED__WORKER__DAEMON=False"]),
        (None, ["  • w : rostering n'y est pas installé (il faut rostering 1, OR-Tools 9.15)"]),
    ],
)  # fmt: skip
def test_what_a_worker_lacks_is_said(seen: Identity | None, said: list[str]) -> None:
    """Another engine, another solver, no children, nothing at all; nothing of one that is fit."""
    assert list(misfits({"w": seen}, OURS)) == said


def test_this_process_is_fit() -> None:
    """The command itself has an engine, a solver, and may have children."""
    assert list(misfits({"moi": identity()}, identity())) == []


def test_the_first_file_out_of_sight_is_named(tmp_path: Path) -> None:
    """Of several paths; nothing when all are there."""
    lost = str(tmp_path / "absent")
    assert [missing_among([str(tmp_path), lost]), missing_among([str(tmp_path)])] == [lost, ""]
