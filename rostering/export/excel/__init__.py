"""The workbooks: `tableau.xlsx` to post and send, `coordination.xlsx` for the coordinator, `comptes.xlsx` for all."""

from rostering.export.excel.accounts import accounts_bytes
from rostering.export.excel.coordination import coordination_bytes, write_coordination
from rostering.export.excel.posted import posted_bytes, write_posted
from rostering.export.excel.reading import read_posted

__all__ = [
    "accounts_bytes",
    "coordination_bytes",
    "posted_bytes",
    "read_posted",
    "write_coordination",
    "write_posted",
]
