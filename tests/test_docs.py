"""The documents say what the code does: generated pages fresh, every command and rule told, links alive."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

import rostering
from docs.generate import ROOT, outputs
from rostering.cli.main import app
from rostering.domain.facts import Facts
from rostering.domain.line import Line, Window
from rostering.domain.people import Availability, Doctor
from rostering.domain.territory import Category, Site
from rostering.files.load import load_instance
from rostering.files.sheets import LISTS, ORDER
from rostering.rules import RULES

DOCUMENTS = sorted(
    path
    for folder in (ROOT, ROOT / "docs", ROOT / "instances", ROOT / "benchmarks")
    for path in folder.glob("*.md")
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
LARGEST_IMAGE = 200_000
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
OPTIONS = sorted(
    (name, parameter.opts[0], parameter.help)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if parameter.param_type_name == "option"
)
ARGUMENTS = sorted(
    (name, parameter.name, parameter.help)
    for name, command in COMMANDS.items()
    for parameter in command.params
    if parameter.param_type_name == "argument"
)


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _told() -> str:
    return "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "README.md", *ROOT.glob("docs/*.fr.md"))
    )


@pytest.mark.parametrize("path", outputs(), ids=lambda path: path.name)
def test_a_generated_page_is_fresh(path: Path) -> None:
    """`python -m docs.generate` would change nothing."""
    assert path.read_text(encoding="utf-8") == outputs()[path]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_is_told_and_has_help(command: str) -> None:
    """« rostering solve » or « cli.py solve » stands in the README or the guide."""
    assert re.search(rf"(rostering|cli\.py) {command}\b", _told())
    assert COMMANDS[command].help


@pytest.mark.parametrize(("command", "option", "help_"), OPTIONS)
def test_each_option_is_told_and_has_help(command: str, option: str, help_: str) -> None:
    """In the README or the guide, between back-quotes or in a command."""
    assert re.search(rf"(?<![\w-]){option}(?![\w-])", _told())
    assert help_


@pytest.mark.parametrize(("command", "argument", "help_"), ARGUMENTS)
def test_each_argument_has_help(command: str, argument: str, help_: str) -> None:
    """`rostering COMMAND --help` says what to give."""
    assert help_


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_has_its_section_and_its_line(rule: Any) -> None:
    """The page of rules has a section a rule, the README's table a line, with the name people read."""
    kind = rule.model_fields["kind"].default
    assert f'<a id="{kind}"></a>`{kind}` · {rule.title}\n' in _read("docs/rules.md")
    assert f"(docs/rules.md#{kind}) | {rule.title} |" in _read("README.md")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_is_named_to_the_coordinator(rule: Any) -> None:
    """The guide names every rule as the workbook does."""
    assert f"**{rule.title}**" in _read("docs/guide.fr.md")


@pytest.mark.parametrize("sheet", [sheet for sheet in ORDER if sheet != LISTS])
def test_each_sheet_of_the_workbook_is_told(sheet: str) -> None:
    """The guide speaks of every sheet that a coordinator sees."""
    assert f"« {sheet} »" in _read("docs/guide.fr.md")


@pytest.mark.parametrize("code", [0, 1, 2, 3, 4, 70])
def test_each_exit_code_is_in_the_table(code: int) -> None:
    """The README's table of exit codes has a line for it."""
    assert f"\n| {code} | " in _read("README.md")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Every relative link of a document names a file of the repository."""
    targets = [found.group(1) for found in LINK.finditer(path.read_text(encoding="utf-8"))]
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    assert [target for target in local if target and not (path.parent / target).exists()] == []


def test_the_example_of_the_format_is_an_instance(tmp_path: Path) -> None:
    """The YAML of docs/instance-format.md is read without a mistake."""
    text = _read("docs/instance-format.md").split("```yaml\n")[1].split("```")[0]
    path = tmp_path / "exemple.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_instance(path).id == "val-exemple-2027-t2"


def test_the_format_tells_every_key() -> None:
    """Each key of a territory, a line, a window, a doctor or an availability stands in back-quotes."""
    text = _read("docs/instance-format.md")
    models = (Facts, Line, Window, Doctor, Availability, Site, Category)
    keys = sorted({key for model in models for key in model.model_fields})
    assert [key for key in keys if f"`{key}`" not in text] == []


def test_pictures_are_light() -> None:
    """No picture of the documents weighs 200 kB."""
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs" / "images").iterdir()}
    assert sizes
    assert [name for name, size in sizes.items() if size >= LARGEST_IMAGE] == []


def test_the_version_is_said_once() -> None:
    """The package, the engine of roster files, pyproject and the changelog agree."""
    version = rostering.__version__
    project = tomllib.loads(_read("pyproject.toml"))["project"]
    assert (project["version"], rostering.ENGINE) == (version, f"rostering {version}")
    assert f"\n## [{version}]" in _read("CHANGELOG.md")
