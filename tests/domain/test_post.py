"""Planned, replaced by, worked: three facts of a duty that survive whatever changes hands."""

from __future__ import annotations

from rostering.domain.post import NOTHING, Post, Posts, followed, served
from rostering.domain.roster import Pair

A, B, C, D = (Pair(who, "s") for who in "abcd")


def test_whoever_takes_a_duty_over_remembers_who_was_planned() -> None:
    """A to B to C: A was planned, whoever holds it."""
    once = followed(NOTHING, [A], [B])
    twice = followed(once, [B], [C])
    assert (once.of(B), twice.of(C)) == (Post(planned="a"), Post(planned="a"))


def test_who_was_planned_and_takes_it_back_replaces_nobody() -> None:
    """A to B to A: as on the first day."""
    assert followed(followed(NOTHING, [A], [B]), [B], [A]) == NOTHING


def test_an_emptied_post_remembers_who_was_planned_until_somebody_takes_it() -> None:
    """A leaves, nobody; then C takes it: for A. In between the post is said left by A."""
    empty = followed(NOTHING, [A], [])
    assert empty == Posts({}, (A,))
    assert followed(empty, [], [C]) == Posts({C: Post(planned="a")})


def test_a_post_nobody_was_planned_for_replaces_nobody() -> None:
    """A duty vacant from the first day: its taker is its own first."""
    assert followed(NOTHING, [], [B]) == NOTHING


def test_two_posts_of_one_duty_keep_their_planned_doctors() -> None:
    """A and B both hand over, to C and D: one for each of A and B; nobody twice."""
    after = followed(NOTHING, [A, B], [C, D])
    assert {after.of(C).planned, after.of(D).planned} == {"a", "b"}
    assert followed(after, [C, D], [A, B]) == NOTHING


def test_a_requisition_is_marked_on_its_post_only() -> None:
    """The forced pair says so; another that joins at the same time does not."""
    after = followed(NOTHING, [], [A, B], forced=[B])
    assert (after.of(A).forced, after.of(B).forced) == (False, True)


def test_who_worked_is_the_holder_until_somebody_says_otherwise() -> None:
    """Unknown: the holder. Told: that doctor, or nobody. Told to be the holder: as if never said."""
    assert NOTHING.effective(A) == "a"
    other, nobody = served(NOTHING, A, "b"), served(NOTHING, A, "")
    assert (other.effective(A), nobody.effective(A)) == ("b", "")
    assert served(other, A, "a") == NOTHING


def test_what_was_worked_keeps_who_was_planned() -> None:
    """B holds it for A, and C worked it: three facts, none lost."""
    after = served(followed(NOTHING, [A], [B]), B, "c")
    assert after.of(B) == Post(planned="a", worked="c")
