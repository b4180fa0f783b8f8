"""Changes of a territory: valid afterwards, just what was asked, and the rest as it was."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from instances.generate import FOLDER
from rostering.expand import expand
from rostering.explain.merging import merged
from rostering.explain.territory import closed, fresh_id, one_more, opened
from rostering.files.crosscheck import contradictions
from rostering.files.load import load_instance
from rostering.instance import DEFAULT_RULES, Instance
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.spacing import Spacing
from tests.build import doctor, facts, line, window

DAY, EVENING, NIGHT = (
    window("jour", "08:00", "20:00"),
    window("soir", "20:00", "24:00"),
    window("nuit", "00:00", "08:00"),
)


def instance(*args: Any, **fields: Any) -> Instance:
    rules = fields.pop("rules", DEFAULT_RULES)
    found = facts(*args, **{"sectors": ({"id": "S"}, {"id": "T"}), **fields})
    return Instance.model_validate(found.model_dump() | {"rules": rules})


TWO = instance(
    [
        line("a", DAY, EVENING, staffing={"min": 2}),
        line("b", DAY, window("tard", "20:00", "24:00"), NIGHT, sectors=("T",), priority=5),
        line("c", EVENING, function="regulation", sectors=("T",)),
    ],
    [doctor("anne", caps={"week": 2}, quote_part="0.5"), doctor("bruno", sectors=("T",))],
    pinned=[
        {"doctor": "anne", "date": "2027-02-01", "line": "a", "window": "soir"},
        {"doctor": "bruno", "date": "2027-02-01", "line": "b", "window": "tard"},
        {"doctor": "anne", "date": "2027-02-02", "line": "a", "window": "jour"},
    ],
    availability=[{"doctor": "anne", "level": "impossible", "date": "2027-02-03", "lines": ["a"]}],
    waivers=[
        {"doctor": "anne", "rule": "rest", "date": "2027-02-01", "line": "a", "window": "soir"},
        {"doctor": "bruno", "rule": "spacing"},
    ],
    ledger=[{"doctor": "anne", "category": "soiree", "balance": "1"}],
    rules=[*DEFAULT_RULES, Spacing(days=1, lines=("b",)), MaxInWindow(most=5, span="horizon")],
)


def shifts(found: Instance) -> set[str]:
    return {shift.id[11:] for shift in expand(found).shifts}


def test_one_doctor_more_has_what_the_other_may_do_and_nothing_else() -> None:
    """Functions, sectors, quote-part; no cap, pin, absence, nor balance; named apart."""
    found = one_more(TWO, "anne")
    new, old = found.doctors[-1], TWO.doctors[0]
    assert (new.id, new.name) == ("anne-bis", "ANNE (de plus)")
    assert (new.functions, new.sectors, new.quote_part) == (
        old.functions,
        old.sectors,
        old.quote_part,
    )
    assert new.caps.week is None
    named = [one.doctor for one in (*found.pinned, *found.availability, *found.ledger)]
    assert "anne-bis" not in named
    assert one_more(found, "anne").doctors[-1].id == "anne-bis-2"


def test_a_closed_window_has_no_shift_and_no_agreed_date() -> None:
    """The other windows and their pins stay."""
    found = closed(TWO, "a", "soir")
    assert shifts(TWO) - shifts(found) == {"a-soir"}
    assert [pin.window for pin in found.pinned] == ["tard", "jour"]
    assert [waiver.rule for waiver in found.waivers] == ["spacing"]


def test_a_closed_line_has_no_shift_at_all() -> None:
    """Every window; what names the line still names something."""
    found = closed(TWO, "b")
    assert shifts(TWO) - shifts(found) == {"b-jour", "b-tard", "b-nuit"}
    assert [pin.line for pin in found.pinned] == ["a", "a"]


def test_a_second_line_opens_on_its_day_and_not_before() -> None:
    """A copy from the date on; absences about the first are about it too."""
    found = opened(TWO, "a", date(2027, 2, 4))
    dates = sorted({s.date for s in expand(found).shifts if s.line.id == "a-bis"})
    assert (dates[0], dates[-1]) == (date(2027, 2, 4), date(2027, 2, 7))
    assert found.lines[-1].name == "a (bis)"
    assert found.availability[0].lines == ("a", "a-bis")


def test_a_window_that_is_over_does_not_open_again() -> None:
    """Its last day is before the date."""
    ending = window("fin", "20:00", "24:00", last="2027-02-03")
    found = opened(instance([line("a", DAY, ending)], [doctor("x")]), "a", date(2027, 2, 4))
    assert shifts(found) == {"a-jour", "a-fin", "a-bis-jour"}


def test_two_sectors_share_one_line_after_the_hour() -> None:
    """Evenings of a and b become one, of the larger staffing; the night goes on to 8 h; days stay; régulation has no twin."""
    found = merged(TWO, "S", "T", 20 * 60)
    assert shifts(found) == {"a-jour", "b-jour", "c-soir", "a-b-soir", "a-b-nuit"}
    new = found.lines[-1]
    assert (new.sectors, new.priority, new.name) == (("S", "T"), 5, "a + b")
    assert {w.id: w.staffing.min for w in new.windows if w.staffing} == {"nuit": 1, "soir": 2}


def test_agreed_dates_and_rules_follow_the_merged_line() -> None:
    """Both evenings agreed move (there is room for two), the day stays; the spacing of b speaks of the new line."""
    found = merged(TWO, "S", "T", 20 * 60)
    assert [(pin.doctor, pin.line, pin.window) for pin in found.pinned] == [
        ("anne", "a-b", "soir"),
        ("bruno", "a-b", "soir"),
        ("anne", "a", "jour"),
    ]
    assert [(waiver.line, waiver.window) for waiver in found.waivers] == [
        ("a-b", "soir"),
        (None, None),
    ]
    spacing = next(rule for rule in found.rules if rule.kind == "spacing")
    assert spacing.lines == ("b", "a-b")
    assert found.availability[0].lines == ("a", "a-b")


def test_agreed_dates_beyond_the_room_fall() -> None:
    """Two doctors agreed on the same evening of two lines of one doctor each: the first keeps it."""
    lines = [line("a", EVENING), line("b", EVENING, sectors=("T",))]
    pinned = [{"doctor": who, "date": "2027-02-01", "line": where, "window": "soir"}
              for who, where in (("x", "a"), ("y", "b"))]  # fmt: skip
    found = merged(
        instance(lines, [doctor("x"), doctor("y", sectors=("T",))], pinned=pinned), "S", "T", 1200
    )
    assert [(pin.doctor, pin.line) for pin in found.pinned] == [("x", "a-b")]


def test_second_lines_double_the_merged_line() -> None:
    """Each pair of the same function merges, and the second line follows the first."""
    lines = [
        found
        for sector, id_ in (("S", "a"), ("T", "b"))
        for found in (
            line(id_, EVENING, sectors=(sector,)),
            line(
                f"{id_}2", EVENING, sectors=(sector,), function="deuxieme_ligne", second_line_of=id_
            ),
        )
    ]
    found = merged(instance(lines, [doctor("x", sectors=("S", "T"))]), "S", "T", 1200)
    assert [(one.id, one.second_line_of) for one in found.lines[-2:]] == [
        ("a-b", None),
        ("a2-b2", "a-b"),
    ]


def test_reinforced_weeks_follow_the_merged_line() -> None:
    """A period that speaks of evenings speaks of the merged ones; one of the day stays behind; one of all is of all."""
    periods = [
        {"start": "2027-02-01", "end": "2027-02-02", "windows": ["soir"], "staffing": {"min": 2}},
        {"start": "2027-02-03", "end": "2027-02-03", "windows": ["jour"], "staffing": {"min": 3}},
        {"start": "2027-02-04", "end": "2027-02-04", "staffing": {"min": 4}},
    ]
    lines = [
        line("a", DAY, EVENING),
        line("b", DAY, EVENING, sectors=("T",), staffing_periods=periods),
    ]
    found = expand(merged(instance(lines, [doctor("x")]), "S", "T", 1200))
    mins = [shift.staffing.min for shift in found.shifts if shift.line.id == "a-b"]
    assert mins == [2, 2, 1, 4, 1, 1, 1]


def test_an_optional_line_asks_nothing_of_the_merged_one() -> None:
    """One doctor must be there, the second of the optional line is wished no more."""
    lines = [
        line("a", EVENING),
        line("b", EVENING, sectors=("T",), mandatory=False, staffing={"min": 1, "target": 2}),
    ]
    found = merged(instance(lines, [doctor("x")]), "S", "T", 1200).lines[-1]
    assert [(one.staffing.min, one.staffing.wished) for one in found.windows if one.staffing] == [(1, 1)]  # fmt: skip


def test_a_covered_window_disappears() -> None:
    """20–24 in one sector is held by whoever holds 20–8 in the other; another day of the week is not."""
    long, short = window("nuit", "20:00", "08:00", ("ouvrable",)), window("soir", "20:00", "24:00")
    lines = [line("a", short), line("b", long, sectors=("T",))]
    assert shifts(merged(instance(lines, [doctor("x")]), "S", "T", 1200)) == {
        "a-b-nuit",
        "a-b-soir",
    }
    lines[0] = line("a", window("soir", "20:00", "24:00", ("ouvrable",)))
    assert shifts(merged(instance(lines, [doctor("x")]), "S", "T", 1200)) == {"a-b-nuit"}


@pytest.mark.parametrize(
    ("after", "expected"),
    [(1200, {"a-b-soir", "a-tot", "b-tot"}), (1215, {"a-soir", "b-soir", "a-tot", "b-tot"})],
)
def test_the_hour_itself_is_after(after: int, expected: set[str]) -> None:
    """A window that starts at 20:00 is merged after 20:00 and not after 20:15; one of the morning never is."""
    early = window("tot", "07:00", "09:00")
    lines = [line("a", EVENING, early), line("b", EVENING, early, sectors=("T",))]
    assert shifts(merged(instance(lines, [doctor("x")]), "S", "T", after)) == expected


SEEDS = {
    "boulogne-sur-mer": [
        partial(one_more, like="persoulac"),
        partial(closed, line="mmg-2"),
        partial(opened, like="mmg-1", day=date(2027, 2, 1)),
    ],
    "haute-marne": [partial(merged, one="langres", other="bourbonne", after=1200)],
    "mayenne": [partial(merged, one="laval", other="couronne", after=1200)],
    "nord-velay-forez": [partial(closed, line="sas-samedi"), partial(one_more, like="valvardel")],
}


@pytest.mark.parametrize("name", SEEDS)
def test_seeds_stay_valid(name: str) -> None:
    """After each change and after all of them, the file is one that we would read without a mistake."""
    found = start = load_instance(FOLDER / f"{name}.yaml")
    for change in SEEDS[name]:
        for after in (change(start), change(found)):
            assert Instance.model_validate(after.model_dump()) == after
            assert list(contradictions(after)) == []
        found = change(found)
    assert found != start


def test_merging_takes_nobody_off_call() -> None:
    """Langres and Bourbonne: one evening line for both, 90 duties fewer, every hour after 20 h still held."""
    start = load_instance(FOLDER / "haute-marne.yaml")
    found = merged(start, "langres", "bourbonne", 1200)
    before, after = expand(start).shifts, expand(found).shifts
    assert len(before) - len(after) == 90
    pair = ("garde-langres", "garde-bourbonne")
    late = {s.period for s in before if s.line.id in pair and s.window.start >= 1200}
    assert {s.period for s in after if s.line.id == "garde-langres-garde-bourbonne"} == late


def test_an_id_is_never_taken_twice() -> None:
    """The next number, and never longer than an id may be."""
    assert fresh_id("a", {"a", "a-2"}) == "a-3"
    assert len(fresh_id("x" * 80, set())) <= 60
