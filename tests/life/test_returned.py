"""A workbook edited in Excel and read back: applied, merged, or refused with the reasons."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from rostering.domain.roster import Pair, Roster
from rostering.errors import Overtaken, Refused, RosterMismatch
from rostering.expand import expand
from rostering.life.returned import imported, merge, strangers
from rostering.review.effect import Move, moves
from rostering.workflow.life import Asked, agree, ask_give, ask_swap
from rostering.workflow.published import Published, load_published, replay
from rostering.workflow.returned import Returned, ask_import
from tests.life.week import (
    SUNDAY,
    cell_of,
    edited,
    evening,
    published_week,
    signed,
    territory,
)

CHLOE, BRUNO, DAMIEN = "LEMOINE Chloé", "VASSEUR Bruno", "CARPENTIER Damien"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week."""
    published_week(tmp_path / "semaine")
    return tmp_path / "semaine"


def asked(found: Returned) -> Asked:
    """The judgement; there is one."""
    assert found.asked is not None
    return found.asked


def written(folder: Path, workbook: Path) -> Published:
    """The workbook imported and agreed to."""
    return agree(asked(ask_import(folder, workbook, signed("Mme Lebrun", why="arrangement"))))


def given(folder: Path, who: str, duty: str, to: str) -> None:
    """A duty handed over meanwhile."""
    agree(ask_give(folder, (who, duty, to), signed("CDOM")))


def changed_sheet(workbook: Path, act: object) -> Path:
    """The workbook after something was done to it."""
    book: Workbook = openpyxl.load_workbook(workbook)
    assert callable(act)
    act(book)
    book.save(workbook)
    return workbook


def test_an_edited_cell_becomes_the_next_version(folder: Path) -> None:
    """The duty typed to another doctor is theirs in version 2, and the journal says who, why and from which version."""
    after = written(folder, edited(folder, "e.xlsx", {evening(1): CHLOE}))
    entry = after.folder.entries[-1]
    assert after.publication.version == 2
    assert after.roster.by_shift[evening(1)] == ("chloe",)
    assert (entry.kind, entry.who, entry.why) == ("import", "Mme Lebrun", "arrangement")
    assert entry.told == "Classeur e.xlsx, version 1 : 1 garde change de mains"


def test_the_coordinators_workbook_comes_back_too(folder: Path) -> None:
    """The same sheet stands in coordination.xlsx."""
    target = folder / "coordination.xlsx"
    book: Workbook = openpyxl.load_workbook(target)
    book["Gardes"][cell_of(target, evening(1))] = CHLOE
    book.save(target)
    assert written(folder, target).roster.by_shift[evening(1)] == ("chloe",)


def test_only_what_was_edited_changes(folder: Path) -> None:
    """Every other duty keeps its doctor."""
    before = load_published(folder).roster.pairs
    after = written(folder, edited(folder, "e.xlsx", {evening(1): CHLOE})).roster.pairs
    assert before ^ after == {Pair("anne", evening(1)), Pair("chloe", evening(1))}


def test_an_emptied_cell_is_a_carence(folder: Path) -> None:
    """A doctor cell left empty takes the duty from its doctor and gives it to nobody."""
    after = written(folder, edited(folder, "e.xlsx", {evening(1): None}))
    assert evening(1) not in after.roster.by_shift
    assert after.publication.report.missing == 1


def test_the_effect_is_told_before_anything_is_written(folder: Path) -> None:
    """Asking changes no file of the folder."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found = ask_import(folder, workbook, signed())
    assert asked(found).verdict.is_lawful
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_workbook_as_it_was_written_changes_nothing(folder: Path) -> None:
    """Saved without any edit, there is nothing to judge."""
    found = ask_import(folder, edited(folder, "e.xlsx", {}), signed())
    assert found.asked is None
    assert found.merge.edits == ()


def test_an_edit_that_breaks_a_hard_rule_is_refused(folder: Path) -> None:
    """Anne is away on Sunday: the judgement says so, and agreeing writes nothing."""
    found = ask_import(folder, edited(folder, "e.xlsx", {SUNDAY: "DELATTRE Anne"}), signed())
    assert [breach.rule for breach in asked(found).verdict.effect.new_hard] == ["absence"]
    with pytest.raises(Refused):
        agree(asked(found))
    assert load_published(folder).publication.version == 1


def test_the_cell_of_each_edit_is_known(folder: Path) -> None:
    """The place is that of the doctor cell, when it names another doctor and when it was emptied."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE, evening(2): None})
    found = ask_import(folder, workbook, signed())
    assert found.places == {
        shift: f"feuille Gardes, cellule {cell_of(workbook, shift)}"
        for shift in (evening(1), evening(2))
    }


