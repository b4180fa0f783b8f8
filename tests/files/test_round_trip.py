"""The two forms say the same thing: whatever goes out comes back."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from rostering.files.build import build_instance
from rostering.files.canonical import canonical
from rostering.files.load import load_instance, save_instance
from rostering.files.roster_file import instance_hash
from rostering.files.yaml_form import parse_yaml
from rostering.files.yaml_write import write_yaml
from rostering.instance import ESSENTIAL_RULES, Instance
from rostering.rules import RULES
from tests.files.bad import changed
from tests.files.rich import RICH, SHORT, instance
from tests.files.strategies import instances

INSTANCES = Path(__file__).parents[2] / "instances"
EVERY_RULE = changed(
    doctors=[
        {"id": name, "last_name": name}
        for rule in RULES
        for name in rule.example().model_dump().get("members", ())
    ]
    or SHORT["doctors"],
    rules=[],
)


def through_yaml(found: Instance) -> Instance:
    """Written as YAML and read again."""
    return build_instance(parse_yaml(write_yaml(found), "essai.yaml"))


def through_workbook(found: Instance, folder: Path) -> Instance:
    """Written as a workbook and read again."""
    return load_instance(save_instance(found, folder / "essai.xlsx"))


@pytest.mark.parametrize("content", [SHORT, RICH], ids=["short", "rich"])
def test_yaml_and_workbook_give_the_same_instance(
    content: dict[str, object], tmp_path: Path
) -> None:
    """YAML → instance → workbook → instance → YAML changes nothing, not even the text."""
    first = canonical(instance(content))
    text = write_yaml(first)
    from_yaml = through_yaml(first)
    from_workbook = through_workbook(from_yaml, tmp_path)
    assert from_yaml == first
    assert from_workbook == first
    assert write_yaml(from_workbook) == text


def test_the_two_forms_have_the_same_hash(tmp_path: Path) -> None:
    """The identity of an instance does not depend on the form that it was read from."""
    first = canonical(instance(RICH))
    assert instance_hash(through_workbook(first, tmp_path)) == instance_hash(through_yaml(first))


def test_the_hash_sees_a_change() -> None:
    """One quote-part more and it is another instance."""
    other = changed(doctors=[{**SHORT["doctors"][0], "quote_part": "0.9"}])
    assert instance_hash(instance(SHORT)) != instance_hash(instance(other))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found=instances())
def test_any_instance_survives_yaml(found: Instance) -> None:
    """Titles that look like numbers, odd characters, every level and date: nothing is lost in YAML."""
    assert through_yaml(found) == canonical(found)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(found=instances())
def test_any_instance_survives_the_workbook(found: Instance, tmp_path: Path) -> None:
    """The same in cells."""
    assert through_workbook(found, tmp_path) == canonical(found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_example_of_every_rule_survives_both_forms(rule: type, tmp_path: Path) -> None:
    """Parameters of rules go through one cell and come back."""
    first = canonical(instance(SHORT)).model_copy(update={"rules": (rule.example(),)})  # type: ignore[attr-defined]
    text = write_yaml(first)
    raw = parse_yaml(text, "essai.yaml")
    assert rule.example() in Instance.model_validate(raw.content | {"format": 1}).rules  # type: ignore[attr-defined]
    path = save_instance(first, tmp_path / "essai.xlsx")
    from rostering.files.workbook_read import read_workbook

    assert rule.example() in Instance.model_validate(read_workbook(path).content).rules  # type: ignore[attr-defined]


def test_no_rules_and_no_categories_are_not_the_usual_ones(tmp_path: Path) -> None:
    """An empty list stays one in both forms; of rules, only those that every roster keeps are left."""
    none = instance(changed(rules=[], categories=[]))
    assert none.rules == ESSENTIAL_RULES
    assert through_yaml(none) == none
    assert through_workbook(none, tmp_path) == none


@pytest.mark.parametrize("path", sorted(INSTANCES.glob("**/*.yaml")), ids=lambda path: path.stem)
def test_the_instances_of_the_repository_survive(path: Path, tmp_path: Path) -> None:
    """Each territory is the same in both forms."""
    first = load_instance(path)
    assert through_workbook(first, tmp_path) == first


def test_other_yaml_readers_see_texts_where_we_wrote_texts() -> None:
    """PyYAML's own loader reads hours, codes and numbers of the Ordre as the texts they are."""
    found = yaml.safe_load(write_yaml(instance(RICH)))
    window = found["lines"][0]["windows"][0]
    assert (window["start"], window["end"]) == ("20:00", "24:00")
    assert found["doctors"][0]["rpps"] == "99700000011"
    assert [site["id"] for site in found["sites"]] == ["mmg", "lac", "01"]
    assert found["departement"] == "2A"


def test_yaml_leaves_out_what_goes_without_saying() -> None:
    """The text names its schema and holds no default."""
    text = write_yaml(instance(SHORT))
    assert text.startswith("# yaml-language-server: $schema=instance.schema.json\n")
    assert "mandatory" not in text
    assert "rules" not in text


def test_texts_are_never_formulas(tmp_path: Path) -> None:
    """A title or a name that begins with = + - @ stays a text in its cell."""
    path = save_instance(canonical(instance(RICH)), tmp_path / "essai.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    risky = [
        cell
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value[:1] in "=+-@"
    ]
    assert {cell.value for cell in risky} == {
        "=Martin",
        "=MARTIN Anne",
        "+Maison médicale",
        "@anne",
    }
    assert {cell.data_type for cell in risky} == {"s"}
