"""A notice as files: text ready to paste, and a message that a mail program opens as a draft with its attachments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP

from rostering.life.notices import Notice

TYPES = {
    "ics": ("text", "calendar"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""The media type of an attachment, by the end of its name."""


def notice_text(notice: Notice) -> bytes:
    """To whom, what about, the text, what to attach."""
    address = f" <{notice.email}>" if notice.email else ""
    phone = f" – {notice.phone}" if notice.phone else ""
    head = [f"À : {notice.name}{address}{phone}", f"Objet : {notice.subject}"]
    if notice.attached:
        head.append(f"À joindre : {', '.join(notice.attached)}")
    return ("\n".join([*head, "", notice.text]) + "\n").encode("utf-8")


def notice_message(notice: Notice, at: datetime, files: Mapping[str, bytes]) -> bytes:
    """The .eml, the same bytes each time; `at`: the moment of the decision; `files`: the attachments by name."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"  # Outlook opens it as a draft
    message["Date"] = at
    if notice.email:
        message["To"] = " ".join(notice.email.split())
    message["Subject"] = notice.subject
    message.set_content(notice.text + "\n")
    for name, content in files.items():
        kind, detail = TYPES[name.rpartition(".")[2]]
        message.add_attachment(
            content, maintype=kind, subtype=detail, filename=name.rpartition("/")[2]
        )
    if files:
        message.set_boundary(f"=_avis-{notice.number}-{notice.file_stem}")
    return message.as_bytes()
