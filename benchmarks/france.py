"""Writes a whole country of sectors: `python -m benchmarks.france --out DIR [--sectors N] [--seed S]`.

One file a sector, in a folder a département, the same files for the same seed; 1,292 sectors for all of France,
or a sample that keeps the proportions. The output is not kept in the repository.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from instances.recipe.france import SECTORS, Sketch, sample, sketches
from instances.recipe.sector import document, header
from instances.recipe.text import write


def drawn(count: int = SECTORS, seed: int = 2027) -> tuple[Sketch, ...]:
    """The whole country, or so many sectors that keep its proportions."""
    whole = sketches(seed)
    return whole if count >= len(whole) else sample(whole, count)


def generate(out: Path, chosen: Sequence[Sketch]) -> None:
    """Writes those sectors under the folder."""
    for sketch in chosen:
        path = file_of(out, sketch)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write(header(sketch), document(sketch)), encoding="utf-8")


def file_of(out: Path, sketch: Sketch) -> Path:
    """`62/62-03.yaml` under the folder."""
    return out / sketch.departement / f"{sketch.id}.yaml"


def told(chosen: Sequence[Sketch]) -> str:
    """What was drawn, against the published figures."""
    sectors, doctors = len(chosen), sum(one.doctors for one in chosen)
    few = sum(one.doctors <= 10 for one in chosen)
    very_few = sum(one.doctors <= 5 for one in chosen)
    night = sum(one.deep_night for one in chosen)
    return (
        f"{sectors} sectors, {doctors} volunteers, {few / sectors:.0%} with ten or fewer, "
        f"{very_few / sectors:.0%} with five or fewer, {night / sectors:.0%} with deep night"
    )


def main() -> None:
    """Writes them and says what they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--sectors", type=int, default=SECTORS)
    parser.add_argument("--seed", type=int, default=2027)
    options = parser.parse_args()
    chosen = drawn(options.sectors, options.seed)
    generate(options.out, chosen)
    print(told(chosen))


if __name__ == "__main__":
    main()
