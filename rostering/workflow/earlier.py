"""Any published version of a folder, opened again with its own territory."""

from __future__ import annotations

from rostering.errors import Refused
from rostering.files.folder import snapshot, version_path
from rostering.files.load import load_instance
from rostering.files.roster_file import load_roster
from rostering.review.publication import Publication
from rostering.workflow.published import Published, publication_of


def version_of(published: Published, number: int) -> Publication:
    """That version, audited again.

    Raises Refused when the folder never published it.
    """
    known = versions_of(published)
    if number not in known:
        raise Refused(
            f"{published.folder.path} n'a pas de version {number} ; il a {_listed(known)}."
        )
    if number == published.publication.version:
        return published.publication
    path = published.folder.path
    file = load_roster(version_path(path, number))
    if file.instance_hash == published.publication.instance_hash:
        return publication_of(published.folder.published, file)
    return publication_of(load_instance(snapshot(path, file.instance_hash)), file)


def versions_of(published: Published) -> tuple[int, ...]:
    """The versions that the journal tells of, in order."""
    return tuple(entry.version for entry in published.folder.entries if entry.version is not None)


def _listed(known: tuple[int, ...]) -> str:
    if len(known) == 1:
        return f"la version {known[0]} seulement"
    return f"les versions {known[0]} à {known[-1]}"
