"""The message that tells one recipient of one decision: whom it is for, what about, the text ready to paste.

No reason of anybody is ever in it: neither an entry's `why` nor what it tells, only duties and names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rostering.domain.people import Doctor
from rostering.domain.vocabulary import Body
from rostering.life.notice_bodies import body_text
from rostering.life.notice_doctors import doctor_text
from rostering.life.notice_facts import NoticeFacts
from rostering.life.recipients import DOCTOR, Due


@dataclass(frozen=True)
class Notice:
    """One message. `who`: the recipient's key; `attached`: files of the folder that go with it."""

    number: int
    who: str
    name: str
    email: str
    phone: str
    subject: str
    text: str
    attached: tuple[str, ...]

    @property
    def file_stem(self) -> str:
        """What its files are called: "cdom", "dr-martin"."""
        return self.who.replace(DOCTOR, "dr-")


def notices(due: Due, facts: NoticeFacts) -> Iterator[Notice]:
    """A message for each recipient of the decision, told already or not."""
    for key in due.who:
        if key.startswith(DOCTOR):
            yield _to_doctor(due, facts, facts.doctor(key.removeprefix(DOCTOR)))
        else:
            yield _to_body(due, facts, Body(key))


def _to_doctor(due: Due, facts: NoticeFacts, doctor: Doctor) -> Notice:
    subject, text = doctor_text(due, facts, doctor)
    return Notice(
        number=due.entry.number,
        who=DOCTOR + doctor.id,
        name=f"Dr {doctor.name}",
        email=doctor.email,
        phone=doctor.phone,
        subject=subject,
        text=text,
        attached=(f"ics/medecins/{doctor.id}.ics",),
    )


def _to_body(due: Due, facts: NoticeFacts, body: Body) -> Notice:
    subject, text = body_text(due, facts, body)
    told = [one for one in facts.today.recipients if one.body is body]
    return Notice(
        number=due.entry.number,
        who=body.value,
        name=body.name_in(facts.after.facts.departement),
        email=", ".join(one.email for one in told if one.email),
        phone=", ".join(f"{one.label} {one.phone}".strip() for one in told if one.phone),
        subject=subject,
        text=text,
        attached=("tableau.xlsx",),
    )
