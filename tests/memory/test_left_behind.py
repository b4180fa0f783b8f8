"""What nobody takes over when a book is carried."""

from __future__ import annotations

from rostering.domain.memory import Memory
from rostering.memory.book import Book
from rostering.memory.closing import opening
from rostering.memory.left_behind import LeftBehind, left_behind
from tests.memory.sample import EVENINGS, THREE, posted, territory
from tests.memory.test_carry import march


def test_what_nobody_takes_over_is_told() -> None:
    """Anne is not there any more, evenings are called otherwise, a sector of the book is unknown: at half a duty, not under."""
    half = {"doctor": "anne", "category": "soiree", "balance": "0.54"}  # 0.501 in March
    less = {"doctor": "bruno", "category": "soiree", "balance": "-0.53"}  # 0.492
    book = posted(Book(), opening(territory(ledger=(half, less))))
    later = march(doctors=THREE[1:])
    assert left_behind(book, march()) == LeftBehind()
    assert left_behind(book, later) == LeftBehind(doctors=(book.members["anne"].name,))
    categories = tuple(one.model_copy(update={"id": f"x-{one.id}"}) for one in later.categories)
    renamed = later.model_copy(update={"categories": categories})
    assert left_behind(book, renamed) == LeftBehind((book.members["anne"].name,), ("soiree",))
    moved = march(sectors=({"id": "T"},), doctors=[one.model_copy(update={"sectors": ("T",)}) for one in THREE],
                  lines=(EVENINGS.model_copy(update={"sectors": ("T",)}),))  # fmt: skip
    assert left_behind(book, moved).sectors == ("S",)
    joined = moved.model_copy(update={"memory": Memory(merged=({"sector": "S", "into": "T"},))})
    assert left_behind(book, joined) == LeftBehind()
