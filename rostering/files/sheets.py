"""The workbook form's tables: one line here is one column there, read and written alike."""

from __future__ import annotations

from rostering.files.columns import Column, Kind, Sheet


def _text(heading: str, path: str, example: str = "", **more: object) -> Column:
    return Column(heading, tuple(path.split(".")), "text", example, **more)  # type: ignore[arg-type]


def _of(kind: Kind, heading: str, path: str, example: str = "", **more: object) -> Column:
    return Column(heading, tuple(path.split(".")), kind, example, **more)  # type: ignore[arg-type]


def _word(heading: str, path: str, words: str, example: str = "", **more: object) -> Column:
    return Column(heading, tuple(path.split(".")), "word", example, words, **more)  # type: ignore[arg-type]


def _name(heading: str, path: str, names: str, example: str = "", **more: object) -> Column:
    return Column(heading, tuple(path.split(".")), "name", example, "", names, **more)  # type: ignore[arg-type]


MUST, LIST = {"required": True}, {"many": True, "width": 24}
TERRITORY = (
    _text("Identifiant", "id", "secteur-nord-2027-t1", **MUST),
    _text("Titre", "title", "Secteur Nord, 1er trimestre 2027"),
    _text("Département", "departement", "62", digits=2, **MUST),
    _word("Participation", "participation", "participation", "volontaire"),
    _of("date", "Début", "horizon.start", "01/01/2027", **MUST),
    _of("date", "Fin", "horizon.end", "31/03/2027", **MUST),
    _word("Samedi de pont", "calendar.pont_saturday", "pont", "large"),
    _word("Zone scolaire", "calendar.school_zone", "zone_scolaire", "B"),
    _of("date", "Fériés ajoutés", "calendar.added_holidays", "", many=True),
    _of("date", "Fériés retirés", "calendar.removed_holidays", "", many=True),
    _of("number", "Trajet par défaut (min)", "travel.default_minutes", "60"),
    _of("number", "Échange possible jusqu'à (jours avant)", "change_deadline.days_before", "1"),
    _of("clock", "Échange possible jusqu'à (heure)", "change_deadline.at", "12:00"),
    _word(
        "Week-end : vendredi au plus tard", "change_deadline.weekend_on_friday", "oui_non", "oui"
    ),
)
"""The sheet « Période »: one row each, value in the second column."""
REMEMBERED = (
    _of("number", "Reste d'un solde après un trimestre", "memory.forgetting", "0,8"),
    _of("number", "Reste d'une fête après un nouvel an", "memory.feast_forgetting", "0,8"),
    _name(
        "Catégories de fête",
        "memory.feast_categories",
        "categories",
        "fete",
        many=True,
        empties=True,
    ),
    _of("number", "Part du solde rendue", "memory.repaid", "1"),
    _of("number", "Rendu au plus par mois (gardes)", "memory.clip_per_month", "1"),
    _of("number", "Rendu au plus en fêtes", "memory.clip_feasts", "1"),
    _word("Soldes recentrés", "memory.centred", "oui_non", "oui"),
    _of("number", "Effet de la présence sur la part", "memory.presence_power", "1"),
    _of("number", "Longue absence (jours de congé)", "memory.long_absence_days", "30"),
    _of("number", "Poids des points refusés", "memory.wish_gain", "1"),
    _of("number", "Impossible : part des gardes", "memory.impossible_duties", "0,5"),
    _of("number", "Impossible : part des week-ends", "memory.impossible_weekends", "0,5"),
    _word("Impossible au-delà", "memory.beyond_cap", "au_dela", "signale"),
)
"""The sheet « Mémoire »: how the past is remembered; an empty value is the usual one."""
STAFFING = (
    _of("number", "Effectif minimum", "staffing.min", "1", width=10),
    _of("number", "Effectif souhaité", "staffing.target", "2", width=10),
    _of("number", "Effectif maximum", "staffing.max", "2", width=10),
)

