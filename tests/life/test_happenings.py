"""Events of people and duties: what they change, what they leave alone, what they prove."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from rostering.domain.roster import Pair
from rostering.errors import QuestionError, Refused
from rostering.life.alternatives import AS_IT_IS, EMPTY, FEWEST, Search
from rostering.review.audit import audit
from rostering.solve.control import Stop
from rostering.workflow.happenings import (
    Newcomer,
    tell_absent,
    tell_join,
    tell_leave,
    tell_reopen,
    tell_reroster,
)
from rostering.workflow.life import agree, ask_give, ask_undo
from rostering.workflow.published import Published, load_published
from rostering.workflow.reroster import Choice, Tell, Wanted, after
from tests.life.folders import holder, published, signed

FIRST = "2027-03-15-mmg-soir"
NEAREST = Wanted(search=Search(others=False))


def choose(path: Path, tell: Tell, wanted: Wanted = NEAREST, now: datetime | None = None) -> Choice:
    """The rosters to choose from on 10 January 2027 unless told otherwise."""
    return after(path, tell, wanted, signed(now=now) if now else signed(), Stop())


def written(path: Path, tell: Tell, wanted: Wanted = NEAREST) -> Published:
    """The nearest one, agreed to."""
    return agree(choose(path, tell, wanted).options[0][1], workbooks=False)


def duties_of(found: Published, doctor: str) -> set[str]:
    return set(found.roster.by_doctor.get(doctor, ()))


def test_the_rest_of_the_roster_is_identical(tmp_path: Path) -> None:
    """An absence of four days: duties of other days, and of other doctors on those days, are as they were."""
    path = published(tmp_path)
    before = load_published(path)
    who = holder(before, FIRST)
    now = written(path, tell_absent(who, "2027-03-15", "2027-03-18", False))
    lost = {p for p in before.roster if p.doctor == who and p.shift < "2027-03-19"}
    assert before.roster.pairs - now.roster.pairs == lost
    assert {pair.shift for pair in now.roster.pairs - before.roster.pairs} == {p.shift for p in lost}  # fmt: skip
    assert not now.publication.report.hard_breaches


def test_an_absence_that_takes_nothing_away_changes_only_the_document(tmp_path: Path) -> None:
    """Away on days without a duty: no pair moves, the absence is written, a version says so."""
    path = published(tmp_path)
    before = load_published(path)
    who = holder(before, FIRST)
    free = next(
        day for day in range(16, 31)
        if not any(s.startswith(f"2027-03-{day}") for s in duties_of(before, who))
    )  # fmt: skip
    now = written(path, tell_absent(who, f"2027-03-{free}", f"2027-03-{free}", False))
    assert now.roster == before.roster
    assert now.folder.instance.availability[-1].doctor == who
    assert now.publication.version == 2


def test_taking_an_absence_back_gives_document_and_duties_back(tmp_path: Path) -> None:
    """Undo: the same roster, the same document as before, in a third version."""
    path = published(tmp_path)
    before = load_published(path)
    written(path, tell_absent(holder(before, FIRST), "2027-03-15", "2027-03-20", False))
    now = agree(ask_undo(path, None, signed()), workbooks=False)
    assert now.roster == before.roster
    assert now.publication.instance_hash == before.publication.instance_hash
    assert now.publication.version == 3


def test_a_duty_that_began_stays_with_a_doctor_who_falls_ill_after(tmp_path: Path) -> None:
    """On the evening of the 15th, ill from that day on: the duty begun is still theirs, and lawful."""
    path = published(tmp_path)
    before = load_published(path)
    who = holder(before, FIRST)
    now = datetime(2027, 3, 15, 19, 30, tzinfo=UTC)  # 20:30 in Paris
    choice = after(path, tell_absent(who, "2027-03-15", "2027-03-30", False), NEAREST,
                   signed(now=now, late="malade"), Stop())  # fmt: skip
    found = agree(choice.options[0][1], workbooks=False)
    assert duties_of(found, who) == {
        shift for shift in duties_of(before, who) if shift <= FIRST
    } | {shift for shift in duties_of(before, who) if shift > "2027-03-31"}
    assert not found.publication.report.hard_breaches


def test_past_the_deadline_an_absence_needs_its_reason(tmp_path: Path) -> None:
    """Ill on the very day, before the duty begins: refused without --late, with the way to pass."""
    path = published(tmp_path)
    who = holder(load_published(path), FIRST)
    tell = tell_absent(who, "2027-03-15", "2027-03-15", False)
    with pytest.raises(Refused, match="--late"):
        choose(path, tell, now=datetime(2027, 3, 15, 11, tzinfo=UTC))


def test_the_choices_are_distinct_lawful_and_said(tmp_path: Path) -> None:
    """Fewest first, left empty last; costs audited; one more change is cheaper than the fewest or not offered."""
    path = published(tmp_path)
    who = holder(load_published(path), FIRST)
    choice = choose(path, tell_leave(who, "2027-03-14"), Wanted())
    labels = [label for label, _ in choice.options]
    assert (labels[0], labels[-1]) == (FEWEST, EMPTY)
    rosters = [asked.verdict.roster.pairs for _, asked in choice.options]
    assert len(set(rosters)) == len(rosters)
    assert all(asked.verdict.is_lawful for _, asked in choice.options)
    fewest, last = choice.options[0][1].verdict, choice.options[-1][1].verdict
    assert len(last.roster.pairs) == len(fewest.roster.pairs) - len(choice.lost)
    problem, rules = fewest.problem, fewest.instance.rules
    assert fewest.effect.after.tiers == audit(problem, rules, fewest.roster).tiers


def test_a_newcomer_fills_what_is_vacant_and_nobody_else_moves(tmp_path: Path) -> None:
    """A duty left empty, then somebody joins: they take it, and that is the only change."""
    path = published(tmp_path)
    who = holder(load_published(path), FIRST)
    left = written(path, tell_absent(who, "2027-03-15", "2027-03-15", False), Wanted(leave_empty=True))  # fmt: skip
    assert FIRST not in left.roster.by_shift
    new = Newcomer("echo", "Écho", "Élise", who, "2027-03-01")
    now = written(path, tell_join(new))
    assert now.roster.pairs ^ left.roster.pairs == {Pair(holder(now, FIRST), FIRST)}


def test_an_arrival_is_not_taken_back_from_who_holds_duties_since(tmp_path: Path) -> None:
    """A newcomer who was given a duty later: refused with how many and since which entry; nothing is written."""
    path = published(tmp_path)
    who = holder(load_published(path), FIRST)
    came = written(path, tell_join(Newcomer("echo", "Écho", "Élise", who, "2027-03-01")))
    number = came.folder.entries[-1].number
    agree(ask_give(path, (who, FIRST, "echo"), signed()), workbooks=False)
    with pytest.raises(Refused, match=rf"ÉCHO.*tient 1 garde depuis \(n° {number + 1}\)"):
        ask_undo(path, number, signed())


def test_a_duty_taken_away_is_cancelled_in_every_calendar(tmp_path: Path) -> None:
    """Closed: no longer in the roster, CANCELLED at its doctor's, its sector's and its site's."""
    path = published(tmp_path)
    who = holder(load_published(path), FIRST)
    now = written(path, tell_reopen("mmg", "soir", "2027-03-15", 0))
    assert FIRST not in now.publication.problem.shift_by_id
    for name in (f"medecins/{who}", "secteurs/S", "sites/mmg"):
        text = (path / "ics" / f"{name}.ics").read_text(encoding="utf-8").replace("\r\n ", "")
        (event,) = [one for one in text.split("BEGIN:VEVENT") if FIRST in one]
        assert "STATUS:CANCELLED" in event
        assert "SEQUENCE:1" in event


