"""The answers of `explain`."""

from __future__ import annotations

from collections.abc import Sequence

from rostering.explain.answer import Answer


def explained(answers: Sequence[Answer]) -> dict[str, object]:
    """Each question with its answer: the sentence, the details, the figures."""
    return {
        "answers": [
            {
                "question": answer.question,
                "answer": answer.short,
                "details": list(answer.details),
                "figures": dict(answer.figures),
            }
            for answer in answers
        ]
    }