SHEETS = (
    Sheet("Secteurs", "Un secteur de garde par ligne.", ("sectors",), (
        _text("Code", "id", "nord", **MUST),
        _text("Nom", "label", "Secteur Nord", width=40),
    )),
    Sheet("Sites", "Les lieux de garde, et les cabinets quand les trajets comptent.", ("sites",), (
        _text("Code", "id", "mmg", **MUST),
        _text("Nom", "label", "Maison médicale de garde", width=34),
        _word("Genre", "kind", "lieu", "mmg"),
        _text("Département", "departement", "62", digits=2),
        _text("Adresse", "address", "1 rue de l'Exemple", width=30),
        _text("Code postal", "postal_code", "62000", digits=5),
        _text("Commune", "city", "Exempleville", width=20),
        _text("FINESS", "finess", "629999999", digits=9),
        _text("SIRET", "siret", "", digits=14, width=18),
        _text("Téléphone", "phone", "03 00 00 00 00", digits=10, width=18),
        _of("date", "Ouvre le", "opens", ""),
        _of("date", "Ferme le", "closes", ""),
    )),
    Sheet("Trajets", "Minutes entre deux sites, dans les deux sens.", ("travel", "table"), (
        _name("Départ", "start", "sites", "mmg", **MUST),
        _name("Arrivée", "end", "sites", "cabinet-lac", **MUST),
        _of("number", "Minutes", "minutes", "25", **MUST),
    )),
    Sheet("Catégories", "Ce que l'équité compte. Sans ligne : les catégories habituelles.", ("categories",), (
        _text("Code", "id", "soiree", **MUST),
        _text("Nom", "label", "Soirée", width=24),
        _of("number", "Poids", "weight", "2"),
        _word("Mesure", "measure", "mesure", "nombre"),
        _word("Départage seulement", "comfort", "oui_non", "non"),
    ), defaulted=True),
    Sheet("Postes", "Une ligne par poste de garde à pourvoir.", ("lines",), (
        _text("Code", "id", "mmg-fixe", **MUST),
        _text("Nom", "label", "MMG, médecin de garde", width=30),
        _word("Fonction", "function", "fonction", "effection_fixe", width=18, **MUST),
        _name("Secteurs", "sectors", "sectors", "nord", **LIST),
        _name("Site", "site", "places", "mmg"),
        _name("Zone d'installation", "zone", "zones", ""),
        _text("Département du SAS", "departement", "", digits=2),
        _word("Obligatoire", "mandatory", "oui_non", "oui"),
        _of("number", "Priorité (1 à 5)", "priority", "3"),
        _name("2e ligne de", "second_line_of", "lines", ""),
        _word("Avec un senior", "needs_supervision", "oui_non", "non"),
        *STAFFING,
        _of("number", "SAS : minutes par créneau", "sas.slot_minutes", ""),
        _of("number", "SAS : créneaux", "sas.slots", ""),
        _of("number", "SAS : patients par créneau", "sas.patients_per_slot", ""),
    )),
    Sheet("Plages", "Les horaires de chaque poste, par type de jour.", ("windows",), (
        _name("Poste", "", "lines", "mmg-fixe", **MUST),
        _text("Code", "id", "soir", **MUST),
        _text("Nom", "label", "Soirée", width=22),
        _of("clock", "Début", "start", "20:00", **MUST),
        _of("clock", "Fin", "end", "24:00", **MUST),
        _of("number", "Nuits entières", "nights", "0"),
        _word("Jours", "days", "jour", "ouvrable ; samedi ; dimanche_jf", many=True, empties=True, width=34, **MUST),
        _word("Sauf", "except_days", "jour", "", **LIST),
        _of("date", "À partir du", "first", ""),
        _of("date", "Jusqu'au", "last", ""),
        _name("Catégorie", "category", "categories", ""),
        *STAFFING,
    ), owner="lines"),
    Sheet("Effectifs", "Un autre effectif entre deux dates. Plages vides : toutes.", ("staffing_periods",), (
        _name("Poste", "", "lines", "mmg-fixe", **MUST),
        _of("date", "Du", "start", "01/02/2027"),
        _of("date", "Au", "end", "28/02/2027"),
        _text("Plages", "windows", "soir", **LIST),
        *STAFFING,
    ), owner="lines"),
    Sheet("Changements de site", "À partir de cette date, le poste est tenu ailleurs.", ("site_changes",), (
        _name("Poste", "", "lines", "mmg-fixe", **MUST),
        _of("date", "À partir du", "start", "01/02/2027", **MUST),
        _name("Site", "site", "places", "mmg", **MUST),
    ), owner="lines"),
    Sheet("Médecins", "Un médecin par ligne.", ("doctors",), (
        _text("Code", "id", "martin", **MUST),
        _text("Nom", "last_name", "Martin", width=20, **MUST),
        _text("Prénom", "first_name", "Anne", width=16),
        _text("RPPS", "rpps", "99700000013"),
        _word("Statut", "status", "statut", "installe"),
        _of("date", "Fin de licence", "licence_end", ""),
        _of("number", "Quote-part", "quote_part", "1"),
        _word("Fonctions", "functions", "fonction", "effection_fixe ; regulation", empties=True, **LIST),
        _name("Secteurs", "sectors", "sectors", "nord", **LIST),
        _name("Secteurs aidés", "help_sectors", "sectors", "", **LIST),
        _text("Zones d'installation", "zones", "", **LIST),
        _name("Sites", "sites", "sites", "", **LIST),
        _of("date", "Arrivée", "arrival", ""),
        _of("date", "Départ", "departure", ""),
        _of("number", "Max par jour", "caps.day", "", width=9),
        _of("number", "Max par semaine", "caps.week", "1", width=9),
        _of("number", "Max par mois", "caps.month", "4", width=9),
        _of("number", "Max par trimestre", "caps.quarter", "", width=9),
        _of("number", "Max de week-ends", "caps.weekends", "", width=9),
        _word("Inscrit au SAS", "sas_registered", "oui_non", "non"),
        _of("clock", "SAS : heure du matin", "usual_hours.morning", ""),
        _of("clock", "SAS : heure de l'après-midi", "usual_hours.afternoon", ""),
        _text("Téléphone", "phone", "06 00 00 00 00", digits=10, width=18),
        _text("Courriel", "email", "anne.martin@exemple.fr", width=26),
    )),
    Sheet("Exemptions", "Gardes dont un médecin est exempté (un code, jamais de motif médical).", ("exemptions",), (
        _name("Médecin", "", "doctors", "martin", **MUST),
        _word("Code", "code", "exemption", "age", **MUST),
        _of("date", "Du", "start", ""),
        _of("date", "Au", "end", ""),
        _word("Fonctions", "functions", "fonction", "", **LIST),
        _name("Postes", "lines", "lines", "", **LIST),
        _name("Catégories", "categories", "categories", "nuit", **LIST),
        _of("clock", "De (heure)", "between.start", ""),
        _of("clock", "À (heure)", "between.end", ""),
    ), owner="doctors"),
    Sheet("Indisponibilités", "Absences et souhaits sur une période, un jour de semaine, des heures, un agenda.", ("availability",), (
        _name("Médecin", "doctor", "doctors", "martin", **MUST),
        _word("Niveau", "level", "niveau", "impossible", **MUST),
        _of("date", "Date", "date", ""),
        _of("date", "Du", "start", "13/02/2027"),
        _of("date", "Au", "end", "28/02/2027"),
        _word("Chaque", "every", "jour", "mercredi", **LIST),
        _of("clock", "De (heure)", "between.start", ""),
        _of("clock", "À (heure)", "between.end", ""),
        _name("Catégories", "categories", "categories", "", **LIST),
        _name("Postes", "lines", "lines", "", **LIST),
        _word("Congé", "leave", "oui_non", "oui"),
        _of("number", "Points", "points", ""),
        _text("Origine", "source", "", width=20),
        _text("Agenda (.ics)", "ics", "", width=20),
    )),
    Sheet("Gardes convenues", "Gardes déjà attribuées, qui ne bougent pas.", ("pinned",), (
        _name("Médecin", "doctor", "doctors", "martin", **MUST),
        _of("date", "Date", "date", "01/01/2027", **MUST),
        _name("Poste", "line", "lines", "mmg-fixe", **MUST),
        _text("Plage", "window", "soir", **MUST),
    )),
    Sheet("Dérogations", "Une règle qu'un médecin accepte de ne pas tenir, pour une garde ou (sans date) pour toutes.", ("waivers",), (
        _name("Médecin", "doctor", "doctors", "martin", **MUST),
        _word("Règle", "rule", "regle", "Repos après une garde", width=26, **MUST),
        _of("date", "Date", "date", "09/02/2027"),
        _name("Poste", "line", "lines", "mmg-fixe"),
        _text("Plage", "window", "soir"),
    )),
    Sheet("Reliquats", "Ce que chacun a fait de plus (+) ou de moins (−) que sa part avant cette période.", ("ledger",), (
        _name("Médecin", "doctor", "doctors", "martin", **MUST),
        _name("Catégorie", "category", "categories", "soiree", **MUST),
        _of("number", "Solde", "balance", "-0,5", **MUST),
    )),
    Sheet("Destinataires", "À qui le tableau et ses changements sont envoyés, en plus des médecins.", ("recipients",), (
        _word("Organisme", "body", "destinataire", "cdom", **MUST),
        _text("Nom", "label", "Ordre des médecins du Pas-de-Calais", width=36),
        _text("Courriel", "email", "cdom@exemple.fr", width=30),
        _text("Téléphone", "phone", "03 00 00 00 00", digits=10, width=18),
    )),
    Sheet("Fêtes", "Fêtes déjà servies les années passées.", ("feasts",), (
        _name("Médecin", "doctor", "doctors", "martin", **MUST),
        _word("Fête", "feast", "fete", "noel", **MUST),
        _of("number", "Année", "year", "2025", **MUST),
    )),
    Sheet("Points refusés", "Points de souhaits refusés les périodes passées, encore retenus.", ("refused",), (
        _name("Médecin", "doctor", "doctors", "martin", **MUST),
        _of("number", "Points", "points", "30", **MUST),
    )),
    Sheet("Secteurs réunis", "Ancien secteur, et celui dont il fait maintenant partie : les soldes suivent.", ("memory", "merged"), (
        _text("Ancien secteur", "sector", "nord-est", **MUST),
        _name("Secteur actuel", "into", "sectors", "nord", **MUST),
    )),
    Sheet("Tableau précédent", "Les dernières gardes du tableau précédent.", ("previous",), (
        _name("Médecin", "doctor", "doctors", "martin", **MUST),
        _of("date", "Date", "date", "31/12/2026", **MUST),
        _of("clock", "Début", "start", "20:00", **MUST),
        _of("clock", "Fin", "end", "24:00", **MUST),
        _name("Site", "site", "places", "mmg"),
    )),
    Sheet("Règles", "Sans ligne : les règles habituelles. Force : « dure », ou le prix d'un manquement.", ("rules",), (
        _word("Règle", "kind", "regle", "Équité", width=26, **MUST),
        _word("Force", "strength", "force", "10"),
        _word("Statuts", "statuses", "statut", "", **LIST),
        _name("Médecins", "doctors", "doctors", "", **LIST),
        _name("Postes", "lines", "lines", "", **LIST),
        _word("Fonctions", "functions", "fonction", "", **LIST),
        Column("Paramètres", (), "parameters", "heures=11", width=60),
    ), defaulted=True),
)  # fmt: skip
WISHES, PERIOD, MEMORY, README, LISTS = "Souhaits", "Période", "Mémoire", "Lisez-moi", "Listes"
ORDER = (
    README, PERIOD, "Secteurs", "Sites", "Trajets", "Catégories", "Postes", "Plages", "Effectifs",
    "Changements de site", "Médecins", "Exemptions", WISHES, "Indisponibilités",
    "Gardes convenues", "Dérogations", "Reliquats", "Fêtes", "Points refusés", MEMORY, "Secteurs réunis",
    "Tableau précédent", "Destinataires", "Règles", LISTS,
)  # fmt: skip
"""Sheets from left to right."""
VALUES = {
    PERIOD: ("Ce que le tableau couvre. L'étoile marque ce qui est obligatoire.", TERRITORY),
    MEMORY: ("Comment le passé pèse sur le tableau suivant. Vide : la valeur usuelle.", REMEMBERED),
}
"""The sheets of single values: what they are for, their rows."""
BY_TITLE = {sheet.title: sheet for sheet in SHEETS}
