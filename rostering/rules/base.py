"""What every rule is: parameters, limits for the solver, a check that knows no solver, a French sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal, Self

from babel.dates import format_date
from pydantic import Field

from rostering.domain.calendar import FEAST_LABELS
from rostering.domain.document import Document
from rostering.domain.people import Doctor
from rostering.domain.period import Period
from rostering.domain.roster import Roster
from rostering.domain.territory import Id
from rostering.domain.vocabulary import Function, Status
from rostering.problem.limit import Statement, Tier
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.problem.spans import Scope, Span

PositiveHours = Annotated[float, Field(gt=0, le=2000, multiple_of=0.25)]
"""Hours by the quarter."""

Strength = Literal["hard"] | Annotated[int, Field(ge=1, le=10_000)]
"""Hard, or the price of one unit of breach; one soirée off one's share costs 20 (fairness.md §3.3)."""


@dataclass(frozen=True)
class Breach:
    """A rule broken: who, which shifts, by how much (in the rule's own unit of amount).

    `measured` and `allowed` are what a sentence quotes (hours of rest, duties in a week…); `label` a
    free piece of text (a week, a category).
    """

    rule: str
    tier: Tier
    amount: int
    doctors: tuple[str, ...] = ()
    shifts: tuple[str, ...] = ()
    measured: float | None = None
    allowed: float | None = None
    label: str = ""
    price: int = 0
    """What the amount costs at the rule's strength; 0 when hard."""


class Rule(Document):
    """A rule of the rota. `statuses`, `doctors`, `lines`, `functions` narrow it; empty means all.

    `comfort`: a soft rule that comes after everything else, time-boxed and without promise of proof.
    """

    kind: str
    strength: Strength = "hard"
    comfort: bool = False
    statuses: tuple[Status, ...] = ()
    doctors: tuple[Id, ...] = ()
    lines: tuple[Id, ...] = ()
    functions: tuple[Function, ...] = ()

    title: ClassVar[str]
    """The rule's French name, as a heading."""
    blocks_as: ClassVar[str] = "empêchés par une règle"
    """How doctors whom it keeps from a vacant shift are counted: « 12 absents »."""
    screens: ClassVar[bool] = False
    """True when it forbids pairs outright: such rules are read first and their pairs never become variables."""
    collective: ClassVar[bool] = False
    """True when what one doctor may do depends on where others are."""
    waivable: ClassVar[bool] = True
    """False when no doctor can agree to let it go: it is about places, dates or shares, or a pin to take out."""
    demands: ClassVar[bool] = True
    """False when holding less never breaks it (coverage, whose minimum may always give way, among them)."""
    looks_beyond: ClassVar[bool] = False
    """True when its check of one doctor reads shifts that the doctor does not hold."""
    soft_tier: ClassVar[Tier] = Tier.SOFT
    """Where its price is paid when it is not hard."""
    single_place: ClassVar[bool] = False
    """True when amounts are only defined for rosters that keep each doctor in one place at a time."""

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """The rule as statements over candidate pairs."""
        raise NotImplementedError

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Every breach of a finished roster, found naively, without `limits`."""
        raise NotImplementedError

    def say(self, problem: Problem, breach: Breach) -> str:
        """The breach as a French clause naming people and dates."""
        raise NotImplementedError

    def statements(self, problem: Problem) -> Iterator[Statement]:
        """`limits`, without what the territory waived."""
        return self.limits(problem.seen_by(self.kind))

    def screened(self, problem: Problem) -> Problem:
        """The problem without the pairs that its statements forbid outright; for rules that screen."""
        return problem.without(pair for one in self.statements(problem) for pair in one.pairs())

    def breaches(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """`check`, without what the territory waived."""
        return self.check(problem.seen_by(self.kind), problem.shown_to(self.kind, roster))

    def corridors(
        self, problem: Problem, open_to: Mapping[Doctor, tuple[Shift, ...]]
    ) -> Iterator[tuple[Doctor, int, int]]:
        """Doctors it makes hold a number of the shifts open to them that it counts, or keeps from more: (who, fewest, most).

        What holds whatever the others do, over the horizon; shares stay within. None unless a rule says so.
        """
        return iter(())

    def tell(self, problem: Problem, about: tuple[str, ...]) -> str:
        """What a statement demands, as a member of a contradiction: the rule and whom it is about."""
        words, lines = [], {line.id: line for line in problem.facts.lines}
        for id_ in about:
            if id_ in problem.doctor_by_id:
                words.append(f"Dr {problem.doctor_by_id[id_].name}")
            elif id_ in problem.shift_by_id:
                words.append(the_shift(problem, id_))
            elif id_ in lines:
                words.append(lines[id_].name)
            elif id_:
                words.append(the_stretch(id_))
        return " : ".join([self.title, *filter(None, [", ".join(words)])])

    def warnings(self, problem: Problem, roster: Roster) -> Iterator[str]:
        """French sentences on what is no breach but should be seen; none unless a rule says so."""
        return iter(())

    @classmethod
    def example(cls) -> Self:
        """A small valid parameter set."""
        raise NotImplementedError

    @property
    def tier(self) -> Tier:
        """HARD, or where the rule's price is paid."""
        if self.strength == "hard":
            return Tier.HARD
        return Tier.COMFORT if self.comfort else self.soft_tier

    @property
    def price(self) -> int:
        """The price of one unit of excess; 0 when hard."""
        return 0 if self.strength == "hard" else self.strength

    def governs(self, doctor: Doctor) -> bool:
        """Does the rule speak of this doctor?"""
        if self.statuses and doctor.status not in self.statuses:
            return False
        return not self.doctors or doctor.id in self.doctors

    def counts(self, shift: Shift) -> bool:
        """Does the rule speak of this shift?"""
        if self.lines and shift.line.id not in self.lines:
            return False
        return not self.functions or shift.line.function in self.functions

    def governed(self, problem: Problem) -> Iterator[tuple[Doctor, tuple[Shift, ...]]]:
        """Each doctor it speaks of, with their candidate shifts it speaks of."""
        for doctor in problem.doctors:
            if self.governs(doctor):
                found = problem.candidates[doctor.id]
                narrowed = self.lines or self.functions
                yield doctor, tuple(filter(self.counts, found)) if narrowed else found

    def duties(self, problem: Problem, roster: Roster) -> Iterator[tuple[Doctor, list[Shift]]]:
        """Each doctor it speaks of who has duties, with those it speaks of, by time. For `check`."""
        for id_, shift_ids in roster.by_doctor.items():
            doctor = problem.doctor_by_id[id_]
            if self.governs(doctor):
                shifts = [problem.shift_by_id[shift] for shift in shift_ids]
                held = [shift for shift in shifts if self.counts(shift)]
                yield doctor, sorted(held, key=lambda s: (problem.period(doctor, s), s.id))

    def breach(
        self,
        amount: int,
        doctors: tuple[str, ...] = (),
        shifts: tuple[str, ...] = (),
        measured: float | None = None,
        allowed: float | None = None,
        label: str = "",
    ) -> Breach:
        """A breach of this rule, at its tier and price."""
        return Breach(
            self.kind, self.tier, amount, doctors, shifts, measured, allowed, label,
            self.price * amount,
        )  # fmt: skip


