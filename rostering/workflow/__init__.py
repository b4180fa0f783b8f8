"""The use cases, one module a family; the only place that reads the clock. No printing, no parsing of arguments."""

from rostering.workflow.delivery import check_draft_folder
from rostering.workflow.roster import (
    Delivery,
    Task,
    Verdict,
    check,
    convert,
    deliver,
    prepare,
    schema,
    solve,
    write_template,
)

__all__ = [
    "Delivery",
    "Task",
    "Verdict",
    "check",
    "check_draft_folder",
    "convert",
    "deliver",
    "prepare",
    "schema",
    "solve",
    "write_template",
]
