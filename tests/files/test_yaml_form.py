"""The YAML form as it is read: text only, lines, and what is refused at the door."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostering.errors import UnreadableFile
from rostering.files.load import load_instance
from rostering.files.yaml_form import decode, parse_yaml
from tests.files.bad import SHORT_YAML, loaded, said, swapped, yaml_file


@pytest.mark.parametrize(
    "text",
    [
        "20:00",
        "24:00",
        "01",
        "00012345678",
        "NO",
        "yes",
        "1e3",
        "2026-02-30",
        "0x1F",
        "1_000",
        ".5",
    ],
)
def test_nothing_is_converted(text: str) -> None:
    """A scalar stays what was typed: no sexagesimal hours, no lost zero, no boolean."""
    assert parse_yaml(f"a: {text}\nb: [{text}]\n", "x").content == {"a": text, "b": [text]}


def test_a_key_without_value_is_nothing_and_a_quoted_word_is_a_text() -> None:
    """`~` is nothing, '~' is a text."""
    content = parse_yaml("a: ~\nb:\nc: null\nd: '~'\ne: \"\"\n", "x").content
    assert content == {"a": None, "b": None, "c": None, "d": "~", "e": ""}


def test_each_part_has_its_line() -> None:
    """Lines count from 1, entries of lists included."""
    raw = parse_yaml("a: 1\nb:\n  - c: 2\n  - c: 3\n", "x")
    assert raw.place(("b", 1, "c")) == "ligne 4, clé b › n° 2 › c"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_french_windows_files_are_read(tmp_path: Path, encoding: str) -> None:
    """Accents survive the encodings of Notepad and Excel."""
    path = tmp_path / "a.yaml"
    path.write_bytes("titre: Été œuvré".encode(encoding))
    assert decode(path) == "titre: Été œuvré"


def test_a_damaged_utf_8_file_is_not_read_as_another_encoding(tmp_path: Path) -> None:
    """A broken byte among UTF-8 accents is said with its line, not turned into « Ã© »."""
    path = tmp_path / "a.yaml"
    path.write_bytes("a: é\nb: ".encode() + b"\xe9\n")
    assert said(path) == ["ligne 2 — texte illisible : enregistrer en UTF-8"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ligne 1 — fichier vide"),
        ("# rien\n", "ligne 1 — fichier vide"),
        ("- a\n", "ligne 1 — clés attendues (id:, horizon:…)"),
        ("bonjour\n", "ligne 1 — clés attendues (id:, horizon:…)"),
        ("a: 1\n---\nb: 2\n", "ligne 2 — un seul document par fichier (« --- » de trop)"),
        ("a: 1\nb:\n\tc: 2\n",
         "ligne 3, colonne 1 — ce n'est pas du YAML : texte à mettre entre guillemets, ou tabulation "
         "à remplacer par des espaces"),
        ("a: 'x\nb: 1\n", "ligne 1, colonne 4 — ce n'est pas du YAML : guillemet jamais refermé"),
        ("a: 1\nb\nc: 2\n", "ligne 2, colonne 1 — ce n'est pas du YAML : « : » attendu après la clé"),
        ("a: 1\nb: \x01\n", "ligne 2 — ce n'est pas du YAML : caractère invisible non permis"),
        ("a:\n  - b\n - c\n", "ligne 3, colonne 2 — ce n'est pas du YAML : décalage (nombre d'espaces en "
         "début de ligne) incohérent"),
        ("a: b: c\n",
         "ligne 1, colonne 5 — ce n'est pas du YAML : « : » de trop, ou texte à mettre entre guillemets"),
        ("a: [1, 2\nb: 3\n", "ligne 2, colonne 2 — ce n'est pas du YAML : « , », « ] » ou « } » attendu"),
        ("a: 1\n [x]: 2\n", "ligne 2, colonne 5 — ce n'est pas du YAML : « : » de trop, ou texte à mettre entre guillemets"),
        ("? [x]\n: 2\n", "ligne 1 — une clé est un mot, pas une liste"),
        ("[" * 100_000, "ligne 1 — trop de niveaux imbriqués"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_said_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    """A file that cannot be read says where and why."""
    path = yaml_file(tmp_path, text)
    assert said(path) == [sentence]
    with pytest.raises(UnreadableFile):
        load_instance(path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("absent.yaml", None, "fichier — fichier introuvable"),
        ("a.yaml", b"PK\x03\x04rest", "fichier — c'est un classeur : lui donner l'extension .xlsx"),
        ("a.xls", b"x", "fichier — l'enregistrer au format classeur Excel (.xlsx)"),
        ("a.txt", b"x", "fichier — fichier .yaml ou .xlsx attendu"),
        ("a.xlsx", b"x", "fichier — ce n'est pas un classeur Excel (.xlsx)"),
        ("a.xlsx", b"PK\x03\x04rest", "fichier — ce n'est pas un classeur Excel (.xlsx)"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
         "fichier — classeur protégé par un mot de passe, ou ancien format .xls : l'enregistrer en .xlsx"),
        ("absent.xlsx", None, "fichier — fichier introuvable"),
    ],
)  # fmt: skip
def test_what_is_no_instance_file(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    """Missing files and other formats are said in one sentence."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert said(path) == [sentence]