def test_a_duty_taken_away_and_put_back_rises_again(tmp_path: Path) -> None:
    """Undo of the closing: CONFIRMED again, in the same UID, higher than the cancellation."""
    path = published(tmp_path)
    who = holder(load_published(path), FIRST)
    written(path, tell_reopen("mmg", "soir", "2027-03-15", 0))
    agree(ask_undo(path, None, signed()), workbooks=False)
    text = (path / "ics" / "medecins" / f"{who}.ics").read_text(encoding="utf-8").replace("\r\n ", "")  # fmt: skip
    (event,) = [one for one in text.split("BEGIN:VEVENT") if FIRST in one]
    assert "STATUS:CONFIRMED" in event
    assert "SEQUENCE:2" in event


def test_a_duty_more_where_its_window_does_not_take_place(tmp_path: Path) -> None:
    """The Sunday day on a Wednesday: a duty of its own, filled with one change."""
    path = published(tmp_path)
    before = load_published(path)
    now = written(path, tell_reopen("mmg", "jour", "2027-03-17", None))
    added = now.roster.pairs - before.roster.pairs
    assert [pair.shift for pair in added] == ["2027-03-17-mmg-jour-0317"]
    assert not before.roster.pairs - now.roster.pairs


def test_nothing_to_mend_changes_nothing(tmp_path: Path) -> None:
    """reroster on a roster without a hole: the published one, the only choice."""
    path = published(tmp_path)
    choice = choose(path, tell_reroster(), Wanted())
    assert choice.options[0][1].verdict.roster == load_published(path).roster
    assert AS_IT_IS not in [label for label, _ in choice.options]


