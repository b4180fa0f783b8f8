"""What an edited workbook changes, for a machine."""

from __future__ import annotations

from rostering.review.effect import Move
from rostering.workflow.returned import Returned


def returned(found: Returned) -> dict[str, object]:
    """Which version the workbook was written from, what it changes and in which cells, what was so already."""
    return {
        "workbook": str(found.workbook),
        "from_version": found.base.version,
        "edits": [_told(found, move) for move in found.merge.edits],
        "already": [_told(found, move) for move in found.merge.already],
    }


def _told(found: Returned, move: Move) -> dict[str, object]:
    return {
        "shift": move.shift,
        "leaves": list(move.leaves),
        "takes": list(move.takes),
        "place": found.place(move),
    }
