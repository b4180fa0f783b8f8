"""A CP-SAT model under construction: variables of pairs and groups, costs by tier, hints; compile.py fills it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Term, Tier
from rostering.solve.cliques import Cliques
from rostering.solve.statements import Stated

Variable = cp_model.IntVar
Chosen = Container[Pair]


@dataclass(frozen=True, slots=True)
class Span:
    """A day of hard runs: its group, its place among the days, the least rest between runs, and the arcs over each day."""

    group: AnyOf
    day: int
    rest: int
    over: Sequence[Sequence[Variable]]


@dataclass
class Model:
    """A CP-SAT model under construction: the pairs' variables, what each tier costs, and the hints."""

    fixed: frozenset[Pair] = frozenset()
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    x: dict[Pair, Variable] = field(default_factory=dict)
    costs: defaultdict[Tier, list[tuple[Variable, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    offsets: defaultdict[Tier, int] = field(default_factory=lambda: defaultdict(int))
    derived: list[tuple[Variable, Callable[[Chosen], int]]] = field(default_factory=list)
    broken: list[Stated] = field(default_factory=list)
    """Hard statements that the fixed pairs already break: nothing in the model can mend them."""
    cliques: Cliques = field(default_factory=Cliques)
    ceilings: dict[int, int] = field(default_factory=dict)
    """Hard maxima by the identity of their terms: a soft minimum that equals one becomes an equality."""
    guards: list[tuple[Variable, Stated]] = field(default_factory=list)
    """When explaining: the literal under which each hard statement holds."""
    guard: Variable | None = None
    spans: dict[Pair, Span] = field(default_factory=dict)
    """Of pairs whose doctor's runs are arcs: the day they are of, and the arcs."""
    groups: dict[AnyOf, Variable] = field(default_factory=dict)

    def objective(self, scale: Mapping[Tier, int]) -> cp_model.LinearExpr:
        """The cost of those tiers together, each times its factor."""
        variables, prices, offset = [], [], 0
        for tier, factor in scale.items():
            offset += factor * self.offsets[tier]
            variables += [variable for variable, _ in self.costs[tier]]
            prices += [factor * price for _, price in self.costs[tier]]
        return cp_model.LinearExpr.weighted_sum(variables, prices) + offset

    def hint(self, chosen: Chosen) -> None:
        """Replaces any hint by the complete one of that roster."""
        self.cp.clear_hints()  # type: ignore[no-untyped-call]
        for pair, variable in self.x.items():
            self.cp.add_hint(variable, pair in chosen)
        for variable, value in self.derived:
            self.cp.add_hint(variable, value(chosen))


def expressed(
    model: Model, terms: Sequence[Term], weights: Sequence[int]
) -> tuple[list[Variable], list[int], int]:
    """Free variables with their coefficients, and what the fixed pairs already count."""
    variables, coefficients, constant = [], [], 0
    x, fixed = model.x, model.fixed
    for term, weight in zip(terms, weights, strict=True):
        if isinstance(term, AnyOf) and (alone := _exclusive(model, term) or _arcs_of(model, term)):
            variables += alone
            coefficients += [weight] * len(alone)
            continue
        found = x.get(term) if isinstance(term, Pair) else _group(model, term)
        if isinstance(found, int) or found is None:
            constant += weight * (found or (isinstance(term, Pair) and term in fixed))
        else:
            variables.append(found)
            coefficients.append(weight)
    return variables, coefficients, constant


def _exclusive(model: Model, group: AnyOf) -> list[Variable]:
    """The group's variables when no two can be true together: their sum is then the group itself."""
    if model.fixed and not model.fixed.isdisjoint(group.pairs):
        return []
    pairs = [pair for pair in group.pairs if pair in model.x]
    return [model.x[pair] for pair in pairs] if model.cliques.hold(pairs) else []


def _arcs_of(model: Model, group: AnyOf) -> list[Variable]:
    """The arcs over the days that the group is made of, when no two can be taken together; else none.

    So of a week-end: no rest is so short that a run ends and another begins within it.
    """
    spans = {span.day: span for pair in group.pairs if (span := model.spans.get(pair))}
    if not spans or max(spans) - min(spans) > spans[min(spans)].rest:
        return []
    over = spans[min(spans)].over
    whole = {pair for span in spans.values() if span.over is over for pair in span.group.pairs}
    if whole != set(group.pairs):
        return []
    return list({arc.index: arc for day in sorted(spans) for arc in over[day]}.values())


def _group(model: Model, group: AnyOf) -> Variable | int:
    """The literal « any of these », or 0 or 1 when it is known."""
    if model.fixed and not model.fixed.isdisjoint(group.pairs):
        return 1
    if group in model.groups:
        return model.groups[group]
    pairs = tuple(pair for pair in group.pairs if pair in model.x)
    members = [model.x[pair] for pair in pairs]
    if len(members) < 2:
        return members[0] if members else 0
    literal = model.cp.new_bool_var("")
    for clique in model.cliques.cover(pairs):
        model.cp.add_at_most_one([*(model.x[pair] for pair in clique), ~literal])
    model.cp.add_bool_or([*members, ~literal])
    model.groups[group] = literal
    model.derived.append((literal, lambda chosen: any(pair in chosen for pair in pairs)))
    return literal
