"""Values between two proofs and their differences, in French."""

from __future__ import annotations

from rostering.explain.proved import Interval, Proved
from rostering.review.wording import signed
from rostering.rules.base import plural

UNDECIDED = "non décidable"


def value_in_words(one: Proved) -> str:
    """ "524", or "524 (≥ 510)" when less is not excluded."""
    return str(one.value) if one.is_closed else f"{one.value} (≥ {one.bound})"


def difference_in_words(one: Interval | None) -> str:
    """ "+12", "0", "+10 à +14", or « non décidable »."""
    if one is None or not one.is_decided:
        return UNDECIDED
    if one.is_exact:
        return signed(one.low) if one.low else "0"
    return f"{signed(one.low)} à {signed(one.high)}"


def amount_in_words(low: int, high: int, unit: str) -> str:
    """ "12 points", "entre 10 et 14 points"."""
    return plural(high, unit) if low == high else f"entre {low} et {plural(high, unit)}"


def more_or_fewer(one: Interval, unit: str) -> str:
    """ "3 carences de moins", "entre 2 et 4 points de plus"; only of a decided difference that is not zero."""
    if one.low > 0:
        return f"{amount_in_words(one.low, one.high, unit)} de plus"
    return f"{amount_in_words(-one.high, -one.low, unit)} de moins"
