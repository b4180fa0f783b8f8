"""A command line that cannot be read is refused in French, with the word that was typed; so is the help around it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rostering.cli.french import REFUSALS
from tests.e2e.command import rostering

REFUSED = (
    ("solve", "Il manque 'instance'."),
    ("solve x.yaml", "Il manque '--out'"),
    ("solve --foo x", "Option inconnue : --foo (peut-être --out)"),
    ("solve --out", "L'option '--out' attend une valeur."),
    ("solve a b c --out x", "Argument en trop : b c."),
    ("solve x --out y --time z", "'--time' : un nombre est attendu."),
    ("solve x --out y --seed 1.5", "'--seed' : un nombre entier est attendu."),
    ("solve x --out y --workers 0", "'--workers' : au moins 1 attendu."),
    ("solve x --out y --workers 65", "'--workers' : au plus 64 attendu."),
    ("state . --at 12", "'--at' : '12' n'est pas une date : AAAA-MM-JJ"),
    ("close nulle-part", "'nulle-part' n'existe pas."),
    ("nope", "Commande inconnue : 'nope'."),
    ("solve x --out y --json=oui", "L'option '--json' ne prend pas de valeur."),
)


@pytest.mark.parametrize(("typed", "said"), REFUSED)
def test_a_refusal_is_french(
    typed: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last line says what is wrong, the first mostly how it is used; nothing goes to stdout."""
    monkeypatch.chdir(tmp_path)
    run = rostering(*typed.split())
    lines = run.err.splitlines()
    assert (run.code, run.out) == (2, "")
    assert len(lines) == 1 or lines[0].startswith("Usage : ")
    assert said in lines[-1]
    assert not any(re.search(english, run.err) for english, _ in REFUSALS)


@pytest.mark.parametrize("command", [(), ("solve",), ("close",), ("import",)])
def test_help_is_french(command: tuple[str, ...]) -> None:
    """The frame of the page too."""
    run = rostering(*command, "--help")
    assert run.code == 0
    assert "Montre cette aide." in run.out
    for word in ("Usage: ", "Options:", "Arguments:", "Commands:", "[required]", "[default"):
        assert word not in run.out


def test_no_word_at_all_shows_the_commands() -> None:
    """The page of help, once."""
    run = rostering()
    assert run.err.count("Usage") == 1
    assert "Commandes :" in run.err
