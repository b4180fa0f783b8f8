"""Writes the instances of this folder, text and workbook: python -m instances.generate [NAME ...]."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from instances.recipe import boulogne, forez, haute_marne, laval, le_havre, loire, mayenne, renaze
from instances.recipe.people import Entry
from instances.recipe.text import write
from rostering.files.load import load_instance, save_instance

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Recipe:
    """A header of comments and what makes the document."""

    header: str
    document: Callable[[], Entry]

    def text(self) -> str:
        """The file."""
        return write(self.header, self.document())


RECIPES: Mapping[str, Recipe] = {
    "boulogne-sur-mer": Recipe(boulogne.HEADER, boulogne.document),
    "haute-marne": Recipe(haute_marne.HEADER, haute_marne.document),
    "mayenne": Recipe(mayenne.HEADER, mayenne.document),
    "mayenne-renaze": Recipe(renaze.HEADER, renaze.document),
    "laval-smp": Recipe(laval.HEADER, laval.document),
    "le-havre": Recipe(le_havre.HEADER, le_havre.document),
    "nord-velay-forez": Recipe(forez.HEADER, forez.document),
    "nord-velay-forez-ete": Recipe(forez.SUMMER_HEADER, forez.summer),
    "loire-bully": Recipe(loire.HEADER, loire.document),
    "loire-bully-unites": Recipe(loire.UNITS_HEADER, loire.units),
}


def main(names: list[str]) -> None:
    """Writes the named instances, or all of them."""
    for name in names or list(RECIPES):
        path = FOLDER / f"{name}.yaml"
        path.write_text(RECIPES[name].text(), encoding="utf-8")
        save_instance(load_instance(path), path.with_suffix(".xlsx"))


if __name__ == "__main__":
    main(sys.argv[1:])
