"""Who is a newcomer when a tableau is closed."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from rostering.workflow import closing


def test_only_who_joined_since_the_last_publication_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anne joined before the tableau was published anew, with her in it; Bruno after."""
    entries = [
        SimpleNamespace(kind=kind, who=who)
        for kind, who in (
            ("publish", ()),
            ("join", ("anne",)),
            ("swap", ()),
            ("publish", ()),
            ("join", ("bruno",)),
        )
    ]
    monkeypatch.setattr(closing, "open_folder", lambda folder: SimpleNamespace(entries=entries))
    monkeypatch.setattr(closing, "arrived", lambda entry: entry.who)
    assert closing._newcomers(Path()) == {"bruno"}
