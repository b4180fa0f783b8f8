"""Publications to export: tiny ones by hand, and a realistic quarter filled greedily."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from rostering.domain.people import Doctor
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.instance import Instance
from rostering.problem.eligibility import why_not
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.review.audit import audit
from rostering.review.publication import Publication
from tests.build import doctor, facts, line, window

STAMP = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PONT = ("pont_lundi", "pont_vendredi", "pont_samedi")


def published(problem: Problem, roster: Roster, **fields: Any) -> Publication:
    """The publication of a roster with its real audit, version 1, stamped 22 November 2026."""
    instance = Instance.model_validate(dict(problem.facts))
    report = audit(problem, instance.rules, roster)
    defaults: dict[str, Any] = {"certificate": None, "stamp": STAMP, "version": 1}
    return Publication(instance, problem, roster, report, **{**defaults, **fields})


def quarter(doctors: int = 40, sectors: int = 1, **fields: Any) -> Publication:
    """A quarter of `sectors` MMG with `doctors` in all, filled greedily: the least loaded who rested."""
    problem = expand(quarter_facts(doctors, sectors))
    return published(problem, greedy(problem), **fields)


def quarter_facts(doctors: int, sectors: int) -> Instance:
    """Weekday evenings, Saturdays, Sundays and ponts, a second line in every sector beyond the first."""
    names = [f"secteur-{n:02d}" for n in range(1, sectors + 1)]
    people = [_person(n, names[n % sectors]) for n in range(doctors)]
    lines = [_mmg(name) for name in names]
    if sectors > 1:
        lines += [_second_line(name) for name in names]
    sites = [_site(name) for name in names]
    shown = [{"id": name, "label": name.replace("-", " ").capitalize()} for name in names]
    return facts(
        lines, people, "2027-01-01", "2027-03-31", sectors=shown, sites=sites, title="Territoire d'essai"
    )  # fmt: skip


def greedy(problem: Problem, rest_days: int = 2) -> Roster:
    """Each shift to its least loaded doctors who had no duty within `rest_days`; nobody for every 41st."""
    pairs: list[tuple[str, str]] = []
    total: Counter[str] = Counter()
    last: dict[str, Shift] = {}
    for n, shift in enumerate(problem.shifts):
        if n % 41 == 20:
            continue
        free = [
            someone
            for someone in problem.doctors
            if why_not(problem.facts, someone, shift) is None
            and (
                someone.id not in last
                or shift.date - last[someone.id].date > timedelta(days=rest_days)
            )
        ]
        for chosen in sorted(free, key=lambda who: (total[who.id], who.id))[: shift.staffing.min]:
            pairs.append((chosen.id, shift.id))
            total[chosen.id] += 1
            last[chosen.id] = shift
    return Roster.of(pairs)


FIRST = ("Anne", "Bruno", "Chloé", "Damien", "Élise", "Farid", "Gaëlle", "Hugo", "Inès", "Jules")
LAST = ("Delattre", "Vasseur", "Lemoine", "Carpentier", "Fournier", "Bacquet", "Roussel",
        "Hennebelle", "Quenu", "Wattez", "Tison", "Macrez", "Obled", "Sauvage")  # fmt: skip


def _person(n: int, sector: str) -> Doctor:
    return doctor(
        f"dr-{n:03d}",
        last_name=LAST[n % len(LAST)] + ("" if n < len(LAST) else f" {n // len(LAST)}"),
        first_name=FIRST[n % len(FIRST)],
        rpps=f"99700{n:06d}",
        phone="03 00 00 00 00",
        sectors=(sector,),
        quote_part="0.5" if n % 9 == 4 else "1",
    )


def _mmg(sector: str) -> Any:
    return line(
        f"mmg-{sector}",
        window("soir", "20:00", "24:00"),
        window("apres-midi", "12:00", "20:00", ("samedi",)),
        window("matin", "08:00", "14:00", ("dimanche_jf",)),
        window("journee", "14:00", "20:00", ("dimanche_jf",)),
        window("pont", "08:00", "12:00", PONT),
        label=f"MMG {sector}",
        sectors=(sector,),
        site=f"site-{sector}",
    )


def _second_line(sector: str) -> Any:
    return line(
        f"ligne2-{sector}",
        window("soir", "20:00", "24:00"),
        window("jour", "08:00", "20:00", ("samedi", "dimanche_jf")),
        label=f"2e ligne {sector}",
        sectors=(sector,),
        function="deuxieme_ligne",
        site="cabinet",
    )


def _site(sector: str) -> dict[str, str]:
    return {
        "id": f"site-{sector}",
        "label": f"Maison médicale de garde, {sector}",
        "kind": "mmg",
        "departement": "62",
        "address": "1, rue de l'Exemple",
        "postal_code": "62000",
        "city": "Villefictive",
    }
