"""Writes what follows from the code: docs/rules.md, the rules table of the README, the JSON Schema; and from the files in
docs/measured, the figures beside peers in docs/performance.md.

`python -m docs.generate`. A test fails when one of them is stale.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.page import page, told
from rostering.files.load import instance_schema
from rostering.files.readme_sheet import parameters_of, sentence_of
from rostering.instance import DEFAULT_RULES
from rostering.rules import RULES, Rule

ROOT = Path(__file__).resolve().parent.parent
MEASURED_FILES = ROOT / "docs" / "measured"
OPENING, CLOSING = "<!-- rules: written by docs/generate.py -->", "<!-- /rules -->"
BESIDE, TILL = "<!-- peers: written by docs/generate.py -->", "<!-- /peers -->"
MEASURED = re.compile(r"(<!-- measured: ([\w-]+) -->).*?(<!-- /measured -->)", re.DOTALL)
"""A table of docs/measured/NAME.json."""
COMMON = tuple(Rule.model_fields)
HEADER = """\
# The rules

Written by `python -m docs.generate` from the rule files: change the rule, not this page.

Every rule may be `hard` (never broken) or have a price, a whole number paid for each unit of its *amount*;
one soirée off one's fair share costs 20. A rule with a price may be marked `comfort: true`: it then comes after
everything else, within a time box and without promise of proof. `statuses`, `doctors`, `lines` and `functions`
narrow a rule; left out, it speaks of all. A rule may be stated several times with different parameters.

A territory that states no rules has the *usual* ones below. A territory that states some has those only, so that
`coverage`, `eligibility`, `absence` and `one_place` must then be among them.

In each rule: the French sentence that people read, its exact meaning, its edge, its parameters.
"""


def outputs() -> dict[Path, str]:
    """Every generated file with its content."""
    readme, figures = ROOT / "README.md", ROOT / "docs" / "performance.md"
    return {
        ROOT / "docs" / "rules.md": rules_page(),
        ROOT / "instances" / "instance.schema.json": schema_text(),
        readme: with_table(readme.read_text(encoding="utf-8")),
        figures: with_measured(with_peers(figures.read_text(encoding="utf-8"))),
    }


def schema_text() -> str:
    """The JSON Schema of a territory in YAML, as `rostering schema` prints it."""
    return json.dumps(instance_schema(), ensure_ascii=False, indent=2) + "\n"


def with_table(text: str) -> str:
    """The README with the present table of rules between its two marks."""
    before, rest = text.split(OPENING)
    after = rest.split(CLOSING)[1]
    return f"{before}{OPENING}\n{rules_table()}{CLOSING}{after}"


def with_peers(text: str) -> str:
    """The page of figures with what the runner measured of peers between its two marks."""
    before, rest = text.split(BESIDE)
    after = rest.split(TILL)[1]
    return f"{before}{BESIDE}\n{page(MEASURED_FILES)}{TILL}{after}"


def with_measured(text: str) -> str:
    """The same with the table of each file that the page names between two marks."""
    return MEASURED.sub(
        lambda found: f"{found[1]}\n{told(MEASURED_FILES / f'{found[2]}.json')}{found[3]}", text
    )


def rules_table() -> str:
    """One line a rule: kind, French name, sentence, and how it stands among the usual rules."""
    lines = ["| kind | name | what it says | usual |", "|---|---|---|---|"]
    for rule in RULES:
        link = f"[`{_kind(rule)}`](docs/rules.md#{_kind(rule)})"
        lines.append(f"| {link} | {rule.title} | {_sentence(rule)} | {_usual(rule)} |")
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """The page of all rules, in the order people read them."""
    return HEADER + "".join(f"\n{_section(rule)}" for rule in RULES)


def _section(rule: type[Rule]) -> str:
    kind = _kind(rule)
    meaning = (inspect.getdoc(rule) or "").partition("\n\n")[2]
    kept = f" Keeps doctors from a vacant shift as « {rule.blocks_as} »." if _blocks(rule) else ""
    return (
        f'## <a id="{kind}"></a>`{kind}` · {rule.title}\n\n'
        f"> {_sentence(rule)}\n\n{_plain(meaning)}\n\n"
        f"Usual: {_usual(rule)}.{kept}\n\n"
        + "".join(_parameters(rule))
        + f"```yaml\n- {_example(rule)}\n```\n{_in_workbook(rule)}"
    )


def _kind(rule: type[Rule]) -> str:
    return str(rule.model_fields["kind"].default)


def _sentence(rule: type[Rule]) -> str:
    """The French sentence; what stands before its colon is the rule's name, said elsewhere."""
    return sentence_of(rule).partition(" : ")[2].replace("|", "\\|")