@pytest.mark.parametrize(
    ("tell", "said"),
    [
        (tell_absent("personne", "2027-03-15", "2027-03-16", False), "médecin inconnu"),
        (tell_absent("alpha", "hier", "2027-03-16", False), "date attendue"),
        (tell_absent("alpha", "2027-04-01", "2027-04-05", False), "hors du tableau"),
        (tell_reopen("mmg", "soir", "2027-05-01", None), "hors du tableau"),
        (tell_reopen("mmg", "nuitée", "2027-03-15", None), "plage inconnue"),
        (tell_reopen("mmg", "jour", "2027-03-17", 0), "n'a pas lieu"),
        (tell_join(Newcomer("echo", "Écho", rpps="12")), "rpps"),
    ],
)
def test_what_is_not_understood_is_told(tmp_path: Path, tell: Tell, said: str) -> None:
    """A stranger, a date that is none, a duty that does not exist: QuestionError."""
    with pytest.raises(QuestionError, match=said):
        choose(published(tmp_path), tell)


def test_dates_the_wrong_way_round_and_codes_taken_are_refused(tmp_path: Path) -> None:
    """An end before its start; a newcomer whose code is somebody's."""
    path = published(tmp_path)
    with pytest.raises(Refused, match="la fin précède le début"):
        choose(path, tell_absent("alpha", "2027-03-16", "2027-03-15", False))
    with pytest.raises(Refused, match="déjà celui d'un médecin"):
        choose(path, tell_join(Newcomer("alpha", "Autre")))


def test_a_date_is_the_duty_that_the_doctor_holds_on_it(tmp_path: Path) -> None:
    """A Sunday has two duties; said by its date, it is the giver's own, and both are named when the giver has none."""
    path = published(tmp_path)
    before = load_published(path)
    sunday = {shift.id: holder(before, shift.id) for shift in before.publication.problem.shifts if shift.id.startswith("2027-03-21")}  # fmt: skip
    duty, who = next(iter(sunday.items()))
    assert list(sunday.values()).count(who) == 1
    taker = next(
        one.id for one in before.publication.problem.doctors if one.id not in sunday.values()
    )
    asked = ask_give(path, (who, "21/03/2027", taker), signed())
    assert [pair.shift for pair in asked.verdict.proposal.lost] == [duty]
    with pytest.raises(
        QuestionError, match=r"plusieurs gardes ce jour-là.*MMG d'Essai.*20:00–08:00"
    ):
        ask_give(path, (taker, "21/03/2027", who), signed())
