"""The whole batch: everything done once, bad territories told, resumed where it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rostering.errors import ClusterError, OutputError
from rostering.scale.batch import TABLE, News, Overview, run_batch
from rostering.scale.crew import Begun, Cores, Crew
from rostering.scale.order import Ended, Order
from rostering.solve.control import Stop
from tests.scale.orders import NAMES, copies, files_in, orders


@dataclass
class Told:
    """A crew that ends each order as it is told, and keeps what it was given."""

    endings: Sequence[Ended]
    lost: bool = False
    given: tuple[str, ...] = ()

    def work(self, orders: Sequence[Order], begun: Begun, stop: Stop) -> Iterator[Ended]:
        """The endings told; once a stop was asked, all are stopped."""
        self.given = tuple(order.name for order in orders)
        for ended in self.endings:
            begun(ended.name)
            yield replace(ended, ending="stopped") if stop.asked else ended
        if self.lost:
            raise ClusterError("le planificateur ne répond plus.")


def run(
    orders: Sequence[Order], crew: Crew, stop: Stop | None = None
) -> tuple[Overview, list[News]]:
    news: list[News] = []
    return run_batch(orders, crew, news.append, stop or Stop()), news


def endings(overview: Overview) -> dict[str, str]:
    return {ended.name: ended.ending for ended in overview.endings}


def test_a_batch_does_all_and_lists_them(tmp_path: Path) -> None:
    """Each territory has its folder, and a line of the table with its figures."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    overview, news = run(asked, Cores(2))
    assert endings(overview) == dict.fromkeys(sorted(NAMES), "rostered")
    assert {one.name for one in news if one.ended} == set(NAMES)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*NAMES, TABLE}
    lines = (tmp_path / "out" / TABLE).read_text("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in lines[1:]] == [[name, "fait"] for name in sorted(NAMES)]


def test_two_batches_are_alike_to_the_byte(tmp_path: Path) -> None:
    """Reproducible: whatever the cores, even several for each territory, every roster and report is the same."""
    folder = copies(tmp_path / "in")
    for out, cores in (("one", 1), ("three", 3), ("eight", 8)):
        run(orders(folder, tmp_path / out), Cores(cores))
        (tmp_path / out / TABLE).unlink()  # seconds of computation stand in it
    assert (
        files_in(tmp_path / "one") == files_in(tmp_path / "three") == files_in(tmp_path / "eight")
    )


def test_the_same_batch_again_does_nothing(tmp_path: Path) -> None:
    """All are kept before a crew is asked."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    run(asked, Cores(2))
    crew = Told(())
    overview, _ = run(asked, crew)
    assert (crew.given, set(endings(overview).values())) == ((), {"kept"})


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    """One file edited, one folder removed: those two go to the crew, the largest file first."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    run(asked, Cores(2))
    path = tmp_path / "in" / "deux-medecins.yaml"
    path.write_text(path.read_text("utf-8") + "# x" * 5000, encoding="utf-8")
    (tmp_path / "out" / "carence" / "roster.json").unlink()
    crew = Told(())
    run(asked, crew)
    assert crew.given == ("deux-medecins", "carence")


def test_a_bad_territory_stops_only_itself(tmp_path: Path) -> None:
    """It is told with its mistakes; the others are done."""
    folder = copies(tmp_path / "in")
    (folder / "faux.yaml").write_text("id: faux\n", encoding="utf-8")
    overview, _ = run(orders(folder, tmp_path / "out"), Cores(2))
    assert endings(overview) == dict.fromkeys(NAMES, "rostered") | {"faux": "bad_file"}
    (bad,) = [ended for ended in overview.endings if ended.failed]
    assert "clé obligatoire absente" in bad.words


def test_a_stop_keeps_what_is_done(tmp_path: Path) -> None:
    """Asked after the first: that one is kept, the others are to do, and the table says so."""
    asked, stop = orders(copies(tmp_path / "in"), tmp_path / "out"), Stop()

    def tell(news: News) -> None:
        if news.ended:
            stop.ask()

    overview = run_batch(asked, Cores(1), tell, stop)
    assert overview.halt == "asked"
    told = sorted(endings(overview).values())
    assert (told[0], told[-1]) == (
        "rostered",
        "stopped",
    )  # the second may end before the stop is heard
    assert (tmp_path / "out" / TABLE).read_text("utf-8-sig").count("pas fait") == told.count(
        "stopped"
    )


def test_a_full_disk_stops_the_batch(tmp_path: Path) -> None:
    """The first that finds no room is told, the others are asked to stop."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    full = Ended("carence", "no_space", words="plus de place")
    overview, _ = run(asked, Told([full, Ended("deux-medecins", "rostered")]))
    assert (overview.halt, overview.words) == ("no_space", "plus de place")
    assert endings(overview)["deux-medecins"] == "stopped"


def test_a_lost_cluster_keeps_what_is_done(tmp_path: Path) -> None:
    """What ended before is in the overview, the rest is to do."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    overview, _ = run(asked, Told([Ended("carence", "rostered")], lost=True))
    assert overview.halt == "lost"
    told = sorted(endings(overview).values())
    assert (told[0], told[-1]) == (
        "rostered",
        "stopped",
    )  # the second may end before the stop is heard


def test_a_batch_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """A file bears its name: a sentence, before anything runs."""
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="dossier impossible à créer"):
        run(orders(copies(tmp_path / "in"), tmp_path / "out"), Told(()))


def test_a_table_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder bears its name: the territories are done all the same, and the sentence says why it is not there."""
    asked = orders(copies(tmp_path / "in"), tmp_path / "out")
    (tmp_path / "out" / TABLE).mkdir(parents=True)
    overview, _ = run(asked, Cores(2))
    assert set(endings(overview).values()) == {"rostered"}
    assert TABLE in overview.untold
    assert overview.halt == ""
