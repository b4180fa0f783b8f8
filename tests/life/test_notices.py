"""The messages that tell people of a change: goldens, and what must never stand in them."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from rostering.domain.journal import State
from rostering.errors import QuestionError, Refused
from rostering.export.notices import notice_message, notice_text
from rostering.workflow.life import (
    Asked,
    agree,
    ask_give,
    ask_requisition,
    ask_swap,
    ask_undo,
    step,
)
from rostering.workflow.notices import Notices, tell, to_tell, write_notices
from rostering.workflow.published import load_published, replay
from rostering.workflow.returned import ask_import
from tests.e2e.command import rostering
from tests.life.week import SUNDAY, edited, evening, published_week, signed

SECRET = "opération du genou"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week."""
    published_week(tmp_path / "semaine")
    return tmp_path / "semaine"


def given(folder: Path, who: str, duty: str, to: str) -> None:
    """A duty handed over, for a reason that is nobody's business."""
    agree(ask_give(folder, (who, duty, to), signed("CDOM", why=SECRET)), workbooks=False)


def diffused(folder: Path) -> None:
    """The roster goes out."""
    step(folder, State.FORWARDED, signed())


def all_texts(found: Notices) -> str:
    """Every message of every decision."""
    texts = [notice_text(one).decode() for told in found.decisions for one in told.notices]
    return "\n––––\n".join(texts)


def pending(folder: Path) -> dict[int, list[str]]:
    """Who must still be told, by entry."""
    return {told.due.entry.number: list(told.due.pending) for told in to_tell(folder).decisions}


def test_a_swap_before_the_diffusion(folder: Path, golden: Callable[[str, str], None]) -> None:
    """Two doctors and the CDOM, each what concerns them."""
    agree(ask_swap(folder, ("anne", evening(1), "bruno", evening(2)), signed(why=SECRET)))
    golden("swap.txt", all_texts(to_tell(folder)))


def test_a_workbook_after_the_diffusion(folder: Path, golden: Callable[[str, str], None]) -> None:
    """A duty taken over and one left empty: the doctors, the CDOM, and all who have the tableau."""
    diffused(folder)
    workbook = edited(folder, "e.xlsx", {evening(1): "LEMOINE Chloé", evening(2): None})
    found = ask_import(folder, workbook, signed(why=SECRET))
    assert isinstance(found.asked, Asked)
    agree(found.asked)
    golden("classeur.txt", all_texts(to_tell(folder, 3)))


def test_a_requisition(folder: Path, golden: Callable[[str, str], None]) -> None:
    """Told as one to whoever is requisitioned and to the bodies."""
    diffused(folder)
    workbook = edited(folder, "e.xlsx", {evening(2): None})
    found = ask_import(folder, workbook, signed())
    assert isinstance(found.asked, Asked)
    agree(found.asked, workbooks=False)
    agree(ask_requisition(folder, ("damien", evening(2)), signed()), workbooks=False)
    golden("requisition.txt", all_texts(to_tell(folder, 4)))


def test_the_diffusion(folder: Path, golden: Callable[[str, str], None]) -> None:
    """The tableau to the bodies, their own duties to the doctors, as they are now."""
    step(folder, State.TRANSMITTED, signed())
    diffused(folder)
    given(folder, "bruno", evening(2), "damien")
    texts = all_texts(to_tell(folder, 2)) + "\n====\n" + all_texts(to_tell(folder, 3))
    golden("diffusion.txt", texts)


def test_a_duty_that_no_longer_takes_place(folder: Path) -> None:
    """Published again without Sunday, after the diffusion: its doctors lose a duty that is no more."""
    diffused(folder)
    published_week(folder, end="2027-02-06")
    texts = all_texts(to_tell(folder, 3))
    assert (
        "MMG du dimanche 7 février 2027, 08:00–14:00, Maison médicale : elle n'a plus lieu."
        in texts
    )
    assert "elle n'a plus lieu ; le Dr CARPENTIER Damien (RPPS 99700000004) la tenait." in texts


