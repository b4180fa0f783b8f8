"""The scout on the territories that ship: each claim of « indispensable » is verified by removal, with every rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostering.domain.people import Availability
from rostering.expand import expand
from rostering.explain.scout import scout
from rostering.files.load import load_instance
from rostering.instance import Instance
from rostering.solve.feasible import can_hold

INSTANCES = Path(__file__).parents[2] / "instances"
SECONDS = 20.0


def seed(name: str) -> Instance:
    return load_instance(INSTANCES / f"{name}.yaml")


def without(instance: Instance, doctor: str, day: str) -> Instance:
    """The same territory, that doctor away on that date (an agreed date there is given back)."""
    away = Availability.model_validate({"doctor": doctor, "level": "impossible", "date": day})
    pins = tuple(
        pin for pin in instance.pinned if (pin.doctor, pin.date.isoformat()) != (doctor, day)
    )
    return instance.model_copy(
        update={"availability": (*instance.availability, away), "pinned": pins}
    )


CLAIMS = [
    (name, doctor, duty)
    for name in ("nord-velay-forez-ete", "laval-smp")
    for doctor, duties in scout(expand(seed(name)), seed(name).rules).critical.items()
    for duty in duties[:3]
]


def test_there_are_claims_to_verify() -> None:
    """Both territories have a duty that hangs on one doctor."""
    assert {name for name, _, _ in CLAIMS} == {"nord-velay-forez-ete", "laval-smp"}


@pytest.mark.parametrize(("name", "doctor", "duty"), CLAIMS)
def test_without_the_doctor_the_duty_cannot_be_filled(name: str, doctor: str, duty: str) -> None:
    """Away that day: no roster fills that duty and the others of its hour; so it is a carence, proved."""
    changed = without(seed(name), doctor, duty[:10])
    problem = expand(changed)
    same_hour = {
        shift.id
        for shift in problem.shifts
        if shift.is_mandatory and shift.period.overlaps(problem.shift_by_id[duty].period)
    }
    assert can_hold(problem, changed.rules, same_hour, SECONDS) is False


@pytest.mark.parametrize(("name", "doctor", "duty"), CLAIMS)
def test_without_another_it_still_can(name: str, doctor: str, duty: str) -> None:
    """Somebody else away that day, whoever is not said to be indispensable there: the duty is filled."""
    instance = seed(name)
    found = scout(expand(instance), instance.rules)
    able = next(one.able for one in found.outlooks if one.shift == duty)
    spare = [one for one in able if duty not in found.critical.get(one, ())]
    others = [one.id for one in instance.doctors if one.id not in able]
    for other in [*spare, *others[:2]]:
        changed = without(instance, other, duty[:10])
        assert can_hold(expand(changed), changed.rules, {duty}, SECONDS) is True, other


def test_a_month_that_needs_all_its_doctors_fails_without_each() -> None:
    """Bully in December: four doctors of eight duties for thirty-one; three of them cannot."""
    instance = seed("loire-bully")
    problem = expand(instance)
    critical = scout(problem, instance.rules).critical
    assert set(critical) == {doctor.id for doctor in instance.doctors}
    wanted = {shift.id for shift in problem.shifts if shift.is_mandatory}
    assert can_hold(problem, instance.rules, wanted, SECONDS) is True
    for doctor in critical:
        away = Availability.model_validate({"doctor": doctor, "level": "impossible"})
        alone = instance.model_copy(update={"availability": (*instance.availability, away)})
        assert can_hold(expand(alone), alone.rules, wanted, SECONDS) is False
