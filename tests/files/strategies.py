"""Small valid instances with awkward texts, numbers and dates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as some

from rostering.domain.people import WEIGHED
from rostering.domain.vocabulary import DAY_TAGS, ExemptionCode, Function, Level
from rostering.instance import Instance
from tests.files.rich import instance

AWKWARD = some.sampled_from(
    ["", "01", "1e3", "no", "Oui", "null", "=1+1", "@x", "-3", "20:00", "2027-02-30", "a: b", "# c",
     "« é »", "l'été", '"x"', "x\ny", "a;b", "~", "été, hiver", "{a}", "[b", "*c", "12,5", "EXEMPLE"]
)  # fmt: skip
TEXTS = AWKWARD | some.text(
    some.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), max_size=12
).map(lambda text: text.strip())
IDS = some.sampled_from(["a", "01", "1e3", "No", "exemple", "m-1", "x.y_z", "2027-01-01", "true"])
DAYS = some.integers(0, 27).map(lambda number: date(2027, 2, 1) + timedelta(days=number))
CLOCKS = some.integers(0, 96).map(lambda quarter: f"{quarter // 4}:{quarter % 4 * 15:02d}")
TAGS = some.lists(some.sampled_from(DAY_TAGS), unique=True, max_size=3)
HOURS = some.fixed_dictionaries({"start": CLOCKS, "end": CLOCKS})


def maybe(strategy: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    """The strategy, or nothing."""
    return some.none() | strategy


def lists(names: list[str]) -> some.SearchStrategy[list[str]]:
    """Some of the names."""
    return some.lists(some.sampled_from(names), unique=True, max_size=2)


def _windows() -> some.SearchStrategy[list[dict[str, Any]]]:
    window = some.fixed_dictionaries({
        "id": IDS, "label": TEXTS, "start": CLOCKS, "end": CLOCKS, "days": TAGS,
        "except_days": TAGS, "nights": some.integers(0, 2), "first": maybe(DAYS),
        "staffing": maybe(some.fixed_dictionaries({"min": some.integers(0, 2)})),
    })  # fmt: skip
    return some.lists(window, min_size=1, max_size=2, unique_by=lambda one: one["id"].casefold())


def _availability(doctors: list[str], lines: list[str]) -> some.SearchStrategy[dict[str, Any]]:
    plain = some.fixed_dictionaries({
        "doctor": some.sampled_from(doctors), "level": some.sampled_from(Level), "date": DAYS,
    })  # fmt: skip
    wide = some.fixed_dictionaries({
        "doctor": some.sampled_from(doctors), "level": some.sampled_from(Level),
        "start": maybe(DAYS), "every": TAGS, "between": maybe(HOURS), "lines": lists(lines),
        "categories": lists(["soiree", "nuit"]), "leave": some.booleans(), "source": TEXTS,
    })  # fmt: skip
    priced = some.fixed_dictionaries({
        "doctor": some.sampled_from(doctors), "level": some.sampled_from(WEIGHED), "date": DAYS,
        "points": some.integers(1, 10_000),
    })  # fmt: skip
    return plain | wide | priced


@some.composite
def instances(draw: some.DrawFn) -> Instance:
    """A valid instance: references hold, texts are awkward."""
    doctors = draw(some.lists(IDS, min_size=1, max_size=3, unique_by=str.casefold))
    lines = draw(some.lists(IDS, min_size=1, max_size=2, unique_by=str.casefold))
    exemption = some.fixed_dictionaries({
        "code": some.sampled_from(ExemptionCode), "lines": lists(lines), "between": maybe(HOURS),
    })  # fmt: skip
    return instance({
        "id": draw(IDS),
        "title": draw(TEXTS),
        "departement": draw(some.sampled_from(["01", "2A", "62", "971"])),
        "horizon": {"start": "2027-02-01", "end": "2027-02-28"},
        "calendar": {"added_holidays": draw(some.lists(DAYS, max_size=2))},
        "sectors": [{"id": "01", "label": draw(TEXTS)}],
        "lines": [
            {"id": id_, "label": draw(TEXTS), "function": "effection_fixe", "windows": draw(_windows()),
             "sectors": draw(lists(["01"])), "mandatory": draw(some.booleans())}
            for id_ in lines
        ],
        "doctors": [
            {"id": id_, "last_name": draw(TEXTS.filter(bool)), "first_name": draw(TEXTS),
             "quote_part": draw(some.sampled_from(["0", "0.5", "1.25", "2"])), "phone": draw(TEXTS),
             "functions": draw(some.lists(some.sampled_from(Function), unique=True, max_size=3)),
             "exemptions": draw(some.lists(exemption, max_size=2)),
             "caps": {"week": draw(maybe(some.integers(0, 3)))}}
            for id_ in doctors
        ],
        "availability": draw(some.lists(_availability(doctors, lines), max_size=6)),
        "ledger": [{"doctor": doctors[0], "category": "nuit",
                    "balance": draw(some.integers(-300, 300)) / 100}],
    })  # fmt: skip
