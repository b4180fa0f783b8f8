"""What our own workbooks show, copied into the next territory's workbook: labels and computed numbers."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rostering.instance import Instance
from tests.files.bad import changed, loaded, said, typed_in

TOLD = changed(
    sectors=[{"id": "nord", "label": "Secteur Nord"}],
    sites=[{"id": "mmg", "label": "Maison médicale"}, {"id": "mmg-2", "label": "MMG"}],
    ledger=[{"doctor": "martin", "category": "soiree", "balance": 1}],
    previous=[{"doctor": "martin", "date": "2027-01-31", "start": "20:00", "end": "24:00"}],
)
"""« MMG » is the label of one site and the code of another."""


def _ledger(instance: Instance) -> tuple[str, Decimal]:
    return instance.ledger[0].category, instance.ledger[0].balance


def test_a_category_may_be_named_by_its_label(tmp_path: Path) -> None:
    """« Dimanche et JF », as the sheet « Parts » says, is the category dimanche_jf."""
    path = typed_in(tmp_path, "Reliquats", "Catégorie", "Dimanche et JF", content=TOLD)
    assert _ledger(loaded(path)) == ("dimanche_jf", Decimal(1))


@pytest.mark.parametrize(("typed", "site"), [("Maison médicale", "mmg"), ("MMG", "mmg")])
def test_a_site_may_be_named_by_its_label(tmp_path: Path, typed: str, site: str) -> None:
    """« Maison médicale », as the sheet « Gardes » says, is its site; a code wins over a label."""
    path = typed_in(tmp_path, "Tableau précédent", "Site", typed, content=TOLD)
    assert loaded(path).previous[0].site == site


def test_a_label_that_two_share_names_neither(tmp_path: Path) -> None:
    """Two sites called « Maison médicale »: the name is refused, never guessed."""
    twice = TOLD | {"sites": [{"id": "mmg", "label": "Maison"}, {"id": "b", "label": "maison"}]}
    path = typed_in(tmp_path, "Tableau précédent", "Site", "Maison", content=twice)
    assert said(path) == [
        "feuille « Tableau précédent », cellule E3 (Site) : « Maison » — site inconnu"
    ]


@pytest.mark.parametrize(
    ("computed", "balance"),
    [(0.470000000000001, "0.47"), (-0.13000000000000078, "-0.13"), (1e-12, "0"), (2.5, "2.5")],
)
def test_a_computed_number_is_read_as_meant(tmp_path: Path, computed: float, balance: str) -> None:
    """What a formula left beyond the sixth decimal is no mistake of the person who pastes it."""
    path = typed_in(tmp_path, "Reliquats", "Solde", computed, content=TOLD)
    assert _ledger(loaded(path)) == ("soiree", Decimal(balance))


def test_a_third_decimal_is_still_refused(tmp_path: Path) -> None:
    """0.475 is a number with three decimals, not a rounding of the spreadsheet."""
    path = typed_in(tmp_path, "Reliquats", "Solde", 0.475, content=TOLD)
    assert said(path) == [
        "feuille « Reliquats », cellule C3 (Solde) : « 0.475 » — 2 décimales au plus"
    ]
