"""Every place of a document that names a doctor, a sector, a site, a line… and whether that one exists.

Works on the raw tree, so that unknown names are said together with every other mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rostering.domain.line import OWN_PLACE
from rostering.domain.territory import DEFAULT_CATEGORIES
from rostering.files.source import Finding, Location, RawDocument, Tree, entries, step, texts
from rostering.files.spelling import did_you_mean, fold

UNKNOWN = {
    "doctors": "médecin inconnu",
    "sectors": "secteur inconnu",
    "sites": "site inconnu",
    "places": "site inconnu",
    "lines": "poste inconnu",
    "windows": "plage inconnue de ce poste",
    "categories": "catégorie inconnue",
    "zones": "zone où aucun médecin n'est installé",
}
REFERENCES: tuple[tuple[str, str], ...] = (
    ("lines.*.sectors.*", "sectors"),
    ("lines.*.site", "places"),
    ("lines.*.site_changes.*.site", "places"),
    ("lines.*.zone", "zones"),
    ("lines.*.second_line_of", "lines"),
    ("lines.*.staffing_periods.*.windows.*", "windows"),
    ("lines.*.windows.*.category", "categories"),
    ("doctors.*.sectors.*", "sectors"),
    ("doctors.*.help_sectors.*", "sectors"),
    ("doctors.*.sites.*", "sites"),
    ("doctors.*.exemptions.*.lines.*", "lines"),
    ("doctors.*.exemptions.*.categories.*", "categories"),
    ("availability.*.doctor", "doctors"),
    ("availability.*.categories.*", "categories"),
    ("availability.*.lines.*", "lines"),
    ("pinned.*.doctor", "doctors"),
    ("pinned.*.line", "lines"),
    ("pinned.*.window", "windows"),
    ("waivers.*.doctor", "doctors"),
    ("waivers.*.line", "lines"),
    ("waivers.*.window", "windows"),
    ("ledger.*.doctor", "doctors"),
    ("ledger.*.category", "categories"),
    ("feasts.*.doctor", "doctors"),
    ("refused.*.doctor", "doctors"),
    ("memory.feast_categories.*", "categories"),
    ("memory.merged.*.into", "sectors"),
    ("previous.*.doctor", "doctors"),
    ("previous.*.site", "places"),
    ("travel.table.*.start", "sites"),
    ("travel.table.*.end", "sites"),
)
"""Where names stand (`*`: each entry of a list) and what they name."""
RULE_WORDS = (
    (re.compile(r"(^|_)(doctors?|members?|pairs?|couples?)$"), "doctors"),
    (re.compile(r"(^|_)lines?$"), "lines"),
    (re.compile(r"(^|_)categor(y|ies)$"), "categories"),
    (re.compile(r"(^|_)sectors?$"), "sectors"),
    (re.compile(r"(^|_)sites?$"), "places"),
    (re.compile(r"(^|_)zones?$"), "zones"),
)
"""Parameters of rules that name something, recognised by the last word of their key."""
LABELLED = {
    "sectors": "sectors",
    "sites": "sites",
    "places": "sites",
    "lines": "lines",
    "categories": "categories",
}
"""What may also be named by its label, and the list that declares it."""


@dataclass(frozen=True)
class Reference:
    """A name in the document: where, what kind of thing it names, and the text."""

    location: Location
    kind: str
    name: str


@dataclass(frozen=True)
class Names:
    """The names a document declares, by kind."""

    content: dict[str, Tree]

    @cached_property
    def declared(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of each kind; zones are those of the doctors, places are sites and the doctors' own."""
        found = {
            kind: tuple(_ids(self.content.get(kind)))
            for kind in ("doctors", "sectors", "sites", "lines")
        }
        categories = tuple(_ids(self.content.get("categories")))
        found["categories"] = categories or tuple(one.id for one in DEFAULT_CATEGORIES)
        found["places"] = (*found["sites"], OWN_PLACE)
        doctors = entries(self.content.get("doctors"))
        zones = {zone for _, doctor in doctors for zone in texts(doctor.get("zones"))}
        found["zones"] = tuple(sorted(zones))
        return found

    @cached_property
    def windows(self) -> Mapping[str, tuple[str, ...]]:
        """Window ids of each line."""
        lines = entries(self.content.get("lines"))
        return {
            str(line.get("id")): tuple(_ids(line.get("windows")))
            for _, line in lines
            if isinstance(line.get("id"), str)
        }

    def options(self, reference: Reference) -> tuple[str, ...]:
        """The names that would be right there."""
        if reference.kind != "windows":
            return self.declared[reference.kind]
        parent = _at(self.content, reference.location[:-1])
        line = parent.get("line") if isinstance(parent, dict) else None
        if line is None:  # in a list of the line's own
            owner = _at(self.content, reference.location[:2])
            line = owner.get("id") if isinstance(owner, dict) else None
        return self.windows.get(str(line), ())


