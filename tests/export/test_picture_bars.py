"""The fairness chart: a bar as long as the load, a mark at the share, and what is far off shown as such."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from rostering.domain.territory import Category
from rostering.export.picture.bars import BAR, Chart, draw, scales
from rostering.review.report import Balance
from tests.build import doctor

SOIREE = Category(id="soiree", label="Soirée", weight=2)
UNITS = Category(id="unites", label="Unités", measure="units")


def drawn(
    share: float, load: float, category: Category = SOIREE, top: float = 4
) -> dict[str, float]:
    """Widths of the bars by their class, and how far from the left the share's mark stands."""
    balances = {
        ("a", category.id): Balance("a", category.id, share, load, 0),
        ("b", category.id): Balance("b", category.id, 0, top, 0),
    }
    chart = Chart((doctor("a"),), (category,), balances, scales(balances))
    bar = ElementTree.fromstring(draw(chart, "essai")).find("g")
    assert bar is not None
    rects = bar.findall("rect")
    left, mark = float(rects[0].get("x", "")), bar.find("line")
    assert mark is not None
    widths = {str(rect.get("class")): float(rect.get("width", "")) for rect in rects}
    return {**widths, "share": float(mark.get("x1", "")) - left}


def test_bars_and_marks_are_to_scale() -> None:
    """With 4 as the largest value, a load of 2 is half a bar and a share of 1.5 three eighths."""
    assert drawn(1.5, 2) == {"load": BAR / 2, "share": round(BAR * 3 / 8, 1)}


@pytest.mark.parametrize(
    ("share", "load", "category", "expected"),
    [
        (2, 3, SOIREE, "over"),
        (2.1, 3, SOIREE, None),
        (2, 1, SOIREE, "under"),
        (1.9, 1, SOIREE, None),
        (1, 2.9, UNITS, None),
        (1, 3, UNITS, "over"),
    ],
)
def test_a_whole_duty_off_the_share_is_shown(
    share: float, load: float, category: Category, expected: str | None
) -> None:
    """One duty or two units beyond or below is marked; just under that is not."""
    assert (set(drawn(share, load, category)) - {"load", "share"} or {None}) == {expected}


def test_the_part_beyond_the_share_begins_at_the_mark() -> None:
    """Share 1, load 3, largest 4: the mark at a quarter, the excess over two quarters."""
    assert drawn(1, 3) == {"load": BAR * 3 / 4, "over": BAR / 2, "share": BAR / 4}


def test_the_tooltip_says_load_share_deviation_and_ledger() -> None:
    """In words, with French decimals."""
    balances = {("a", "soiree"): Balance("a", "soiree", 2.4, 3, 1)}
    chart = Chart((doctor("a", last_name="Aubry"),), (SOIREE,), balances, scales(balances))
    expected = "AUBRY, Soirée : 3 pour une part de 2,4 (écart +0,6 ; reliquat avant +1)"
    assert f"<title>{expected}</title>" in draw(chart, "essai")
