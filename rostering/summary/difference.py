"""What changed between two versions, for a machine."""

from __future__ import annotations

from pathlib import Path

from rostering.life.difference import Difference


def different(found: Difference, written: Path | None) -> dict[str, object]:
    """The duties that change, the loads that change, the entries between, the table written."""
    return {
        "from": found.before.version,
        "to": found.after.version,
        "changes": [
            {
                "shift": one.shift.id,
                "added": one.then is None,
                "removed": one.now is None,
                "before": list(one.left),
                "after": list(one.held),
                "served": [{"planned": planned, "worked": who} for planned, who in one.served],
                "entries": [entry.number for entry in one.entries],
            }
            for one in found.changes
        ],
        "loads": [
            {"doctor": one.doctor, "category": one.category, "before": one.before,
             "after": one.after, "share": one.share}
            for one in found.loads
        ],
        "carences": found.after.report.missing - found.before.report.missing,
        "entries": [entry.number for entry in found.entries],
        "table": str(written) if written else None,
    }  # fmt: skip