def test_disjoint_changes_merge(folder: Path) -> None:
    """A workbook of version 1 edited on Monday joins a swap of Wednesday made since: version 3 has both."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    given(folder, "chloe", evening(3), "damien")
    after = written(folder, workbook)
    assert after.publication.version == 3
    assert after.roster.by_shift[evening(1)] == ("chloe",)
    assert after.roster.by_shift[evening(3)] == ("damien",)


def test_a_duty_changed_on_both_sides_refuses_the_whole(folder: Path) -> None:
    """Monday was edited and given away since: a sentence says by whom, in which entry, and Tuesday is left too."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE, evening(2): DAMIEN})
    given(folder, "anne", evening(1), "bruno")
    with pytest.raises(Refused) as refused:
        ask_import(folder, workbook, signed())
    (reason,) = refused.value.reasons
    assert f"cellule {cell_of(workbook, evening(1))}" in reason
    assert "n° 2 (Le Dr DELATTRE Anne donne MMG du lundi 1er février 2027" in reason
    assert ", CDOM)" in reason
    assert load_published(folder).roster.by_shift[evening(2)] == ("bruno",)


def test_the_same_change_on_both_sides_is_done_already(folder: Path) -> None:
    """Monday given to Chloé in the workbook and in the journal: told, and nothing is written twice."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    given(folder, "anne", evening(1), "chloe")
    found = ask_import(folder, workbook, signed())
    assert [move.shift for move in found.merge.already] == [evening(1)]
    assert found.asked is None


def test_a_duty_that_came_back_is_not_changed(folder: Path) -> None:
    """Given and taken back since, Monday is held as in the workbook: its edit is laid on it."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    given(folder, "anne", evening(1), "bruno")
    given(folder, "bruno", evening(1), "anne")
    assert written(folder, workbook).roster.by_shift[evening(1)] == ("chloe",)


def test_a_merge_is_judged_on_the_version_in_force(tmp_path: Path) -> None:
    """Sunday evening to Bruno is lawful alone, and no longer once Bruno took Sunday morning: one duty a day."""
    folder = tmp_path / "un-par-jour"
    published_week(folder, {"kind": "max_in_window", "most": 1, "span": "day"})
    workbook = edited(folder, "e.xlsx", {evening(7): BRUNO})
    assert asked(ask_import(folder, workbook, signed())).verdict.is_lawful
    given(folder, "damien", SUNDAY, "bruno")
    broken = asked(ask_import(folder, workbook, signed())).verdict.effect.new_hard
    assert [breach.rule for breach in broken] == ["max_in_window"]


def test_whoever_agrees_after_somebody_else_is_told(folder: Path) -> None:
    """The roster changed between the question and the answer: nothing is written over it."""
    found = ask_import(folder, edited(folder, "e.xlsx", {evening(1): CHLOE}), signed())
    given(folder, "chloe", evening(3), "damien")
    with pytest.raises(Overtaken):
        agree(asked(found))


def test_a_duty_that_began_is_refused_with_its_cell(folder: Path) -> None:
    """Monday evening is over on Tuesday: the sentence names the cell and the duty."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    tuesday = signed().at.replace(month=2, day=2)
    with pytest.raises(
        Refused, match=rf"{cell_of(workbook, evening(1))} : MMG du lundi.*commencée"
    ):
        ask_import(folder, workbook, signed(now=tuesday))


def test_the_deadline_is_passed_with_a_reason(folder: Path) -> None:
    """On Sunday afternoon, Monday evening changes with --late only."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    sunday = signed().at.replace(month=1, day=31, hour=14)
    with pytest.raises(Refused, match="--late"):
        ask_import(folder, workbook, signed(now=sunday))
    found = ask_import(folder, workbook, signed(now=sunday, late="maladie"))
    assert agree(asked(found)).folder.entries[-1].late == "maladie"


