"""The page of accounts: labels that meet neither each other nor the edge, in the order of their curves."""

from __future__ import annotations

import re
from itertools import pairwise

from rostering.export.picture.accounts import LABEL, accounts_page
from rostering.memory.accounts import Accounts
from tests.memory.test_accounts import three_months

END = re.compile(r'<circle cx="[\d.]+" cy="([\d.]+)"')
NAME = re.compile(r'<text x="[\d.]+" y="([\d.]+)" style=')
HEIGHT = re.compile(r'<svg[^>]*viewBox="0 0 \d+ (\d+)"')


def sections(accounts: Accounts) -> list[str]:
    """The page, doctor by doctor."""
    return accounts_page(accounts).split("<section")[1:]


def test_labels_are_apart_in_the_order_of_the_curves() -> None:
    """Balances that are equal or near would otherwise be written over each other."""
    for section in sections(three_months()):
        ends = [float(found) for found in END.findall(section)]
        names = [float(found) - 4 for found in NAME.findall(section)]
        assert len(names) == len(ends) > 1
        both = sorted(zip(ends, names, strict=True))
        assert all(other[1] - one[1] >= LABEL - 0.2 for one, other in pairwise(both))


def test_labels_stay_on_the_drawing() -> None:
    """Even where all curves end at the top or at the bottom."""
    for section in sections(three_months()):
        found = HEIGHT.search(section)
        assert found
        names = [float(name) - 4 for name in NAME.findall(section)]
        assert min(names) >= LABEL / 2 - 0.1
        assert max(names) <= int(found[1]) - LABEL / 2 + 0.1
