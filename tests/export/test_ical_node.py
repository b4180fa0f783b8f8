"""ical.js, the reader of Thunderbird and Nextcloud, finds the hours that UTC arithmetic expects (needs Node)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from rostering.export.ical import calendars
from tests.export.test_ical_readers import expected, year

SCRIPT = """
import fs from 'node:fs';
import ICAL from 'ical.js';
const root = new ICAL.Component(ICAL.parse(fs.readFileSync('calendar.ics', 'utf8')));
for (const zone of root.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const found = {};
for (const part of root.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(part);
  found[event.uid] = [event.startDate, event.endDate].map((time) => time.toUnixTime());
}
console.log(JSON.stringify(found));
"""


@pytest.mark.office
@pytest.mark.parametrize("departement", ["62", "974", "975"])
def test_ical_js_reads_a_year_of_duties_at_their_hours(tmp_path: Path, departement: str) -> None:
    """730 duties read by ical.js, which knows no time zone but the one in the file."""
    publication = year(departement)
    (tmp_path / "calendar.ics").write_bytes(calendars(publication)["ics/medecins/a.ics"])
    (tmp_path / "read.mjs").write_text(SCRIPT, encoding="utf-8")
    subprocess.run(["npm", "install", "--silent", "ical.js@2.2.1"], cwd=tmp_path, check=True)
    result = subprocess.run(
        ["node", "read.mjs"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    wanted = {
        uid: [start.timestamp(), end.timestamp()]
        for uid, (start, end) in expected(publication).items()
    }
    assert json.loads(result.stdout) == wanted
