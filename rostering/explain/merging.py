"""Two sectors that share their duties after an hour: one line for both instead of one each.

1. Lines of the same function, one in each sector, go two by two, in the order of the file.
2. Their windows that start at or after the hour, or end by 8 h (the night goes on), move to a new line open to the
   doctors of both. A window that another one covers disappears; the staffing kept is the larger of the two.
3. What was agreed on those windows moves with them, as far as there is room; lists of lines name the new line too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rostering.domain.line import Line, Staffing, StaffingPeriod, Window
from rostering.domain.people import Pin, Waiver
from rostering.explain.territory import changed, fresh_id, shut, speaking_also
from rostering.instance import Instance

NIGHT_ENDS = 8 * 60
"""Minutes: what ends by then belongs to the night before."""


def merged(instance: Instance, one: str, other: str, after: int) -> Instance:
    """The two sectors share what starts from `after` (minutes) to 8 h; unchanged when nothing is alike."""
    joined = list(joins(instance, one, other, after))
    names = {old.id: [join.line.id] for join in joined for old in join.olds}
    wider = speaking_also(instance, names)
    late = {old.id: _late_ids(old, after) for join in joined for old in join.olds}
    lines = [shut(line, late.get(line.id, ())) for line in wider.lines]
    new = [
        join.line.model_copy(update={"second_line_of": _doubled(join.line, names)})
        for join in joined
    ]
    pinned = tuple(_moved(instance, joined))
    waivers = tuple(_followed(waiver, joined) for waiver in instance.waivers)
    return changed(wider, lines=(*lines, *new), pinned=pinned, waivers=waivers)


def joins(instance: Instance, one: str, other: str, after: int) -> Iterator[Join]:
    """The new lines, each with the two it replaces at night."""
    first, second = (
        [line for line in instance.lines if mine in line.sectors and theirs not in line.sectors]
        for mine, theirs in ((one, other), (other, one))
    )
    taken = {line.id for line in instance.lines}
    for line in first:
        alike = [
            late for late in second if late.function is line.function and _late_ids(late, after)
        ]
        if alike and _late_ids(line, after):
            second.remove(alike[0])
            id_ = fresh_id(f"{line.id[:28]}-{alike[0].id[:28]}", taken)
            taken.add(id_)
            yield Join(line, alike[0], after, id_)


def _late_ids(line: Line, after: int) -> list[str]:
    return [
        window.id
        for window in line.windows
        if window.start >= after or window.end_minute <= NIGHT_ENDS
    ]


def _doubled(line: Line, names: dict[str, list[str]]) -> str | None:
    """The line that a second line doubles, once merged."""
    doubled = line.second_line_of
    return names.get(doubled, [doubled])[0] if doubled else None


@dataclass
class Join:
    """Two lines and the one that replaces them after the hour; `hosts`: where each of their late windows went."""

    first: Line
    second: Line
    after: int
    id: str
    hosts: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.windows: list[Window] = []
        late = [
            (line, window)
            for line in self.olds
            for window in line.windows
            if window.id in _late_ids(line, self.after)
        ]
        for line, window in sorted(late, key=lambda one: -(one[1].end_minute - one[1].start)):
            self._place(line, window)
        self.line = self._line()

    @property
    def olds(self) -> tuple[Line, Line]:
        """The two lines."""
        return self.first, self.second

    def _place(self, line: Line, window: Window) -> None:
        """Into a window that covers it, with the larger staffing, else as one more window."""
        staffing = _staffing(line, window)
        for position, host in enumerate(self.windows):
            if _covers(host, window):
                larger = max(host.staffing or staffing, staffing, key=_size)
                self.windows[position] = host.model_copy(update={"staffing": larger})
                self.hosts[line.id, window.id] = host.id
                return
        id_ = fresh_id(window.id, {one.id for one in self.windows})
        self.windows.append(window.model_copy(update={"id": id_, "staffing": staffing}))
        self.hosts[line.id, window.id] = id_

    def _line(self) -> Line:
        one, two = self.olds
        larger = max(self.olds, key=lambda line: _size(line.staffing))
        return larger.model_copy(
            update={
                "id": self.id,
                "label": f"{one.name} + {two.name}",
                "sectors": tuple(dict.fromkeys([*one.sectors, *two.sectors])),
                "zone": one.zone if one.zone == two.zone else None,
                "departement": one.departement if one.departement == two.departement else None,
                "mandatory": one.mandatory or two.mandatory,
                "priority": max(one.priority, two.priority),
                "needs_supervision": one.needs_supervision or two.needs_supervision,
                "second_line_of": one.second_line_of or two.second_line_of,
                "staffing_periods": tuple(self._periods()),
                "windows": tuple(sorted(self.windows, key=lambda one: (one.start, one.id))),
            }
        )

    def _periods(self) -> Iterator[StaffingPeriod]:
        """The staffing periods of both, about the windows that are still there."""
        for line in self.olds:
            ours = {old: host for (id_, old), host in self.hosts.items() if id_ == line.id}
            for period in line.staffing_periods:
                named = [ours[window] for window in period.windows if window in ours]
                if named or not period.windows:
                    windows = tuple(dict.fromkeys(named or ours.values()))
                    yield period.model_copy(update={"windows": windows})


def _covers(host: Window, window: Window) -> bool:
    """True when whoever holds `host` is there during all of `window`."""
    return (
        set(window.days) <= set(host.days)
        and set(host.except_days) <= set(window.except_days)
        and (host.first, host.last) == (window.first, window.last)
        and host.start <= window.start
        and window.end_minute <= host.end_minute
    )


def _staffing(line: Line, window: Window) -> Staffing:
    found = window.staffing or line.staffing
    if line.mandatory:
        return found
    return Staffing(min=0, target=found.wished, max=found.most)


def _size(staffing: Staffing) -> tuple[int, int, int]:
    return staffing.min, staffing.wished, staffing.most


def _followed(waiver: Waiver, joined: list[Join]) -> Waiver:
    """What was waived on a duty that moved is waived on the new one."""
    for join in joined:
        window = join.hosts.get((waiver.line or "", waiver.window or ""))
        if window is not None:
            return waiver.model_copy(update={"line": join.line.id, "window": window})
    return waiver


def _moved(instance: Instance, joined: list[Join]) -> Iterator[Pin]:
    """What was agreed, moved to the new lines; whoever finds no more room there is left free."""
    hosts = {old: (join, window) for join in joined for old, window in join.hosts.items()}
    held: Counter[tuple[object, ...]] = Counter()
    for pin in instance.pinned:
        if (pin.line, pin.window) not in hosts:
            yield pin
            continue
        join, window = hosts[pin.line, pin.window]
        room = next(one.staffing.most for one in join.windows if one.id == window and one.staffing)
        held[pin.date, join.id, window] += 1
        if held[pin.date, join.id, window] <= room:
            yield pin.model_copy(update={"line": join.id, "window": window})
