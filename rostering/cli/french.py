"""What typer itself says, in French: of a command line that it refuses, and around the help of a command.

Typer has no catalogue of translations to fill, so its sentences are recognised and said again; one that is not known stays English.
"""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

REFUSALS = (
    (r"Missing (?:argument|option) (.+)\.", r"Il manque \1."),
    (r"Missing command\.", "Il manque une commande."),
    (r"No such option: (\S+)", r"Option inconnue : \1"),
    (r"\(Possible options: (.+)\)", r"(peut-être \1)"),
    (r"No such command ('.+?')\.", r"Commande inconnue : \1."),
    (r"Did you mean (.+)\?", r"Peut-être \1 ?"),
    (r"Got unexpected extra argument\(?s?\)? \((.+)\)", r"Argument en trop : \1."),
    (r"Option ('\S+') requires an argument\.", r"L'option \1 attend une valeur."),
    (r"Option ('\S+') does not take a value\.", r"L'option \1 ne prend pas de valeur."),
    (r"Invalid value for (.+?): ", r"Valeur refusée pour \1 : "),
    (r"Invalid value: ", "Valeur refusée : "),
    (r"Input should be a valid number.*", "un nombre est attendu."),
    (r"Input should be a valid integer.*", "un nombre entier est attendu."),
    (r"Input should be greater than or equal to (\S+)", r"au moins \1 attendu."),
    (r"Input should be less than or equal to (\S+)", r"au plus \1 attendu."),
    (r"(?:Value error, )?('[^']*') does not match the formats? .+", r"\1 n'est pas une date : AAAA-MM-JJ ou AAAA-MM-JJTHH:MM attendu."),
    (r"(?:dir|file|path) ('[^']*') does not exist\.", r"\1 n'existe pas."),
    (r"dir ('[^']*') is a file\.", r"\1 est un fichier, un dossier est attendu."),
    (r"file ('[^']*') is a directory\.", r"\1 est un dossier, un fichier est attendu."),
    (r"(?:dir|file|path) ('[^']*') is not readable\.", r"\1 ne peut être lu."),
)  # fmt: skip
HELP = (
    (r"^Usage: (.*)$", r"Usage : \1"),
    (r"^Options:", "Options :"),
    (r"^Arguments:", "Arguments :"),
    (r"^Commands:", "Commandes :"),
    (r"COMMAND \[ARGS\]\.\.\.", "COMMANDE [ARGUMENTS]..."),
    (r"Show this message and exit\.", "Montre cette aide."),
    (r"\[required\]", "[obligatoire]"),
    (r"\[default: ", "[sinon : "),
    (r"; required\]", " ; obligatoire]"),
)


def in_french(text: str, sentences: tuple[tuple[str, str], ...] = REFUSALS) -> str:
    """The text with every sentence that is known said again."""
    for english, french in sentences:
        text = re.sub(english, french, text, flags=re.MULTILINE)
    return text


def refusal(mistake: typer.TyperException) -> str:
    """What is wrong with the command line, how it is used, and where to read more."""
    context = getattr(mistake, "ctx", None)
    said = in_french(mistake.format_message())
    if context is None or said.startswith("Usage"):  # no word at all: help is the answer
        return said
    usage = in_french(context.get_usage(), HELP)
    return f"{usage}\n« {context.command_path} --help » dit tout.\n\n{said}"


class Command(TyperCommand):
    """A command whose help is all French."""

    def get_help(self, ctx: Any) -> str:
        """The page of the command."""
        return in_french(super().get_help(ctx), HELP)


class Group(TyperGroup):
    """The same for the list of commands."""

    def get_help(self, ctx: Any) -> str:
        """The page of all commands."""
        return in_french(super().get_help(ctx), HELP)