def references(content: dict[str, Tree]) -> Iterator[Reference]:
    """Every name in the document that should be declared elsewhere."""
    for pattern, kind in REFERENCES:
        for location, node in _match(content, tuple(pattern.split(".")), ()):
            if isinstance(node, str):
                yield Reference(location, kind, node)
    for index, rule in entries(content.get("rules")):
        yield from _in_rule(rule, ("rules", index))


def unknown_names(raw: RawDocument) -> Iterator[Finding]:
    """References to what is not declared, with the nearest name."""
    names = Names(raw.content)
    for reference in references(raw.content):
        options = names.options(reference)
        if reference.name.strip() in options:
            continue
        if reference.kind == "windows" and not options:
            continue  # the line itself is unknown, or has none: said there
        hint = did_you_mean(reference.name, options)
        none = "" if options else " (aucun n'est déclaré)"
        yield Finding(reference.location, reference.name, UNKNOWN[reference.kind] + hint + none)


def settle_names(content: dict[str, Tree]) -> None:
    """Replaces, in place, names typed in another case, as « NOM Prénom » or by label, by the declared id."""
    names = Names(content)
    spellings = {kind: _spellings(ids) for kind, ids in names.declared.items()}
    spellings["doctors"] |= _full_names(content, spellings["doctors"])
    for kind, declared_in in LABELLED.items():
        spellings[kind] |= _labels(content, declared_in, spellings[kind])
    for reference in list(references(content)):
        known = (
            _spellings(names.options(reference))
            if reference.kind == "windows"
            else spellings[reference.kind]
        )
        settled = known.get(fold(reference.name))
        if settled and settled != reference.name:
            _replace(content, reference.location, settled)


def _spellings(ids: tuple[str, ...]) -> dict[str, str]:
    return {fold(id_): id_ for id_ in reversed(ids)} | {id_: id_ for id_ in ids}


def _full_names(content: dict[str, Tree], ids: Mapping[str, str]) -> dict[str, str]:
    """« NOM Prénom » → id, for names that only one doctor bears."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for _, doctor in entries(content.get("doctors")):
        parts = [doctor.get(key, "") for key in ("last_name", "first_name", "id")]
        last, first, id_ = (part if isinstance(part, str) else "" for part in parts)
        for name in {fold(f"{last} {first}"), fold(last)}:
            bearers[name].add(id_)
    return {
        name: next(iter(doctors))
        for name, doctors in bearers.items()
        if len(doctors) == 1 and name and name not in ids
    }


def _labels(content: dict[str, Tree], kind: str, ids: Mapping[str, str]) -> dict[str, str]:
    """Label → id, for labels that only one entry bears: what our own workbooks show, copied back."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for _, entry in entries(content.get(kind)):
        label, id_ = entry.get("label"), entry.get("id")
        if isinstance(label, str) and isinstance(id_, str):
            bearers[fold(label)].add(id_.strip())
    if kind == "categories" and not bearers:
        bearers |= {fold(one.label): {one.id} for one in DEFAULT_CATEGORIES}
    return {
        label: next(iter(found))
        for label, found in bearers.items()
        if len(found) == 1 and label and label not in ids
    }


def _replace(content: dict[str, Tree], location: Location, name: str) -> None:
    node, last = _at(content, location[:-1]), location[-1]
    if isinstance(node, dict):
        node[str(last)] = name
    elif isinstance(node, list):
        node[int(last)] = name


def _at(content: dict[str, Tree], location: Location) -> Tree:
    node: Tree = content
    for part in location:
        node = step(node, part)
    return node


def _ids(node: Tree) -> Iterator[str]:
    for _, entry in entries(node):
        if isinstance(id_ := entry.get("id"), str):
            yield id_.strip()


def _match(node: Tree, pattern: tuple[str, ...], at: Location) -> Iterator[tuple[Location, Tree]]:
    if not pattern:
        if node is not None:
            yield at, node
        return
    if pattern[0] == "*":
        for index, entry in enumerate(node if isinstance(node, list) else ()):
            yield from _match(entry, pattern[1:], (*at, index))
    else:
        yield from _match(step(node, pattern[0]), pattern[1:], (*at, pattern[0]))


def _in_rule(node: Tree, at: Location, kind: str = "") -> Iterator[Reference]:
    """Names anywhere in a rule: a key says what its texts name, nested lists included."""
    if isinstance(node, str):
        if kind:
            yield Reference(at, kind, node)
    elif isinstance(node, list):
        for index, entry in enumerate(node):
            yield from _in_rule(entry, (*at, index), kind)
    elif node is not None:
        for key, below in node.items():
            named = next((what for words, what in RULE_WORDS if words.search(key)), "")
            if key == "window" and "line" in node:
                named = "windows"
            yield from _in_rule(below, (*at, key), named)
