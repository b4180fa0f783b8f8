"""The VTIMEZONE of each zone of a French territory, as the yearly rules that every client reads right.

The library's own generated one lists dates and shows summer duties an hour late in Thunderbird
(ecosystem.md §2).
"""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """A change of the clock: the component, its first date, its yearly rule, its name, from and to."""

    component: str
    first: str
    rule: str
    name: str
    offset_from: str
    offset_to: str


def _steady(name: str, offset: str) -> tuple[Change, ...]:
    """A zone that never changes its clock."""
    return (Change("STANDARD", "19700101T000000", "", name, offset, offset),)


CHANGES: dict[str, tuple[Change, ...]] = {
    "Europe/Paris": (
        Change("DAYLIGHT", "19810329T020000", "BYMONTH=3;BYDAY=-1SU", "CEST", "+0100", "+0200"),
        Change("STANDARD", "19961027T030000", "BYMONTH=10;BYDAY=-1SU", "CET", "+0200", "+0100"),
    ),
    "America/Miquelon": (
        Change("DAYLIGHT", "20070311T020000", "BYMONTH=3;BYDAY=2SU", "-02", "-0300", "-0200"),
        Change("STANDARD", "20071104T020000", "BYMONTH=11;BYDAY=1SU", "-03", "-0200", "-0300"),
    ),
    "America/Guadeloupe": _steady("AST", "-0400"),
    "America/Martinique": _steady("AST", "-0400"),
    "America/Cayenne": _steady("-03", "-0300"),
    "Indian/Reunion": _steady("+04", "+0400"),
    "Indian/Mayotte": _steady("EAT", "+0300"),
}
"""Every zone of `calendar.time_zone`; Saint-Pierre-et-Miquelon follows North America since 2007."""


def vtimezone(zone: str) -> bytes:
    """The component, line by line, CRLF at the end of each."""
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for change in CHANGES[zone]:
        lines += [f"BEGIN:{change.component}", f"DTSTART:{change.first}"]
        if change.rule:
            lines.append(f"RRULE:FREQ=YEARLY;{change.rule}")
        lines += [
            f"TZNAME:{change.name}",
            f"TZOFFSETFROM:{change.offset_from}",
            f"TZOFFSETTO:{change.offset_to}",
            f"END:{change.component}",
        ]
    lines.append("END:VTIMEZONE")
    return b"".join(line.encode() + b"\r\n" for line in lines)
