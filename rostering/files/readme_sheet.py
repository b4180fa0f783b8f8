"""The sheet « Lisez-moi »: how to fill the workbook, and what each rule says."""

from __future__ import annotations

import inspect

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from rostering.files import look
from rostering.files.cells import cell_at, write_text
from rostering.files.rule_text import write_parameters
from rostering.rules import RULES
from rostering.rules.base import Rule

TITLE = "Tableau de garde : le classeur à remplir"
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Dans quel ordre remplir", (
        "1. Période : le nom, le département, le premier et le dernier jour du tableau.",
        "2. Secteurs et Sites : où l'on garde. « cabinet » désigne le lieu d'exercice propre à chaque médecin.",
        "3. Postes, puis Plages : ce qu'il faut pourvoir, à quelles heures et quels jours.",
        "    Une plage dont la fin précède le début passe minuit ; « Nuits entières » l'allonge d'autant de jours.",
        "4. Médecins : un par ligne, avec un code court (martin, lefevre-p…) qui servira partout ailleurs.",
        "5. Souhaits : une lettre par médecin et par jour.",
        "    Indisponibilités : les congés, « tous les mercredis », des heures, ou l'agenda (.ics) du médecin.",
        "6. Au besoin : Exemptions, Gardes convenues, Dérogations, Reliquats, Fêtes, Tableau précédent, Destinataires, Règles.",
    )),
    ("Comment écrire", (
        "Les colonnes marquées d'une étoile sont obligatoires ; les autres peuvent rester vides.",
        "La ligne grise « EXEMPLE : … » montre comment faire ; elle n'est pas lue, on peut la laisser.",
        "Une date est une vraie date (21/03/2027). Une heure s'écrit 20:00, 20h ou 8h30, au quart d'heure.",
        "Plusieurs valeurs dans une case se séparent par « ; ». Majuscules et accents n'ont pas d'importance dans les codes.",
        "Un médecin se désigne par son code, ou par « NOM Prénom » s'il est seul à le porter.",
        "L'ordre des lignes et des colonnes est libre, et l'on peut ajouter ses propres feuilles : elles ne sont pas lues.",
    )),
    ("Les cinq niveaux", (
        "X impossible : le médecin n'est jamais mis de garde ce jour-là.",
        "N non : fortement contre.   P possible : plutôt pas.   O oui : comme une case vide.   S souhaité : pour.",
        "Chacun dispose du même poids : plus on exprime de souhaits, moins chacun pèse.",
    )),
    ("Les jours", (
        "ouvrable, samedi, dimanche_jf : chaque date est exactement l'un des trois (un jour férié compte comme un dimanche).",
        "pont_lundi, pont_vendredi, pont_samedi, ou pont pour les trois ; veille_fete : veille d'un jour férié ; vacances_scolaires.",
        "lundi à vendredi, samedi_civil, dimanche_civil : le jour de la semaine, férié ou non.",
    )),
    ("Ce qui n'a pas sa place ici", (
        "Aucun motif médical, aucune donnée de patient. Une exemption se dit par un code : age, sante, exercice ou autre.",
    )),
    ("Et ensuite", (
        "Enregistrer au format .xlsx, fermer le classeur, lancer « rostering solve ».",
        "Toutes les erreurs sont dites d'un coup, avec la feuille et la case.",
    )),
)  # fmt: skip


def write_readme(sheet: Worksheet) -> None:
    """The sheet, printed on A4 portrait."""
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 90
    sheet.cell(1, 1, TITLE).font = Font(bold=True, size=16)
    row = 3
    for heading, sentences in PARTS:
        sheet.cell(row, 1, heading).font = Font(bold=True, size=12)
        for sentence in sentences:
            row += 1
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
            _wrapped(sheet, row, 1, sentence, 125)
        row += 2
    _write_rules(sheet, row)
    look.for_print(sheet, "A2", landscape=False)
    sheet.print_title_rows = None


def _write_rules(sheet: Worksheet, row: int) -> None:
    """Each rule: its name, its sentence, its parameters with their usual values."""
    sheet.cell(row, 1, "Les règles").font = Font(bold=True, size=12)
    row += 1
    for rule in RULES:
        sheet.cell(row, 1, rule.title).font = Font(bold=True)
        sheet.cell(row, 1).alignment = Alignment(vertical="top", wrap_text=True)
        _wrapped(sheet, row, 2, sentence_of(rule), 88)
        if shown := parameters_of(rule):
            row += 1
            write_text(cell_at(sheet, row, 1), "    paramètres")
            _wrapped(sheet, row, 2, shown, 88)
            sheet.cell(row, 2).font = look.HELP_FONT
        row += 1


def sentence_of(rule: type[Rule]) -> str:
    """The French sentence of a rule: the first line of its docstring."""
    return inspect.getdoc(rule).split("\n\n")[0].replace("\n", " ")  # type: ignore[union-attr]


def parameters_of(rule: type[Rule]) -> str:
    """The parameters of the rule's example, as the sheet « Règles » takes them."""
    shown = rule.example().model_dump(mode="json", exclude_none=True)
    changed = rule.example().model_dump(mode="json", exclude_defaults=True)
    return write_parameters(
        {name: changed.get(name, shown[name]) for name in shown if name not in Rule.model_fields}
    )


def _wrapped(sheet: Worksheet, row: int, column: int, text: str, width: int) -> None:
    write_text(cell_at(sheet, row, column), text)
    sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.row_dimensions[row].height = 15 * (1 + len(text) // width)
