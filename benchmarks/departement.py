"""Writes one département: `python -m benchmarks.departement --out FILE [--sectors 25] [--months 1] [--shared 0.08] [--seed S]`.

The same file for the same words, which `rostering solve` takes as any other. It is not kept in the repository.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from instances.recipe.departement import SHARED, document, header, sketches
from instances.recipe.text import write

SECTORS, SEED = 25, 2027


def generate(path: Path, sectors: int, months: int, shared: float, seed: int = SEED) -> Path:
    """Writes the territory and says where."""
    made = document(sketches(sectors, seed), months, shared, seed)
    path.write_text(write(header(made), made), encoding="utf-8")
    return path


def drawn_departements(
    folder: Path, counts: Iterable[int], months: Sequence[int], shared: float
) -> Iterator[Path]:
    """One file for each number of sectors and of months."""
    for sectors in counts:
        for count in months:
            name = f"{sectors}-sectors-{count}-months.yaml"
            yield generate(folder / name, sectors, count, shared)


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sectors", type=int, default=SECTORS)
    parser.add_argument("--months", type=int, default=1)
    parser.add_argument("--shared", type=float, default=SHARED)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    generate(options.out, options.sectors, options.months, options.shared, options.seed)


if __name__ == "__main__":
    main()
