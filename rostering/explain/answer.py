"""An answer: two sentences, the rest on demand, and the figures for a machine; and the French it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rostering.problem.eligibility import Reason
from rostering.review.report import Blocker

INVARIABLE = ("pas", "sans", "sous")
OF_ONE = (Reason.EXEMPT.value, Reason.NOT_YET.value, Reason.GONE.value)
"""Reasons written of one doctor."""


@dataclass(frozen=True)
class Answer:
    """`short`: the answer in about two sentences. `details`: everything. `figures`: for --json."""

    question: str
    short: str
    details: tuple[str, ...] = ()
    figures: Mapping[str, object] = field(default_factory=dict)


def counted(blockers: Sequence[Blocker]) -> str:
    """ "12 absents, 2 en repos", most frequent first."""
    families = Counter(blocker.family for blocker in blockers)
    return ", ".join(f"{size} {agreed(family, size)}" for family, size in families.most_common())


def agreed(family: str, size: int) -> str:
    """The family as said of so many: « absents », and « absent » of one; « exemptés », and « exempté » of one."""
    if family in OF_ONE:
        return family + "s" * (size > 1)
    if size > 1:
        return family
    first, *rest = family.replace("leurs", "ses").split()
    first = first.removesuffix("s") if first not in INVARIABLE else first
    return " ".join([first, *rest])
