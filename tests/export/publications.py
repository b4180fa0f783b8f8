"""Publications to write workbooks of: a tiny one read cell by cell, and realistic ones filled greedily."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from rostering.domain.certificate import (
    Certificate,
    DeviationProof,
    Fairness,
    LevelProof,
    Proof,
    StageProof,
    Unavoidable,
)
from rostering.domain.roster import Pair, Roster
from rostering.domain.vocabulary import Level
from rostering.expand import expand
from rostering.instance import DEFAULT_RULES, Instance
from rostering.problem.eligibility import why_not
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.publication import Publication
from rostering.review.report import WishOutcome
from tests.build import doctor, facts, line, window

STAMP = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
FAMILIES = ("MARTIN", "BERNARD", "DUBOIS", "THOMAS", "ROBERT", "RICHARD", "PETIT", "DURAND", "LEROY",
            "MOREAU", "SIMON", "LAURENT", "LEFEBVRE", "MICHEL", "GARCIA", "DAVID", "BERTRAND", "ROUX",
            "VINCENT", "FOURNIER")  # fmt: skip
FIRST_NAMES = (
    "Anne",
    "Bruno",
    "Claire",
    "Denis",
    "Élise",
    "François",
    "Gaëlle",
    "Hugues",
    "Inès",
    "Jean-Marc",
)


def publish(stated: Instance, roster: Roster, **fields: Any) -> Publication:
    """The publication of that roster under the default rules."""
    problem = expand(stated)
    instance = Instance.model_validate({**dict(stated), "rules": DEFAULT_RULES})
    report = audit(problem, instance.rules, roster)
    given: dict[str, Any] = {"engine": "0.1.0", "instance_hash": "9f2c5d81a7b4"} | fields
    return Publication(
        instance, problem, roster, report, given.pop("certificate", None), STAMP, **given
    )


def with_wishes(publication: Publication, *outcomes: WishOutcome) -> Publication:
    """The same publication with those outcomes of wishes."""
    return replace(publication, report=replace(publication.report, wishes=outcomes))


def tiny(**fields: Any) -> Publication:
    """Easter week-end 2027 (the 11-hour night), two doctors, one night without anyone, one optional post."""
    lines = (
        line("nuit", window("n", "20:00", "08:00"), label="Garde de nuit"),
        line("renfort", window("r", "08:00", "14:00", ["dimanche_jf"]), mandatory=False,
             label="Renfort", function="renfort"),
    )  # fmt: skip
    people = (
        doctor(
            "martin",
            last_name="Martin",
            first_name="Anne",
            rpps="99700000011",
            phone="03 00 00 00 01",
        ),
        doctor("leroy", last_name="Leroy", first_name="Élise", rpps="99700000022"),
    )
    stated = facts(lines, people, start="2027-03-27", end="2027-03-29", title="Territoire d'essai")
    return publish(
        stated,
        Roster.of([("martin", "2027-03-27-nuit-n"), ("leroy", "2027-03-28-nuit-n")]),
        **fields,
    )


def one_line(doctors: tuple[Any, ...], *pairs: tuple[str, str], **fields: Any) -> Publication:
    """One evening line over one week from Monday 1 February 2027."""
    return publish(facts((line(),), doctors, **fields), Roster.of(pairs))


def mmg(sector: str, name: str, own: bool = False) -> tuple[Any, ...]:
    """An effection line W 20–24, Sat 12–20/20–24, Sun 8–14/14–20/20–24 and its Sunday second doctor."""
    site = "cabinet" if own else f"mmg-{sector}"
    main = line(
        f"eff-{sector}",
        window("soir", "20:00", "24:00"),
        window("sam-apm", "12:00", "20:00", ["samedi"]),
        window("dim-mat", "08:00", "14:00", ["dimanche_jf"]),
        window("dim-apm", "14:00", "20:00", ["dimanche_jf"]),
        window("pont-mat", "08:00", "12:00", ["pont_samedi"]),
        label=name, sectors=(sector,), site=site,
    )  # fmt: skip
    second = line(
        f"renf-{sector}",
        window("dim-mat", "08:00", "14:00", ["dimanche_jf"]),
        window("dim-apm", "14:00", "20:00", ["dimanche_jf"]),
        label="Renfort du dimanche", function="renfort", sectors=(sector,), site=site, mandatory=False,
    )  # fmt: skip
    return main, second


def people(count: int, sectors: tuple[str, ...]) -> tuple[Any, ...]:
    """Doctors spread over the sectors; one in seven holds no régulation; two homonyms per 200."""
    return tuple(
        doctor(
            f"med-{n:03d}",
            last_name=FAMILIES[n % 20] + ("" if n < 100 else "-DUVAL"),
            first_name=FIRST_NAMES[(n // 20 + n) % 10],
            rpps=f"997{n:08d}",
            phone=f"03 00 00 {n // 100:02d} {n % 100:02d}",
            sectors=(sectors[n % len(sectors)],),
            functions=(
                "effection_fixe",
                "effection_mobile",
                "renfort",
                "deuxieme_ligne",
                "astreinte_jour",
            )
            + (("regulation",) if n % 7 else ()),
        )
        for n in range(count)
    )


def quarter(
    count: int = 40, sectors: tuple[str, ...] = ("boulogne",), **fields: Any
) -> Publication:
    """First quarter of 2027, lines of `mmg` in each sector, filled greedily with a few holes."""
    lines = [one for sector in sectors for one in mmg(sector, f"MMG {sector.title()}")]
    if len(sectors) > 1:
        lines.append(line("regul", window("soir", "20:00", "24:00"), window("jour", "08:00", "20:00", ["samedi", "dimanche_jf"]),
                          label="Régulation CRRA", function="regulation", sectors=(), site="samu"))  # fmt: skip
    places = [{"id": f"mmg-{sector}", "label": f"MMG {sector.title()}", "address": "1 rue de l'Essai",
               "postal_code": "62200", "city": sector.title()} for sector in sectors]  # fmt: skip
    stated = facts(
        lines, people(count, sectors), start="2027-01-01", end="2027-03-31",
        title=fields.pop("title", "Boulonnais"), sectors=[{"id": one, "label": one.title()} for one in sectors],
        sites=(*places, {"id": "samu", "label": "CRRA 62 – SAMU"}), **fields,
    )  # fmt: skip
    return publish(stated, greedy(expand(stated)), certificate=certificate(count))


def greedy(problem: Problem) -> Roster:
    """The least loaded doctor who may, never two duties on one date; one shift in forty is left empty."""
    load: Counter[str] = Counter()
    taken: set[tuple[str, object]] = set()
    pairs: list[Pair] = []
    for number, shift in enumerate(problem.shifts):
        wanted = shift.staffing.wished if number % 40 != 7 else 0
        wanted = 0 if not shift.is_mandatory and number % 3 == 0 else wanted
        free = [one for one in problem.doctors
                if (one.id, shift.date) not in taken and why_not(problem.facts, one, shift) is None]  # fmt: skip
        for one in sorted(free, key=lambda who: (load[who.id], who.id))[:wanted]:
            load[one.id] += 1
            taken.add((one.id, shift.date))
            pairs.append(Pair(one.id, shift.id))
    return Roster(frozenset(pairs))


def certificate(doctors: int = 40) -> Certificate:
    """Carences proved, the rest with a gap of 1.25 %."""
    stages = (
        StageProof(stage="carences", value=12, bound=12),
        StageProof(stage="reste", value=400, bound=395),
    )
    whole = Proof(
        name="Ensemble",
        doctors=doctors,
        shifts=164,
        status="feasible",
        stages=stages,
        gap=0.00625,
        seconds=4.2,
    )
    return Certificate(whole=whole, parts=(whole.model_copy(update={"name": "Boulogne"}),))


def leveled(given: Certificate, doctor: str) -> Certificate:
    """The same with a leximin certificate: the worst proved and reached, a level short of proof, one load stuck."""
    fairness = Fairness(
        worst=(
            DeviationProof(reached=150, least=150, bound=150),
            DeviationProof(reached=87, least=62, bound=62),
        ),
        levels=(
            LevelProof(beyond=100, reached=1, least=1, bound=1),
            LevelProof(beyond=75, reached=2, least=1, bound=1),
            LevelProof(beyond=50, reached=2, least=2, bound=1),
        ),
        unavoidable=(
            Unavoidable(doctor=doctor, category="dimanche_jf", share=250, load=0, part=200),
        ),
    )
    part = given.parts[0].model_copy(update={"fairness": fairness})
    whole = given.whole.model_copy(update={"fairness": fairness})
    return Certificate(whole=whole, parts=(part,))


def wish(
    doctor: str, day: Any, level: Level, granted: bool, points: int, *shifts: str
) -> WishOutcome:
    """One outcome."""
    return WishOutcome(doctor, day, level, granted, points, shifts)
