"""The cheapest concessions under which a roster becomes possible, one set after another.

1. Every duty that a rule counts gets a twin, « as that rule sees it »: the duty itself, unless the doctor lets the
   rule go for it. Statements speak of twins; letting go has a price.
2. A minimum that an empty roster breaks is let go for the doctor altogether; an agreed date can be given back; with
   `filled`, a duty must have its doctors, or the missing ones be accepted, at a price.
3. The least total price is found and proved; that set (and all that contain it) is then ruled out, and so on. Prices
   are positive, so each set found is minimal: a part of it that were enough would have been found before.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rostering.domain.roster import Pair
from rostering.problem.concession import Concession
from rostering.problem.limit import AnyOf, Limit, Load, Runs, Statement, Term, Tier, at_least
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.base import Rule
from rostering.solve import measured
from rostering.solve.compile import Model, compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.search import Result, run
from rostering.solve.statements import Stated, priced

Price = Callable[[Concession], int | None]
"""What a concession costs people; None when it cannot be asked."""
Ended = Literal["enough", "nothing", "time"]
"""Why no more sets are given: as many as wanted, none that is left, no time left."""
CROWDING = (0, 0, 2, 6, 12, 20, 30, 42, 56)
"""Added price of so many concessions from one doctor: n(n − 1), so that they are asked of several."""


@dataclass(frozen=True)
class Effort:
    """How many sets to look for at most, the seconds for all of them, and what sets must differ in: `distinct`, the
    kind of what is asked; else also of whom."""

    most: int = 5
    seconds: float = measured.WAYS
    distinct: bool = False
    workers: int = 1


@dataclass(frozen=True)
class WayOut:
    """Concessions that are enough, what they cost people, a roster under them; `proved`: nothing not yet listed is cheaper."""

    concessions: tuple[Concession, ...]
    cost: int
    chosen: frozenset[Pair]
    proved: bool


@dataclass
class Relaxed:
    """The hard statements of a problem, each with its way to give in."""

    problem: Problem
    price: Price
    stated: list[Stated] = field(default_factory=list)
    options: dict[Concession, Pair] = field(default_factory=dict)
    twins: dict[tuple[str, Pair], Pair] = field(default_factory=dict)

    def state(self, rules: Sequence[AnyRule], filled: Collection[str]) -> None:
        """Reads every rule; `filled`: the shifts that must have their minimum."""
        for rule in rules:
            for statement in rule.statements(self.problem):
                entry = priced(rule, statement)
                if rule.kind == "coverage":
                    self._coverage(entry, filled)
                elif entry.is_hard:
                    self._hard(entry)
        self._crowding()

    def _coverage(self, entry: Stated, filled: Collection[str]) -> None:
        limit = entry.statement
        if entry.is_hard:
            self.stated.append(entry)
        elif entry.tier is Tier.CARENCE and isinstance(limit, Limit) and limit.about[0] in filled:
            shift, least = limit.about[0], limit.low or 0
            empties = [
                self._option(entry.rule, Concession("empty", shift=shift, rank=rank + 1))
                for rank in range(least)
            ]
            terms = (*limit.terms, *(pair for pair in empties if pair))
            self._add(entry.rule, at_least(least, terms, shift))

    def _hard(self, entry: Stated) -> None:
        rule, statement = entry.rule, entry.statement
        if rule.kind == "pinned":
            pair = next(iter(statement.pairs()))
            given = self._option(rule, Concession("unpin", pair.doctor, shift=pair.shift))
            self._add(rule, at_least(1, [pair, *filter(None, [given])], *pair))
        elif not rule.waivable:
            self.stated.append(entry)
        elif statement.excess(frozenset()) == 0:
            self.stated.append(replace(entry, statement=self._as_seen(rule, statement)))
        else:
            self.stated.append(replace(entry, statement=self._let_go(rule, statement)))

    def _let_go(self, rule: Rule, statement: Statement) -> Statement:
        """A minimum, met as well when the rule no longer speaks of the doctor."""
        doctor = next(iter(statement.about), "")
        if not isinstance(statement, Limit) or statement.low is None or statement.high is not None:
            return statement
        given = self._option(rule, Concession("waive", doctor, rule.kind))
        if given is None:
            return statement
        weights = statement.coefficients or (1,) * len(statement.terms)
        return replace(
            statement,
            terms=(*statement.terms, given),
            coefficients=(*weights, statement.low),
        )

    def _as_seen(self, rule: Rule, statement: Statement) -> Statement:
        if isinstance(statement, Runs):
            return replace(statement, days=tuple(self._seen(rule, day) for day in statement.days))
        assert isinstance(statement, Limit)
        return replace(
            statement, terms=tuple(self._seen_term(rule, term) for term in statement.terms)
        )

    def _seen_term(self, rule: Rule, term: Term) -> Term:
        return self._seen(rule, term) if isinstance(term, AnyOf) else self._twin(rule, term)

    def _seen(self, rule: Rule, group: AnyOf) -> AnyOf:
        return AnyOf(tuple(self._twin(rule, pair) for pair in group.pairs))

    def _twin(self, rule: Rule, pair: Pair) -> Pair:
        """The duty as the rule sees it: twin ≤ duty ≤ twin + let go."""
        if known := self.twins.get((rule.kind, pair)):
            return known
        given = self._option(rule, Concession("waive", pair.doctor, rule.kind, pair.shift))
        twin = pair if given is None else Pair(pair.doctor, f"{pair.shift} vue par {rule.kind}")
        self.twins[rule.kind, pair] = twin
        if given is not None:
            self._add(rule, Limit((pair, twin, given), high=0, coefficients=(1, -1, -1)))
            self._add(rule, Limit((twin, pair), high=0, coefficients=(1, -1)))
        return twin

    def _option(self, rule: Rule, given: Concession) -> Pair | None:
        """The variable of a concession, with its price; None when it cannot be asked."""
        if given in self.options:
            return self.options[given]
        cost = self.price(given)
        if cost is None:
            return None
        pair = Pair(given.doctor, f"{' '.join(given.group)} {given.shift} {given.rank} concédé")
        self.options[given] = pair
        self.stated.append(Stated(rule, Load((pair,), (1,), (0, cost)), Tier.SOFT, 1))
        return pair

    def _crowding(self) -> None:
        by_doctor: defaultdict[str, list[Pair]] = defaultdict(list)
        for given, pair in self.options.items():
            if given.doctor:
                by_doctor[given.doctor].append(pair)
        rule = self.stated[0].rule if self.stated else None
        for pairs in by_doctor.values():
            if len(pairs) > 1 and rule is not None:
                load = Load(tuple(pairs), (1,) * len(pairs), CROWDING)
                self.stated.append(Stated(rule, load, Tier.SOFT, 1))

    def _add(self, rule: Rule, limit: Limit) -> None:
        self.stated.append(Stated(rule, limit, Tier.HARD, 0))

    def pairs(self) -> dict[Pair, None]:
        """Every variable: duties, twins, concessions."""
        problem = self.problem
        duties = (pair for doctor in problem.doctors for pair in problem.pairs(doctor))
        return dict.fromkeys([*duties, *self.twins.values(), *self.options.values()])


def ways_out(
    problem: Problem,
    rules: Sequence[AnyRule],
    price: Price,
    filled: Collection[str],
    effort: Effort,
    stop: Stop | None = None,
) -> Generator[WayOut, None, Ended]:
    """The sets, cheapest first, then why there are no more. `problem`: with the closed pairs that may be asked."""
    relaxed = Relaxed(problem, price)
    relaxed.state(rules, filled)
    model = compile_model(relaxed.stated, relaxed.pairs())
    if model.broken:
        return "nothing"
    model.cp.minimize(model.objective({Tier.SOFT: 1}))
    duties = {pair for doctor in problem.doctors for pair in problem.pairs(doctor)}
    end = time.monotonic() + effort.seconds
    for _ in range(effort.most):
        found = _cheapest(
            model, max(measured.MOMENT, end - time.monotonic()), effort, stop or Stop()
        )
        if found.chosen is None or found.value is None:
            return "nothing" if found.status == "infeasible" else "time"
        given = [one for one, pair in relaxed.options.items() if pair in found.chosen]
        yield WayOut(
            tuple(sorted(given)), found.value, found.chosen & duties, found.status == "optimal"
        )
        if not given:
            return "nothing"
        if found.status != "optimal":
            return "time"
        _rule_out(model, relaxed, given, effort.distinct)
    return "enough"


def _cheapest(model: Model, seconds: float, effort: Effort, stop: Stop) -> Result:
    """One worker first, which gives the same set each time; then, with more, the race that proves what one does not.

    Measured on Boulogne with a maximum of one duty a month: one worker 256 after 25 s, two with `max_lp` 112 proved in 10 s.
    """
    if effort.workers == 1:
        return run(model, Params(seconds=seconds), stop)
    alone = run(model, Params(seconds=measured.ALONE_SHARE * seconds), stop)
    if alone.status not in ("feasible", "unknown"):
        return alone
    race = Params(
        workers=effort.workers, seconds=(1 - measured.ALONE_SHARE) * seconds,
        linearization=None, probing=None, extra_subsolvers=("max_lp",),
    )  # fmt: skip
    raced = run(model, race, stop)
    return alone if raced.chosen is None and raced.status != "infeasible" else raced


def _rule_out(model: Model, relaxed: Relaxed, given: Sequence[Concession], distinct: bool) -> None:
    """No set with as many concessions of each group (or sort) as this one."""

    def alike(one: Concession) -> tuple[str, ...]:
        return one.sort if distinct else one.group

    members: defaultdict[tuple[str, ...], list[Pair]] = defaultdict(list)
    for one, pair in relaxed.options.items():
        members[alike(one)].append(pair)
    fewer = []
    for group, count in Counter(map(alike, given)).items():
        lacks = model.cp.new_bool_var("")
        total = sum(model.x[pair] for pair in members[group])
        model.cp.add(total <= count - 1).only_enforce_if(lacks)
        fewer.append(lacks)
    model.cp.add_bool_or(fewer)
