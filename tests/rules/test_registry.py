"""Nothing was forgotten: each rule file is listed, documented, exemplified and tested."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import get_args

import pytest
from pydantic import TypeAdapter

import rostering.rules
from rostering.rules import RULES, AnyRule
from rostering.rules.base import Rule

FOLDER = Path(rostering.rules.__file__).parent
KINDS = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem not in ("__init__", "base"))


def test_each_file_of_the_folder_is_one_listed_rule() -> None:
    """File name, kind and list agree."""
    assert sorted(rule.example().kind for rule in RULES) == KINDS
    assert sorted(rule.__module__.rpartition(".")[2] for rule in RULES) == KINDS


def test_a_file_of_instances_may_name_each_rule() -> None:
    """`AnyRule` is the same list."""
    assert set(get_args(get_args(AnyRule)[0])) == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_says_in_french_what_it_is(rule: type[Rule]) -> None:
    """The docstring opens with « Nom : phrase. », then the semantics, then an edge."""
    text = rule.__doc__ or ""
    first, _, rest = text.partition("\n")
    name, colon, sentence = first.partition(" : ")
    assert colon
    assert name[0].isupper()
    assert sentence.endswith(".")
    assert "Edge: " in rest
    assert rule.title


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_has_its_own_words_and_verbs(rule: type[Rule]) -> None:
    """Limits, check, say and example are written in its own file."""
    for verb in ("limits", "check", "say", "example"):
        assert verb in vars(rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_example_survives_a_file(rule: type[Rule]) -> None:
    """Written as JSON and read again through the union, it is the same."""
    adapter: TypeAdapter[Rule] = TypeAdapter(AnyRule)
    example = rule.example()
    assert adapter.validate_json(example.model_dump_json()) == example


@pytest.mark.parametrize("kind", KINDS)
def test_each_rule_has_its_test_with_contract_cases(kind: str) -> None:
    """`tests/rules/test_<kind>.py` exists and gives problems to the contract."""
    assert importlib.import_module(f"tests.rules.test_{kind}").CONTRACT
