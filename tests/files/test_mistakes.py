"""Every mistake of a YAML file at once, in French, with its line, its key and the nearest spelling."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rostering.errors import InvalidInstance
from rostering.files.load import load_instance
from rostering.files.mistakes import BOUNDS, FAMILIES, PATTERNS
from rostering.instance import Instance
from tests.files.bad import SHORT_YAML, said, swapped, yaml_file

WINDOW = "{id: soir, start: '20:00', end: '24:00', days: [ouvrable]}"
DOCTOR = "{id: martin, last_name: Martin, sectors: [nord]}"
TAGS = (
    "« ouvrable », « samedi », « dimanche_jf », « pont », « pont_lundi », « pont_vendredi », « pont_samedi », "
    "« veille_fete », « vacances_scolaires », « lundi », « mardi », « mercredi », « jeudi », « vendredi », "
    "« samedi_civil » ou « dimanche_civil » attendu"
)
FUNCTIONS = (
    "« regulation », « effection_fixe », « effection_mobile », « deuxieme_ligne », « renfort », "
    "« astreinte_jour », « sas » ou « vacation » attendu"
)
IN_A_LINE = [
    (("departement: '62'", "departement: '620x'"),
     "ligne 6, clé departement : « 620x » — numéro de département attendu (62, 2A, 971)"),
    (("id: court", "id: été x"),
     "ligne 5, clé id : « été x » — code attendu : lettres sans accent, chiffres, « - », « _ » ou « . » ; "
     "par exemple « ete-x »"),
    (("format: 1", "format: 2"), "ligne 4, clé format : « 2 » — « 1 » attendu"),
    (("departement: '62'", "departement: '62'\ntitel: x"),
     "ligne 7, clé titel : « titel » — clé inconnue ; vouliez-vous dire « title » ?"),
    (("start: 2027-02-01", "start: 2027-02-30"),
     "ligne 9, clé horizon › start : « 2027-02-30 » — cette date n'existe pas"),
    (("end: 2027-02-07", "end: 07/02/2027"),
     "ligne 9, clé horizon › end : « 07/02/2027 » — date attendue sous la forme 2027-02-07"),
    (("end: 2027-02-07", "end: bientôt"),
     "ligne 9, clé horizon › end : « bientôt » — date attendue, par exemple 2027-03-21"),
    (("end: 2027-02-07", "end: 2027-01-31"), "ligne 9, clé horizon — la fin précède le début"),
    (("end: 2027-02-07", "end: 2029-01-31"), "ligne 9, clé horizon — 13 mois au plus"),
    ((", end: 2027-02-07", ""), "ligne 9, clé horizon › end — clé obligatoire absente : end"),
    (("horizon: {start: 2027-02-01, end: 2027-02-07}", "horizon: février"),
     "ligne 9, clé horizon : « février » — clés et valeurs attendues (clé: valeur)"),
    (("function: effection_fixe", "function: effecton_fixe"),
     "ligne 22, clé lines › fixe › function : « effecton_fixe » — " + FUNCTIONS
     + " ; vouliez-vous dire « effection_fixe » ?"),
    (("site: mmg", "site: mgm"),
     "ligne 24, clé lines › fixe › site : « mgm » — site inconnu ; vouliez-vous dire « mmg » ?"),
    (("site: mmg", "priority: 6"), "ligne 24, clé lines › fixe › priority : « 6 » — au plus 5 attendu"),
    (("site: mmg", "priority: 0"), "ligne 24, clé lines › fixe › priority : « 0 » — au moins 1 attendu"),
    (("site: mmg", "priority: haute"),
     "ligne 24, clé lines › fixe › priority : « haute » — nombre entier attendu"),
    (("site: mmg", "mandatory: oui"),
     "ligne 24, clé lines › fixe › mandatory : « oui » — vrai ou faux attendu (true ou false)"),
    (("site: mmg", "staffing: {min: 2, target: 1}"),
     "ligne 24, clé lines › fixe › staffing — min ≤ target ≤ max attendu"),
    (("site: mmg", "zone: lac"),
     "ligne 24, clé lines › fixe › zone : « lac » — zone où aucun médecin n'est installé (aucun n'est déclaré)"),
    (("'20:00'", "20h05"),
     "ligne 26, clé lines › fixe › windows › soir › start : « 20h05 » — quart d'heure attendu (00, 15, 30 ou 45)"),
    (("'24:00'", "24:15"),
     "ligne 26, clé lines › fixe › windows › soir › end : « 24:15 » — heure attendue entre 00:00 et 24:00"),
    (("'24:00'", "minuit"),
     "ligne 26, clé lines › fixe › windows › soir › end : « minuit » — heure attendue, par exemple 20:00"),
    (("[ouvrable]", "[ouvrable, samdi]"),
     "ligne 26, clé lines › fixe › windows › soir › days › n° 2 : « samdi » — " + TAGS
     + " ; vouliez-vous dire « samedi » ?"),
    (("[ouvrable]", "ouvrable"),
     "ligne 26, clé lines › fixe › windows › soir › days : « ouvrable » — liste attendue : [ouvrable]"),
    (("- " + WINDOW, "[]"), "ligne 25, clé lines › fixe › windows — liste d'au moins 1 éléments attendue"),
    ((DOCTOR, DOCTOR[:-1] + ", rpps: '9970000001'}"),
     "ligne 30, clé doctors › martin › rpps : « 9970000001 » — 11 chiffres attendus (RPPS), 10 lus"),
    ((DOCTOR, DOCTOR[:-1] + ", quote_part: '0,5'}"),
     "ligne 30, clé doctors › martin › quote_part : « 0,5 » — nombre attendu, avec un point : 0.5"),
    ((DOCTOR, DOCTOR[:-1] + ", quote_part: 0.125}"),
     "ligne 30, clé doctors › martin › quote_part : « 0.125 » — 2 décimales au plus"),
    ((DOCTOR, DOCTOR[:-1] + ", phone: [a]}"), "ligne 30, clé doctors › martin › phone — texte attendu"),
    ((DOCTOR, "{id: martin}"), "ligne 30, clé doctors › martin › last_name — clé obligatoire absente : last_name"),
    ((DOCTOR, "martin"), "ligne 30, clé doctors › n° 1 : « martin » — clés et valeurs attendues (clé: valeur)"),
    ((DOCTOR, "{id: " + "m" * 61 + ", last_name: M}"),
     "ligne 30, clé doctors › " + "m" * 61 + " › id : « " + "m" * 61 + " » — 60 caractères au plus"),
    (("sectors: [nord]}", "sectors: [Nrod]}"),
     "ligne 30, clé doctors › martin › sectors › n° 1 : « Nrod » — secteur inconnu ; vouliez-vous dire « nord » ?"),
]  # fmt: skip
ADDED = [
    ("rules: [{kind: fairshare}]", "rules › n° 1 (fairshare) : « fairshare » — « absence »", "vouliez-vous dire « fair_share » ?"),
    ("rules: [{strength: 3}]", "rules › n° 1", "clé obligatoire absente : kind"),
    ("rules: [{kind: wish, strength: dure}]", "rules › n° 1 (wish) › strength : « dure »",
     "« hard » attendu ou nombre entier attendu"),
    ("rules: [{kind: fair_share, strength: hard}]", "rules › n° 1 (fair_share) › strength : « hard »",
     "nombre entier attendu"),
    ("rules: [{kind: fair_share, strenght: 3}]", "rules › n° 1 (fair_share) › strenght : « strenght »",
     "clé inconnue ; vouliez-vous dire « strength » ?"),
    ("rules: [{kind: fair_share, doctors: [martn]}]", "rules › n° 1 (fair_share) › doctors › n° 1 : « martn »",
     "médecin inconnu ; vouliez-vous dire « martin » ?"),
    ("rules: [{kind: together, members: [martin, marin]}]", "rules › n° 1 (together) › members › n° 2 : « marin »",
     "médecin inconnu ; vouliez-vous dire « martin » ?"),
    ("rules: [{kind: linked, first: {line: fixe, window: soir}, then: {line: fixe, window: soirr}}]",
     "rules › n° 1 (linked) › then › window : « soirr »", "plage inconnue de ce poste ; vouliez-vous dire « soir » ?"),
    ("rules: [bonjour]", "rules › n° 1 : « bonjour »", "clés et valeurs attendues (clé: valeur)"),
    ("ledger: [{doctor: martin, category: soire, balance: 1}]", "ledger › n° 1 (martin) › category : « soire »",
     "catégorie inconnue ; vouliez-vous dire « soiree » ?"),
    ("feasts: [{doctor: martin, feast: nol, year: 2025}]", "feasts › n° 1 (martin) › feast : « nol »",
     "vouliez-vous dire « noel » ?"),
    ("feasts: [{doctor: martin, feast: noel, year: 1989}]", "feasts › n° 1 (martin) › year : « 1989 »",
     "au moins 1990 attendu"),
    ("availability: [{doctor: martin, level: nom}]", "availability › n° 1 (martin) › level : « nom »",
     "« impossible », « non », « possible », « oui » ou « souhaite » attendu ; vouliez-vous dire « non » ?"),
    ("availability: [{doctor: durand, level: non}]", "availability › n° 1 (durand) › doctor : « durand »",
     "médecin inconnu"),
    ("availability: [{doctor: martin, level: non, date: 2027-02-01, end: 2027-02-02}]",
     "availability › n° 1 (martin)", "donner une date, ou un début et une fin, pas les deux"),
    ("pinned: [{doctor: martin, date: 2027-02-01, line: fix, window: soir}]", "pinned › n° 1 (martin) › line : « fix »",
     "poste inconnu ; vouliez-vous dire « fixe » ?"),
    ("previous: [{doctor: martin, date: 2027-01-31, start: 20h, end: 24h, site: mmmg}]",
     "previous › n° 1 (martin) › site : « mmmg »", "site inconnu ; vouliez-vous dire « mmg » ?"),
    ("travel: {table: [{start: mmg, end: lac, minutes: -1}]}", "travel › table › n° 1 › end : « lac »", "site inconnu"),
    ("travel: {default_minutes: -1}", "travel › default_minutes : « -1 »", "au moins 0 attendu"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), IN_A_LINE)
def test_one_mistake_one_sentence(tmp_path: Path, change: tuple[str, str], sentence: str) -> None:
    """The place, what was read, what was expected and the nearest spelling; nothing more."""
    assert said(swapped(tmp_path, change)) == [sentence]


@pytest.mark.parametrize(("text", "place", "expected"), ADDED)
def test_mistakes_of_the_other_sections(
    tmp_path: Path, text: str, place: str, expected: str
) -> None:
    """Rules, wishes, balances and feasts are judged like the rest."""
    sentences = said(yaml_file(tmp_path, SHORT_YAML + text + "\n"))
    assert any(place in sentence and sentence.endswith(expected) for sentence in sentences), (
        sentences
    )


def test_nine_mistakes_are_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """One reading is enough to correct a file."""
    path = swapped(
        tmp_path,
        ("departement: '62'", "departement: Nord"),
        ("start: 2027-02-01", "start: 2027-02-30"),
        ("function: effection_fixe", "fonction: effection_fixe"),
        ("site: mmg", "site: mgm"),
        ("'20:00'", "20h10"),
        ("[ouvrable]", "[ouvrabl]"),
        (DOCTOR, "{id: martin, rpps: 99, sectors: [sud]}"),
    )
    sentences = said(path)
    lines = [int(re.findall(r"^ligne (\d+)", sentence)[0]) for sentence in sentences]
    assert lines == [6, 9, 21, 22, 24, 26, 26, 30, 30, 30]


def test_the_error_names_the_file_and_counts(tmp_path: Path) -> None:
    """The message begins with the file as it was typed and says that nothing was written."""
    path = swapped(tmp_path, ("site: mmg", "site: mgm"))
    with pytest.raises(InvalidInstance) as caught:
        load_instance(path)
    assert str(caught.value).splitlines()[0] == f"{path} : 1 erreur, rien n'a été écrit."
    assert sorted(tmp_path.iterdir()) == [path]


def test_every_pattern_of_the_models_has_its_french_words() -> None:
    """No regular expression is ever shown to a secretary."""
    schema = str(Instance.model_json_schema())
    patterns = set(re.findall(r"'pattern': '((?:[^'\\]|\\.)*)'", schema))
    shown = {pattern.replace("\\\\", "\\") for pattern in patterns}
    numeric = {pattern for pattern in shown if pattern.startswith("^(?!^[-+.]*$)")}
    assert shown - numeric - set(PATTERNS) == set()


def test_what_pydantic_may_say_is_known() -> None:
    """Words exist for each family of errors that a number, a date, a list or a text can earn."""
    said_about = {start for starts, _ in FAMILIES for start in starts} | set(BOUNDS)
    for type_ in ("date_type", "int_from_float", "decimal_type", "bool_type", "tuple_type", "model_type",
                  "string_type", "float_parsing", "decimal_max_places", "too_long", "multiple_of"):  # fmt: skip
        assert any(type_.startswith(start) for start in said_about), type_