def test_a_key_given_twice_is_a_mistake(tmp_path: Path) -> None:
    """The second one does not silently win."""
    path = swapped(tmp_path, ("departement: '62'\n", "departement: '62'\ndepartement: '59'\n"))
    assert said(path) == [
        "ligne 7, clé departement : « departement » — clé donnée deux fois (déjà ligne 6)"
    ]


def test_a_section_given_twice_does_not_mix(tmp_path: Path) -> None:
    """Two lists of doctors: the second is refused whole, without other complaints."""
    path = yaml_file(tmp_path, SHORT_YAML + "\ndoctors:\n  - {id: x, last_name: X}\n")
    assert [sentence.partition(" — ")[2] for sentence in said(path)] == [
        "clé donnée deux fois (déjà ligne 29)"
    ]


def test_aliases_and_tags_are_refused(tmp_path: Path) -> None:
    """No reference can multiply a document, no tag can ask for an object."""
    path = swapped(
        tmp_path,
        ("id: court", "id: &un court"),
        ("departement: '62'", "title: *un\ndepartement: !ruby/object '62'"),
    )
    assert said(path) == [
        "ligne 6, clé title : « *un » — les renvois (« * ») ne sont pas permis : recopier",
        "ligne 7, clé departement : « !ruby/object » — les étiquettes (« ! ») ne sont pas permises",
    ]


def test_an_empty_entry_of_a_list_is_a_mistake(tmp_path: Path) -> None:
    """`- ` alone is an oversight, not an empty text."""
    path = swapped(tmp_path, ("sectors: [nord]\n    site", "sectors: [nord, ~]\n    site"))
    assert "élément vide dans une liste" in said(path)[0]


def test_a_known_key_without_value_is_as_if_absent(tmp_path: Path) -> None:
    """`title:` alone means no title."""
    assert loaded(swapped(tmp_path, ("departement:", "title:\ndepartement:"))).title == ""


def test_an_unknown_key_without_value_is_still_a_mistake(tmp_path: Path) -> None:
    """A misspelt key is said even when nothing follows it."""
    path = swapped(tmp_path, ("departement:", "titel:\ndepartement:"))
    assert said(path) == [
        "ligne 6, clé titel : « titel » — clé inconnue ; vouliez-vous dire « title » ?"
    ]


def test_nothing_lifts_a_limit_that_has_a_usual_value(tmp_path: Path) -> None:
    """`day_hours: null` in the rule of hours means no limit, not the usual ten hours."""
    rule = "rules:\n  - {kind: hours, day_hours: null}\n"
    found = loaded(yaml_file(tmp_path, SHORT_YAML + rule)).rules[-1]
    assert found.model_dump()["day_hours"] is None
