"""A change of a published roster for a machine."""

from __future__ import annotations

from rostering.life.advice import Option
from rostering.life.verdict import Verdict
from rostering.review.wording import figures_of, said
from rostering.rules.base import Breach
from rostering.workflow.advise import Advised
from rostering.workflow.life import Asked
from rostering.workflow.published import Published
from rostering.workflow.reroster import Choice


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

    return {
        "kind": proposal.kind,
        "told": proposal.told,
        "lawful": verdict.is_lawful,
        "broken": _told(verdict, verdict.effect.new_hard),
        "bent": _told(verdict, verdict.effect.new_soft),
        "proof": proposal.proof.model_dump() if proposal.proof else None,
        **figures_of(verdict.effect),
    }


def _told(verdict: Verdict, breaches: tuple[Breach, ...]) -> list[dict[str, object]]:
    return [
        {
            "rule": breach.rule,
            "sentence": said(verdict.problem, verdict.instance.rules, breach),
            "price": breach.price,
        }
        for breach in breaches
    ]


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


def advised(found: Advised) -> dict[str, object]:
    """How many ways of each kind, and each of them in order, the first ones with what they do."""
    return {
        "duty": found.held.shift,
        "doctor": found.held.doctor,
        "counts": found.counts,
        "options": [
            _option(option)
            | {"cost": verdict.effect.cost, "bent": _told(verdict, verdict.effect.new_soft)}
            for option, verdict in found.best
        ]
        + [_option(option) for option in found.others],
    }


def _option(option: Option) -> dict[str, object]:
    return {
        "way": option.kind,
        "lost": [pair._asdict() for pair in option.lost],
        "gained": [pair._asdict() for pair in option.gained],
        "days": option.days,
    }
