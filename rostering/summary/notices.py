"""Who must be told of what, for a machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rostering.workflow.notices import Notices


def to_send(found: Notices, written: Sequence[Path]) -> dict[str, object]:
    """Each decision with its recipients, whether they are told, and their messages; the files written."""
    publication = found.published.publication
    return {
        "territory": publication.instance.id,
        "version": publication.version,
        "state": found.published.folder.state.value,
        "decisions": [
            {
                "entry": told.due.entry.number,
                "kind": told.due.entry.kind,
                "state": told.due.state.value,
                "reason": told.due.reason,
                "pending": list(told.due.pending),
                "notices": [
                    {
                        "who": one.who,
                        "name": one.name,
                        "email": one.email,
                        "phone": one.phone,
                        "told": one.who in told.due.told,
                        "subject": one.subject,
                        "text": one.text,
                        "attached": list(one.attached),
                    }
                    for one in told.notices
                ],
            }
            for told in found.decisions
        ],
        "written": [str(path) for path in written],
    }
