"""What a version of a roster remembers of its posts, beyond who holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pydantic import AwareDatetime, NonNegativeInt

from rostering.domain.document import Document
from rostering.domain.roster import Pair


@dataclass(frozen=True)
class Post:
    """Three facts of a duty someone holds: who was planned first ("" = the holder), who really worked (None = the
    holder, as far as is known; "" = nobody), and whether it is a réquisition."""

    planned: str = ""
    worked: str | None = None
    forced: bool = False


PLAIN = Post()


@dataclass(frozen=True)
class Posts:
    """The posts of which there is something to remember, and the planned doctors of posts that nobody holds now."""

    held: Mapping[Pair, Post]
    left: tuple[Pair, ...] = ()

    def of(self, pair: Pair) -> Post:
        """What is known of that post."""
        return self.held.get(pair, PLAIN)

    def effective(self, pair: Pair) -> str:
        """Who served, as far as is known; "" when nobody did."""
        worked = self.of(pair).worked
        return pair.doctor if worked is None else worked


NOTHING = Posts({})


def followed(
    posts: Posts, lost: Iterable[Pair], gained: Iterable[Pair], forced: Iterable[Pair] = ()
) -> Posts:
    """The posts after duties change hands: whoever takes one over remembers who was planned for it."""
    held, left = dict(posts.held), defaultdict(list)
    for pair in posts.left:
        left[pair.shift].append(pair.doctor)
    for pair in sorted(lost):
        left[pair.shift].append(posts.of(pair).planned or pair.doctor)
        held.pop(pair, None)
    required = frozenset(forced)
    for pair in sorted(gained):
        planned = _planned(left[pair.shift], pair.doctor)
        post = Post(planned, forced=pair in required)
        if post != PLAIN:
            held[pair] = post
    remaining = [Pair(doctor, shift) for shift, doctors in left.items() for doctor in doctors]
    return Posts(held, tuple(sorted(remaining, key=lambda pair: (pair.shift, pair.doctor))))


def _planned(open_to: list[str], taker: str) -> str:
    """Whose post the taker fills: their own when it is one of them, else the first; "" for one's own or a new post."""
    if taker in open_to:
        open_to.remove(taker)
        return ""
    return open_to.pop(0) if open_to else ""


def served(posts: Posts, pair: Pair, worked: str) -> Posts:
    """The same posts, once it is known who worked that one."""
    kept = replace(posts.of(pair), worked=None if worked == pair.doctor else worked)
    held = {one: post for one, post in posts.held.items() if one != pair}
    return Posts(held if kept == PLAIN else held | {pair: kept}, posts.left)


class Cancelled(Document):
    """An event that calendars held and that is no more: enough to tell them so, in the same bytes each time.

    `calendars`: the files it stood in, as "medecins/martin".
    """

    uid: str
    shift: str
    calendars: tuple[str, ...]
    stamp: AwareDatetime
    sequence: NonNegativeInt
    start: AwareDatetime
    end: AwareDatetime
    summary: str