def fewest(due: int, sizes: Sequence[int]) -> int:
    """How many of these make up `due`, the largest first; all of them when they do not."""
    count = 0
    for size in sorted(sizes, reverse=True):
        if due <= 0:
            break
        due -= size
        count += 1
    return count


def the_doctor(problem: Problem, breach: Breach) -> str:
    """ "Dr MARTIN Anne": the (first) doctor of a breach."""
    return f"Dr {problem.doctor_by_id[breach.doctors[0]].name}"


def the_shift(problem: Problem, shift_id: str) -> str:
    """ "MMG du vendredi 24 décembre 2026, 20:00–24:00"."""
    shift = problem.shift_by_id[shift_id]
    return f"{shift.line.name} du {long_date(shift.date)}, {hours_of(shift)}"


def the_meeting(problem: Problem, scope: Scope, meeting: str) -> str:
    """ "MMG du…", "le vendredi 24 décembre 2026" or "le week-end du samedi 6 février 2027"."""
    if scope == "shift":
        return the_shift(problem, meeting)
    day = long_date(date.fromisoformat(meeting))
    return f"le week-end du {day}" if scope == "weekend" else f"le {day}"


def the_span(day: date, span: Span) -> str:
    """ "la semaine du 4 janvier 2027", "janvier 2027"…: the stretch of the calendar that holds `day`."""
    if span == "day":
        return f"le {long_date(day)}"
    if span == "week":
        monday = day - timedelta(days=day.weekday())
        return first_in_words(f"la semaine du {format_date(monday, 'd MMMM y', locale='fr')}")
    if span == "month":
        return str(format_date(day, "MMMM y", locale="fr"))
    if span == "quarter":
        return f"le {format_date(day, 'QQQQ y', locale='fr')}"
    return "la période"


def the_stretch(key: str) -> str:
    """A date or a `span_key` as people say it, a feast by its name; any other word as it is."""
    if len(key) == 8 and key[4:6] == "-S":
        return the_span(date.fromisocalendar(int(key[:4]), int(key[6:]), 1), "week")
    if len(key) == 7 and key[4:6] == "-T":
        return the_span(date(int(key[:4]), 3 * int(key[6:]), 1), "quarter")
    if len(key) == 7 and key[:4].isdigit():
        return the_span(date.fromisoformat(f"{key}-01"), "month")
    try:
        return long_date(date.fromisoformat(key))
    except ValueError:
        return FEAST_LABELS.get(key, key)


def plural(count: int, words: str) -> str:
    """ "1 garde", "2 gardes": every word of `words` takes an s from two on."""
    return f"{count} " + " ".join(word + "s" * (count > 1) for word in words.split())


def hours_of(shift: Shift) -> str:
    """ "20:00–24:00", by the wall clock."""
    start, end = shift.window.start, shift.window.end_minute % 1440 or 1440
    return f"{start // 60:02d}:{start % 60:02d}–{end // 60:02d}:{end % 60:02d}"


def long_date(day: date) -> str:
    """ "vendredi 24 décembre 2026", "vendredi 1er janvier 2027"."""
    return first_in_words(format_date(day, "EEEE d MMMM y", locale="fr"))


def first_in_words(text: str) -> str:
    """ "1 janvier" becomes "1er janvier", as people write it."""
    return re.sub(r"(?<!\d)1 (?=\w)", "1er ", text)


def number(value: float) -> str:
    """ "1,5" or "3": a French number with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def climbed(prices: Sequence[int], count: int) -> int:
    """What the first `count` cost together, one price after the other, the last one repeated."""
    return sum(prices[min(rank, len(prices) - 1)] for rank in range(count))


def shifts_touching(period: Period, shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    """The shifts whose period overlaps that one."""
    return tuple(shift for shift in shifts if shift.period.overlaps(period))
