"""Timefold at its best: seats that know their lawful doctors, constraint streams on equal keys.

Joins are on equal keys or overlapping intervals and sums by group, so that every move is scored from what it changes. Construction, then
the usual local search until the time is over; one thread, the only way of this build. It proves nothing and claims no bound.
"""

from typing import Any

from timefold.solver import BestSolutionChangedEvent, SolverFactory
from timefold.solver.config import (
    Duration,
    EnvironmentMode,
    ScoreDirectorFactoryConfig,
    SolverConfig,
    TerminationConfig,
)
from timefold.solver.score import (
    Constraint,
    ConstraintCollectors,
    ConstraintFactory,
    HardSoftScore,
    Joiners,
    constraint_provider,
)

from benchmarks.clock import elapsed
from benchmarks.peers.script import Answer, Asked
from benchmarks.peers.timefold_facts import Doctor, Road, Words, classes, doctor_of, seats_of


def rostered(asked: Asked) -> Answer:
    """Builds facts and seats, searches, reads the doctors back."""
    task = asked.task
    seat, tableau = classes(any(shift["heads"] < shift["most"] for shift in task["shifts"]))
    doctors = {doctor["id"]: doctor_of(task, doctor["id"]) for doctor in task["doctors"]}
    roads = [Road(doctors[who], first, second) for who, first, second in task["roads"]]
    solver = SolverFactory.create(_config(asked, (seat, tableau))).build_solver()
    seats = seats_of(seat, task, doctors)
    began, first = elapsed(), []

    def listen(event: BestSolutionChangedEvent[Any]) -> None:
        is_whole = event.is_new_best_solution_initialized and event.new_best_score.is_feasible
        if is_whole and not first:
            first.append(began + event.time_spent.total_seconds())

    solver.add_event_listener(listen)
    found = solver.solve(tableau(list(doctors.values()), roads, seats, None))
    held = [(one.doctor.id, one.shift) for one in found.seats if one.doctor is not None]
    note = f"{began:.0f} s of them to start the machine and translate its rules"
    return Answer(held=held, first=first[0] if first else None, note=note)


def _config(asked: Asked, classes: tuple[Any, Any]) -> SolverConfig:
    seat, tableau = classes
    milliseconds = round(1000 * max(0.1, asked.seconds))
    return SolverConfig(
        solution_class=tableau,
        entity_class_list=[seat],
        environment_mode=EnvironmentMode.NO_ASSERT,
        random_seed=asked.seed,
        termination_config=TerminationConfig(spent_limit=Duration(milliseconds=milliseconds)),
        score_director_factory_config=ScoreDirectorFactoryConfig(
            constraint_provider_function=_streams(seat, asked.task)
        ),
    )


def _streams(seat: Any, task: Words) -> Any:
    """The constraints of the task; those of rules it does not state are not there to be counted."""

    @constraint_provider
    def streams(factory: ConstraintFactory) -> list[Constraint]:
        found = [_overlap(factory, seat)]
        if any(shift["heads"] < shift["most"] for shift in task["shifts"]):
            found += _empty(factory, seat)
        if task["roads"]:
            found.append(_roads(factory, seat))
        for number, rule in enumerate(task["spacing"]):
            found.append(_spacing(factory, seat, number, rule))
        found += [_cap(factory, seat, number) for number in range(len(task["caps"]))]
        for number, load in enumerate(task["loads"]):
            found.append(_load(factory, seat, number, (load, task["scale"])))
        return found

    return streams


def _overlap(factory: ConstraintFactory, seat: Any) -> Constraint:
    return (
        factory.for_each_unique_pair(
            seat,
            Joiners.equal(lambda one: one.doctor),
            Joiners.overlapping(lambda one: one.start, lambda one: one.end),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("one place")
    )


def _empty(factory: ConstraintFactory, seat: Any) -> list[Constraint]:
    """Hard where somebody must be there, priced where somebody is wished."""
    return [
        factory.for_each_including_unassigned(seat)
        .filter(lambda one: one.doctor is None and one.must)
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("vacant"),
        factory.for_each_including_unassigned(seat)
        .filter(lambda one: one.doctor is None and one.price > 0)
        .penalize(HardSoftScore.ONE_SOFT, lambda one: one.price)
        .as_constraint("wished"),
    ]


def _roads(factory: ConstraintFactory, seat: Any) -> Constraint:
    return (
        factory.for_each(Road)
        .join(
            seat,
            Joiners.equal(lambda road: road.first, lambda one: one.shift),
            Joiners.equal(lambda road: road.doctor, lambda one: one.doctor),
        )
        .join(
            seat,
            Joiners.equal(lambda road, one: road.second, lambda other: other.shift),
            Joiners.equal(lambda road, one: road.doctor, lambda other: other.doctor),
        )
        .penalize(HardSoftScore.ONE_HARD)
        .as_constraint("road")
    )


def _spacing(factory: ConstraintFactory, seat: Any, number: int, rule: Words) -> Constraint:
    """Two that begin within so many days; where one day counts as one, only those of different days."""
    reach = rule["days"] + 1
    stream = factory.for_each(seat).filter(lambda one: one.spaced[number])
    near = [
        Joiners.equal(lambda one: one.doctor),
        Joiners.overlapping(lambda one: one.day, lambda one: one.day + reach),
        Joiners.less_than(lambda one: one.day)
        if rule["same_day"]
        else Joiners.less_than(lambda one: one.number),
    ]
    pairs = stream.join(factory.for_each(seat).filter(lambda one: one.spaced[number]), *near)
    return pairs.penalize(HardSoftScore.ONE_HARD).as_constraint(f"spacing {number}")


def _cap(factory: ConstraintFactory, seat: Any, number: int) -> Constraint:
    return (
        factory.for_each(seat)
        .filter(lambda one: one.spans[number] >= 0)
        .group_by(
            lambda one: one.doctor, lambda one: one.spans[number], ConstraintCollectors.count()
        )
        .filter(lambda doctor, span, count: count > doctor.most[number][span])
        .penalize(
            HardSoftScore.ONE_HARD,
            lambda doctor, span, count: count - doctor.most[number][span],
        )
        .as_constraint(f"cap {number}")
    )


def _load(
    factory: ConstraintFactory, seat: Any, number: int, priced: tuple[Words, int]
) -> Constraint:
    """Squares by doctor; those who hold nothing are as far from their share as it is large."""
    load, scale = priced
    price = load["price"]
    sums = (
        factory.for_each(seat)
        .filter(lambda one: one.sizes[number] > 0)
        .group_by(lambda one: one.doctor, ConstraintCollectors.sum(lambda one: one.sizes[number]))
    )
    if not any(load["targets"].values()):
        return sums.penalize(
            HardSoftScore.ONE_SOFT, lambda doctor, total: price * total * total
        ).as_constraint(f"load {number}")
    return (
        sums.complement(Doctor, lambda doctor: 0)
        .filter(lambda doctor, total: doctor.targets[number] >= 0)
        .penalize(
            HardSoftScore.ONE_SOFT,
            lambda doctor, total: (
                price * (total - doctor.targets[number]) * (total - doctor.targets[number]) // scale
            ),
        )
        .as_constraint(f"load {number}")
    )
