"""Who must be told of what, by the state of the roster, and who no longer must."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rostering.domain.journal import Entry, Held, Kind, State
from rostering.domain.vocabulary import Body
from rostering.life.recipients import Due, dues, mark

EVERY_BODY = ("cdom", "ars", "prefet", "samu", "associations", "caisses")
START = datetime(2027, 1, 11, 9, tzinfo=UTC)


def journal(*told: dict[str, object]) -> tuple[Entry, ...]:
    """Entries numbered from 1, the first one publishing Anne on Monday and Bruno on Tuesday."""
    first = {"kind": "publish", "version": 1, "gained": held("anne lundi", "bruno mardi")}
    return tuple(
        Entry.model_validate(
            {
                "number": number,
                "at": START + timedelta(hours=number),
                "who": "x",
                "told": "y",
                **one,
            }
        )
        for number, one in enumerate((first, *told), 1)
    )


def held(*couples: str) -> tuple[Held, ...]:
    """From "anne lundi" strings."""
    return tuple(Held(doctor=who, shift=what) for who, what in map(str.split, couples))


def moved(kind: Kind, lost: str, gained: str, **fields: object) -> dict[str, object]:
    """A change that makes a version; empty: nobody."""
    return {
        "kind": kind,
        "version": 9,
        "lost": held(lost) if lost else (),
        "gained": held(gained) if gained else (),
        **fields,
    }


def to(state: State) -> dict[str, object]:
    """A step of the roster."""
    return {"kind": "state", "state": state}


def last(*told: dict[str, object]) -> Due | None:
    """What the last entry asks to be told."""
    entries = journal(*told)
    return next((due for due in dues(entries) if due.entry.number == len(entries)), None)


GIFT = moved("give", "anne lundi", "chloe lundi")


@pytest.mark.parametrize("state", [None, State.TRANSMITTED, State.CHECKED])
def test_before_the_diffusion_the_doctors_and_the_cdom(state: State | None) -> None:
    """A change is told to whoever loses or gains a duty, and to the CDOM."""
    steps = [to(state)] if state else []
    due = last(*steps, GIFT)
    assert due is not None
    assert due.who == ("medecins/anne", "medecins/chloe", "cdom")
    assert "pas encore diffusé" in due.reason


@pytest.mark.parametrize("state", [State.FORWARDED, State.RUNNING, State.CLOSED])
def test_from_the_diffusion_on_everybody(state: State) -> None:
    """Once diffused, running or closed, a change goes to all who received the tableau."""
    due = last(to(state), GIFT)
    assert due is not None
    assert due.who == ("medecins/anne", "medecins/chloe", *EVERY_BODY)


def test_the_state_is_that_of_the_decision() -> None:
    """Changed before, diffused since: the préfet gets it with the tableau, not by itself."""
    found = {due.entry.number: due.who for due in dues(journal(GIFT, to(State.FORWARDED)))}
    assert found[2] == ("medecins/anne", "medecins/chloe", "cdom")
    assert found[3] == (*EVERY_BODY, "medecins/bruno", "medecins/chloe")


def test_transmitting_tells_the_cdom() -> None:
    """The sector sends the tableau to the CDOM; checking it tells nobody."""
    transmitted = last(to(State.TRANSMITTED))
    assert transmitted is not None
    assert transmitted.who == ("cdom",)
    assert last(to(State.TRANSMITTED), to(State.CHECKED)) is None


def test_once_transmitted_the_diffusion_is_the_others_business() -> None:
    """The CDOM has the tableau and sends it; nobody sends it back to the CDOM."""
    due = last(to(State.TRANSMITTED), to(State.CHECKED), to(State.FORWARDED))
    assert due is not None
    assert due.who == (*EVERY_BODY[1:], "medecins/anne", "medecins/bruno")


def test_a_step_back_tells_nobody() -> None:
    """From diffused back to transmitted."""
    assert last(to(State.FORWARDED), to(State.TRANSMITTED)) is None


@pytest.mark.parametrize(
    "entry",
    [
        {"kind": "worked", "version": 2, "served": ({"shift": "lundi", "doctor": "anne", "worked": ""},)},
        {"kind": "told", "informed": ("2:cdom",)},
        moved("absent", "", ""),
        moved("join", "", ""),
    ],
)  # fmt: skip
def test_what_moves_no_duty_tells_nobody(entry: dict[str, object]) -> None:
    """Who really served, who was told, an absence that takes no duty away."""
    assert last(entry) is None


def test_a_duty_that_comes_or_goes_is_told_to_the_cdom() -> None:
    """Held by nobody, it concerns no doctor."""
    due = last(moved("reopen", "", "", territory=({"section": "lines"},)))
    assert due is not None
    assert due.who == ("cdom",)


def test_a_duty_added_then_taken_back_is_told_to_nobody() -> None:
    """The undoing concerns the same people as the adding, and both fall silent."""
    change = {"territory": ({"section": "lines"},)}
    undo = moved("undo", "", "", undoes=2, **change)
    assert [due.pending for due in dues(journal(moved("reopen", "", "", **change), undo))] == [
        (),
        (),
    ]


def test_a_first_publication_tells_nobody() -> None:
    """A draft is nobody's yet."""
    assert dues(journal()) == ()


@pytest.mark.parametrize(("sent", "expected"), [(False, None), (True, ("cdom",))])
def test_a_draft_published_again(sent: bool, expected: tuple[str, ...] | None) -> None:
    """Before the diffusion only the CDOM had one, if it was transmitted."""
    steps = [to(State.TRANSMITTED)] if sent else []
    due = last(*steps, moved("publish", "anne lundi", "chloe lundi", afresh=True))
    assert (due.who if due else None) == expected


def test_whoever_was_told_leaves_the_list() -> None:
    """The mark of an entry concerns that entry only."""
    told = {"kind": "told", "informed": (mark(2, "cdom"), mark(2, "medecins/anne"))}
    one, other = dues(journal(GIFT, moved("give", "bruno mardi", "anne mardi"), told))
    assert one.pending == ("medecins/chloe",)
    assert other.pending == ("medecins/anne", "medecins/bruno", "cdom")


def test_undone_before_anybody_knew() -> None:
    """Neither the change nor its undoing is worth a call when nobody was told of the change."""
    undo = moved("undo", "chloe lundi", "anne lundi", undoes=2)
    assert [due.pending for due in dues(journal(GIFT, undo))] == [(), ()]


def test_undone_after_some_knew() -> None:
    """Anne was told of the change: she is told of the undoing; Chloé and the CDOM of neither."""
    told = {"kind": "told", "informed": (mark(2, "medecins/anne"),)}
    undo = moved("undo", "chloe lundi", "anne lundi", undoes=2)
    assert [due.pending for due in dues(journal(GIFT, told, undo))] == [(), ("medecins/anne",)]


def test_undone_after_the_diffusion() -> None:
    """The bodies of the diffusion, who heard of the undoing only, are told of it."""
    undo = moved("undo", "chloe lundi", "anne lundi", undoes=2)
    *_, due = dues(journal(GIFT, to(State.FORWARDED), undo))
    assert due.pending == EVERY_BODY[1:]


def test_the_prefet_de_police_in_paris() -> None:
    """In Paris, and there only."""
    assert Body.PREFECT.name_in("75") == "le préfet de police"
    assert Body.PREFECT.name_in("62") == "le préfet"
