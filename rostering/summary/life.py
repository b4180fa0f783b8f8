"""A change of a published roster for a machine."""

from __future__ import annotations

from rostering.review.wording import figures_of, said
from rostering.rules.base import Breach
from rostering.workflow.life import Asked
from rostering.workflow.published import Published


def judged(asked: Asked, after: Published | None) -> dict[str, object]:
    """What is proposed, whether it is lawful, what it does; `written` and the version when it was agreed to."""
    verdict = asked.verdict
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
        "written": after is not None,
        "version": (after or asked.published).publication.version,
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