def test_sorted_rows_are_read_alike(folder: Path) -> None:
    """Excel's sort by doctor moves rows, not duties."""
    workbook = changed_sheet(edited(folder, "e.xlsx", {evening(1): CHLOE}), _reversed)
    found = ask_import(folder, workbook, signed())
    assert [move.shift for move in found.merge.edits] == [evening(1)]
    assert found.places[evening(1)] == f"feuille Gardes, cellule {cell_of(workbook, evening(1))}"


def test_every_mistake_is_told_at_once(folder: Path) -> None:
    """Two unknown names are two lines, each with its cell."""
    workbook = edited(
        folder, "e.xlsx", {evening(1): "Personne-Connue", evening(2): "Vasseur Brune"}
    )
    with pytest.raises(RosterMismatch) as refused:
        ask_import(folder, workbook, signed())
    assert "2 erreurs" in str(refused.value)
    assert f"cellule {cell_of(workbook, evening(1))}" in str(refused.value)
    assert "le plus proche : « VASSEUR Bruno »" in str(refused.value)


def test_the_journal_replays(folder: Path) -> None:
    """Swaps and imports by turns replay to the same bytes."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    agree(ask_swap(folder, ("bruno", evening(2), "damien", evening(4)), signed()))
    written(folder, workbook)
    assert list(replay(folder)) == [(1, True), (2, True), (3, True)]


def test_any_two_sides_merge_duty_by_duty() -> None:
    """On 300 random triples of rosters, each duty of the result is as the only side that changed it says; a duty that
    both changed, differently, is a clash."""
    chance, week = random.Random(3), expand(territory())
    for _ in range(300):
        base, edit, now = (_any_roster(chance) for _ in range(3))
        merged = merge(tuple(moves(week, base, edit)), base, now)
        after = imported(territory(), "e.xlsx", 1, merged.edits).applied(now)
        clashes = {move.shift for move in merged.clashes}
        for shift in week.shift_by_id:
            was, typed, holds = (one.by_shift.get(shift, ()) for one in (base, edit, now))
            assert (shift in clashes) == (typed not in (was, holds) and holds != was)
            if shift not in clashes:
                expected = holds if typed == was else typed
                assert after.by_shift.get(shift, ()) == expected


def test_what_the_territory_no_longer_has_is_said() -> None:
    """A duty taken away and a doctor gone since: a sentence each, with the cell."""
    then, now = (expand(territory(end=end)) for end in ("2027-02-07", "2027-02-06"))
    now = replace(now, doctors=tuple(one for one in now.doctors if one.id != "chloe"))
    edits = (Move(evening(1), ("anne",), ("chloe",)), Move(SUNDAY, (), ("bruno",)))
    assert list(strangers(then, now, edits, lambda move: "K6")) == [
        "K6 : le Dr LEMOINE Chloé n'est plus au territoire.",
        "K6 : MMG du dimanche 7 février 2027, 08:00–14:00 : Dr VASSEUR Bruno la prend ; mais cette garde n'est "
        "plus au tableau.",
    ]


def test_an_agreed_date_edited_is_let_go(tmp_path: Path) -> None:
    """Monday was agreed with Anne; typing Chloé there takes the agreement out of the document, as a swap does."""
    folder = tmp_path / "convenue"
    pin = {"doctor": "anne", "date": "2027-02-01", "line": "mmg", "window": "soir"}
    published_week(folder, pinned=(pin,))
    after = written(folder, edited(folder, "e.xlsx", {evening(1): CHLOE}))
    assert after.folder.instance.pinned == ()


def _any_roster(chance: random.Random) -> Roster:
    """Each evening to nobody, one or two of three doctors."""
    who = ((), ("anne",), ("bruno",), ("chloe",), ("anne", "bruno"))
    return Roster.of((doctor, evening(day)) for day in range(1, 8) for doctor in chance.choice(who))


def _reversed(book: Workbook) -> None:
    sheet = book["Gardes"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    for cells, values in zip(sheet.iter_rows(min_row=6), reversed(rows), strict=True):
        for cell, value in zip(cells, values, strict=True):
            cell.value = value
