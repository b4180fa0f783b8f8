"""The instances that ship: valid, of the size their tables say, coverable, and what tiny ones cost by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from instances.generate import FOLDER, RECIPES
from instances.recipe.agreed import free_doctors
from rostering.domain.roster import Pair, Roster
from rostering.expand import expand
from rostering.files.canonical import canonical
from rostering.files.load import load_instance
from rostering.instance import Instance
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem

TINY = sorted((FOLDER / "tiny").glob("*.yaml"))
NAMES = sorted(RECIPES)
README = FOLDER / "README.md"


@cache
def instance(path: Path) -> Instance:
    return load_instance(path)


@cache
def problem(name: str) -> Problem:
    return expand(instance(FOLDER / f"{name}.yaml"))


def posts(name: str, *, least: bool = True) -> Counter[str]:
    """Posts by line: what must be held, or with `least` false what is wished."""
    count: Counter[str] = Counter()
    for shift in problem(name).shifts:
        count[shift.line.id] += shift.staffing.min if least else shift.staffing.wished
    return +count


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_what_the_script_writes(name: str) -> None:
    """Nobody edited a generated instance by hand, and the script writes the same file each time."""
    assert (FOLDER / f"{name}.yaml").read_text(encoding="utf-8") == RECIPES[name].text()


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_says_the_same(name: str) -> None:
    """The workbook beside the text form holds the same instance."""
    workbook = load_instance(FOLDER / f"{name}.xlsx")
    assert workbook == canonical(instance(FOLDER / f"{name}.yaml"))


def test_boulogne_counts_164_posts() -> None:
    """133 mandatory posts and the pont of 2 January, then 30 optional ones."""
    assert posts("boulogne-sur-mer") == {"mmg-1": 133 + 1}
    assert posts("boulogne-sur-mer", least=False) == {"mmg-1": 134, "mmg-2": 30}


def test_haute_marne_counts_119_posts_a_sector() -> None:
    """Five sectors of 119 posts: 595."""
    counts = posts("haute-marne")
    assert set(counts.values()) == {119}
    assert counts.total() == 595


def test_haute_marne_moves_to_the_mmg_of_langres_on_15_february() -> None:
    """Own places until the 14th, the MMG from the 15th on."""
    places: dict[str, set[str]] = {"before": set(), "after": set()}
    for shift in problem("haute-marne").shifts:
        if shift.line.id == "garde-langres":
            when = "before" if shift.date.isoformat() < "2027-02-15" else "after"
            places[when].add(shift.site)
    assert places == {"before": {"cabinet"}, "after": {"mmg-langres"}}


def test_mayenne_counts_2110_posts() -> None:
    """118 windows on two lines and 13 Saturday mornings in eight sectors, 118 posts of régulation."""
    counts = posts("mayenne")
    by_function: Counter[str] = Counter()
    for line, count in counts.items():
        by_function[line.split("-")[0]] += count
    assert by_function == {"garde": 944, "ligne2": 944, "matin": 104, "regulation": 118}
    assert len(problem("mayenne").shifts) == 2_082


def test_renaze_counts_nights_and_whole_week_ends() -> None:
    """62 weekday nights, 13 mornings and 13 week-ends, 2 holidays in the week."""
    windows = Counter(shift.window.id for shift in problem("mayenne-renaze").shifts)
    assert windows == {"nuit": 62, "sam-matin": 13, "week-end": 13, "djf": 2}


def test_the_week_end_block_of_the_clock_change_lasts_43_hours() -> None:
    """44 hours from Saturday noon to Monday 8 o'clock, 43 on 27 March 2027."""
    blocks = problem("mayenne-renaze").shift_by_id
    hours = [blocks[f"2027-03-{day}-garde-week-end"].period.hours for day in (20, 27)]
    assert hours == [44, 43]


def test_laval_counts_248_half_days_of_seniors() -> None:
    """62 working days of two half-days, two seniors and an intern each."""
    assert posts("laval-smp") == {"medecins": 248, "internes": 124}


def test_le_havre_counts_1126_posts() -> None:
    """Eight posts on 62 working days and seven on each of 90 days, and 17 posts of renfort."""
    assert posts("le-havre").total() == 62 * 8 + 90 * 7
    assert posts("le-havre", least=False)["domus-renfort"] == 17


def test_le_havre_changes_its_evening_staffing_on_1_february() -> None:
    """Domus Medica goes from three to two, the Ormeaux from one to two."""
    found = {
        (shift.line.id, shift.date.isoformat()): shift.staffing.min
        for shift in problem("le-havre").shifts
        if shift.line.id in ("domus", "ormeaux")
    }
    days = ("2027-01-31", "2027-02-01")
    assert [found["domus", day] for day in days] == [3, 2]
    assert [found["ormeaux", day] for day in days] == [1, 2]


def test_forez_counts_two_half_days_in_each_departement() -> None:
    """124 half-days in each of three départements, wished only in 63, and 13 Saturdays."""
    assert posts("nord-velay-forez") == {"sas-42": 124, "sas-43": 124, "sas-samedi": 13}
    assert posts("nord-velay-forez", least=False)["sas-63"] == 124


