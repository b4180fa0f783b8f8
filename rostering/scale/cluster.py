"""The other crew: a Dask cluster, whose workers share the folder of the batch.

Dask hands out, and gives a dead worker's territories to another. Workers write what they make; a few figures come back,
so that losing the scheduler loses no roster: the same command again goes on from what is written.
"""

from __future__ import annotations

import importlib
import threading
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any

from rostering.errors import ClusterError
from rostering.files.atomic import write_text
from rostering.scale.child import in_child
from rostering.scale.crew import Begun
from rostering.scale.order import Ended, Order
from rostering.scale.worker import Identity, identity, misfits, missing_among
from rostering.solve.control import Stop

RETRIES = 2
"""Times Dask does a territory again after an exception of its own; killed workers are counted by its scheduler."""
CONNECT_SECONDS = 5
WORKER_SECONDS = 30
"""How long a first worker is waited for."""
HEAR_SECONDS = 2
"""Between two looks of a worker at a request to stop."""
LATE = "Un calculateur arrivé depuis le début ne convient pas : le mettre à jour, puis la même commande."
SHARED = "Les calculateurs doivent voir les mêmes dossiers, au même endroit (dossier partagé)."


@dataclass(frozen=True)
class Cluster:
    """A connected cluster, fit for the work; see `connected`."""

    client: Any
    address: str

    def work(self, orders: Sequence[Order], begun: Begun, stop: Stop) -> Iterator[Ended]:
        """What came of each order, as they end.

        Raises ClusterError when the scheduler goes away, or a worker of another version has joined.
        """
        dask = _dask()
        run = f"rostering-{uuid.uuid4().hex[:8]}"
        self.client.subscribe_topic(run, lambda event: begun(event[1]))
        halt = _Halt(self.client, dask.Event(run, client=self.client))
        futures = {
            self.client.submit(_on_worker, _alone(order), run, key=f"{run}-{order.name}",
                               retries=RETRIES, pure=False): order.name
            for order in orders
        }  # fmt: skip
        halt.futures = list(futures)
        stop.watch(halt)
        if stop.asked:
            halt.stop_search()
        try:
            for future in dask.as_completed(futures, loop=self.client.loop):
                yield self._ended(future, futures[future], stop)
        finally:
            stop.forget(halt)
            if not all(future.done() for future in futures):
                telling = halt.telling()
                telling.start()
                telling.join(HEAR_SECONDS)
            with suppress(Exception):  # the scheduler may be gone, and with it the topic
                self.client.unsubscribe_topic(run)

    def _ended(self, future: Any, name: str, stop: Stop) -> Ended:
        """What a task gave; a task can be cancelled up to the moment when its answer is fetched."""
        if not future.cancelled():
            with suppress(CancelledError):
                return self._given(future, name)
        if stop.asked:
            return Ended(name, "stopped")
        words = "le planificateur ne répond plus : le relancer, puis la même commande"
        raise ClusterError(f"{self.address} : {words}.")

    def _given(self, future: Any, name: str) -> Ended:
        """The answer of a task that ended; Dask's own troubles in our words."""
        trouble = future.exception()
        if trouble is None:
            ended: Ended = future.result()
            return ended
        if isinstance(trouble, ClusterError):
            raise trouble
        if isinstance(trouble, ImportError):
            words = f"rostering n'y est pas installé ({trouble})"
            raise ClusterError(f"{LATE}\n  • un calculateur : {words}")
        if isinstance(trouble, _dask().KilledWorker):
            words = "chaque calculateur qui l'a pris s'est arrêté : mémoire insuffisante ?"
            return Ended(name, "crashed", words=words)
        return Ended(name, "fault", words=f"erreur interne ({type(trouble).__name__} : {trouble})")


