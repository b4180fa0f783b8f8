"""A change of a published roster for a machine."""

from __future__ import annotations

from rostering.life.verdict import Verdict
from rostering.review.effect import Move
from rostering.review.wording import figures_of, said
from rostering.rules.base import Breach
from rostering.workflow.life import Asked
from rostering.workflow.published import Published
from rostering.workflow.reroster import Choice
from rostering.workflow.returned import Returned


def judged(asked: Asked, after: Published | None) -> dict[str, object]:
    """What is proposed, whether it is lawful, what it does; `written` and the version when it was agreed to."""
    return proposed(asked.verdict) | _written(asked, after)


def chosen(choice: Choice, number: int, after: Published | None) -> dict[str, object]:
    """What happened, every roster to choose from, the number chosen; `written` and the version."""
    return {
        "kind": choice.happening.kind,
        "told": choice.happening.told,
        "lost": [pair._asdict() for pair in choice.lost],
        "options": [{"label": label} | proposed(asked.verdict) for label, asked in choice.options],
        "chosen": number,
    } | _written(choice.options[0][1], after)


def _written(asked: Asked, after: Published | None) -> dict[str, object]:
    version = (after or asked.published).publication.version
    return {"written": after is not None, "version": version}


def proposed(verdict: Verdict) -> dict[str, object]:
    """A change, whether it is lawful, what it does."""
    proposal = verdict.proposal

    def told(breaches: tuple[Breach, ...]) -> list[dict[str, object]]:
        return [
            {
                "rule": breach.rule,
                "sentence": said(verdict.problem, verdict.instance.rules, breach),
                "price": breach.price,
            }
            for breach in breaches
        ]

    return {
        "kind": proposal.kind,
        "told": proposal.told,
        "lawful": verdict.is_lawful,
        "broken": told(verdict.effect.new_hard),
        "bent": told(verdict.effect.new_soft),
        "proof": proposal.proof.model_dump() if proposal.proof else None,
        **figures_of(verdict.effect),
    }


def published(found: Published) -> dict[str, object]:
    """Where a published roster stands, and its journal."""
    folder, publication = found.folder, found.publication
    return {
        "territory": publication.instance.id,
        "version": publication.version,
        "state": folder.state.value,
        "edited": folder.is_edited,
        "carences": publication.report.missing,
        "hard_breaches": len(publication.report.hard_breaches),
        "journal": [
            entry.model_dump(mode="json", exclude_defaults=True, exclude={"certificate"})
            for entry in folder.entries
        ],
    }


def returned(found: Returned) -> dict[str, object]:
    """Which version an edited workbook was written from, what it changes and in which cells."""

    def told(moves: tuple[Move, ...]) -> list[dict[str, object]]:
        return [
            {
                "shift": move.shift,
                "leaves": list(move.leaves),
                "takes": list(move.takes),
                "place": found.place(move),
            }
            for move in moves
        ]

    return {
        "workbook": str(found.workbook),
        "from_version": found.base.version,
        "edits": told(found.merge.edits),
        "already": told(found.merge.already),
    }