def test_the_summer_has_43_working_days() -> None:
    """One doctor at least on each working day from 1 July to 31 August 2027."""
    assert posts("nord-velay-forez-ete") == {"sas-43": 43}


def test_the_loire_month_has_31_shifts_or_54_units() -> None:
    """22 evenings, 4 Saturdays and 5 Sundays and JF, in blocks or cut in units of 4 hours."""
    assert posts("loire-bully").total() == 31
    assert posts("loire-bully-unites").total() == 54


TIGHT = {"laval-smp", "nord-velay-forez-ete"}
"""Where a post has just its doctor on some days: the intern's half-day, the summer's two training days."""


@pytest.mark.parametrize("name", NAMES)
def test_every_mandatory_post_has_a_doctor_to_spare(name: str) -> None:
    """On no date are fewer doctors free than the minimum, or than one more where nothing is meant tight."""
    spare = 0 if name in TIGHT else 1
    short = {
        shift.id: len(free_doctors(problem(name), shift))
        for shift in problem(name).shifts
        if shift.is_mandatory
        and len(free_doctors(problem(name), shift)) < shift.staffing.min + spare
    }
    assert short == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_pinned_breaks_no_hard_rule(name: str) -> None:
    """The dates agreed beforehand can all be kept together."""
    pinned = [
        (pin.doctor, f"{pin.date.isoformat()}-{pin.line}-{pin.window}")
        for pin in problem(name).facts.pinned
    ]
    roster = Roster.of(pinned)
    found = [
        breach
        for rule in instance(FOLDER / f"{name}.yaml").rules
        for breach in rule.check(problem(name), roster)
        if breach.tier is Tier.HARD and breach.shifts  # not the hours still to be given
    ]
    assert found == []


def test_the_readme_gives_the_sizes() -> None:
    """Doctors, shifts, mandatory posts, wished posts and candidate pairs, as the problems have them."""
    rows = re.findall(
        r"^\| `([\w-]+)` \|.*?\|((?: [\d,]+ \|){5})$", README.read_text("utf-8"), re.MULTILINE
    )
    said = {
        name: [int(x.replace(",", "")) for x in re.findall(r"[\d,]+", row)] for name, row in rows
    }
    assert said == {name: sizes(name) for name in NAMES}


def sizes(name: str) -> list[int]:
    """The five numbers of the README's table."""
    shifts = problem(name).shifts
    pairs = sum(len(free_doctors(problem(name), shift)) for shift in shifts)
    least, wished = posts(name).total(), posts(name, least=False).total()
    return [len(problem(name).doctors), len(shifts), least, wished, pairs]


def test_nobody_is_real() -> None:
    """Every RPPS starts with 99700, is borne once, and every phone and e-mail is reserved for fiction."""
    doctors = [d for name in NAMES for d in problem(name).facts.doctors if "unites" not in name]
    assert {doctor.rpps[:5] for doctor in doctors} == {"99700"}
    assert max(Counter(doctor.rpps for doctor in doctors).values()) == 1
    assert {doctor.phone[:8] for doctor in doctors} == {"06 39 98"}
    assert {doctor.email.split("@")[1] for doctor in doctors} == {"exemple.invalid"}


def rosters(tiny: Problem) -> Iterator[Roster]:
    """Every set of pairs of the tiny problem."""
    pairs = [Pair(doctor.id, shift.id) for doctor in tiny.doctors for shift in tiny.shifts]
    assert len(pairs) <= 12
    for size in range(len(pairs) + 1):
        for chosen in combinations(pairs, size):
            yield Roster(frozenset(chosen))


def value(tiny: Problem, path: Path, roster: Roster) -> tuple[int, int, int]:
    """(hard breaches, weight of carences, cost of the rest), counted by the rules' checks."""
    tiers: Counter[Tier] = Counter()
    for rule in instance(path).rules:
        for breach in rule.check(tiny, roster):
            tiers[breach.tier] += breach.amount if breach.tier <= Tier.CARENCE else breach.price
    return tiers[Tier.HARD], tiers[Tier.CARENCE], sum(v for t, v in tiers.items() if t > 1)


@pytest.mark.parametrize("path", TINY, ids=lambda path: path.stem)
def test_the_answer_found_by_hand_is_the_only_best_of_all_rosters(path: Path) -> None:
    """Among all rosters of a tiny instance the one in its comment is the best, alone, at the cost it says."""
    tiny, text = expand(instance(path)), path.read_text(encoding="utf-8")
    expected = re.search(r"^# Expected: carences (\d+), cost (\d+)$", text, re.MULTILINE)
    assert expected
    by_hand = Roster.of(re.findall(r"^# Roster: (\S+) (\S+)$", text, re.MULTILINE))
    values = {roster.pairs: value(tiny, path, roster) for roster in rosters(tiny)}
    best = min(values.values())
    assert best == (0, int(expected[1]), int(expected[2]))
    assert [pairs for pairs, found in values.items() if found == best] == [by_hand.pairs]
