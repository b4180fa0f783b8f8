"""The calendars of one tiny territory, whole, as they were read and approved.

After a wanted change: `python -m tests.export.test_ical_golden`, then read the difference.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rostering.domain.territory import Site
from rostering.export.ical import calendars
from rostering.files.roster_file import of_publication
from rostering.review.publication import Publication
from rostering.workflow.versions import first, following
from tests.build import doctor, line, problem, roster, window
from tests.export.sample import published

GOLDEN = Path(__file__).parent / "golden" / "calendars.txt"
MMG = Site(id="mmg", label="MMG d'Essai", address="1, rue de l'Exemple", postal_code="62000", city="Villefictive")  # fmt: skip


def tiny() -> Publication:
    """The week-end of the clock change: a night swapped since version 1, a carence, a SAS block, a régulation."""
    doctors = (
        doctor("aubry", last_name="Aubry", first_name="Anne", sites=("cab",), sas_registered=True),
        doctor("brun", last_name="Brun; fils", first_name="Basile"),
    )
    lines = (
        line("nuit", window("nuit", "20:00", "08:00"), label="MMG d'Essai"),
        line("sas", window("matin", "08:00", "14:00", ("samedi",)), function="sas", label="SAS",
             departement="62", site="cabinet", mandatory=False),
        line("crra", window("jour", "08:00", "20:00", ("dimanche_jf",)), function="regulation",
             label="Régulation du Centre 15", sectors=()),
    )  # fmt: skip
    sites = (MMG, Site(id="cab", label="Cabinet Aubry", departement="62", city="Villefictive"))
    before = roster("aubry 2027-03-27-nuit-nuit", "aubry 2027-03-27-sas-matin")
    now = ("brun 2027-03-27-nuit-nuit", "aubry 2027-03-27-sas-matin", "aubry 2027-03-28-crra-jour")
    expanded = problem(lines, doctors, "2027-03-27", "2027-03-28", sites=sites)
    old = published(expanded, before)
    new = published(expanded, roster(*now), stamp=datetime(2026, 12, 5, 18, tzinfo=UTC))
    return following(new, of_publication(first(old)), old)


def text_of(publication: Publication) -> str:
    """Every file after its path, lines unfolded, LF only."""
    files = calendars(publication, reminder_hours=24)
    return "".join(
        f"=== {path}\n{content.decode().replace(chr(13) + chr(10) + ' ', '').replace(chr(13), '')}\n"
        for path, content in files.items()
    )


def test_the_calendars_are_those_that_were_approved() -> None:
    """Nothing in any file changed since it was last read by a person."""
    assert text_of(tiny()) == GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(text_of(tiny()), encoding="utf-8")
