"""Changes of a territory, each a function from an instance to another: one doctor more, a line opened or closed.

Merging sectors is in `merging.py`. Every result is validated again, as if it came from a file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from rostering.domain.line import Line, Window
from rostering.domain.people import Doctor, Pin, Waiver
from rostering.domain.vocabulary import DAY_TAGS
from rostering.instance import Instance

LONGEST_ID = 60
MORE, AGAIN = "(de plus)", "(bis)"


def one_more(instance: Instance, like: str) -> Instance:
    """One doctor more, of the same status, functions, places and quote-part; nothing of what `like` asked or carried."""
    model = next(doctor for doctor in instance.doctors if doctor.id == like)
    new = Doctor(
        id=fresh_id(f"{like}-bis", {doctor.id for doctor in instance.doctors}),
        last_name=model.last_name,
        first_name=f"{model.first_name} {MORE}".strip(),
        status=model.status,
        licence_end=model.licence_end,
        quote_part=model.quote_part,
        functions=model.functions,
        sectors=model.sectors,
        help_sectors=model.help_sectors,
        zones=model.zones,
        sites=model.sites,
        sas_registered=model.sas_registered,
        usual_hours=model.usual_hours,
    )
    return changed(instance, doctors=(*instance.doctors, new))


def closed(instance: Instance, line: str, window: str | None = None) -> Instance:
    """The line, or one window of it, never takes place; what was agreed on it falls."""
    lines = tuple(shut(one, _ids(one, window)) if one.id == line else one for one in instance.lines)

    def stays(one: Pin | Waiver) -> bool:
        return one.line != line or (window is not None and one.window != window)

    pinned, waivers = filter(stays, instance.pinned), filter(stays, instance.waivers)
    return changed(instance, lines=lines, pinned=tuple(pinned), waivers=tuple(waivers))


def _ids(line: Line, window: str | None) -> list[str]:
    return [one.id for one in line.windows if window in (None, one.id)]


def opened(instance: Instance, like: str, day: date) -> Instance:
    """A second line like that one, from `day` on; rules, absences and exemptions about the first speak of it too."""
    model = next(line for line in instance.lines if line.id == like)
    new = model.model_copy(
        update={
            "id": fresh_id(f"{like}-bis", {line.id for line in instance.lines}),
            "label": f"{model.name} {AGAIN}",
            "windows": tuple(from_day(window, day) for window in model.windows),
        }
    )
    wider = speaking_also(instance, {like: [new.id]})
    return changed(wider, lines=(*wider.lines, new))


def from_day(window: Window, day: date) -> Window:
    """The same window, not before that day; one that is over by then never takes place."""
    if window.last is not None and window.last < day:
        return never(window)
    return window.model_copy(update={"first": max(day, window.first or day)})


def shut(line: Line, windows: Collection[str]) -> Line:
    """The line with some of its windows that never take place."""
    return line.model_copy(
        update={"windows": tuple(never(one) if one.id in windows else one for one in line.windows)}
    )


def never(window: Window) -> Window:
    """The window excepted on every kind of day, so that what names it still names something."""
    return window.model_copy(update={"except_days": DAY_TAGS})


def changed(instance: Instance, **parts: object) -> Instance:
    """The instance with those parts, validated as from a file."""
    return Instance.model_validate(instance.model_copy(update=parts).model_dump())


def speaking_also(instance: Instance, also: Mapping[str, Collection[str]]) -> Instance:
    """Wherever a list of lines names one of those, it names the others too."""
    return Instance.model_validate(_also(instance.model_dump(), also))


def _also(node: Any, also: Mapping[str, Collection[str]]) -> Any:
    if isinstance(node, dict):
        return {
            key: _wider(value, also) if key == "lines" else _also(value, also)
            for key, value in node.items()
        }
    return [_also(one, also) for one in node] if isinstance(node, list | tuple) else node


def _wider(value: Any, also: Mapping[str, Collection[str]]) -> Any:
    if not all(isinstance(one, str) for one in value):
        return _also(value, also)
    more = [new for one in value for new in also.get(one, ())]
    return tuple(dict.fromkeys([*value, *more]))


def fresh_id(wanted: str, taken: Collection[str]) -> str:
    """That id, or the next one that is free."""
    wanted, number = wanted[: LONGEST_ID - 4], 2
    found = wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
