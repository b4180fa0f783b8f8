"""The account that docs/long-run.md shows: three quarters that follow each other, and add up."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.three_quarters import accounts_of, busiest, table


def test_an_account_of_three_quarters_adds_up() -> None:
    """Each line is its own sum and begins where the last one ended; the table shows the three quarters."""
    accounts = accounts_of("loire-bully", 5.0)
    doctor = busiest(accounts)
    rows = accounts.by_account[doctor, "soiree"]
    for row in rows:
        line = row.line
        total = row.before + row.forgotten + line.planned - line.given + line.received - line.owed
        assert row.balance == pytest.approx(total)
    for one, other in pairwise(rows):
        assert other.before == pytest.approx(one.balance)
    assert all(f"| Q{quarter} |" in table(accounts, doctor) for quarter in (1, 2, 3))
