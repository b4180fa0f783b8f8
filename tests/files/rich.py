"""One instance that uses every field of every model, and the shortest one that stands."""

from __future__ import annotations

from typing import Any

from rostering.instance import Instance

SHORT: dict[str, Any] = {
    "id": "court",
    "departement": "62",
    "horizon": {"start": "2027-02-01", "end": "2027-02-07"},
    "sectors": [{"id": "nord"}],
    "sites": [{"id": "mmg"}],
    "lines": [
        {
            "id": "fixe",
            "function": "effection_fixe",
            "sectors": ["nord"],
            "site": "mmg",
            "windows": [{"id": "soir", "start": "20:00", "end": "24:00", "days": ["ouvrable"]}],
        }
    ],
    "doctors": [{"id": "martin", "last_name": "Martin", "sectors": ["nord"]}],
}

RICH: dict[str, Any] = {
    "id": "riche-2027-t1",
    "title": "Secteur « riche » : =1+1",
    "departement": "2A",
    "participation": "obligatoire",
    "horizon": {"start": "2027-01-01", "end": "2027-03-31"},
    "calendar": {
        "pont_saturday": "strict",
        "school_zone": "B",
        "added_holidays": ["2027-02-09", "2027-03-26"],
        "removed_holidays": ["2027-03-29"],
    },
    "categories": [
        {"id": "soiree", "label": "Soirée", "weight": 2},
        {"id": "unites", "label": "Unités", "weight": 0, "measure": "units"},
        {"id": "nuit"},
    ],
    "sectors": [{"id": "nord", "label": "Secteur Nord"}, {"id": "sud"}],
    "sites": [
        {
            "id": "mmg",
            "label": "+Maison médicale",
            "kind": "mmg",
            "departement": "2A",
            "address": "1 rue de l'Exemple, bâtiment « C »",
            "postal_code": "01000",
            "city": "Exempleville",
            "finess": "010000001",
            "siret": "00000000000017",
            "phone": "04 00 00 00 00",
            "opens": "2026-01-01",
            "closes": "2028-12-31",
        },
        {"id": "lac"},
        {"id": "01"},
    ],
    "travel": {"default_minutes": 45, "table": [{"start": "mmg", "end": "lac", "minutes": 20}]},
    "lines": [
        {
            "id": "fixe",
            "label": "Médecin de garde",
            "function": "effection_fixe",
            "sectors": ["nord", "sud"],
            "site": "mmg",
            "site_changes": [{"start": "2027-03-01", "site": "lac"}],
            "mandatory": False,
            "priority": 5,
            "staffing": {"min": 0, "target": 1, "max": 3},
            "staffing_periods": [
                {"start": "2027-02-01", "windows": ["soir"], "staffing": {"min": 2}},
                {"end": "2027-01-15", "staffing": {"min": 1, "max": 2}},
            ],
            "windows": [
                {
                    "id": "soir",
                    "label": "Soirée",
                    "start": "20:00",
                    "end": "24:00",
                    "days": ["ouvrable", "samedi"],
                    "except_days": ["veille_fete"],
                    "first": "2027-01-02",
                    "last": "2027-03-30",
                    "category": "soiree",
                    "staffing": {"min": 0, "target": 2},
                },
                {"id": "we", "start": "12:00", "end": "8h", "nights": 2, "days": ["samedi_civil"]},
            ],
        },
        {
            "id": "aide",
            "function": "deuxieme_ligne",
            "second_line_of": "fixe",
            "zone": "lac",
            "needs_supervision": True,
            "windows": [{"id": "nuit", "start": "20:00", "end": "08:00", "days": ["lundi"]}],
        },
        {
            "id": "sas",
            "function": "sas",
            "departement": "2A",
            "sas": {"slot_minutes": 15, "slots": 4, "patients_per_slot": 2},
            "windows": [{"id": "matin", "start": "08:00", "end": "13:00", "days": ["ouvrable"]}],
        },
        {
            "id": "sas-2",
            "function": "sas",
            "departement": "2A",
            "windows": [{"id": "m", "start": "08:00", "end": "13:00", "days": ["mardi"]}],
        },
    ],
    "doctors": [
        {
            "id": "martin",
            "last_name": "=Martin",
            "first_name": "Anne",
            "rpps": "99700000011",
            "status": "interne",
            "licence_end": "2027-11-15",
            "quote_part": "0.75",
            "functions": ["effection_fixe", "sas"],
            "sectors": ["nord"],
            "help_sectors": ["sud"],
            "zones": ["lac", "haut"],
            "sites": ["mmg", "lac"],
            "arrival": "2027-01-04",
            "departure": "2027-03-28",
            "exemptions": [
                {
                    "code": "age",
                    "start": "2027-01-01",
                    "end": "2027-01-31",
                    "functions": ["sas"],
                    "lines": ["fixe"],
                    "categories": ["nuit", "soiree"],
                    "between": {"start": "00:00", "end": "08:00"},
                },
                {"code": "autre"},
            ],
            "caps": {"day": 1, "week": 2, "month": 5, "quarter": 12, "weekends": 0},
            "sas_registered": True,
            "usual_hours": {"morning": "8h30", "afternoon": "14:15"},
            "phone": "06 00 00 00 00",
            "email": "@anne",
        },
        {"id": "O1", "last_name": "O", "functions": []},
        {"id": "exemple1", "last_name": "Non", "caps": {"week": 1}},
    ],
    "availability": [
        {"doctor": "O1", "level": "oui", "date": "2027-01-05"},
        {"doctor": "martin", "level": "impossible", "date": "2027-01-05"},
        {"doctor": "martin", "level": "souhaite", "date": "2027-01-05"},
        {"doctor": "martin", "level": "non", "date": "2027-01-06", "lines": ["fixe"]},
        {"doctor": "martin", "level": "possible", "date": "2026-12-31"},
        {"doctor": "martin", "level": "impossible", "date": "2027-01-05"},
        {
            "doctor": "exemple1",
            "level": "impossible",
            "start": "2027-02-13",
            "end": "2027-02-28",
            "every": ["mercredi", "samedi"],
            "between": {"start": "18:00", "end": "06:00"},
            "categories": ["nuit"],
            "lines": ["fixe", "aide"],
            "leave": True,
            "source": "agenda.ics",
        },
        {"doctor": "exemple1", "level": "non"},
    ],
    "pinned": [{"doctor": "O1", "date": "2027-01-05", "line": "fixe", "window": "soir"}],
    "waivers": [
        {"doctor": "O1", "rule": "rest", "date": "2027-01-05", "line": "fixe", "window": "soir"},
        {"doctor": "martin", "rule": "min_in_window"},
    ],
    "ledger": [
        {"doctor": "martin", "category": "soiree", "balance": "-1.50"},
        {"doctor": "O1", "category": "unites", "balance": "2"},
    ],
    "feasts": [{"doctor": "martin", "feast": "1er_mai", "year": 2025}],
    "previous": [
        {"doctor": "martin", "date": "2026-12-31", "start": "20:00", "end": "24:00", "site": "lac"},
        {"doctor": "O1", "date": "2026-12-30", "start": "00:00", "end": "08:00"},
    ],
    "recipients": [
        {
            "body": "caisses",
            "label": "CPAM",
            "email": "cpam@exemple.invalid",
            "phone": "03 00 00 00 09",
        },
        {"body": "cdom"},
    ],
    "rules": [
        {"kind": "coverage", "target_price": 40, "lines": ["fixe"]},
        {
            "kind": "fair_share",
            "strength": 3,
            "statuses": ["interne", "installe"],
            "doctors": ["martin"],
            "functions": ["sas"],
        },
        {"kind": "eligibility"},
    ],
}


def instance(content: dict[str, Any]) -> Instance:
    """The instance of a content, as Python builds it."""
    return Instance.model_validate(content)