def test_a_second_doctor_comes_and_goes(tmp_path: Path) -> None:
    """Two are welcome, one is enough: whoever comes joins the other, whoever leaves leaves nothing to fill."""
    folder = tmp_path / "a-deux"
    published_week(folder, mmg={"staffing": {"min": 1, "target": 2}})
    agree(ask_give(folder, ("", evening(1), "damien"), signed()))
    found = ask_import(folder, edited(folder, "e.xlsx", {evening(1): None}), signed())
    assert isinstance(found.asked, Asked)
    agree(found.asked)
    (came, to_cdom), (left, *_) = (told.notices for told in to_tell(folder).decisions)
    assert "Maison médicale : avec le Dr DELATTRE Anne (03 00 00 00 01)." in came.text
    assert "le Dr CARPENTIER Damien (RPPS 99700000004), avec le Dr DELATTRE" in to_cdom.text
    assert "MMG du lundi 1er février 2027, 20:00–24:00, Maison médicale.\n" in left.text


def test_a_duty_added_and_left_empty_is_told_to_the_bodies(folder: Path) -> None:
    """A second post on Monday that nobody takes: no doctor is concerned, the CDOM is."""
    at = ("--at", "2027-01-11T10:00")
    run = rostering("reopen", folder, "mmg", "soir", "2027-02-01", "--leave-empty", *at, "--yes")
    assert run.code == 0, run.err
    (told,) = to_tell(folder).decisions
    (notice,) = told.pending
    assert notice.who == "cdom"
    assert (
        "Maison médicale (effection fixe) : effectif porté à 2 ; elle reste à pourvoir."
        in notice.text
    )


def test_no_reason_is_ever_told(folder: Path) -> None:
    """The reason typed for the journal stands in no message and no file."""
    given(folder, "anne", evening(1), "chloe")
    diffused(folder)
    given(folder, "bruno", evening(2), "damien")
    found = to_tell(folder)
    for path in write_notices(found, "liste\n"):
        message = message_from_bytes(path.read_bytes(), policy=default)
        body = message.get_body() if path.suffix == ".eml" else None
        assert SECRET not in (body.get_content() if body else path.read_text(encoding="utf-8"))
    assert SECRET in load_published(folder).folder.entries[1].why


def test_a_message_opens_with_its_attachment(folder: Path) -> None:
    """Address, subject, text and the doctor's own calendar, byte for byte; twice the same bytes."""
    given(folder, "anne", evening(1), "chloe")
    write_notices(to_tell(folder), "")
    path = folder / "avis" / "002" / "dr-chloe.eml"
    content = path.read_bytes()
    message = message_from_bytes(content, policy=default)
    assert (message["To"], message["Date"]) == (
        "chloe.lemoine@exemple.invalid", "Mon, 11 Jan 2027 08:00:00 +0000",
    )  # fmt: skip
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "chloe.ics"
    calendar = folder / "ics" / "medecins" / "chloe.ics"
    assert attached.get_payload(decode=True) == calendar.read_bytes()
    write_notices(to_tell(folder), "")
    assert path.read_bytes() == content


def test_without_an_address_the_message_has_no_to(folder: Path) -> None:
    """Damien has none: the draft is left to address."""
    given(folder, "anne", evening(1), "damien")
    write_notices(to_tell(folder), "")
    message = message_from_bytes((folder / "avis" / "002" / "dr-damien.eml").read_bytes())
    assert message["To"] is None


