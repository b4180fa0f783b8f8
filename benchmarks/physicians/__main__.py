"""`python -m benchmarks.physicians --data DIR [--json OUT]`: every month of a folder, solved to proof by the product.

`DIR` holds `.cdat` files, at any depth, and `published.csv` when optima are known (columns `file`, `cplex_optimum`). Nothing
of it is copied. Exit code 1 when a file is not proved, or proves something else than what was published.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.physicians import running, table
from benchmarks.physicians.reading import UnreadableMonth
from rostering.solve.settings import Settings


def main() -> int:
    """Runs them all, printing each as it comes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.physicians", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of .cdat files")
    parser.add_argument("--json", type=Path, help="the results as JSON too")
    parser.add_argument("--seconds", type=float, default=60.0, help="of search, a file")
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    paths, known = list(running.files(given.data)), running.published(given.data)
    if not paths:
        parser.error(f"{given.data}: no .cdat file there")
    settings = Settings(seconds=given.seconds, workers=given.workers)
    print(table.head())
    runs = []
    for path in paths:
        try:
            runs.append(running.run(path, settings, known))
        except UnreadableMonth as error:
            parser.error(str(error))
        print(table.row(runs[-1]), flush=True)
    print("", *table.foot(runs), sep="\n")
    if given.json:
        given.json.write_text(json.dumps([run.as_json() for run in runs], indent=1) + "\n", "utf-8")
    good = all(run.proved and run.reproduced == (run.published is not None) for run in runs)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