def _plain(text: str) -> str:
    """A docstring in which no sign outside back-quotes is read as Markdown."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"([*_<>|])", r"\\\1", part) for part in parts[::2]]
    return "`".join(parts)


def _blocks(rule: type[Rule]) -> bool:
    return "blocks_as" in rule.__dict__


def _usual(rule: type[Rule]) -> str:
    """How the rule stands when a territory states none."""
    found = [one for one in DEFAULT_RULES if one.kind == _kind(rule)]
    if not found:
        return "not stated"
    if len(found) == 1 or len({one.strength for one in found}) == 1:
        return _way(found[0])
    return ", ".join(f"{_way(one)} for {_whom(one)}" for one in found)


def _way(rule: Rule) -> str:
    return "hard" if rule.strength == "hard" else f"price {rule.strength}"


def _whom(rule: Rule) -> str:
    few = len(rule.statuses) <= 2
    return " and ".join(f"`{status}`" for status in rule.statuses) if few else "the others"


def _parameters(rule: type[Rule]) -> Iterator[str]:
    schema = rule.model_json_schema()
    own = [name for name in schema["properties"] if name not in COMMON]
    if not own:
        return
    yield "| parameter | values | usual |\n|---|---|---|\n"
    for name in own:
        described = schema["properties"][name]
        usual = "must be given" if name in schema.get("required", ()) else _shown(described)
        yield f"| `{name}` | {_values(described, schema)} | {usual} |\n"
    yield "\n"


def _shown(described: dict[str, Any]) -> str:
    value = described.get("default")
    return "–" if value in (None, []) else f"`{json.dumps(value, ensure_ascii=False)}`"


def _values(described: dict[str, Any], schema: dict[str, Any]) -> str:
    """What may stand there, in a few words."""
    if "$ref" in described:
        return _values(schema["$defs"][described["$ref"].rsplit("/", 1)[1]], schema)
    if "anyOf" in described:
        return " or ".join(_values(one, schema) for one in described["anyOf"])
    if "enum" in described:
        return ", ".join(f"`{word}`" for word in described["enum"])
    if described.get("type") == "array":
        few = f", {described['minItems']} or more" if described.get("minItems") else ""
        return f"list of {_values(described['items'], schema)}{few}"
    if described.get("type") == "object":
        parts = (f"`{key}`: {_values(one, schema)}" for key, one in described["properties"].items())
        return "{" + ", ".join(parts) + "}"
    return _simple(described)


def _simple(described: dict[str, Any]) -> str:
    if described.get("type") == "string":
        return "a code" if "pattern" in described else "text"
    words = {"boolean": "`true` or `false`", "null": "null", "integer": "whole number"}
    text = words.get(str(described.get("type")), "number")
    low, high = described.get("minimum"), described.get("maximum")
    above = described.get("exclusiveMinimum")
    if low is not None and high is not None:
        return f"{text}, {low} to {high}"
    if low is not None or above is not None:
        text += f", {low} or more" if low is not None else f" above {above}"
    return text + (f", {high} or less" if high is not None else "")


def _example(rule: type[Rule]) -> str:
    shown = rule.example().model_dump(mode="json", exclude_defaults=True)
    entry = {"kind": _kind(rule), **shown}
    return yaml.safe_dump(
        entry, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1_000
    ).strip()


def _in_workbook(rule: type[Rule]) -> str:
    if shown := parameters_of(rule):
        return f"\nIn the workbook: {rule.title}, paramètres `{shown}`\n"
    return f"\nIn the workbook: {rule.title}, no parameter\n"


if __name__ == "__main__":
    for target, content in outputs().items():
        target.write_text(content, encoding="utf-8")