def test_a_body_is_written_to_where_the_territory_says(tmp_path: Path) -> None:
    """Both addresses of the caisses stand in To, and the SAMU's telephone in its text."""
    folder = tmp_path / "adresses"
    recipients = (
        {"body": "caisses", "label": "CPAM", "email": "cpam@exemple.invalid"},
        {"body": "caisses", "label": "MSA", "email": "msa@exemple.invalid"},
        {"body": "samu", "phone": "03 00 00 00 15"},
    )
    published_week(folder, recipients=recipients)
    diffused(folder)
    given(folder, "anne", evening(1), "chloe")
    write_notices(to_tell(folder), "")
    message = message_from_bytes((folder / "avis" / "003" / "caisses.eml").read_bytes())
    assert message["To"] == "cpam@exemple.invalid, msa@exemple.invalid"
    text = (folder / "avis" / "003" / "samu.txt").read_text(encoding="utf-8")
    assert text.startswith("À : le SAMU – centre 15 – 03 00 00 00 15\n")


@pytest.mark.parametrize("typed", ["andré@exemple.invalid", "a@x.invalid\nBcc: b@x.invalid", "?"])
def test_an_odd_address_breaks_nothing(folder: Path, typed: str) -> None:
    """Accents, a line break, no address at all: one header, one line."""
    given(folder, "anne", evening(1), "chloe")
    (one, *_) = to_tell(folder).decisions[0].notices
    content = notice_message(one.__class__(**{**vars(one), "email": typed}), signed().at, {})
    assert message_from_bytes(content)["Bcc"] is None


def test_who_is_told_leaves_the_list(folder: Path) -> None:
    """Names, codes and bodies as typed; what they were told of is in the journal, which replays."""
    given(folder, "anne", evening(1), "chloe")
    after = tell(to_tell(folder), ["Delattre", "CDOM"], signed("Mme Lebrun"))
    entry = after.folder.entries[-1]
    assert entry.informed == ("2:medecins/anne", "2:cdom")
    assert entry.told == (
        "Prévenus : Dr DELATTRE Anne, le conseil départemental de l'Ordre (CDOM) (n° 2)"
    )
    assert pending(folder) == {2: ["medecins/chloe"]}
    tell(to_tell(folder), ["tous"], signed())
    assert pending(folder) == {}
    assert all(same for _, same in replay(folder))


def test_one_entry_alone(folder: Path) -> None:
    """Told of n° 3 only, Chloé stays on the list for n° 2."""
    given(folder, "anne", evening(1), "chloe")
    given(folder, "damien", evening(4), "chloe")
    tell(to_tell(folder, 3), ["chloe"], signed())
    assert pending(folder)[2] == ["medecins/anne", "medecins/chloe", "cdom"]
    assert pending(folder)[3] == ["medecins/damien", "cdom"]


def test_an_undoing_that_nobody_needs_to_hear(folder: Path) -> None:
    """Given and taken back before anybody was told: the list is empty."""
    given(folder, "anne", evening(1), "chloe")
    agree(ask_undo(folder, None, signed()), workbooks=False)
    assert pending(folder) == {}


def test_whoever_has_nothing_to_hear_is_said(folder: Path) -> None:
    """A doctor and a body without any message: a sentence each, nothing noted."""
    given(folder, "anne", evening(1), "chloe")
    with pytest.raises(Refused) as refused:
        tell(to_tell(folder), ["damien", "samu", "chloe"], signed())
    assert refused.value.reasons == (
        "damien : rien ne reste à lui dire.", "samu : rien ne reste à lui dire.",
    )  # fmt: skip
    assert len(load_published(folder).folder.entries) == 2


def test_a_stranger_is_not_told(folder: Path) -> None:
    """An unknown name is refused with the nearest one."""
    given(folder, "anne", evening(1), "chloe")
    with pytest.raises(QuestionError, match="LEMOINE Chloé"):
        tell(to_tell(folder), ["Lemoyne"], signed())


def test_an_entry_that_tells_nobody(folder: Path) -> None:
    """n° 1 published a draft: no message."""
    with pytest.raises(Refused, match="n° 1 du journal"):
        to_tell(folder, 1)


def test_the_sunday_of_a_doctor_away_is_not_offered(folder: Path) -> None:
    """A refused change writes no message."""
    asked = ask_give(folder, ("damien", SUNDAY, "anne"), signed())
    with pytest.raises(Refused):
        agree(asked)
    assert pending(folder) == {}