@dataclass
class _Halt:
    """What a request to stop does on the cluster: no task begins, those that run hear the event."""

    client: Any
    event: Any
    futures: Sequence[Any] = ()

    def stop_search(self) -> None:
        """From any thread; a scheduler that is gone needs no telling."""
        self.telling().start()

    def telling(self) -> threading.Thread:
        """The thread that tells, not yet begun: it may wait for a scheduler that is gone."""
        return threading.Thread(target=self._tell, daemon=True)

    def _tell(self) -> None:
        with suppress(Exception):
            self.event.set()
            self.client.cancel(list(self.futures))


@contextmanager
def connected(address: str, orders: Sequence[Order]) -> Iterator[Cluster]:
    """The cluster at that address, once it is known to be fit: same versions, same files in sight.

    Raises ClusterError that says what to do.
    """
    client = _client(address)
    try:
        _first_worker(client, address)
        _same_everywhere(client)
        _in_sight(client, orders)
        yield Cluster(client, address)
    finally:
        with suppress(Exception):  # closing towards a scheduler that is gone
            client.close(timeout=2)


def _dask() -> Any:
    """Dask's own names; it is an optional part of the installation."""
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        words = "--scheduler demande Dask : pip install 'rostering[cluster]'."
        raise ClusterError(words) from error


def _client(address: str) -> Any:
    dask = _dask()
    try:
        return dask.Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        words = "aucun planificateur Dask ne répond à cette adresse : vérifier --scheduler, ou le lancer"
        raise ClusterError(f"{address} : {words} (dask scheduler).") from error


def _first_worker(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKER_SECONDS)
    except TimeoutError as error:
        words = f"aucun calculateur après {WORKER_SECONDS} s : en lancer (dask worker {address})."
        raise ClusterError(f"{address} : {words}") from error


def _same_everywhere(client: Any) -> None:
    """Workers of another version would make other rosters, or none."""

    def look() -> (
        Identity | None
    ):  # inside, so that it travels whole: a worker may lack our package
        try:
            from rostering.scale.worker import identity
        except ImportError:
            return None
        return identity()

    found: dict[str, Identity | None] = client.run(look)
    if mistakes := list(misfits(found, identity())):
        raise ClusterError(
            "\n".join(["Le cluster ne convient pas, rien n'a été lancé.", *mistakes])
        )


def _in_sight(client: Any, orders: Sequence[Order]) -> None:
    """Each worker must read the territories and write where we do."""
    probe = orders[0].out / f".sonde-{uuid.uuid4().hex[:8]}"
    write_text(probe, "")
    try:
        wanted = [str(probe), *(str(order.path) for order in orders)]
        found: dict[str, str] = client.run(missing_among, wanted)
    finally:
        probe.unlink(missing_ok=True)
    blind = [f"  • {worker} ne voit pas {path}" for worker, path in found.items() if path]
    if blind:
        raise ClusterError("\n".join([SHARED, *blind]))


def _refuse_unfit(order: Order, worker: str) -> None:
    """On a worker, which may have joined after the others were looked at."""
    if mistakes := list(misfits({worker: identity()}, Identity(order.engine))):
        raise ClusterError("\n".join([LATE, *mistakes]))
    if unseen := missing_among((str(order.out),)):
        raise ClusterError("\n".join([SHARED, f"  • {worker} ne voit pas {unseen}"]))


def _alone(order: Order) -> Order:
    """A worker is one core; what it may use more of is not ours to say."""
    return replace(order, settings=replace(order.settings, workers=1))


def _on_worker(order: Order, run: str) -> Ended:
    """On a worker: the territory in a process of its own, until done or told to stop."""
    dask = _dask()
    worker = dask.get_worker()
    _refuse_unfit(order, worker.address)
    worker.log_event(run, order.name)
    stop, done = Stop(), threading.Event()
    event = dask.Event(run, client=dask.get_client())

    def hear() -> None:
        with suppress(Exception):  # a scheduler that is gone stops nobody
            while not done.is_set() and not stop.asked:
                if event.wait(timeout=HEAR_SECONDS):
                    stop.ask()

    threading.Thread(target=hear, daemon=True).start()
    try:
        return in_child(order, stop)
    finally:
        done.set()
