"""The command line: parse, call a workflow, print, exit code."""

from __future__ import annotations

import gc
import logging
import sys
import traceback
from typing import Annotated

import typer

from rostering.cli.advise import advise
from rostering.cli.batch import batch
from rostering.cli.check import check
from rostering.cli.convert import convert, schema, template
from rostering.cli.difference import diff
from rostering.cli.events import absent, join, leave, reopen, reroster
from rostering.cli.explain import explain
from rostering.cli.french import Command, Group, refusal
from rostering.cli.memory import accounts, carry, close, past
from rostering.cli.notices import notices
from rostering.cli.price import price
from rostering.cli.publish import journal, publish, state
from rostering.cli.relax import relax
from rostering.cli.returned import import_workbook
from rostering.cli.scout import scout
from rostering.cli.solve import solve
from rostering.cli.swap import give, requisition, swap, undo, worked
from rostering.cli.whatif import whatif
from rostering.errors import (
    ClusterError,
    InstanceError,
    OutputError,
    QuestionError,
    Refused,
    RosteringError,
    RosterMismatch,
)

app = typer.Typer(
    name="rostering",
    help="Tableaux de garde des médecins généralistes : construits, prouvés, équitables.",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
BAD_INPUT, OUR_BUG = 2, 70
RARELY = (200_000, 20, 20)
"""When Python looks for dead cycles: a command makes millions of lasting objects and few cycles, and the usual
thresholds took a tenth of Boulogne's whole run."""


@app.callback()
def settings(
    verbose: Annotated[
        int, typer.Option("-v", "--verbose", count=True, help="Dit les étapes (-vv : tout).")
    ] = 0,
) -> None:
    """Tableaux de garde des médecins généralistes : construits, prouvés, équitables."""
    level = (logging.WARNING, logging.INFO, logging.DEBUG)[min(verbose, 2)]
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )


COMMANDS = (
    scout,
    solve,
    batch,
    check,
    explain,
    relax,
    price,
    whatif,
    publish,
    state,
    journal,
    advise,
    swap,
    give,
    requisition,
    worked,
    undo,
    import_workbook,
    diff,
    notices,
    absent,
    leave,
    join,
    reopen,
    reroster,
    close,
    carry,
    accounts,
    past,
    template,
    convert,
    schema,
)
"""In the order in which people meet them."""
for command in COMMANDS:
    app.command("import" if command is import_workbook else None, cls=Command)(command)


def main() -> None:
    """Runs a command; a user's mistake is a sentence and exit 2, our own is a traceback and exit 70."""
    gc.set_threshold(*RARELY)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = app(standalone_mode=False)
    except typer.TyperException as mistake:
        typer.echo(refusal(mistake), err=True)
        sys.exit(BAD_INPUT)
    except typer.Abort:
        typer.echo("Abandonné.", err=True)
        sys.exit(1)
    except (
        InstanceError,
        QuestionError,
        Refused,
        RosterMismatch,
        OutputError,
        ClusterError,
    ) as mistake:
        typer.echo(str(mistake), err=True)
        sys.exit(BAD_INPUT)
    except RosteringError as fault:
        typer.echo(str(fault), err=True)
        sys.exit(OUR_BUG)
    except Exception:
        traceback.print_exc()
        typer.echo("Erreur interne de rostering : merci de nous envoyer ce qui précède.", err=True)
        sys.exit(OUR_BUG)
    finally:
        gc.freeze()  # else Python looks for cycles among all of it once more before it leaves
    sys.exit(code if isinstance(code, int) else 0)
