"""What Timefold is told of a task: doctors, roads, and a seat for each head with its own lawful doctors as values."""
# no postponed annotations here: the library reads them, and classes are made for each task

from typing import Annotated, Any

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningPin,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import HardSoftScore

Words = dict[str, Any]
UNBOUNDED = 1_000_000
"""A cap nobody meets."""


class Doctor:
    """Somebody with caps (by rule and stretch) and shares (by load; −1: not concerned)."""

    def __init__(self, id: str, most: list[list[int]], targets: list[int]):
        self.id, self.most, self.targets = id, most, targets


class Road:
    """Two duties too far apart for a doctor."""

    def __init__(self, doctor: Doctor, first: str, second: str):
        self.doctor, self.first, self.second = doctor, first, second


def classes(optional: bool) -> tuple[Any, Any]:
    """The entity and the solution; a seat may stay empty only where the task says so, which spares useless moves."""

    @planning_entity
    class Seat:
        number: Annotated[int, PlanningId]
        lawful: Annotated[list[Doctor], ValueRangeProvider]
        pinned: Annotated[bool, PlanningPin]
        shift: str
        day: int
        start: int
        end: int
        must: bool
        price: int
        spaced: list[bool]
        spans: list[int]
        sizes: list[int]
        doctor: Annotated[Doctor | None, PlanningVariable(allows_unassigned=optional)]

        def __init__(self, number: int, lawful: list[Doctor], shift: Words, weighs: Words):
            self.number, self.lawful, self.shift = number, lawful, shift["id"]
            self.day, self.start, self.end = shift["day"], shift["start"], shift["end"]
            self.spaced, self.spans = weighs["spaced"], weighs["spans"]
            self.sizes, self.must, self.price = weighs["sizes"], True, 0
            self.doctor, self.pinned = None, False

    @planning_solution
    class Tableau:
        doctors: Annotated[list[Doctor], ProblemFactCollectionProperty]
        roads: Annotated[list[Road], ProblemFactCollectionProperty]
        seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
        score: Annotated[HardSoftScore | None, PlanningScore]

        def __init__(
            self,
            doctors: list[Doctor],
            roads: list[Road],
            seats: list[Seat],
            score: HardSoftScore | None,
        ):
            self.doctors, self.roads, self.seats, self.score = doctors, roads, seats, score

    return Seat, Tableau


def _stretches(rule: Words) -> dict[str, int]:
    """A number for each stretch of a cap."""
    return {span: number for number, span in enumerate(dict.fromkeys(rule["spans"].values()))}


def doctor_of(task: Words, who: str) -> Doctor:
    most = []
    for rule in task["caps"]:
        stretches = _stretches(rule)
        left = [rule["most"].get(who, UNBOUNDED)] * len(stretches)
        for doctor, span, served in rule["less"]:
            if doctor == who:
                left[stretches[span]] = max(0, left[stretches[span]] - served)
        most.append(left)
    return Doctor(who, most, [load["targets"].get(who, -1) for load in task["loads"]])


def seats_of(seat: Any, task: Words, doctors: dict[str, Doctor]) -> list[Any]:
    """One for each head a shift may have; what is agreed beforehand is pinned."""
    lawful: dict[str, list[Doctor]] = {shift["id"]: [] for shift in task["shifts"]}
    for doctor in task["doctors"]:
        for shift in doctor["may"]:
            lawful[shift].append(doctors[doctor["id"]])
    agreed: dict[str, list[Doctor]] = {}
    for who, shift in task["fixed"]:
        agreed.setdefault(shift, []).append(doctors[who])
    seats: list[Any] = []
    for shift in task["shifts"]:
        pinned = agreed.get(shift["id"], [])
        weighs = _weighs(task, shift["id"])
        for rank in range(shift["most"]):
            one = seat(len(seats), lawful[shift["id"]], shift, weighs)
            one.must = rank < shift["heads"]
            one.price = task["short"] if shift["heads"] <= rank < shift["wished"] else 0
            if rank < len(pinned):
                one.doctor, one.pinned = pinned[rank], True
            seats.append(one)
    return seats


def _weighs(task: Words, shift: str) -> Words:
    """Which rules speak of a shift, in which stretch of each cap it lies (−1: none), what it adds to each load."""
    return {
        "spaced": [shift in rule["shifts"] for rule in task["spacing"]],
        "spans": [_stretches(rule).get(rule["spans"].get(shift), -1) for rule in task["caps"]],
        "sizes": [load["sizes"].get(shift, 0) for load in task["loads"]],
    }
